"""A value has other bounds than the description says."""

from collections.abc import Iterator

from scripts.drift.answers import set_keywords
from scripts.drift.context import Context, Judged
from scripts.drift.finding import Severity
from scripts.drift.judging import BREAKING, INFORMATION, named, of_pair, of_seen
from scripts.values import Json

RULE = "bound-changed"


def judge(context: Context) -> Iterator[Judged]:
    """Judge the bounds of what is sent, and whether exchanges keep to them."""
    for compared in context.compared:
        for pair in compared.pairs:
            for name in ("minimum", "maximum"):
                if pair.knows(name):
                    continue
                said, known = getattr(pair.said, name), getattr(pair.now, name)
                says, describes = _shown(said), _shown(known)
                told = (f"{name} {says}", f"{name} {describes}")
                message = f"the {name} of {named(pair.now)} is {says} on the page and {describes} in the description"
                keywords: dict[str, Json] = {name: said}
                actions = set_keywords(context.effective, pair.now, keywords)
                yield of_pair(context, compared, pair, RULE, _severity(name, said, known), told, message, actions)
    for seen in context.observed:
        if seen.misfit.kind == "bound":
            message = f"`{seen.misfit.path}` was {seen.misfit.told} in an exchange, beyond its bounds"
            words = "state the bound that holds in an overlay, with the recording as its evidence"
            yield of_seen(context, seen, RULE, BREAKING, (seen.misfit.told, "narrower bounds"), message, (), words)


def _severity(name: str, said: float | None, known: float | None) -> Severity:
    """A bound that got narrower makes the service refuse what the client lets pass."""
    narrower = said is not None and (known is None or (said > known if name == "minimum" else said < known))
    return BREAKING if narrower else INFORMATION


def _shown(bound: float | None) -> str:
    return "none" if bound is None else f"{bound:g}"
