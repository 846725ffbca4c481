"""A page marks as required what the description calls optional."""

from collections.abc import Iterator

from scripts.drift.answers import make_required
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, INFORMATION, named, of_pair


def judge(context: Context) -> Iterator[Judged]:
    """Judge the marks of every value."""
    for compared in context.compared:
        for pair in compared.pairs:
            if pair.said.required is not True or pair.knows_required():
                continue
            severity = INFORMATION if pair.side == "response" else BREAKING
            message = f"{named(pair.now)} is required by the page and optional in the description"
            yield of_pair(
                context, compared, pair, "made-required", severity, ("required", "optional"), message,
                (make_required(pair.now),),
            )  # fmt: skip
