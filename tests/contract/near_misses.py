"""Answers that almost are what the description says: made from an example of each operation's answer.

Each is of a kind, and a kind ends in one of the ways that the client documents: a model that keeps what nobody knew,
a DecodeError or an APIError.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from scripts.mock.description import load_description
from scripts.mock.schemas import Schemas
from scripts.mock.serving import DESCRIPTION
from scripts.pointers import escape, resolve
from tests.client.support import DOCUMENT
from tests.contract.spoilt import spoilt

MODEL, DECODE, API = "model", "DecodeError", "APIError"
ENDS: dict[str, frozenset[str]] = {
    "null": frozenset({MODEL}),
    "missing": frozenset({MODEL}),
    "extra field": frozenset({MODEL}),
    "new enumeration value": frozenset({MODEL}),
    "other spelling": frozenset({MODEL}),
    "foreign envelope": frozenset({MODEL}),
    "envelope": frozenset({API}),
    # Which of them it is, the description tells: no field of it takes every type, some take several.
    "wrong type": frozenset({MODEL, DECODE, API}),
    "wrong root": frozenset({DECODE}),
    "no JSON": frozenset({DECODE}),
    "truncated": frozenset({DECODE}),
    "wrong charset": frozenset({DECODE}),
    "byte order mark": frozenset({MODEL}),
    "enormous number": frozenset({MODEL, DECODE, API}),
    "deep nesting": frozenset({MODEL, DECODE}),
}
"""For each kind the ends that it may have at HTTP 200. At any status that is no success, each is an APIError."""


@frozen
class NearMiss:
    """One answer: its kind, what is odd about it, and its body."""

    kind: str
    name: str
    body: bytes


_EFFECTIVE = load_description(DESCRIPTION)
_SCHEMAS = Schemas(_EFFECTIVE.root)
_FIELDS: list[tuple[str, Any]] = [
    field for schema in DOCUMENT["components"]["schemas"].values() for field in schema.get("properties", {}).items()
]
_OPEN = {name for name, schema in _FIELDS if "x-open-enum" in schema}
_SPELLINGS = {schema["x-spelling-of"]: name for name, schema in _FIELDS if "x-spelling-of" in schema}
_WRONG: dict[str, Any] = {
    "text": "text",
    "blank": "",
    "number": 1.5,
    "integer": 5,
    "float": 9.0,
    "negative": -1,
    "boolean": True,
    "list": [],
    "list of lists": [[]],
    "list of null": [None],
    "list of texts": ["a"],
    "object": {},
    "object of anything": {"text": {"text": [1]}},
}
_EXTRA: dict[str, Any] = {"new~1 field": {"a": [None]}, "to_dict": 1, "_rest": {"unknown": 1}, "": None}
_FOREIGN: dict[str, Any] = {
    "framework": {"detail": "Not Found"},
    "text": {"error": "invalid key"},
    "flag": {"success": False, "errors": [{"title": "No"}]},
    "nothing": {"error": None},
}


def examples() -> dict[str, Any]:
    """One whole answer for each operation, which an operation of two envelopes calls a success."""
    made = {one.id: _SCHEMAS.example(one.answer, whole=True) for one in _EFFECTIVE.operations}
    for answer in made.values():
        if isinstance(answer, dict) and "code" in answer:
            answer["code"] = 0
    return made


def near_misses(answer: Any) -> Iterator[NearMiss]:
    """All that is made of one answer."""
    for pointer in pointers(answer):
        if pointer:
            yield from _changed(answer, pointer)
        if isinstance(resolve(answer, pointer), dict):
            for name, value in _EXTRA.items():
                yield _made("extra field", f"{pointer}/{name}", replaced(answer, f"{pointer}/{name}", value))
    yield from (_made("foreign envelope", name, value) for name, value in _FOREIGN.items())
    for error in _ERRORS:
        yield _made("envelope", f"vendor {error}", {"error": error})
        yield _made("envelope", f"vendor {error} beside an answer", {**answer, "error": error})
    for code in (400, -1, "40001", 50000.0) if "code" in answer else ():
        yield _made("envelope", f"business {code}", {**answer, "code": code})
    yield from (NearMiss(*one) for one in spoilt(answer))


_ERRORS: list[Any] = [
    {"err_code": -10003, "message": "No", "message_cn": "不", "message_jp": "いいえ", "type": "api_error"},
    {"err_code": "10011"},
    {"err_code": 99999, "message": None},
    {"message": "No"},
    {"err_code": None, "message": "No", "code": "invalid_api_key", "param": None},
]


def _changed(answer: Any, pointer: str) -> Iterator[NearMiss]:
    yield _made("null", pointer, replaced(answer, pointer, None))
    for name, value in _WRONG.items():
        yield _made("wrong type", f"{pointer} is {name}", replaced(answer, pointer, value))
    for digits in (30, 4000):
        yield _made("enormous number", f"{pointer} of {digits} digits", replaced(answer, pointer, 10**digits))
    last = pointer.rpartition("/")[2]
    if not isinstance(_parent(answer, pointer), dict):
        return
    gone = replaced(answer, pointer, ...)
    yield _made("missing", pointer, gone)
    value = resolve(answer, pointer)
    if last in _OPEN:
        new = 4711 if isinstance(value, int) else "brand-new"
        yield _made("new enumeration value", pointer, replaced(answer, pointer, new))
    words = last.split("_")
    camel = words[0] + "".join(word.title() for word in words[1:])
    for spelling in {camel, last.upper(), f"{last}s", _SPELLINGS.get(last, last)} - {last}:
        beside = pointer.removesuffix(last) + spelling
        yield _made("other spelling", beside, replaced(gone, beside, value))


def pointers(value: Any, pointer: str = "") -> Iterator[str]:
    """The JSON pointers to everything inside a value, and to itself."""
    yield pointer
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in entries:
        yield from pointers(inner, f"{pointer}/{escape(str(name))}")


def replaced(value: Any, pointer: str, new: Any) -> Any:
    """A copy of a value with something else at a pointer; `...` takes it away."""
    copy = json.loads(json.dumps(value))
    parent, last = _parent(copy, pointer), pointer.rpartition("/")[2].replace("~1", "/")
    if new is ...:
        del parent[last]
    else:
        parent[int(last) if isinstance(parent, list) else last] = new
    return copy


def _parent(value: Any, pointer: str) -> Any:
    return resolve(value, pointer.rpartition("/")[0])


def _made(kind: str, name: str, value: Any) -> NearMiss:
    return NearMiss(kind, name, json.dumps(value, ensure_ascii=False).encode())
