"""What the tests of surprises share: a model of which all is known that can be, and answers with their surprises."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any

from scripts.codegen.runtime.codec import PATHS
from scripts.codegen.runtime.model import Model, model, off_wire, wire
from scripts.codegen.runtime.surprise import Kind, Surprise
from scripts.codegen.runtime.surprises import Surprises
from tests.runtime.codec_models import Word

OPERATION = "get_job"


class State(StrEnum):
    """The named states of a job."""

    DONE = "done"
    FAILED = "failed"


class Code(IntEnum):
    """The named codes of a job."""

    FINE = 0


@model
class Line(Model):
    """A line of a job."""

    text: str | None = None
    err_code: int | None = wire("errCode", also=("err-code",), known=Code, required=True)


@model
class Job(Model):
    """A job of which all is known that can be."""

    id: str | None = wire(required=True)
    state: str | int | None = wire(known=State)
    code: int | None = wire(known=Code)
    lines: list[Line] | None = wire("lines", also=("lignes", "righe"))
    grid: list[list[Line]] | None = None
    by_speaker: dict[str, Line] | None = None
    either: Line | list[Line] | str | None = None
    words: list[Word] | None = None
    anything: Any = None
    file: bytes | None = off_wire()


LINE: dict[str, Any] = {"text": "a", "errCode": 0}
ODD: dict[str, Any] = {"errCode": 0, "x": "a"}


def unknown(pointer: str, found: str = "string") -> Surprise:
    return Surprise("unknown field", OPERATION, pointer, found)


def other(kind: Kind, pointer: str, found: str) -> Surprise:
    return Surprise(kind, OPERATION, pointer, found)


def absent(pointer: str) -> Surprise:
    return other("absent field", pointer, "nothing")


CASES: dict[str, tuple[dict[str, Any], dict[Surprise, int]]] = {
    "as described": ({"state": "done", "code": 0, "lines": [LINE], "words": [{"word": "a"}, None], "anything": {}}, {}),
    "nulls": (dict.fromkeys(("id", "state", "code", "lines", "grid", "by_speaker", "either", "words")), {}),
    "a null in a list": ({"lines": [None, LINE]}, {}),
    "a required field is absent": ({"id": ...}, {absent("/id"): 1}),
    "one is absent from lines": ({"lines": [{}, {"text": "a"}, LINE]}, {absent("/lines/*/errCode"): 2}),
    "one came under another spelling": (
        {"lines": [{"err-code": 0}]},
        {other("other spelling", "/lines/*/errCode", "err-code"): 1},
    ),
    "one is null under another spelling": (
        {"lines": [{"err-code": None}]},
        {other("other spelling", "/lines/*/errCode", "err-code"): 1},
    ),
    "a new value": ({"state": "paused"}, {other("new value", "/state", "string"): 1}),
    "new values of two types": (
        {"state": 7, "code": 1},
        {other("new value", "/state", "integer"): 1, other("new value", "/code", "integer"): 1},
    ),
    "a known value with a fraction of nothing": ({"code": 0.0}, {}),
    "a new value in a list": ({"lines": [{"errCode": 4}]}, {other("new value", "/lines/*/errCode", "integer"): 1}),
    "another spelling": ({"righe": [ODD]}, {other("other spelling", "/lines", "righe"): 1, unknown("/lines/*/x"): 1}),
    "two spellings at once": (
        {"lines": [ODD], "lignes": [ODD]},
        {other("other spelling", "/lines", "lignes"): 1, unknown("/lines/*/x"): 1},
    ),
    "unknown fields of every type": (
        {"a": "1", "b": 1, "c": 1.5, "d": True, "e": None, "f": {"deep": 1}, "g": [{}]},
        {
            unknown(f"/{name}", found): 1
            for name, found in zip(
                "abcdefg", ("string", "integer", "number", "boolean", "null", "object", "array"), strict=True
            )
        },
    ),
    "a field named as an attribute": (
        {"lines": [{"errCode": 0, "err_code": 1}]},
        {unknown("/lines/*/err_code", "integer"): 1},
    ),
    "a field named as what is off the wire": ({"file": "x"}, {unknown("/file"): 1}),
    "one field with values of two types": (
        {"lines": [ODD, ODD, {"errCode": 0, "x": None}]},
        {unknown("/lines/*/x"): 2, unknown("/lines/*/x", "null"): 1},
    ),
    "lists in lists": ({"grid": [[ODD], [], [ODD, None], None]}, {unknown("/grid/*/*/x"): 2}),
    "a map": ({"by_speaker": {"Ann": ODD, "Bob": ODD, "Cid": None}}, {unknown("/by_speaker/*/x"): 2}),
    "an object in place of a list": ({"either": ODD}, {unknown("/either/x"): 1}),
    "a list in place of an object": ({"either": [ODD]}, {unknown("/either/*/x"): 1}),
    "a text in place of either": ({"either": "x"}, {}),
    "words with a speaker": (
        {"words": [{"speaker": 1}, {}, {"speaker": 2}]},
        {unknown("/words/*/speaker", "integer"): 2},
    ),
    "names that need escapes": ({"a/b": 1, "a~b": 1}, {unknown("/*", "integer"): 2}),
    "names that are data": (
        {"user-20260101": 1, "two words": 1, "": 1, "naïve": "x"},
        {unknown("/*", "integer"): 3, unknown("/*"): 1},
    ),
}


def noted(cls: type[Model], body: bytes, path: str = "plain") -> dict[Surprise, int]:
    surprises = Surprises()
    surprises.note(OPERATION, PATHS[path].decode(cls, body))
    return dict(surprises)
