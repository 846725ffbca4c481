"""JSON text: a strict reader that knows its lines, and a writer.

The standard library reads scalars here, and this module the containers: `json.loads` neither tells where a node stands
nor minds duplicate names.
"""

import json
import re
from bisect import bisect_right
from pathlib import Path
from typing import Final, NoReturn

from scripts.documents.marks import MAX_DEPTH, TOO_DEEP, Mark
from scripts.documents.place import place
from scripts.failures import Failure
from scripts.values import Json

SPACE: Final = re.compile(r"[ \t\n\r]*")
# JSON can spell half a surrogate pair; no UTF-8 file can hold it, so such text could be read and never written.
SURROGATE: Final = re.compile("[\ud800-\udfff]")


def dump_json(data: Json) -> str:
    """Write JSON with an indent of two, non-ASCII kept, and a newline at the end."""
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def read_json(text: str, path: Path) -> tuple[Json, Mark]:
    """Read exactly one JSON value (RFC 8259). Raises `Failure` with the line of what is wrong."""
    return _Reader(text, path).document()


class _Reader:
    def __init__(self, text: str, path: Path) -> None:
        self.text = text
        self.path = path
        self.at = 0
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.decoder = json.JSONDecoder(parse_constant=self.constant)

    def document(self) -> tuple[Json, Mark]:
        self.space()
        line = self.line()
        data, children = self.value(0)
        self.space()
        if self.at < len(self.text):
            self.fail(f"nothing may follow the end of the document, but {self.found()} does")
        return data, Mark(line, children)

    def value(self, depth: int) -> tuple[Json, dict[str, Mark] | list[Mark] | None]:
        if depth > MAX_DEPTH:
            raise Failure(TOO_DEEP, place(self.path, self.line()))
        if self.text.startswith("{", self.at):
            return self.object(depth)
        if self.text.startswith("[", self.at):
            return self.array(depth)
        return self.scalar(), None

    def object(self, depth: int) -> tuple[Json, dict[str, Mark]]:
        data: dict[str, Json] = {}
        marks: dict[str, Mark] = {}
        self.take("{")
        while not (not data and self.taken("}")):
            self.space()
            line = self.line()
            key = self.key()
            if key in data:
                self.duplicate(key, marks[key].line, line)
            self.take(":")
            self.space()
            data[key], children = self.value(depth + 1)
            marks[key] = Mark(line, children)
            if self.closed("}"):
                break
        return data, marks

    def key(self) -> str:
        if not self.text.startswith('"', self.at):
            self.fail(f"expected a name in quotes, not {self.found()}")
        return str(self.scalar())

    def array(self, depth: int) -> tuple[Json, list[Mark]]:
        data: list[Json] = []
        marks: list[Mark] = []
        self.take("[")
        while not (not data and self.taken("]")):
            self.space()
            line = self.line()
            item, children = self.value(depth + 1)
            data.append(item)
            marks.append(Mark(line, children))
            if self.closed("]"):
                break
        return data, marks

    def scalar(self) -> Json:
        try:
            value: Json
            value, end = self.decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = min(error.pos, len(self.text))
            # The library's words are made to be followed by a position.
            cause = error.msg.removesuffix(" at").removesuffix(" starting").lower()
            self.fail(f"expected a value, not {self.found()}" if cause == "expecting value" else cause)
        except ValueError:
            # The interpreter bounds how long an integer's text may be.
            self.fail("the number is too long")
        if isinstance(value, float) and value in (float("inf"), float("-inf")):
            self.fail("the number is too large")
        if isinstance(value, str) and SURROGATE.search(value):
            self.fail("the string holds half of a surrogate pair, which no UTF-8 text can")
        self.at = end
        return value

    def constant(self, name: str) -> NoReturn:
        self.fail(f"JSON has no {name}")

    def space(self) -> None:
        match = SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def taken(self, mark: str) -> bool:
        self.space()
        if self.text.startswith(mark, self.at):
            self.at += 1
            return True
        return False

    def take(self, mark: str) -> None:
        if not self.taken(mark):
            self.fail(f"expected {mark!r}, not {self.found()}")

    def closed(self, end: str) -> bool:
        if self.taken(end):
            return True
        if not self.taken(","):
            self.fail(f"expected ',' or {end!r}, not {self.found()}")
        return False

    def found(self) -> str:
        return repr(self.text[self.at]) if self.at < len(self.text) else "the end of the file"

    def line(self) -> int:
        return bisect_right(self.breaks, self.at - 1) + 1

    def duplicate(self, key: str, first: int, second: int) -> NoReturn:
        raise Failure(
            f"the name {json.dumps(key, ensure_ascii=False)} is written twice in one object",
            place(self.path, second),
            f"it stands on line {first} already",
            "keep one of them",
        )

    def fail(self, cause: str) -> NoReturn:
        column = self.at - (self.text.rfind("\n", 0, self.at) + 1) + 1
        raise Failure("this is not JSON", place(self.path, self.line()), f"column {column}: {cause}")
