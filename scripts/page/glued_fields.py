"""Fields of the product page: name, type and mark are glued together, and to whatever stands before them.

`temperatureanyOf可选 The value ... >= 0 <= 1.5默认值: 1top_kanyOf可选 ...`: the mark is what can be found for certain;
a type stands right before it, and a name before that. A name that is glued to letters of the value before it cannot be
told from them, unless the value is one that can be: a number, a truth value, an allowed value.
"""

import re
from typing import Final

from scripts.page.bounds import BOUND, read_bounds
from scripts.page.enumeration import split
from scripts.page.glued_heads import Head, find_heads
from scripts.page.labelling import label, pattern
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.passage import Passage
from scripts.page.type_names import read_type
from scripts.values import Json

NUMBER: Final = re.compile(r"\s*-?[0-9.]+\s*")
WINDOW: Final = 200
END_BOUNDS: Final = re.compile(rf"(?:{BOUND.pattern})+$")


def read_glued(passage: Passage, start: int, end: int, known: set[str], notes: Notes) -> list[Listed]:
    """Read the fields between two offsets. `known`: names that the page shows elsewhere, not glued to anything."""
    text = passage.text[start:end]
    heads = find_heads(text)
    rows: list[Listed] = []
    for index, head in enumerate(heads):
        line = passage.number(start + head.start)
        notes.saw(head.language, line)
        kind = read_type(head.kind)
        assert kind is not None
        row = Listed(head.name, line, type=kind.name, count=kind.members, required=head.required, enumerated=kind.enum)
        following = heads[index + 1] if index + 1 < len(heads) else None
        if following:
            _unglue(
                kind.name,
                text[head.end : following.start],
                following,
                known,
                notes,
                passage.number(start + following.start),
            )
        body = text[head.end : following.start if following else len(text)]
        _read_body(row, body, passage, start + head.end, notes)
        rows.append(row)
    return rows


def _details(body: str) -> list[re.Match[str]]:
    """The labels in what stands behind a mark; a word of the prose has no colon."""
    found = pattern("details", "enum", "default", "example").finditer(body)
    return [match for match in found if body[match.end() : match.end() + 3].lstrip().startswith((":", "\uff1a"))]


def _unglue(kind: str, body: str, head: Head, known: set[str], notes: Notes, line: int) -> None:
    """Give back what the name of the next field took from the value before it.

    Only a value on the name's own line can be glued to it, and only if it may end in a letter.
    """
    labels = _details(body)
    value = body[labels[-1].end() :].lstrip(" :\uff1a") if labels else None
    if value is None or head.name in known or value.endswith(("\n", "]", "}", '"')) or not body[-1:].isascii():
        return
    if value and set(kind.split("|")) <= {"integer", "number", "null", "anyOf"} and NUMBER.fullmatch(value):
        return
    values = ["true", "false"] if kind in ("boolean", "anyOf") else []
    taken = _taken(value, head.name, values + _allowed(body), known)
    if taken:
        head.name, head.start = head.name[taken:], head.start + taken
    else:
        told = "may begin with the end of the value before it, as they are glued together"
        notes.warn(line, f"the name `{head.name}` {told}")


def _allowed(body: str) -> list[str]:
    """The allowed values that stand behind a field's mark."""
    labels = _details(body)
    found: list[str] = []
    for index, match in enumerate(labels[:-1]):
        its = label("details", match.group())
        if its and its.concept == "enum":
            parts = re.split(r"[^\w.\-:]+", body[match.end() : labels[index + 1].start()].strip(" :\uff1a"))
            found += [word for part in parts if part for word in split(part, set()) or [part]]
    return found


def _taken(value: str, name: str, values: list[str], known: set[str]) -> int:
    """How many letters at the start of a name belong to the value before it; 0 if that is not certain."""
    glued = value + name
    starts = {len(one) - len(value) for one in values if glued.startswith(one) and len(value) < len(one) < len(glued)}
    ends = {len(name) - len(other) for other in known if name != other and name.endswith(other)}
    for lengths in (starts & ends, starts, ends):
        if len(lengths) == 1:
            return lengths.pop()
    return 0


def _read_body(row: Listed, body: str, passage: Passage, at: int, notes: Notes) -> None:
    """Read what stands behind a field's mark: prose, bounds, and details behind their labels."""
    labels = _details(body)
    prose = body[: labels[0].start()] if labels else body
    _read_bounds(row, prose, notes, passage.number(at))
    for index, match in enumerate(labels):
        found = label("details", match.group())
        stop = labels[index + 1].start() if index + 1 < len(labels) else len(body)
        value = body[match.end() : stop].lstrip(" :\uff1a").strip(" \n|")
        line = passage.number(at + match.end())
        notes.saw(found.language if found else None, line)
        _keep(row, found.concept if found else "", value, line)


def _read_bounds(row: Listed, prose: str, notes: Notes, line: int) -> None:
    match = END_BOUNDS.search(prose.rstrip(" |\n")[-WINDOW:])
    bounds = read_bounds(match.group()) if match else None
    if bounds and match and not (bounds.exclusive and bounds.minimum is None and bounds.maximum is None):
        row.minimum, row.maximum = bounds.minimum, bounds.maximum
        if bounds.exclusive:
            told = f"a bound of `{row.name}` excludes its value, which these facts cannot say: {match.group()}"
            notes.warn(line, told)


def _keep(row: Listed, concept: str, value: str, line: int) -> None:
    if concept == "default":
        # Bounds may stand behind the default as well as before it.
        match = END_BOUNDS.search(value[-WINDOW:]) if len(value) <= WINDOW else None
        bounds = read_bounds(match.group()) if match and match.start() else None
        if bounds and match:
            row.minimum, row.maximum = bounds.minimum, bounds.maximum
            value = value[: match.start()].strip()
        row.default_text = value or None
    elif concept == "enum" and value:
        row.enum_lines.extend((line, part) for part in value.split("\n") if part.strip())
    elif concept == "example":
        row.shown.append(value)


def shown_names(value: Json) -> set[str]:
    """Every name in a JSON value."""
    if isinstance(value, dict):
        return set(value).union(*(shown_names(item) for item in value.values()))
    return set[str]().union(*(shown_names(item) for item in value)) if isinstance(value, list) else set()
