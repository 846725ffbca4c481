"""Touches: how faults change an answer that the service gave."""

import gzip
import json
from collections.abc import Callable, Iterator
from typing import Final

from attrs import evolve

from scripts.mock.faults.plan import Reply, Touch
from scripts.mock.shape import Object, drop, find, mapping, put
from scripts.pointers import unescape
from scripts.values import Json, clone, same

ANY: Final = "*"
"""What stands in a pointer for every item of a list."""


def header(name: str, value: str) -> Touch:
    """Add a header, or put another value into it."""
    return lambda reply: evolve(reply, headers={**reply.headers, name.lower(): value})


def body(text: str) -> Touch:
    """Put a text in the place of the body."""
    return lambda reply: evolve(reply, body=text.encode())


def truncated(reply: Reply) -> Reply:
    """Leave off the second half of the body; the answer is whole as far as HTTP can tell."""
    return evolve(reply, body=reply.body[: len(reply.body) // 2])


def zipped(reply: Reply) -> Reply:
    """Compress the body."""
    return evolve(reply, body=gzip.compress(reply.body, mtime=0), headers={**reply.headers, "content-encoding": "gzip"})


def other_types(reply: Reply) -> Reply:
    """Make every number a text, and every text a number."""
    return _edited(reply, _retyped)


def negated(reply: Reply) -> Reply:
    """Give the code of the vendor's envelope its other sign."""

    def negate(answer: Object, place: str) -> None:
        code = find(answer, place)
        if isinstance(code, int):
            put(answer, place, -code)

    return editing(negate, "/error/err_code")(reply)


def written(pointer: str, text: str) -> Touch:
    """Write a value, given as JSON, at a pointer."""
    return editing(value_at(json.loads(text)), pointer)


def dropped(pointer: str) -> Touch:
    """Remove a field."""
    return editing(drop, pointer)


def renamed(pointer: str, name: str) -> Touch:
    """Give a field another name."""

    def rename(answer: Object, place: str) -> None:
        copy(name)(answer, place)
        drop(answer, place)

    return editing(rename, pointer)


def value_at(value: Json) -> Callable[[Object, str], None]:
    """Make an edit that writes a value."""

    def edit(answer: Object, place: str) -> None:
        above, _, last = place.rpartition("/")
        holder = find(answer, above)
        if isinstance(holder, dict):
            holder[unescape(last)] = clone(value)
        else:
            put(answer, place, clone(value))

    return edit


def copy(name: str) -> Callable[[Object, str], None]:
    """Make an edit that writes a field beside itself under another name."""

    def edit(answer: Object, place: str) -> None:
        above, _, last = place.rpartition("/")
        fields = mapping(find(answer, above))
        if unescape(last) in fields:
            fields[name] = clone(fields[unescape(last)])

    return edit


def editing(edit: Callable[[Object, str], None], pointer: str, when: Object | None = None) -> Touch:
    """Edit a JSON object at every place that a pointer with `*` stands for, if what `when` points at is so."""

    def change(answer: Json) -> Json:
        if isinstance(answer, dict) and all(same(find(answer, at), value) for at, value in (when or {}).items()):
            for place in list(_places(answer, pointer)):
                edit(answer, place)
        return answer

    return lambda reply: _edited(reply, change)


def _edited(reply: Reply, change: Callable[[Json], Json]) -> Reply:
    """Change the JSON of an answer; one that is no JSON stays as it is."""
    if not reply.headers.get("content-type", "").startswith("application/json"):
        return reply
    changed = change(json.loads(reply.body))
    return evolve(reply, body=json.dumps(changed, ensure_ascii=False, separators=(",", ":")).encode())


def _places(answer: Json, pointer: str) -> Iterator[str]:
    """Return the pointers that one with `*` stands for."""
    before, star, after = pointer.partition(f"/{ANY}")
    if not star:
        yield pointer
        return
    items = find(answer, before)
    for index in range(len(items) if isinstance(items, list) else 0):
        yield from _places(answer, f"{before}/{index}{after}")


def _retyped(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _retyped(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_retyped(item) for item in value]
    if isinstance(value, str):
        return len(value)
    return value if value is None else json.dumps(value)
