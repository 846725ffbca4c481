"""Applying an overlay: its actions in order, each on the result of the one before."""

from attrs import frozen

from scripts.overlay import refusals
from scripts.overlay.action import Action, Deed, Expression, Overlay
from scripts.overlay.jsonpath import QueryError
from scripts.overlay.merge import Mismatch, update
from scripts.overlay.origin import Origin
from scripts.overlay.targets import node_at, put_at, removal_order, remove_at, select
from scripts.pointers import Location, pointer_of
from scripts.values import Json, clone, kind_of, same


@frozen
class AppliedAction:
    """What one action did.

    `pointers`: the nodes that it matched, where they stood before it. `changed`: whether the document is another one
    since. `lapsed`: whether it matched nothing and was let pass.
    """

    index: int
    deed: Deed
    target: str
    place: str
    pointers: tuple[str, ...]
    changed: bool
    lapsed: bool


@frozen
class Applied:
    """The resulting document, and what each action did, in order."""

    document: Json
    actions: tuple[AppliedAction, ...]


def apply(document: Json, overlay: Overlay, *, allow_unmatched: bool = False, origin: Origin | None = None) -> Applied:
    """Apply an overlay to a document, which is left as it is; the result shares nothing with it or with the overlay.

    An action whose target matches nothing is an error unless `allow_unmatched`; `x-expect` holds either way, and takes
    the place of that rule where it is stated. `origin` lets messages name hand-written places. Raises `Failure`, naming
    overlay, action, target, file and line.
    """
    run = _Run(overlay, document, origin)
    for action in overlay.actions:
        try:
            run.act(action, allow_unmatched)
        except QueryError as error:
            raise refusals.unusable_query(run.case(action), str(error)) from None
    return Applied(run.document, tuple(run.done))


class _Run:
    """One application in progress."""

    def __init__(self, overlay: Overlay, document: Json, origin: Origin | None) -> None:
        self.overlay = overlay
        self.given = document
        self.origin = origin
        self.document = clone(document)
        self.done: list[AppliedAction] = []

    def case(self, action: Action) -> refusals.Case:
        return refusals.Case(self.overlay, action, self.document, self.given, self.origin)

    def act(self, action: Action, allow_unmatched: bool) -> None:
        locations = select(action.target.query, self.document)
        if action.expect is not None and action.expect != len(locations):
            raise refusals.unexpected(self.case(action), len(locations))
        if action.expect is None and not locations and not allow_unmatched:
            raise refusals.unmatched(self.case(action))
        changed = self.remove(action, locations) if action.deed == "remove" else self.give(action, locations)
        pointers = tuple(map(pointer_of, locations))
        lapsed = action.expect is None and not locations
        done = AppliedAction(action.index, action.deed, action.target.text, action.place, pointers, changed, lapsed)
        self.done.append(done)

    def remove(self, action: Action, locations: list[Location]) -> bool:
        if () in locations:
            raise refusals.root_removed(self.case(action))
        for location in sorted(locations, key=removal_order):
            remove_at(self.document, location)
        return bool(locations)

    def give(self, action: Action, locations: list[Location]) -> bool:
        """Update the targets with the action's value, or with the value that it copies."""
        if action.deed == "nothing":
            return False
        value = self.copied(action, action.source) if action.source else action.update
        values = [node_at(self.document, location) for location in locations]
        if len({kind_of(found) for found in values}) > 1:
            raise refusals.mixed(self.case(action), locations, values)
        changed = False
        for location in locations:
            before = node_at(self.document, location)
            try:
                after = update(before, value, self.overlay.version)
            except Mismatch as mismatch:
                raise refusals.unsuited(self.case(action), location, mismatch) from None
            changed = changed or not same(before, after)
            self.document = put_at(self.document, location, after)
        return changed

    def copied(self, action: Action, source: Expression) -> Json:
        locations = select(source.query, self.document)
        if len(locations) != 1:
            raise refusals.copy_source(self.case(action), source, locations)
        return clone(node_at(self.document, locations[0]))
