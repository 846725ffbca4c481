"""A page no longer allows a value that the description lists."""

from collections.abc import Iterator

from scripts.drift.answers import remove_values
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, INFORMATION, named, of_pair, shown_value


def judge(context: Context) -> Iterator[Judged]:
    """Judge the values of every enumeration that the page still lists."""
    for compared in context.compared:
        for pair in compared.pairs:
            gone = pair.gone_values()
            if gone:
                listed = ", ".join(map(shown_value, gone))
                told = (
                    ", ".join(map(shown_value, pair.allowed())) or "no values",
                    ", ".join(map(shown_value, pair.now.known)),
                )
                message = f"the page no longer allows {listed} for {named(pair.now)}"
                severity = INFORMATION if pair.side == "response" else BREAKING
                actions = remove_values(context.effective, pair.now, gone)
                yield of_pair(
                    context, compared, pair, "enum-value-removed", severity, told, message, actions, detail=listed
                )
