"""Nesting: where in the body each row of a flat list stands.

Pages list the fields of a body in one column, each object before what it holds, and lose the indentation. A row can
stand in the row before it, or in any object that is still open. Of all ways to nest the whole list the ones are kept
that fit the example best; a row has a place only if all of these agree on it. So nothing is guessed: a row that the
example does not show, and that could stand in two places, has none.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from scripts.page.frames import Frame, Place, cost_of, cost_of_closing, opened
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.shape import Shape, join

KEPT: Final = 24
LONGEST: Final = 1000
"""How many rows of one body are read; no page has a tenth of it."""


LOST: Final = Place(None)


_Chosen: TypeAlias = "tuple[Place, _Chosen] | None"
"""The place of a row, and those of the rows before it, which many ways share."""


class _Way(NamedTuple):
    """One way to nest the rows so far. `key`: the numbers of the frames, as comparing these takes no time."""

    cost: int
    stack: tuple[Frame, ...]
    key: tuple[int, ...]
    chosen: _Chosen


def nest(rows: Sequence[Listed], root: Shape | None, notes: Notes) -> list[Place]:
    """Find the place of each row."""
    return _Nesting(notes).places(rows, root)


class _Nesting:
    """The nesting of one list."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.numbers: dict[Frame, int] = {}

    def places(self, rows: Sequence[Listed], root: Shape | None) -> list[Place]:
        """Go through the rows, and keep what all of the best ways agree on."""
        top = root.inner() if root else None
        first = Frame("", "", top.path if top else "", top, open=True, taken=frozenset(), total=None, left=None)
        ways = [_Way(0, (first,), (0,), None)]
        for index, row in enumerate(rows):
            heads = index + 1 < len(rows) and rows[index + 1].chained
            ways = self.best([step for way in ways for step in self.steps(way, row, heads=heads)])
            if self.notes.work < 0:
                self.notes.lose(row.line, "the fields from here on nest in too many ways; their places are left out")
                return [LOST] * len(rows)
        costs = [way.cost + cost_of_closing(way.stack) for way in ways]
        kept = [_listed(way.chosen) for way, cost in zip(ways, costs, strict=True) if cost == min(costs)]
        return [
            places[0] if all(place == places[0] for place in places) else LOST for places in zip(*kept, strict=True)
        ]

    def best(self, ways: list[_Way]) -> list[_Way]:
        """Keep the cheapest ways; those that lead to one state become one, which knows only what they agree on."""
        self.notes.work -= len(ways)
        merged: dict[tuple[int, ...], _Way] = {}
        for way in ways:
            other = merged.get(way.key)
            if other is None or way.cost < other.cost:
                merged[way.key] = way
            elif way.cost == other.cost:
                merged[way.key] = way._replace(chosen=self.agreed(way.chosen, other.chosen))
        return sorted(merged.values(), key=lambda way: way.cost)[:KEPT]

    def agreed(self, one: _Chosen, other: _Chosen) -> _Chosen:
        """What two ways agree on; the places before those in which they differ are the same ones."""
        pairs: list[tuple[Place, Place]] = []
        while one is not other:
            assert one is not None
            assert other is not None
            pairs.append((one[0], other[0]))
            one, other = one[1], other[1]
        self.notes.work -= len(pairs) // 4
        for mine, theirs in reversed(pairs):
            one = (mine if mine == theirs else LOST, one)
        return one

    def steps(self, way: _Way, row: Listed, *, heads: bool) -> Iterator[_Way]:
        """Every way to go on with a row."""
        stack = way.stack
        if row.chained:
            depths = [len(stack) - 1]
        elif row.level is not None:
            depths = [min(row.level, len(stack) - 1)]
        else:
            depths = list(range(len(stack)))
            if heads:
                # A row may repeat the names that it stands under: `data | id`, then `data | url`.
                for depth in range(1, len(stack)):
                    if stack[depth].name == row.name:
                        place = Place(stack[depth].path, stack[depth - 1].inner)
                        cut = depth + 1
                        yield _Way(way.cost, stack[:cut], way.key[:cut], (place, way.chosen))
        forced = len(depths) == 1 and (row.chained or row.level is not None)
        for depth in depths:
            frame = stack[depth]
            if forced or frame.open:
                yield self.step(way, row, depth, heads=heads)

    def step(self, way: _Way, row: Listed, depth: int, *, heads: bool) -> _Way:
        """Put a row into the object that is open at a depth."""
        frame = way.stack[depth]
        members = frame.shape.members if frame.shape else {}
        shape = members.get(row.name)
        path = shape.path if shape else join(frame.inner, row.name)
        place = Place(path, frame.inner, assumed=depth > 0 and not members)
        # What the example lacks is not remembered as taken: ways that differ in it alone become one again.
        taken = frame.taken | {row.name} if shape else frame.taken
        left = None if frame.left is None else max(frame.left - 1, 0)
        ends = frame._replace(taken=taken, left=left), opened(row, place, shape, depth, heads=heads)
        # Number 0 is the root's before anything stands in it.
        numbers = (self.numbers.setdefault(end, len(self.numbers) + 1) for end in ends)
        cost = way.cost + cost_of(frame, row) + cost_of_closing(way.stack[depth + 1 :])
        return _Way(cost, (*way.stack[:depth], *ends), (*way.key[:depth], *numbers), (place, way.chosen))


def _listed(chosen: _Chosen) -> list[Place]:
    places: list[Place] = []
    while chosen is not None:
        place, chosen = chosen
        places.append(place)
    return places[::-1]
