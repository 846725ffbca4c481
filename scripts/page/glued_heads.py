"""Where the fields of the product page begin: a name, a type and a mark, glued together.

The mark is what can be found for certain; a type stands right before it, and a name before that.
"""

import re
from typing import Final

from attrs import define

from scripts.page.labelling import label, pattern
from scripts.page.type_names import GLUED, LONGEST, read_type

TYPE_ENDS: Final = frozenset("abcdefghijklmnopqrstuvwxyzO]>} \n")
WINDOW: Final = 200
TYPE: Final = re.compile(GLUED + "$")
LONGEST_NAME: Final = 120
NAMING: Final = re.compile(r"[A-Za-z0-9_$@.\-\[\]]*+")
OPENING: Final = re.compile(r"[A-Za-z_$@]")
SPACED: Final = re.compile(r"(?:^|\s)([A-Za-z_$@][\w$@.\-\[\]]{0,119})\s+(" + GLUED + r")\s*$")


@define
class Head:
    """Where a field begins: the offsets of its name and behind its mark."""

    start: int
    end: int
    name: str
    kind: str
    required: bool
    language: str | None


def find_heads(text: str) -> list[Head]:
    """Find where the fields of a text begin."""
    found: list[Head] = []
    for mark in pattern("marks", "required", "optional").finditer(text):
        # Where no type can end there is no field, and pages name marks in prose.
        if text[mark.start() - 1 : mark.start()] not in TYPE_ENDS:
            continue
        its = label("marks", mark.group())
        floor = max(mark.start() - WINDOW, found[-1].end if found else 0)
        window = text[floor : mark.start()]
        parts = _glued(window)
        if parts is None and not mark.group().isascii() and (match := SPACED.search(window)):
            parts = match.start(1), match.group(1), match.group(2)
        if parts and its and read_type(parts[2]):
            at, name, kind = parts
            found.append(Head(floor + at, mark.end(), name, kind, its.concept == "required", its.language))
    return found


def _glued(window: str) -> tuple[int, str, str] | None:
    """Divide the end of a text: where a name begins, the name, and the type that is glued to it."""
    kind = TYPE.search(window, max(len(window) - LONGEST, 0))
    if kind is None:
        return None
    end = kind.start()
    begins = max(end - LONGEST_NAME, 0)
    # The run of letters that ends where the type begins: what stands before it is another thing.
    while (run := NAMING.match(window, begins, end)) and run.end() < end:
        begins = run.end() + 1
    first = OPENING.search(window, begins, end)
    return (first.start(), window[first.start() : end], kind.group()) if first else None


def clean_names(text: str) -> set[str]:
    """The names in a text that are surely not glued to what stands before them."""
    return {
        head.name
        for head in find_heads(text)
        if not (before := text[max(head.start - 1, 0) : head.start]).isascii() or before in ("", "\n")
    }
