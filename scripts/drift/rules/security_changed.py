"""A page says otherwise than the description whether the key is needed."""

from collections.abc import Iterator

from scripts.drift.answers import remove, update
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, INFORMATION, of_page


def judge(context: Context) -> Iterator[Judged]:
    """Judge every operation whose page lists the header."""
    for compared in context.compared:
        if compared.said.security == "unknown":
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
            context, compared, "security-changed", BREAKING if needed else INFORMATION,
            (says[needed], says[not needed]),
            f"the key is {says[needed]} by the page and {says[not needed]} in the description",
            line=line, subject=(says[needed],), actions=actions,
        )  # fmt: skip
