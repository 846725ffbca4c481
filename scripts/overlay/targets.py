"""Targets: which nodes of a document an expression selects, and why it selects none."""

from collections.abc import Iterator

from jsonpath_rfc9535.segments import JSONPathRecursiveDescentSegment as DescendantSegment
from jsonpath_rfc9535.segments import JSONPathSegment as Segment
from jsonpath_rfc9535.selectors import IndexSelector, NameSelector, SliceSelector

from scripts.failures import choices
from scripts.overlay.jsonpath import Query, prefix
from scripts.pointers import Location
from scripts.values import Json, type_of


def select(query: Query, document: Json) -> list[Location]:
    """Return the locations that a query selects, in its order, each once."""
    return list(dict.fromkeys(node.location for node in query.find(document)))


def node_at(document: Json, location: Location) -> Json:
    """Return the node at a location. Raises `LookupError` when there is none."""
    for step in location:
        document = _child(document, step)
    return document


def put_at(document: Json, location: Location, value: Json) -> Json:
    """Put a value in the place of a node, in the document itself; return the document, which is `value` at the root."""
    if not location:
        return value
    owner, step = node_at(document, location[:-1]), location[-1]
    if isinstance(owner, dict):
        owner[str(step)] = value
    elif isinstance(owner, list):
        owner[int(step)] = value
    return document


def remove_at(document: Json, location: Location) -> None:
    """Remove a node other than the root from the document itself."""
    owner, step = node_at(document, location[:-1]), location[-1]
    if isinstance(owner, dict):
        del owner[str(step)]
    elif isinstance(owner, list):
        del owner[int(step)]


def removal_order(location: Location) -> tuple[int, int]:
    """Sort key: deepest first, then from the end of an array, so that no removal moves what is still to be removed."""
    last = location[-1]
    return -len(location), -last if isinstance(last, int) else 0


def _child(value: Json, step: str | int) -> Json:
    if isinstance(value, dict) and isinstance(step, str):
        return value[step]
    if isinstance(value, list) and isinstance(step, int):
        return value[step]
    raise LookupError(step)


def why_unmatched(query: Query, document: Json) -> tuple[str, str | None]:
    """Tell the longest beginning of a query that selects something, and what was to be had there."""
    segment, begun, nodes = query.segments[0], prefix(query, 0), [document]
    for length in range(len(query.segments) - 1, 0, -1):
        found = [node.value for node in prefix(query, length).find(document)]
        if found:
            segment, begun, nodes = query.segments[length], prefix(query, length), found  # type: ignore[assignment]
            break
    count = "1 node" if len(nodes) == 1 else f"{len(nodes)} nodes"
    return f"{begun} matches {count}, and {segment} nothing there", _offer(segment, nodes)


def _offer(segment: Segment, nodes: list[Json]) -> str | None:
    """Tell the names or the number of entries that a segment could have selected from."""
    if isinstance(segment, DescendantSegment):
        nodes = [inner for node in nodes for inner in _descendants(node)]
    objects = [node for node in nodes if isinstance(node, dict)]
    arrays = [node for node in nodes if isinstance(node, list)]
    for selector in segment.selectors:
        if isinstance(selector, NameSelector):
            if objects:
                return choices(selector.name, dict.fromkeys(name for node in objects for name in node))
            return "names select in objects, and there is only " + ", ".join(sorted({type_of(node) for node in nodes}))
        if isinstance(selector, IndexSelector | SliceSelector):
            if arrays:
                return f"the longest array there has {_entries(max(map(len, arrays)))}"
            return "indexes select in arrays, and there is only " + ", ".join(sorted({type_of(node) for node in nodes}))
    entries = sum(len(node) for node in [*objects, *arrays])
    return f"of the {_entries(entries)} there, none passes"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _descendants(node: Json) -> Iterator[Json]:
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from _descendants(child)
