"""A value has another type than the description says."""

from collections.abc import Iterator

from scripts.drift.answers import admit_kind, retype
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, named, of_pair, of_seen
from scripts.drift.pair import kinds_said
from scripts.drift.types import differ_in_null, text_of, widened

RULE = "type-changed"


def judge(context: Context) -> Iterator[Judged]:
    """Judge what pages state, or only show, and what exchanges hold."""
    for compared in context.compared:
        for pair in compared.pairs:
            if pair.said.type is None or pair.knows_type():
                continue
            said = kinds_said(pair.said)
            if any(differ_in_null(said, one.kinds, stated=pair.said.stated) for one in pair.views):
                continue
            told = (text_of(said), text_of(pair.now.kinds))
            message = f"{named(pair.now)} is {told[0]} on the page and {told[1]} in the description"
            # What was met goes on being taken: an overlay says what the service does.
            kept = context.met(compared.id, pair.now) if pair.said.stated else pair.now.kinds
            kinds = widened(kept, said) if kept else said
            actions = retype(context.effective, pair.now, kinds)
            yield of_pair(context, compared, pair, RULE, BREAKING, told, message, actions)
    for seen in context.observed:
        if seen.misfit.kind == "type":
            told = (seen.misfit.told, text_of(seen.misfit.kinds))
            message = f"`{seen.misfit.path}` was {told[0]} in an exchange and is {told[1]} in the description"
            one = context.described(seen)
            actions = admit_kind(context.effective, one, seen.misfit.path, told[0]) if one else ()
            yield of_seen(context, seen, RULE, BREAKING, told, message, actions)
