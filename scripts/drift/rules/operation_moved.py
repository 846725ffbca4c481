"""A page shows an operation under another method or address than the description."""

from collections.abc import Iterator

from scripts.drift.answers import move
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, of_page
from scripts.drift.matching import address


def judge(context: Context) -> Iterator[Judged]:
    """Judge the address of every matched operation."""
    for compared in context.compared:
        said = compared.said
        for what, now in (("method", said.method), ("path", said.path)):
            known = [getattr(one, what) for one in context.both(compared.id)]
            if now is None or any(_same(what, now, one) for one in known):
                continue
            told = (now, known[0])
            message = f"the page says {now}, the description {known[0]}"
            actions = move(context.effective, compared.effective, said.method, said.path)
            yield of_page(
                context, compared, "operation-moved", BREAKING, told, message,
                line=said.line, subject=(what, now), actions=actions,
            )  # fmt: skip


def _same(what: str, one: str, other: str) -> bool:
    return address(None, one) == address(None, other) if what == "path" else one == other
