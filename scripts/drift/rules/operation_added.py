"""A page or the catalogue shows an operation that the description does not know."""

from collections.abc import Iterator

from scripts.drift.catalogue import Row, left_out, rows
from scripts.drift.context import Context, Judged, titled
from scripts.drift.finding import Finding, Location, Party
from scripts.drift.judging import INFORMATION

WORDS = "describe the operation in spec/, from its page (CONTRIBUTING.md tells how)"


def judge(context: Context) -> Iterator[Judged]:
    """Judge what is matched with nothing."""
    for matched in context.matched:
        for one in matched.matches.added:
            at = Location(matched.file, max(one.line, 1))
            address = titled(one)
            message = f"the page shows {address}, which is not described"
            parties = (Party("page", address, at), Party("description", "nothing"))
            subject = (str(one.method), str(one.path or one.title))
            yield Judged(Finding("operation-added", INFORMATION, message, at, parties, subject), words=WORDS)
    known = left_out(context.effective.data)
    for row in rows(context):
        if row.operation is None and row.path and (row.method, row.path) not in known:
            yield _row(row)


def _row(row: Row) -> Judged:
    address = f"{row.method} {row.path}"
    message = f"the catalogue lists {address} (`{row.title}`), which is neither described nor left out knowingly"
    parties = (Party("catalogue", address, row.location), Party("description", "nothing"))
    finding = Finding("operation-added", INFORMATION, message, row.location, parties, (str(row.method), row.path))
    return Judged(finding, words=WORDS + ", or name it under `x-left-out` in spec/openapi.yaml")
