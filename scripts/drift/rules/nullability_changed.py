"""A value can be null where the description says that it cannot, or the other way round."""

from collections.abc import Iterator

from scripts.drift.answers import admit_kind, retype
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, INFORMATION, named, of_pair, of_seen
from scripts.drift.pair import kinds_said
from scripts.drift.types import NULL, differ_in_null, text_of

RULE = "nullability-changed"


def judge(context: Context) -> Iterator[Judged]:
    """Judge what pages state, or only show, and what exchanges hold."""
    for compared in context.compared:
        for pair in compared.pairs:
            said = kinds_said(pair.said)
            stated = pair.said.stated
            if pair.said.type is None or pair.knows_type():
                continue
            if not any(differ_in_null(said, one.kinds, stated=stated) for one in pair.views):
                continue
            can = "null" in said
            told = (text_of(said), text_of(pair.now.kinds))
            verb = "can be null" if can else "can no longer be null"
            message = f"{named(pair.now)} {verb} by the page; the description says {told[1]}"
            # A reader breaks on a null that it does not expect, a writer on one that is no longer taken.
            breaks = can if pair.side == "response" else not can
            kinds = pair.now.kinds | NULL if can else pair.now.kinds - NULL
            actions = retype(context.effective, pair.now, kinds)
            yield of_pair(context, compared, pair, RULE, BREAKING if breaks else INFORMATION, told, message, actions)
    for seen in context.observed:
        if seen.misfit.kind == "null":
            told = ("null", text_of(seen.misfit.kinds))
            message = f"`{seen.misfit.path}` was null in an exchange and is {told[1]} in the description"
            one = context.described(seen)
            actions = admit_kind(context.effective, one, seen.misfit.path, "null") if one else ()
            yield of_seen(context, seen, RULE, BREAKING, told, message, actions)
