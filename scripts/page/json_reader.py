"""A reader of JSON within a text, which keeps what it has read when the text turns out to be cut or wrong."""

import json
import math
import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from scripts.documents.marks import Mark
from scripts.values import Json

MAX_DEPTH: Final = 100
MAX_VALUES: Final = 250_000
"""How many values are read: more than a catalogue of some megabytes holds."""
BLANKS: Final = " \t\n\r\xa0"
SPACE: Final = re.compile(rf"[{BLANKS}]*")
# Possessive: a string that is not closed must not be tried in every other way.
STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\.)*+"')
SCALAR: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![\w.])|(?:true|false|null)(?!\w)")
SURROGATE: Final = re.compile("[\ud800-\udfff]")
Put: TypeAlias = Callable[[Json, Mark], None]


class Fault(NamedTuple):
    """Why a text is no JSON, and the offset where it stops to be."""

    offset: int
    cause: str


class Unread(str):
    """Stands for a value that is cut or wrong."""

    __slots__ = ()


class FaultError(Exception):
    """Raised where a text stops being JSON."""

    def __init__(self, offset: int, cause: str) -> None:
        super().__init__(offset, cause)
        self.fault = Fault(offset, cause)


class Reader:
    """The reading of one value: `at` is the offset that it has come to; `line` numbers the line of an offset."""

    def __init__(self, text: str, start: int, line: Callable[[int], int]) -> None:
        self.text = text
        self.at = start
        self.line = line
        self.values = 0

    def value(self, depth: int, put: Put) -> None:
        """Read a value; a container is put where it belongs before it is filled, and so outlives a fault in it."""
        self.space()
        if depth > MAX_DEPTH:
            raise FaultError(self.at, f"it nests deeper than {MAX_DEPTH} levels")
        self.values += 1
        if self.values > MAX_VALUES:
            raise FaultError(self.at, f"it holds more than {MAX_VALUES} values")
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
        """Read the members of an object into `data`, and their lines into `marks`."""
        self.at += 1
        if self.taken("}"):
            return
        while True:
            self.space()
            line = self.line(self.at)
            name = self.string()
            if not self.taken(":"):
                raise FaultError(self.at, f"a colon is expected behind a name, not {self.found()}")

            def put(value: Json, mark: Mark, name: str = name, line: int = line) -> None:
                data[name] = value
                marks[name] = Mark(line, mark.children)

            # The name counts even if its value is cut: it tells where a field stands.
            put(Unread(), Mark(line))
            self.value(depth + 1, put)
            if self.closed("}"):
                return

    def items(self, data: list[Json], marks: list[Mark], depth: int) -> None:
        """Read the items of an array into `data`, and their lines into `marks`."""
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
        """Read a string."""
        match = STRING.match(self.text, self.at)
        if match is None:
            if self.text.startswith('"', self.at):
                cut = self.text.find("\n", self.at) < 0
                raise FaultError(len(self.text) if cut else self.at, "a string is not closed")
            raise FaultError(self.at, f"a name in quotes is expected, not {self.found()}")
        value = match.group()[1:-1]
        if "\\" in value:
            value = self.unescaped(match.group())
        self.at = match.end()
        return value

    def unescaped(self, text: str) -> str:
        """Read a string that holds escapes."""
        try:
            value = str(json.loads(text))
        except ValueError:
            raise FaultError(self.at, "a string holds an unknown escape") from None
        if SURROGATE.search(value):
            raise FaultError(self.at, "a string holds half of a surrogate pair")
        return value

    def scalar(self) -> Json:
        """Read a number or a constant."""
        match = SCALAR.match(self.text, self.at)
        if match is None:
            raise FaultError(self.at, f"a value is expected, not {self.found()}")
        try:
            value: Json = json.loads(match.group())
        except ValueError:
            # The interpreter bounds how long an integer's text may be.
            raise FaultError(self.at, "a number is too long") from None
        if isinstance(value, float) and not math.isfinite(value):
            raise FaultError(self.at, "a number is too large")
        self.at = match.end()
        return value

    def space(self) -> None:
        """Pass over blanks."""
        if self.text[self.at : self.at + 1] in BLANKS:
            match = SPACE.match(self.text, self.at)
            self.at = match.end() if match else self.at

    def taken(self, mark: str) -> bool:
        """Pass over a mark, if it is what follows."""
        self.space()
        if self.text.startswith(mark, self.at):
            self.at += 1
            return True
        return False

    def closed(self, end: str) -> bool:
        """Pass over what ends a container, or the comma before its next part; tell whether it ended."""
        if self.taken(end):
            return True
        if not self.taken(","):
            raise FaultError(self.at, f"a comma or {end} is expected, not {self.found()}")
        return False

    def found(self) -> str:
        """Name what follows, for messages."""
        return repr(self.text[self.at]) if self.at < len(self.text) else "the end of the text"
