"""Answers that almost are what the description says: made from an example of each operation's answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from scripts.mock.description import load_description
from scripts.mock.schemas import Schemas
from scripts.mock.serving import DESCRIPTION
from scripts.pointers import escape, resolve

_EFFECTIVE = load_description(DESCRIPTION)
_SCHEMAS = Schemas(_EFFECTIVE.root)

_VALUES: dict[str, Any] = {
    "null": None,
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
    "long integer": 10**30,
    "huge integer": 10**4000,
}


def examples() -> dict[str, Any]:
    """One whole answer for each operation, which an operation of two envelopes calls a success."""
    made = {one.id: _SCHEMAS.example(one.answer, whole=True) for one in _EFFECTIVE.operations}
    for answer in made.values():
        if isinstance(answer, dict) and "code" in answer:
            answer["code"] = 0
    return made


def changed(answer: Any) -> Iterator[tuple[str, bytes]]:
    """The answer with one thing changed: each value to others, each field gone, misspelt, doubled or joined."""
    for pointer in pointers(answer):
        for name, value in _VALUES.items():
            yield f"{pointer} is {name}", _dumped(replaced(answer, pointer, value))
        if isinstance(_parent(answer, pointer), dict):
            yield f"{pointer} is gone", _dumped(replaced(answer, pointer, ...))
        if isinstance(resolve(answer, pointer), dict):
            yield f"{pointer} has more", _dumped(replaced(answer, f"{pointer}/new~1 field", {"a": [None]}))
            yield f"{pointer} has a reserved name", _dumped(replaced(answer, f"{pointer}/to_dict", 1))
            yield f"{pointer} has a hidden name", _dumped(replaced(answer, f"{pointer}/_rest", {"unknown": 1}))
            yield f"{pointer} has an empty name", _dumped(replaced(answer, f"{pointer}/", None))


def raw(answer: Any) -> Iterator[tuple[str, bytes]]:
    """Bodies that are no JSON object, or that JSON can say and Python hardly can."""
    body = _dumped(answer)
    yield "empty", b""
    yield "white space", b" \r\n\t"
    yield "HTML", b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"
    yield "XML", b"<?xml version='1.0'?><error/>"
    yield "plain text", b"upstream connect error or disconnect/reset before headers"
    yield from ((f"cut at {at}", body[:at]) for at in range(1, len(body), 29))
    yield "twice", body + body
    yield "with a tail", body + b"\n<!-- served by cache -->"
    yield "as an event stream", b"data: " + body + b"\n\n"
    yield "with a byte order mark", b"\xef\xbb\xbf" + body
    yield from ((f"in {code}", json.dumps({"é": answer}, ensure_ascii=False).encode(code)) for code in _ENCODINGS)
    yield "binary", bytes(range(256))
    yield "a file", b"RIFF\x24\x08\x00\x00WAVEfmt "
    yield from ((f"root {json.dumps(root)}", _dumped(root)) for root in (None, [], [answer], "text", 5, 1.5, True))
    yield from ((f"constant {text.decode()}", b'{"status": %s, "code": 0}' % text) for text in _NUMBERS)
    yield from ((f"deep {kind}", text) for kind, text in _DEEP.items())
    yield "a lone surrogate", b'{"task_id": "\\ud83d", "status": "\\ud83d", "state": "\\ud83d", "msg": "\\ud83d"}'
    yield "a name twice", b'{"task_id": "a", "task_id": 5, "status": "a", "status": null, "state": 1, "state": "b"}'
    yield "control characters", b'{"task_id": "a\nb\x00"}'


_ENCODINGS = ("latin-1", "utf-16", "utf-32", "cp037")
_NUMBERS = (b"NaN", b"-Infinity", b"1e400", b"-1e400", b"1e-400", b"0.1e+999999999", b"1" * 5_000, b"-0", b"01", b"0x1")
_DEEP = {
    "arrays": b"[" * 20_000 + b"]" * 20_000,
    "objects": b'{"data":' * 20_000 + b"1" + b"}" * 20_000,
    "unknown field": b'{"new": ' + b"[" * 900 + b"]" * 900 + b"}",
    "described field": b'{"result": ' * 990 + b"1" + b"}" * 990,
    "error": b'{"error": {"message": ' + b"[" * 990 + b"]" * 990 + b"}}",
}


def pointers(value: Any, pointer: str = "") -> Iterator[str]:
    """The JSON pointers to everything inside a value, and to itself."""
    yield pointer
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in entries:
        yield from pointers(inner, f"{pointer}/{escape(str(name))}")


def replaced(value: Any, pointer: str, new: Any) -> Any:
    """A copy of a value with something else at a pointer; `...` takes it away."""
    if not pointer:
        return new
    copy = json.loads(json.dumps(value))
    parent, last = _parent(copy, pointer), pointer.rpartition("/")[2].replace("~1", "/")
    if new is ...:
        del parent[last]
    else:
        parent[int(last) if isinstance(parent, list) else last] = new
    return copy


def _parent(value: Any, pointer: str) -> Any:
    return resolve(value, pointer.rpartition("/")[0]) if pointer else None


def _dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
