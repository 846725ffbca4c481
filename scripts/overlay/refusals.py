"""Refusals: why an action cannot be applied, in words that lead to its mending."""

from attrs import frozen

from scripts.documents import shown
from scripts.failures import Failure
from scripts.overlay.action import Action, Expression, Overlay
from scripts.overlay.merge import Mismatch
from scripts.overlay.origin import Origin, origin_of
from scripts.overlay.targets import why_unmatched
from scripts.pointers import Location, pointer_of
from scripts.values import Json, a_type, kind_of


@frozen
class Case:
    """An action, the document as it found it, and the document that the overlay was given, with its origin."""

    overlay: Overlay
    action: Action
    document: Json
    given: Json
    origin: Origin | None

    def refuse(self, problem: str, cause: str | None, cure: str | None, where: str | None = None) -> Failure:
        """Build the failure: overlay, action and target, then what is wrong with them."""
        name = f"{shown(self.overlay.path)}: {self.action.name} with target {self.action.target.text}"
        return Failure(f"{name}: {problem}", where or self.action.place, cause, cure)

    def told(self, location: Location, value: Json) -> str:
        """Describe a node: its type, its pointer, and where it is written when no action has changed it."""
        pointer = pointer_of(location)
        text = f"{a_type(value)} at {pointer or 'the root'}"
        place = origin_of(self.origin, pointer, self.given, self.document)
        return f"{text} ({place})" if place else text


def unmatched(case: Case) -> Failure:
    """Say that the target matches nothing."""
    cause, cure = why_unmatched(case.action.target.query, case.document)
    allowed = "x-expect: 0 or --allow-unmatched lets it pass"
    return case.refuse("it matches nothing", cause, f"{cure}\n{allowed}" if cure else allowed)


def unexpected(case: Case, count: int) -> Failure:
    """Say that the target matches another number of nodes than `x-expect` says."""
    expected = case.action.expect
    cause = None
    if count == 0:
        cause, near = why_unmatched(case.action.target.query, case.document)
        return case.refuse(f"it matches nothing, and x-expect is {expected}", cause, near)
    cure = f"narrow the target, or state x-expect: {count}"
    return case.refuse(f"it matches {_nodes(count)}, and x-expect is {expected}", cause, cure)


def root_removed(case: Case) -> Failure:
    """Say that the target of a removal is the root."""
    return case.refuse("the root cannot be removed", None, "name what is to go, for example $.paths.*")


def mixed(case: Case, locations: list[Location], values: list[Json]) -> Failure:
    """Say that the matched nodes are of several kinds."""
    first = next(index for index, value in enumerate(values) if kind_of(value) != kind_of(values[0]))
    cause = f"{case.told(locations[0], values[0])}\n{case.told(locations[first], values[first])}"
    return case.refuse("it matches nodes of different kinds", cause, "make one action for each kind")


def unsuited(case: Case, location: Location, error: Mismatch) -> Failure:
    """Say that the update does not fit what it is to be merged into."""
    inside = (*location, *error.location)
    cause = f"it gives {a_type(error.given)} for {case.told(inside, error.found)}"
    value = "copied value" if case.action.deed == "copy" else "update"
    return case.refuse(f"the {value} does not fit the target", cause, _recipe(case, location, error))


def copy_source(case: Case, source: Expression, locations: list[Location]) -> Failure:
    """Say that `copy` selects no node, or several."""
    problem = f"copy {source.text} must match one node, and matches {_nodes(len(locations))}"
    if locations:
        return case.refuse(problem, ", ".join(map(pointer_of, locations[:8])), "narrow it to one of them", source.place)
    return case.refuse(problem, *why_unmatched(source.query, case.document), source.place)


def unusable_query(case: Case, reason: str) -> Failure:
    """Say that the expression cannot be evaluated on this document."""
    return case.refuse("it cannot be evaluated", reason, None)


def _recipe(case: Case, location: Location, error: Mismatch) -> str:
    if kind_of(error.found) == kind_of(error.given) == "primitive":
        return "primitives can be replaced from Overlay 1.1: write 'overlay: 1.1.0', or update the object that holds it"
    if not error.location:
        if kind_of(error.found) == "primitive":
            return "make two actions: one that removes it, then one that updates the object which holds it"
        return f"give {a_type(error.found)}, or correct the target"
    path = case.action.target.text + _steps(error.location)
    return f"merging changes no kinds: put an action before it, with remove: true and target\n{path}"


def _steps(location: Location) -> str:
    return "".join(f"['{step}']" if isinstance(step, str) else f"[{step}]" for step in location)


def _nodes(count: int) -> str:
    return "1 node" if count == 1 else f"{count or 'no'} nodes"
