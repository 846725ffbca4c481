"""JSON pointers (RFC 6901) and locations.

A *location* is the tuple of names and indexes that leads from the root of a value to one node; a *pointer* is its text.
"""

import re
from typing import Final, TypeAlias

from scripts.values import Json

Location: TypeAlias = tuple[str | int, ...]

# RFC 6901 knows neither signs nor leading zeros, and int() knows both.
INDEX: Final = re.compile(r"0|[1-9][0-9]{0,15}")


def escape(token: str) -> str:
    """Escape one name for use in a pointer: `a/b` becomes `a~1b`."""
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """Undo `escape`."""
    return token.replace("~1", "/").replace("~0", "~")


def split(pointer: str) -> list[str]:
    """Split a pointer into its unescaped names; the root `""` has none."""
    return [unescape(token) for token in pointer.split("/")[1:]]


def pointer_of(location: Location) -> str:
    """Write a location as a pointer."""
    return "".join("/" + escape(str(step)) for step in location)


def step(value: Json, token: str) -> Json:
    """Follow one name into `value`. Raises `LookupError` when there is no such node."""
    if isinstance(value, dict):
        return value[token]
    if isinstance(value, list) and INDEX.fullmatch(token):
        return value[int(token)]
    raise LookupError(token)


def resolve(value: Json, pointer: str) -> Json:
    """Return the node at `pointer`. Raises `LookupError` when there is none."""
    for token in split(pointer):
        value = step(value, token)
    return value
