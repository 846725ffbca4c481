"""The catalogue gives an operation another method or address than the description, or none."""

from collections.abc import Iterator

from scripts.drift.answers import move
from scripts.drift.catalogue import Row, rows
from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Party
from scripts.drift.judging import WARNING
from scripts.drift.matching import address
from scripts.values import Json

WORDS = "the catalogue can be wrong: see what the page says, and what the service answers there"


def judge(context: Context) -> Iterator[Judged]:
    """Judge every row that is about an operation of ours, to the letter."""
    for row in rows(context):
        if row.operation is None:
            continue
        known = context.both(row.operation)
        if not row.path:
            yield _told(context, row, "the catalogue gives no address")
        elif row.written != str(row.written).strip():
            yield _told(context, row, f"blanks stand around the address {row.written!r}")
        elif not any(address(one.method, one.path) == address(row.method, row.path) for one in known):
            yield _told(context, row, f"the catalogue says {row.method} {row.path}")


def _told(context: Context, row: Row, what: str) -> Judged:
    assert row.operation is not None
    now = context.effective.operations[row.operation]
    describes = f"{now.method} {now.path}"
    message = f"{what}; the description says {describes} (`{row.title}`)"
    says = f"{row.method} {row.path}" if row.path else "a blank address"
    parties = (Party("catalogue", says, row.location), Party("description", describes, context.place(now.at)))
    subject: tuple[str, ...] = (str(row.method), str(row.written))
    finding = Finding(
        "catalogue-address", WARNING, message, row.location, parties, subject, now.id, now.at,
        context.inputs.excerpt(row.location),
    )  # fmt: skip
    # Only where the catalogue is the one source of the address can it move the operation.
    node: dict[str, Json] = context.effective.data["paths"][now.path][now.method.lower()].get("x-source", {})
    alone = (
        "catalogue" in node
        and "page" not in node
        and row.path.startswith("/")
        and row.written == str(row.written).strip()
    )
    actions = move(context.effective, now, row.method, row.path) if alone else ()
    return Judged(finding, actions, "" if actions else WORDS)
