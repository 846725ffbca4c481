"""A page no longer shows a field that is described from it."""

from collections.abc import Iterator

from scripts.drift.answers import deprecate
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, WARNING, of_page
from scripts.drift.types import text_of


def judge(context: Context) -> Iterator[Judged]:
    """Judge every described field that the page lost; one that is deprecated is known to be gone."""
    for compared in context.compared:
        for one in compared.removed:
            if one.side == "parameter":
                continue
            now = compared.effective.values.get((one.side, one.path), one)
            severity = BREAKING if now.required else WARNING
            message = f"the {one.side}'s field `{one.path}` is gone from the page"
            yield of_page(
                context, compared, "field-removed", severity, ("nothing", text_of(one.kinds)), message,
                line=compared.said.line, described=now, subject=(one.side, one.path),
                actions=deprecate(now),
            )  # fmt: skip
