"""Frames: the objects that are open while rows are nested, and what it costs to put a row into one of them."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from scripts.page.listed import Listed
from scripts.page.shape import Shape
from scripts.page.type_names import is_container

FITS: Final = 0
OPAQUE: Final = 1
"""The example shows nothing of the object: it neither speaks for the place nor against it."""
CLASH: Final = 2
"""The example shows another type there."""
ABSENT: Final = 4
"""The example shows the object, without this name."""
SURPLUS: Final = 1
"""On top of `ABSENT`: the page counts the members, and lists none of them, as it does where they are folded away."""
MISCOUNTED: Final = 3
"""The page counts the members, and lists others as well, or some of them and not all."""
TAKEN: Final = 6
"""Another row has this place already."""

DEEPEST: Final = 20
"""How deep rows are nested; no page nests half as deep."""


class Place(NamedTuple):
    """Where a row stands: None for nowhere certain. `parent`: the path of what holds it.

    `assumed`: the example shows nothing of what holds it, and that it is not elsewhere.
    """

    path: str | None
    parent: str = ""
    assumed: bool = False


class Frame(NamedTuple):
    """An object that is open: the path of the row and of its members, what the example shows, what it has already."""

    name: str
    path: str
    inner: str
    shape: Shape | None
    open: bool
    taken: frozenset[str]
    total: int | None
    left: int | None


def cost_of(frame: Frame, row: Listed) -> int:
    """What speaks against putting a row into an object."""
    return _cost_of_name(frame, row) + (MISCOUNTED if frame.left == 0 and frame.total else 0)


def cost_of_closing(frames: Iterable[Frame]) -> int:
    """What speaks against ending objects here: the page counts more members than it has listed."""
    return sum(MISCOUNTED for frame in frames if frame.total and frame.left and frame.left < frame.total)


def _cost_of_name(frame: Frame, row: Listed) -> int:
    members = frame.shape.members if frame.shape else {}
    shape = members.get(row.name)
    if shape is None:
        if not members:
            return OPAQUE
        return ABSENT + SURPLUS if frame.total and frame.left == frame.total else ABSENT
    if row.name in frame.taken:
        return TAKEN
    return FITS if _compatible(row.type, shape.type) else CLASH


def opened(row: Listed, place: Place, shape: Shape | None, depth: int, *, heads: bool) -> Frame:
    """Open the object that a row may be, at a depth. `heads`: the next row stands directly within it."""
    inner = shape.inner() if shape else None
    path = place.path or ""
    has_members = bool(inner and inner.members)
    opens = depth < DEEPEST and (has_members or heads or is_container(row.type))
    if inner and (has_members or inner is not shape):
        within = inner.path
    else:
        kind = row.type or ""
        within = path + "[]" * (kind.count("array[") or (1 if "array" in kind else 0))
    return Frame(row.name, path, within, inner if has_members else None, opens, frozenset(), row.count, row.count)


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
