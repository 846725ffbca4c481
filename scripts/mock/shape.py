"""Typed looks into JSON values: what is absent or of another type is an empty one of the type asked for."""

from typing import TypeAlias

from scripts.pointers import resolve, split, unescape
from scripts.values import Json

Object: TypeAlias = dict[str, "Json"]


def mapping(value: Json) -> Object:
    """Return an object as it is, and anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: Json) -> list[Json]:
    """Return an array as it is, and anything else as an empty one."""
    return value if isinstance(value, list) else []


def texts(value: Json) -> tuple[str, ...]:
    """Return the strings of an array."""
    return tuple(item for item in sequence(value) if isinstance(item, str))


def text(value: Json) -> str:
    """Return a string as it is, and anything else as an empty one."""
    return value if isinstance(value, str) else ""


def find(value: Json, pointer: str) -> Json:
    """Return the node at a JSON pointer, or `None` where there is none."""
    try:
        return resolve(value, pointer)
    except LookupError:
        return None


def put(target: Object, pointer: str, value: Json) -> None:
    """Write a node at a JSON pointer below an object; objects on the way are made, even over other values.

    The empty pointer stands for no place, and writes nothing.
    """
    if not pointer:
        return
    *way, last = split(pointer)
    for name in way:
        inner = target.get(name)
        if not isinstance(inner, dict):
            inner = target[name] = {}
        target = inner
    target[last] = value


def blank(value: Json) -> bool:
    """Tell whether a value holds nothing: null, or a text, list or object without content."""
    return value is None or value in ("", [], {})


def drop(target: Object, pointer: str) -> None:
    """Remove the node at a JSON pointer below an object, where there is one."""
    above, _, last = pointer.rpartition("/")
    mapping(find(target, above)).pop(unescape(last), None)
