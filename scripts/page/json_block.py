"""JSON within a page: one value read from where it begins to where it ends, with the line of every node.

A value that is cut or wrong gives what stands before the fault, and the fault: its names still tell how fields nest.
"""

import json
import math
import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from scripts.documents.marks import Mark
from scripts.values import Json

MAX_DEPTH: Final = 100
SPACE: Final = re.compile(r"[ \t\n\r\xa0]*")
# Possessive: a string that is not closed must not be tried in every other way.
STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\.)*+"')
SCALAR: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![\w.])|(?:true|false|null)(?!\w)")
BRACKET: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]]')
# What people put into JSON that has no place there: comments, ellipses, and the constants and quotes of Python.
LOOSE_SPACE: Final = re.compile(r"(?:[ \t\n\r\xa0]|//[^\n]*|#[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|\.{3,}|\u2026)*")
LOOSE_STRING: Final = re.compile(r"'((?:[^'\\\x00-\x1f]|\\.)*)'")
LOOSE_SCALARS: Final[dict[str, Json]] = {"True": True, "False": False, "None": None, "undefined": None}
SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Fault(NamedTuple):
    """Why a text is no JSON, and the offset where it stops to be."""

    offset: int
    cause: str


class Unread(str):
    """Stands for a value that is cut or wrong."""

    __slots__ = ()


class Block(NamedTuple):
    """A value, the offset behind it, the lines of its nodes, and what is wrong with it."""

    value: Json
    end: int
    mark: Mark
    fault: Fault | None


class _Faulty(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, offset: int, cause: str) -> None:
        super().__init__(offset, cause)
        self.fault = Fault(offset, cause)


def read_block(text: str, start: int, line: Callable[[int], int]) -> Block:
    """Read the value that begins at or behind `start`; `line` gives the number of the line of an offset."""
    strict = _read(_Reader(text, start, line))
    if strict.fault is None or strict.fault.offset >= len(text):
        return strict
    loose = _read(_LooseReader(text, start, line))
    if loose.fault is None or loose.fault.offset > strict.fault.offset:
        end = loose.end if loose.fault is None else _end(text, start)
        return Block(loose.value, end, loose.mark, strict.fault)
    return strict._replace(end=_end(text, start))


def _read(reader: "_Reader") -> Block:
    found: list[tuple[Json, Mark]] = []
    start = reader.at
    try:
        reader.value(0, lambda value, mark: found.append((value, mark)))
    except _Faulty as faulty:
        value, mark = found[0] if found else (None, Mark(reader.line(start)))
        return Block(value, max(faulty.fault.offset, start), mark, faulty.fault)
    value, mark = found[0]
    return Block(value, reader.at, mark, None)


def _end(text: str, start: int) -> int:
    """Tell where a value that is no JSON ends: where its brackets are closed."""
    depth = 0
    for match in BRACKET.finditer(text, start):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match.group(), 0)
        if depth <= 0:
            return match.end()
    return len(text)


Put: TypeAlias = Callable[[Json, Mark], None]


class _Reader:
    def __init__(self, text: str, start: int, line: Callable[[int], int]) -> None:
        self.text = text
        self.at = start
        self.line = line

    def value(self, depth: int, put: Put) -> None:
        """Read a value; a container is put where it belongs before it is filled, and so outlives a fault in it."""
        self.space()
        if depth > MAX_DEPTH:
            raise _Faulty(self.at, f"it nests deeper than {MAX_DEPTH} levels")
        opening = self.text[self.at : self.at + 1]
        line = self.line(self.at)
        if opening == "{":
            data, members = dict[str, Json](), dict[str, Mark]()
            put(data, Mark(line, members))
            self.members(data, members, depth)
        elif opening == "[":
            items, marks = list[Json](), list[Mark]()
            put(items, Mark(line, marks))
            self.items(items, marks, depth)
        else:
            put(self.string() if opening == '"' else self.scalar(), Mark(line))

    def members(self, data: dict[str, Json], marks: dict[str, Mark], depth: int) -> None:
        self.at += 1
        if self.taken("}"):
            return
        while True:
            self.space()
            line = self.line(self.at)
            name = self.string()
            if not self.taken(":"):
                raise _Faulty(self.at, f"a colon is expected behind a name, not {self.found()}")

            def put(value: Json, mark: Mark, name: str = name, line: int = line) -> None:
                data[name] = value
                marks[name] = Mark(line, mark.children)

            # The name counts even if its value is cut: it tells where a field stands.
            put(Unread(), Mark(line))
            self.value(depth + 1, put)
            if self.closed("}"):
                return

    def items(self, data: list[Json], marks: list[Mark], depth: int) -> None:
        self.at += 1
        if self.taken("]"):
            return

        def put(value: Json, mark: Mark) -> None:
            data.append(value)
            marks.append(mark)

        while True:
            self.value(depth + 1, put)
            if self.closed("]"):
                return

    def string(self) -> str:
        match = STRING.match(self.text, self.at)
        if match is None:
            if self.text.startswith('"', self.at):
                cut = self.text.find("\n", self.at) < 0
                raise _Faulty(len(self.text) if cut else self.at, "a string is not closed")
            raise _Faulty(self.at, f"a name in quotes is expected, not {self.found()}")
        try:
            value = str(json.loads(match.group()))
        except ValueError:
            raise _Faulty(self.at, "a string holds an unknown escape") from None
        if SURROGATE.search(value):
            raise _Faulty(self.at, "a string holds half of a surrogate pair")
        self.at = match.end()
        return value

    def scalar(self) -> Json:
        match = SCALAR.match(self.text, self.at)
        if match is None:
            raise _Faulty(self.at, f"a value is expected, not {self.found()}")
        try:
            value: Json = json.loads(match.group())
        except ValueError:
            # The interpreter bounds how long an integer's text may be.
            raise _Faulty(self.at, "a number is too long") from None
        if isinstance(value, float) and not math.isfinite(value):
            raise _Faulty(self.at, "a number is too large")
        self.at = match.end()
        return value

    def space(self) -> None:
        match = SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def taken(self, mark: str) -> bool:
        self.space()
        if self.text.startswith(mark, self.at):
            self.at += 1
            return True
        return False

    def closed(self, end: str) -> bool:
        if self.taken(end):
            return True
        if not self.taken(","):
            raise _Faulty(self.at, f"a comma or {end} is expected, not {self.found()}")
        return False

    def found(self) -> str:
        return repr(self.text[self.at]) if self.at < len(self.text) else "the end of the text"


class _LooseReader(_Reader):
    """A reader of what is meant as JSON, for the names in it: its values are no example."""

    def space(self) -> None:
        match = LOOSE_SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def string(self) -> str:
        match = LOOSE_STRING.match(self.text, self.at)
        if match is None:
            return super().string()
        self.at = match.end()
        return match.group(1)

    def scalar(self) -> Json:
        if self.text.startswith("'", self.at):
            return self.string()
        for word, value in LOOSE_SCALARS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        return super().scalar()

    def closed(self, end: str) -> bool:
        return super().closed(end) or self.taken(end)
