"""A page no longer lists a parameter that is described from it."""

from collections.abc import Iterator

from scripts.drift.answers import deprecate
from scripts.drift.context import Context, Judged
from scripts.drift.judging import WARNING, of_page
from scripts.drift.types import text_of


def judge(context: Context) -> Iterator[Judged]:
    """Judge every described parameter that the page lost."""
    for compared in context.compared:
        for one in compared.removed:
            if one.side != "parameter":
                continue
            now = compared.effective.values.get((one.side, one.path), one)
            message = f"the parameter `{one.name}` ({one.path.split()[0]}) is gone from the page"
            # A parameter of the path cannot be optional; the address has to follow the page by hand.
            actions = () if one.path.startswith("path ") else deprecate(now)
            yield of_page(
                context, compared, "parameter-removed", WARNING, ("nothing", text_of(one.kinds)), message,
                line=compared.said.line, described=now, subject=(one.path,), actions=actions,
                words="" if actions else "the address in spec/openapi.yaml has to follow the page",
            )  # fmt: skip
