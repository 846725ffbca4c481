"""Surprises: what clients met that decoding tolerated, read from the files that they write.

A file has a line for each time that a client had something new to tell, a JSON object:

    {"surprise": "unknown field", "operation": "get_subtitle_task", "pointer": "/fps", "found": "number", "count": 2}

`surprise`: one of `KINDS`. `operation`: an operationId. `pointer`: where in the answer's body, `*` in place of every
position in an array, of every name in a map, and of a field's name that looks like data. `found`: the JSON type of what
was met; of an absent field `nothing`, of another spelling that spelling. `count`: how often, since the client's last
line about the same; so the counts of a shape add up. No line holds a value. Blank lines mean nothing.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from scripts.documents import shown
from scripts.drift.finding import Location
from scripts.failures import UNUSABLE, Failure, choices
from scripts.keys import holds_key

KINDS: Final = ("unknown field", "absent field", "new value", "other spelling")
ANY: Final = "*"
POINTER: Final = re.compile("(/([^/~]|~[01])*)+")


@frozen
class Surprise:
    """One shape. `count`: how often clients met it in all. `location`: the first line about it."""

    kind: str
    operation: str
    pointer: str
    found: str
    count: int
    location: Location

    @property
    def shape(self) -> tuple[str, str, str, str]:
        """What makes it the same as another one."""
        return self.kind, self.operation, self.pointer, self.found


def read_surprises(path: Path) -> tuple[list[Surprise], list[Failure]]:
    """Read the lines of a file, and tell why some are unusable: all in one failure, since one cause may spoil many.

    Raises `Failure` for a file that is no text.
    """
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        cure = "name a file that clients wrote with the option surprises"
        raise Failure("the file holds no surprises", shown(path), f"it is not UTF-8: {error}", cure, UNUSABLE) from None
    found: list[Surprise] = []
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        # What holds a key is told by the rule about keys, and must get into no proposal.
        if line.strip() and not holds_key(line):
            made = _read_line(line, Location(shown(path), number))
            found += [made] if isinstance(made, Surprise) else []
            wrong += [(number, made)] if isinstance(made, str) else []
    return found, [_failure(path, wrong)] if wrong else []


def _failure(path: Path, wrong: list[tuple[int, str]]) -> Failure:
    (number, cause), *others = wrong
    more = f"; so are {len(others):,} more, the next is line {others[0][0]}" if others else ""
    cure = "delete what is no whole line of a client's; the other lines of the file are judged"
    return Failure("the line is no surprise", f"{shown(path)}:{number}", f"{cause}{more}", cure, UNUSABLE)


def _read_line(line: str, at: Location) -> Surprise | str:
    """The surprise of a line, or what is wrong with it."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"it is no JSON, perhaps cut by a full disk: {getattr(error, 'msg', error)}"
    if not isinstance(data, dict):
        return "it is no object"
    for name in ("surprise", "operation", "pointer", "found"):
        if not isinstance(data.get(name), str):
            return f"`{name}` is no text, or missing"
    return _wrong_value(data) or Surprise(
        data["surprise"], data["operation"], data["pointer"], data["found"], data["count"], at
    )


def _wrong_value(data: dict[str, Any]) -> str:
    count = data.get("count")
    if data["surprise"] not in KINDS:
        return f"it is of an unknown kind: {choices(data['surprise'], KINDS, 'kinds')}"
    if not POINTER.fullmatch(data["pointer"]):
        return "`pointer` is no JSON pointer of a field"
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        return "`count` is no number from 1"
    return ""


def added_up(surprises: Iterable[Surprise]) -> list[Surprise]:
    """Each shape once, with the count of all lines about it."""
    made: dict[tuple[str, str, str, str], Surprise] = {}
    for one in surprises:
        first = made.get(one.shape)
        made[one.shape] = evolve(first, count=first.count + one.count) if first else one
    return list(made.values())
