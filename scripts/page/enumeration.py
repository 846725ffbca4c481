"""Allowed values: told apart where the page keeps them apart, and else only if they can be split in exactly one way.

Pages often lose what stood between the values: `queueprocessingsuccessfail`. Nothing in such a text says where a value
ends, so it is split by known words: the values that the field's example and default show, and the common ones of
`words.yaml`. If exactly one sequence of known words spells the text, it is taken, with a warning that says so; if there
is none, or more than one, the values are not known, and the warning shows the text.
"""

import re
from functools import cache
from typing import Final

from scripts.page.labelling import words
from scripts.page.notes import Notes
from scripts.values import Json, same

SEPARATORS: Final = re.compile(r"\s*[,\uff0c、;\uff1b|\n]\s*|\s+/\s+|\s+")
QUOTED: Final = re.compile(r"\"([^\"]*)\"|'([^']*)'|`([^`]*)`")
LONGEST: Final = 2000


def allowed_values(
    lines: list[tuple[int, str]], name: str, kind: str, known: list[Json], notes: Notes
) -> list[Json] | None:
    """Read the values below a label: lines with their numbers. `known`: what example and default show of the field."""
    if not lines:
        return None
    line, first = lines[0]
    if len(lines) > 1:
        return _typed([_bare(text) for _, text in lines], kind)
    quoted = [next(part for part in match.groups() if part is not None) for match in QUOTED.finditer(first)]
    if quoted:
        return _typed(quoted, kind)
    separate = [part for part in SEPARATORS.split(first.strip("[]")) if part]
    if len(separate) > 1:
        return _typed(separate, kind)
    shown = {str(value) for value in known if isinstance(value, str | int | float) and not isinstance(value, bool)}
    if first in shown or (first.lower() in _common() and not split(first, shown - {first}, several=True)):
        return _typed([first], kind)
    parts = split(first, shown) or _with_a_stranger(first, shown, notes)
    if parts is None:
        told = f"the allowed values of `{name}` are glued together and cannot be told apart: {first[:200]}"
        notes.warn(line, told, damage=True)
        return None
    told = ", ".join(parts)
    notes.warn(
        line, f"the allowed values of `{name}` are glued together ({first[:200]}); read by known words as {told}"
    )
    return _typed(parts, kind)


def split(text: str, shown: set[str], *, several: bool = False) -> list[str] | None:
    """Split a text into known words if there is exactly one way to; `several` asks for two words at least."""
    if len(text) > LONGEST:
        return None
    for vocabulary in (_common(), _languages()):
        parts = _only_split(text, vocabulary | {word.lower() for word in shown if word})
        if parts and not (several and len(parts) == 1):
            return parts
    return None


def _with_a_stranger(text: str, shown: set[str], notes: Notes) -> list[str] | None:
    """Split a text into known words around one that is not known, as short as it can be, if only one way does."""
    vocabulary = _common() | {word.lower() for word in shown if word}
    # The time grows with the square of the length.
    work = len(text) ** 2 // 8
    if work > notes.work or not text.isascii():
        return None
    notes.work -= work
    before = [_only_split(text[:at], vocabulary) if at else [] for at in range(len(text) + 1)]
    behind = [_only_split(text[at:], vocabulary) if at < len(text) else [] for at in range(len(text) + 1)]
    for size in range(SHORTEST, len(text)):
        found = []
        for at in range(len(text) - size + 1):
            head, tail = before[at], behind[at + size]
            if head is not None and tail is not None and len(head) + len(tail) >= KNOWN:
                parts = [*head, text[at : at + size], *tail]
                found += [parts] if len({part.lower() for part in parts}) == len(parts) else []
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _only_split(text: str, vocabulary: frozenset[str]) -> list[str] | None:
    lower = text.lower()
    if len(lower) != len(text):
        return None
    longest = max(map(len, vocabulary))
    # For each offset the number of ways to reach it, and the start of the last word.
    ways = [1] + [0] * len(text)
    starts = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - longest), end):
            if ways[start] and lower[start:end] in vocabulary:
                # Two ways are as good as a thousand.
                ways[end] = min(ways[end] + ways[start], 2)
                starts[end] = start
    if ways[len(text)] != 1:
        return None
    parts: list[str] = []
    end = len(text)
    while end:
        parts.insert(0, text[starts[end] : end])
        end = starts[end]
    return parts if len({part.lower() for part in parts}) == len(parts) else None


@cache
def _common() -> frozenset[str]:
    return frozenset(word for group in words()["values"].values() for word in str(group).split())


@cache
def _languages() -> frozenset[str]:
    return frozenset(str(words()["languages"]).split())


def _bare(text: str) -> str:
    return text.strip().strip("\"'`,\uff0c、")


def _typed(texts: list[str], kind: str) -> list[Json]:
    found: list[Json] = []
    for text in texts:
        value = typed_value(text, kind)
        if not any(same(value, other) for other in found):
            found.append(value)
    return found


def typed_value(text: str, kind: str | None) -> Json:
    """Read a value as a page writes it: by the type of its field, as a number where the type allows both."""
    kinds = set((kind or "anyOf").removeprefix("array[").removesuffix("]").split("|"))
    plain = text.strip()
    if kinds & {"integer", "number", "anyOf", "oneOf", "allOf", "any"}:
        if re.fullmatch(r"-?[0-9]{1,300}", plain):
            return int(plain)
        if re.fullmatch(r"-?[0-9]{1,15}\.[0-9]{1,300}(?:[eE][-+]?[0-9]{1,2})?", plain):
            return float(plain)
    if kinds & {"boolean", "anyOf", "oneOf", "any"} and plain.lower() in ("true", "false"):
        return plain.lower() == "true"
    if plain == "null" and (kinds - {"string"}):
        return None
    return plain


SHORTEST: Final = 3
KNOWN: Final = 2
"""A word that is not known is told from known ones that it is glued to by its length, and by how many they are."""
