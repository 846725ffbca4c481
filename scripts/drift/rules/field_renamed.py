"""A page shows a field under another name, likely."""

from collections.abc import Iterator

from scripts.drift.answers import rename_property
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, of_page
from scripts.page import Field


def judge(context: Context) -> Iterator[Judged]:
    """Judge fields that went and came in one place with near names."""
    for compared in context.compared:
        for one in compared.renamed:
            if one.old.side == "parameter" or not isinstance(one.new, Field):
                continue
            old = compared.effective.values.get((one.old.side, one.old.path), one.old)
            message = f"the {old.side}'s field `{old.path}` is likely called `{one.new.name}` now"
            yield of_page(
                context, compared, "field-renamed", BREAKING, (one.new.name, old.name), message,
                line=one.new.line, described=old, subject=(old.side, old.path, one.new.name),
                actions=rename_property(context.effective, compared, old, one.new),
            )  # fmt: skip
