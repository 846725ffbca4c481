"""A page states another default than the description."""

from collections.abc import Iterator

from scripts.drift.answers import set_keywords
from scripts.drift.context import Context, Judged
from scripts.drift.judging import WARNING, named, of_pair, shown_value


def judge(context: Context) -> Iterator[Judged]:
    """Judge the defaults of what is sent; a list that states other facts says by silence that there is none."""
    for compared in context.compared:
        for pair in compared.pairs:
            if pair.knows("default"):
                continue
            said = pair.said.default
            told = tuple("none" if value is None else shown_value(value) for value in (said, pair.now.default))
            message = f"the default of {named(pair.now)} is {told[0]} on the page and {told[1]} in the description"
            actions = set_keywords(context.effective, pair.now, {"default": said})
            yield of_pair(context, compared, pair, "default-changed", WARNING, (told[0], told[1]), message, actions)
