"""Actions of an overlay, and how pointers and values are written as JSONPath in them."""

import json
import re
from typing import Final, TypeAlias

from scripts.pointers import split
from scripts.values import Json

Action: TypeAlias = dict[str, Json]
Actions: TypeAlias = tuple[Action, ...]

PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def target(pointer: str) -> str:
    """Write a pointer as JSONPath, as people write it."""
    return "$" + "".join(_step(token) for token in split(pointer))


def _step(token: str) -> str:
    if PLAIN.fullmatch(token):
        return f".{token}"
    return f"[{token}]" if token.isdecimal() and len(token) < 3 else f"[{quoted(token)}]"


def quoted(value: Json) -> str:
    """Write a value as JSONPath does in names and filters."""
    if not isinstance(value, str):
        return json.dumps(value)
    return "'" + json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"


def update(pointer: str, value: Json) -> Action:
    """Merge a value into one node."""
    return {"target": target(pointer), "x-expect": 1, "update": value}


def remove(pointer: str) -> Action:
    """Take one node out."""
    return {"target": target(pointer), "x-expect": 1, "remove": True}


def copy(pointer: str, source: str) -> Action:
    """Merge a copy of one node into another."""
    return {"target": target(pointer), "x-expect": 1, "copy": target(source)}


def remove_member(pointer: str, value: Json) -> Action:
    """Take one value out of an array."""
    return {"target": f"{target(pointer)}[?@ == {quoted(value)}]", "x-expect": 1, "remove": True}
