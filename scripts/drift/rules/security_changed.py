"""A page says otherwise than the description whether the key is needed."""

from collections.abc import Iterator

from scripts.drift.answers import remove, update
from scripts.drift.comparison import Compared
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, INFORMATION, of_page
from scripts.drift.pair import Said, parts_of

RULE = "security-changed"


def judge(context: Context) -> Iterator[Judged]:
    """Judge every operation whose page lists the header, or lists fields and no header any more."""
    for compared in context.compared:
        if compared.said.security == "unknown":
            yield from _unlisted(context, compared)
            continue
        needed = compared.said.security == "required"
        if any(one.key_needed is needed for one in context.both(compared.id)):
            continue
        says = {True: "required", False: "optional"}
        at = compared.effective.at
        # Without a statement of its own, the operation follows the description's, which requires the key.
        actions = (remove(f"{at}/security"),) if needed else (update(at, {"security": [{}, {"bearer": []}]}),)
        line = next((one.line for one in compared.said.parameters if one.name == "Authorization"), compared.said.line)
        yield of_page(
            context, compared, RULE, BREAKING if needed else INFORMATION, (says[needed], says[not needed]),
            f"the key is {says[needed]} by the page and {says[not needed]} in the description",
            line=line, subject=(says[needed],), actions=actions,
        )  # fmt: skip


def _unlisted(context: Context, compared: Compared) -> Iterator[Judged]:
    """A page that lists what is sent, and not the header of the key."""
    said = compared.said
    listed: list[Said] = [*said.parameters, *said.request_fields, *said.response_fields]
    header = any(one.place == "header" and one.name == "Authorization" for one in said.parameters)
    if header or said.request_damaged or not any("list" in parts_of(one) for one in listed):
        return
    yield of_page(
        context, compared, RULE, INFORMATION, ("no header of the key", "a key"),
        "the page no longer lists the header of the key", line=said.line, subject=("unlisted",),
        words="see whether the service still asks for the key; an overlay can say so",
    )  # fmt: skip
