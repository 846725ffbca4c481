"""JSON within a page: one value read from where it begins to where it ends, with the line of every node.

A value that is cut or wrong gives what stands before the fault, and the fault: its names still tell how fields nest.
What people write where they mean JSON is read for its names as well.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from scripts.documents.marks import Mark
from scripts.page.json_reader import MAX_VALUES, Fault, FaultError, Reader
from scripts.values import Json

BRACKET: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]]')
# What people put into JSON that has no place there: comments, ellipses, and the constants and quotes of Python.
LOOSE_SPACE: Final = re.compile(
    r"(?:[ \t\n\r\xa0]|//[^\n]*|#[^\n]*|/\*(?:[^*]|\*(?!/)){0,2000}+\*/|(?:\.{3,}|\u2026)[ \t\n]*,?)*"
)
LOOSE_STRING: Final = re.compile(r"'((?:[^'\\\x00-\x1f]|\\.)*)'")
LOOSE_SCALARS: Final[dict[str, Json]] = {"True": True, "False": False, "None": None, "undefined": None}


class Block(NamedTuple):
    """A value, the offset behind it, the lines of its nodes, and what is wrong with it."""

    value: Json
    end: int
    mark: Mark
    fault: Fault | None


def read_block(text: str, start: int, line: Callable[[int], int], limit: int | None = None) -> Block:
    """Read the value that begins at or behind `start`; `line` gives the number of the line of an offset.

    `limit`: how far to look for the end of a value that is no JSON.
    """
    reader = Reader(text, start, line)
    strict = _read(reader)
    if strict.fault is None or strict.fault.offset >= len(text):
        return strict
    if reader.values > MAX_VALUES:
        return strict._replace(end=len(text))
    loose = _read(LooseReader(text, start, line))
    if loose.fault is None or loose.fault.offset > strict.fault.offset:
        end = loose.end if loose.fault is None else max(_end(text, start, limit), loose.fault.offset)
        return Block(loose.value, end, loose.mark, strict.fault)
    return strict._replace(end=max(_end(text, start, limit), strict.fault.offset))


def _read(reader: Reader) -> Block:
    found: list[tuple[Json, Mark]] = []
    start = reader.at
    try:
        reader.value(0, lambda value, mark: found.append((value, mark)))
    except FaultError as error:
        value, mark = found[0] if found else (None, Mark(reader.line(start)))
        return Block(value, max(error.fault.offset, start), mark, error.fault)
    value, mark = found[0]
    return Block(value, reader.at, mark, None)


def _end(text: str, start: int, limit: int | None) -> int:
    """Tell where a value that is no JSON ends: where its brackets are closed."""
    depth = 0
    end = len(text) if limit is None else limit
    for match in BRACKET.finditer(text, start, end):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match.group(), 0)
        if depth <= 0:
            return match.end()
    return end


class LooseReader(Reader):
    """A reader of what is meant as JSON, for the names in it: its values are no example."""

    def space(self) -> None:
        """Pass over blanks, comments and ellipses."""
        match = LOOSE_SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def string(self) -> str:
        """Read a string in either kind of quotes."""
        match = LOOSE_STRING.match(self.text, self.at)
        if match is None:
            return super().string()
        self.at = match.end()
        return match.group(1)

    def scalar(self) -> Json:
        """Read a value; constants may be Python's."""
        if self.text.startswith("'", self.at):
            return self.string()
        for word, value in LOOSE_SCALARS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        return super().scalar()

    def closed(self, end: str) -> bool:
        """Pass over an end or a comma, or both."""
        return super().closed(end) or self.taken(end)
