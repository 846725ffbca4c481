"""A client was surprised in a place that the description does not have."""

from collections.abc import Iterator

from scripts.drift.context import Context, Judged
from scripts.drift.judging import INFORMATION, of_surprise, times

RULE = "surprise-unplaced"
WORDS = "the client is of another description: judge its file with that one, or delete the line"


def judge(context: Context) -> Iterator[Judged]:
    """Judge what cannot be compared: of operations and places that are gone, or not there yet."""
    for met in context.surprised:
        if met.kind == "unplaced":
            told = (met.path, "nothing")
            message = f"a client was surprised {times(met.count)} where nothing is described: {met.why}"
            yield of_surprise(context, met, RULE, INFORMATION, told, message, words=WORDS)
