"""A page or the catalogue no longer shows an operation that is described from it."""

from collections.abc import Iterator

from scripts.drift.answers import Actions, update
from scripts.drift.catalogue import missing
from scripts.drift.context import Context, Judged
from scripts.drift.described import DescribedOperation
from scripts.drift.finding import Finding, Location, Party
from scripts.drift.judging import BREAKING

RULE = "operation-removed"


def judge(context: Context) -> Iterator[Judged]:
    """Judge the operations that a page should show; one that is deprecated is known to be gone."""
    for matched in context.matched:
        for name in matched.matches.lost:
            one = context.effective.operations[name]
            if not one.deprecated:
                at = Location(matched.file)
                message = f"{one.method} {one.path} is gone from the page"
                parties = (Party("page", "nothing", at), _described(context, one))
                finding = Finding(RULE, BREAKING, message, at, parties, (matched.name,), one.id, one.at)
                yield Judged(finding, _answer(one))
    for one, at in missing(context):
        if not one.deprecated:
            message = f"{one.method} {one.path} is gone from the catalogue"
            parties = (Party("catalogue", "nothing", at), _described(context, one))
            finding = Finding(RULE, BREAKING, message, at, parties, ("catalogue",), one.id, one.at)
            yield Judged(finding, _answer(one))


def _described(context: Context, one: DescribedOperation) -> Party:
    return Party("description", f"{one.method} {one.path}", context.place(one.at))


def _answer(one: DescribedOperation) -> Actions:
    return (update(one.at, {"deprecated": True}),)
