"""A page no longer allows a value that the description lists."""

from collections.abc import Iterator

from scripts.drift.answers import remove_values
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, INFORMATION, named, of_pair, shown_value
from scripts.values import same


def judge(context: Context) -> Iterator[Judged]:
    """Judge the values of every enumeration that the page still lists."""
    for compared in context.compared:
        for pair in compared.pairs:
            base = pair.base if pair.base is not None else pair.now
            if not pair.said.enum or not base.known:
                continue
            # What an overlay alone lists was never on the page, and what it took out is known to be gone.
            gone = [
                value
                for value in base.known
                if not any(same(value, one) for one in pair.said.enum)
                and any(same(value, one) for one in pair.now.known)
            ]
            if gone:
                listed = ", ".join(map(shown_value, gone))
                told = (", ".join(map(shown_value, pair.said.enum)), ", ".join(map(shown_value, base.known)))
                message = f"the page no longer allows {listed} for {named(pair.now)}"
                severity = INFORMATION if pair.side == "response" else BREAKING
                actions = remove_values(context.effective, pair.now, gone)
                yield of_pair(
                    context, compared, pair, "enum-value-removed", severity, told, message, actions, detail=listed
                )
