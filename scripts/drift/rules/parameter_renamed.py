"""A page lists a parameter under another name, likely."""

from collections.abc import Iterator

from scripts.drift.answers import rename_parameter
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, of_page
from scripts.page import Parameter


def judge(context: Context) -> Iterator[Judged]:
    """Judge parameters that went and came with near names."""
    for compared in context.compared:
        for one in compared.renamed:
            if one.old.side != "parameter" or not isinstance(one.new, Parameter):
                continue
            old = compared.effective.values.get((one.old.side, one.old.path), one.old)
            message = f"the parameter `{one.old.name}` is likely called `{one.new.name}` now"
            actions = rename_parameter(context.effective, compared.effective, old, one.new, compared.said.path)
            yield of_page(
                context, compared, "parameter-renamed", BREAKING, (one.new.name, one.old.name), message,
                line=one.new.line, described=old, subject=(one.old.path, one.new.name), actions=actions,
            )  # fmt: skip
