"""Bodies that are no JSON object, or that JSON can say and Python hardly can, by kind of near miss."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def spoilt(answer: Any) -> Iterator[tuple[str, str, bytes]]:
    """Kind, name and body of each way to spoil an answer as a whole."""
    body = _dumped(answer)
    yield from (("no JSON", name, text) for name, text in _NO_JSON.items())
    yield "no JSON", "twice", body + body
    yield "no JSON", "with a tail", body + b"\n<!-- served by cache -->"
    yield "no JSON", "as an event stream", b"data: " + body + b"\n\n"
    yield from (("truncated", f"at {at}", body[:at]) for at in range(1, len(body), 29))
    yield from (("wrong charset", code, _foreign(answer, code)) for code in _ENCODINGS)
    yield "wrong charset", "a lone surrogate", b'{"task_id": "\\ud83d", "status": "\\ud83d", "state": "\\ud83d"}'
    yield "byte order mark", "before it all", b"\xef\xbb\xbf" + body
    yield from (("wrong root", _shown(root), _dumped(root)) for root in (None, [], [answer], "text", 5, 1.5, True))
    yield from (("enormous number", text[:9].decode(), b'{"new": %s, "code": 0}' % text) for text in _ENORMOUS)
    yield from (("no JSON", text.decode(), b'{"status": %s, "code": 0}' % text) for text in _NO_NUMBERS)
    yield "wrong type", "negative zero", b'{"status": -0, "state": -0, "task_id": -0, "code": -0}'
    yield "wrong type", "a name twice", b'{"task_id": "a", "task_id": 5, "status": "a", "status": null, "state": 1}'
    yield from (("deep nesting", kind, text) for kind, text in _DEEP.items())


_NO_JSON = {
    "empty": b"",
    "white space": b" \r\n\t",
    "HTML": b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>",
    "XML": b"<?xml version='1.0'?><error/>",
    "plain text": b"upstream connect error or disconnect/reset before headers",
    "binary": bytes(range(256)),
    "a file": b"RIFF\x24\x08\x00\x00WAVEfmt ",
    "control characters": b'{"task_id": "a\nb\x00"}',
}
_ENCODINGS = ("latin-1", "utf-16", "utf-32", "cp037")
_ENORMOUS = (b"1e400", b"-1e400", b"1e-400", b"0.1e+999999999", b"1" * 4_000, b"1" * 5_000)
_NO_NUMBERS = (b"NaN", b"-Infinity", b"01", b"0x1")
_DEEP = {
    "arrays": b"[" * 20_000 + b"]" * 20_000,
    "objects": b'{"data":' * 20_000 + b"1" + b"}" * 20_000,
    "unknown field": b'{"new": ' + b"[" * 500 + b"]" * 500 + b"}",
    "described field": b'{"result": ' * 990 + b"1" + b"}" * 990,
    "error": b'{"error": {"message": ' + b"[" * 990 + b"]" * 990 + b"}}",
}


def _foreign(answer: Any, code: str) -> bytes:
    return json.dumps({**answer, "é": 1}, ensure_ascii=False).encode(code)


def _shown(value: Any) -> str:
    return json.dumps(value)[:20]


def _dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
