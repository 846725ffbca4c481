"""Nesting: where in the body each row of a flat list stands.

Pages list the fields of a body in one column, each object before what it holds, and lose the indentation. A row can
stand in the row before it, or in any object that is still open. Of all ways to nest the whole list the ones are kept
that fit the example best; a row has a place only if all of these agree on it. So nothing is guessed: a row that the
example does not show, and that could stand in two places, has none.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from scripts.page.listed import Listed
from scripts.page.shape import Shape, join
from scripts.page.type_names import is_container

FITS: Final = 0
OPAQUE: Final = 1
"""The example shows nothing of the object: it neither speaks for the place nor against it."""
CLASH: Final = 2
"""The example shows another type there."""
ABSENT: Final = 4
"""The example shows the object, without this name."""
SURPLUS: Final = 1
"""On top of `ABSENT`: the page counts the members, and the example shows as many, or the page lists none of them."""
TAKEN: Final = 6
"""Another row has this place already."""

DEEPEST: Final = 20
"""How deep rows are nested; no page nests half as deep."""
KEPT: Final = 24
LONGEST: Final = 1000
"""How many rows of one body are read; no page has a tenth of it."""


class Place(NamedTuple):
    """Where a row stands: None for nowhere certain. `parent`: the path of what holds it.

    `assumed`: the example shows nothing of what holds it, and that it is not elsewhere.
    """

    path: str | None
    parent: str = ""
    assumed: bool = False


LOST: Final = Place(None)


class _Frame(NamedTuple):
    """An object that is open: the path of the row and of its members, what the example shows, what it has already."""

    name: str
    path: str
    inner: str
    shape: Shape | None
    open: bool
    taken: frozenset[str]
    total: int | None
    left: int | None


class _Way(NamedTuple):
    """One way to nest the rows so far."""

    cost: int
    stack: tuple[_Frame, ...]
    places: tuple[Place, ...]


def nest(rows: Sequence[Listed], root: Shape | None) -> list[Place]:
    """Find the place of each row."""
    top = root.inner() if root else None
    first = _Frame("", "", top.path if top else "", top, open=True, taken=frozenset(), total=None, left=None)
    ways = [_Way(0, (first,), ())]
    for index, row in enumerate(rows):
        heads = index + 1 < len(rows) and rows[index + 1].chained
        ways = _best(step for way in ways for step in _steps(way, row, heads=heads))
    kept = [way.places for way in ways if way.cost == ways[0].cost]
    return [places[0] if all(place == places[0] for place in places) else LOST for places in zip(*kept, strict=True)]


def _best(ways: Iterator[_Way]) -> list[_Way]:
    """Keep the cheapest ways; those that lead to one state become one, which knows only what they agree on."""
    merged: dict[tuple[_Frame, ...], _Way] = {}
    for way in ways:
        other = merged.get(way.stack)
        if other is None or way.cost < other.cost:
            merged[way.stack] = way
        elif way.cost == other.cost:
            pairs = zip(way.places, other.places, strict=True)
            merged[way.stack] = way._replace(places=tuple(one if one == two else LOST for one, two in pairs))
    return sorted(merged.values(), key=lambda way: way.cost)[:KEPT]


def _steps(way: _Way, row: Listed, *, heads: bool) -> Iterator[_Way]:
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
                    yield _Way(way.cost, stack[: depth + 1], (*way.places, place))
    forced = len(depths) == 1 and (row.chained or row.level is not None)
    for depth in depths:
        frame = stack[depth]
        if forced or (frame.open and frame.left != 0):
            yield _step(way, row, depth, heads=heads)


def _step(way: _Way, row: Listed, depth: int, *, heads: bool) -> _Way:
    frame = way.stack[depth]
    members = frame.shape.members if frame.shape else {}
    shape = members.get(row.name)
    place = Place(shape.path if shape else join(frame.inner, row.name), frame.inner, assumed=depth > 0 and not members)
    # What the example lacks is not remembered as taken: ways that differ in it alone become one again.
    taken = frame.taken | {row.name} if shape else frame.taken
    left = None if frame.left is None else max(frame.left - 1, 0)
    stack = (*way.stack[:depth], frame._replace(taken=taken, left=left), _frame(row, place, shape, depth, heads=heads))
    return _Way(way.cost + _cost(frame, row), stack, (*way.places, place))


def _cost(frame: _Frame, row: Listed) -> int:
    members = frame.shape.members if frame.shape else {}
    shape = members.get(row.name)
    if shape is None:
        if not members:
            return OPAQUE
        surplus = frame.total is not None and (not frame.taken or len(members) >= frame.total)
        return ABSENT + SURPLUS if surplus else ABSENT
    if row.name in frame.taken:
        return TAKEN
    return FITS if _compatible(row.type, shape.type) else CLASH


def _frame(row: Listed, place: Place, shape: Shape | None, depth: int, *, heads: bool) -> _Frame:
    inner = shape.inner() if shape else None
    path = place.path or ""
    has_members = bool(inner and inner.members)
    opens = depth < DEEPEST and (has_members or heads or is_container(row.type))
    if inner and (has_members or inner is not shape):
        within = inner.path
    else:
        kind = row.type or ""
        within = path + "[]" * (kind.count("array[") or (1 if "array" in kind else 0))
    return _Frame(row.name, path, within, inner if has_members else None, opens, frozenset(), row.count, row.count)


def _compatible(stated: str | None, shown: str | None) -> bool:
    if stated is None or shown is None or stated == shown:
        return True
    kinds, seen = set(stated.split("|")), set(shown.split("|")) - {"null"}
    if not seen or kinds & {"any", "anyOf", "oneOf", "allOf"}:
        return True
    if "number" in kinds:
        seen.discard("integer")
    return all(any(_alike(kind, other) for kind in kinds) for other in seen)


def _alike(kind: str, other: str) -> bool:
    return kind == other or (kind.startswith("array") and other.startswith("array"))
