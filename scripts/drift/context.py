"""Context: everything that the rules look at, gathered and matched once."""

from datetime import date
from functools import cached_property
from pathlib import Path

from attrs import define, frozen

from scripts.documents import shown
from scripts.drift.comparison import Compared, compare
from scripts.drift.described import Described, DescribedOperation, Side
from scripts.drift.finding import Finding, Location, PartyName
from scripts.drift.fit import values_at
from scripts.drift.inputs import Inputs
from scripts.drift.matching import Matches, match
from scripts.drift.observed import Observed, observe
from scripts.drift.surprised import Surprised, surprised
from scripts.drift.types import Kinds, kind_of_value
from scripts.drift.view import View, view
from scripts.failures import Failure
from scripts.generate.effective import Effective
from scripts.page import Operation, Page
from scripts.recordings import Recording
from scripts.values import Json


@frozen
class Judged:
    """A finding, with what an overlay could do about it: actions in order; and in words, where none can."""

    finding: Finding
    actions: tuple[dict[str, Json], ...] = ()
    words: str = ""


@frozen
class Matched:
    """A page with its operations matched. `name`: of the page, as `x-pages` has it; empty where nothing names it."""

    page: Page
    file: str
    name: str
    covered: tuple[str, ...]
    matches: Matches


@define(slots=False)
class Context:
    """One run: the description in both views, the inputs, and the day on which it is judged.

    `dead`: why actions of overlays match nothing. `faults`: why nothing can be generated. `differing`: the generated
    files that are stale, of `generated_files` in all. `current`: whether the client is of this description, and not of
    the one before a proposal.
    """

    repository: Path
    description: Effective
    inputs: Inputs
    today: date
    dead: tuple[Failure, ...] = ()
    faults: tuple[Failure, ...] = ()
    differing: tuple[str, ...] = ()
    generated_files: int = 0
    current: bool = True

    @cached_property
    def base(self) -> View:
        """The description without overlays."""
        return view(self.description.bundle.data)

    @cached_property
    def effective(self) -> View:
        """The description with every overlay."""
        return view(self.description.data)

    @cached_property
    def matched(self) -> tuple[Matched, ...]:
        """Every page, its operations matched with those of the description."""
        return tuple(self._matched(page) for page in self.inputs.pages)

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """Every operation on every page, compared with the description."""
        return tuple(
            compare(one.file, one.name, said, self.base.operations.get(found), self.effective.operations[found])
            for one in self.matched
            for said, found in one.matches.pairs
        )

    @cached_property
    def exchanges(self) -> tuple[tuple[PartyName, Recording], ...]:
        """Every recorded exchange, and every live one."""
        recorded: list[tuple[PartyName, Recording]] = [("recording", one) for one in self.inputs.recordings]
        return (*recorded, *(("service", one) for one in self.inputs.live))

    @cached_property
    def observed(self) -> tuple[Observed, ...]:
        """Every misfit of every exchange."""
        return tuple(seen for party, one in self.exchanges for seen in observe(self.effective, one, party))

    @cached_property
    def surprised(self) -> tuple[Surprised, ...]:
        """Everything that surprised clients and that the description does not know by now."""
        return tuple(surprised(self.effective, self.inputs.surprises))

    def described(self, seen: Observed) -> Described | None:
        """What the description says of the value of a misfit; the items of an array are told by what holds them."""
        operation = self.effective.operations[seen.recording.operation]
        return operation.values.get((seen.side, seen.misfit.path.rstrip("[]")))

    def met(self, operation: str, one: Described) -> Kinds:
        """The kinds of the values that exchanges, and the examples of pages, hold in one place."""
        bodies = [_body(recording, one.side) for _, recording in self.exchanges if recording.operation == operation]
        for compared in self.compared:
            if compared.id == operation and one.side != "parameter":
                request = compared.said.request_examples
                shown = request if one.side == "request" else compared.said.response_examples
                bodies += [example.body for example in shown]
        found = frozenset(kind_of_value(value) for body in bodies for value in values_at(body, one.path))
        arrays = {kind for kind in one.kinds if kind.startswith("array")}
        return (found - {"array"}) | arrays if "array" in found and arrays else found

    def held(self, seen: Observed) -> list[Json]:
        """Every value that exchanges of the same operation hold where a misfit was."""
        bodies = (
            _body(recording, seen.side)
            for _, recording in self.exchanges
            if recording.operation == seen.recording.operation
        )
        return [value for body in bodies for value in values_at(body, seen.misfit.path)]

    def exchange_place(self, recording: Recording, pointer: str) -> Location:
        """Where a node of an exchange is written."""
        return Location.read(recording.place(pointer))

    def place(self, pointer: str) -> Location:
        """Where a node of the description is written."""
        return Location.read(self.description.place(pointer))

    def both(self, operation: str) -> tuple[DescribedOperation, ...]:
        """An operation as the views have it, overlays first."""
        views = (self.effective, self.base)
        return tuple(one.operations[operation] for one in views if operation in one.operations)

    def _matched(self, page: Page) -> Matched:
        described = {name: self.both(name) for name in self.effective.operations}
        name, covered = self._named(page)
        matches = match(page.operations, described, covered)
        if not name:
            # A file of an unknown name is the page that most of its operations were described from.
            names = [one["page"] for _, found in matches.pairs for one in self.effective.operations[found].pages]
            name = max(names, key=names.count, default="")
            if name and page.rendering == "product-page":
                covered = tuple(self._covered(name))
                matches = match(page.operations, described, covered)
        return Matched(page, shown(page.file), name, covered, matches)

    def _named(self, page: Page) -> tuple[str, tuple[str, ...]]:
        """The name of a page by that of its file, and the operations that it should show."""
        stem, _, operation = page.file.name.removesuffix(page.file.suffix).partition(".")
        covered = tuple(self._covered(stem))
        if operation in covered:
            return stem, (operation,)
        # An export shows one operation, so that the others of a page of several are not missing from it.
        alone = len(covered) == 1 or page.rendering != "markdown-export"
        return (stem, covered if alone else ()) if covered else ("", ())

    def _covered(self, name: str) -> list[str]:
        return [one.id for one in self.effective.operations.values() if any(page["page"] == name for page in one.pages)]


def _body(recording: Recording, side: Side) -> Json:
    holder = recording.response if side == "response" else recording.request if side == "request" else None
    body: Json = (holder or {}).get("body")
    return body


def titled(operation: Operation) -> str:
    """Name an operation of a page in messages."""
    address = " ".join(part for part in (operation.method, operation.path) if part)
    return address or f"`{operation.title}`"
