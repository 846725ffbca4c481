"""A value is optional, or was left out, that the description requires."""

from collections.abc import Iterator

from scripts.drift.answers import make_optional, remove_member
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, INFORMATION, named, of_pair, of_seen, of_surprise
from scripts.drift.pair import Pair, parts_of

RULE = "made-optional"


def judge(context: Context) -> Iterator[Judged]:
    """Judge the marks of every value, and what exchanges leave out."""
    for compared in context.compared:
        for pair in compared.pairs:
            if not _is_optional(pair) or not all(one.required for one in pair.views):
                continue
            severity = BREAKING if pair.side == "response" else INFORMATION
            says = "optional" if pair.said.required is False else "without a mark"
            message = f"{named(pair.now)} is {says} on the page and required in the description"
            can = not pair.now.path.startswith("path ")
            yield of_pair(
                context, compared, pair, RULE, severity, (says, "required"), message,
                (make_optional(pair.now),) if can else (),
                "" if can else "OpenAPI knows no optional parameter of a path", "optional",
            )  # fmt: skip
    for seen in context.observed:
        if seen.misfit.kind == "missing":
            message = f"`{seen.misfit.path}` was absent from an exchange and is required in the description"
            actions = (remove_member(f"{seen.misfit.at}/required", seen.misfit.name),)
            yield of_seen(context, seen, RULE, BREAKING, ("absent", "required"), message, actions)
    for met in context.surprised:
        if met.kind == "missing":
            message = f"`{met.path}` was absent from answers to clients and is required in the description"
            action = remove_member(f"{met.holder}/required", met.name)
            yield of_surprise(context, met, RULE, BREAKING, ("absent", "required"), message, (action,))


def _is_optional(pair: Pair) -> bool:
    """Tell whether the page calls a value optional: a list that marks what is required says so by no mark, too."""
    if pair.said.required is None:
        return "list" in parts_of(pair.said)
    return not pair.said.required
