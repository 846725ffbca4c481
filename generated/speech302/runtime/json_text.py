"""JSON as bytes: strict reading, with an error that says what came instead, and strict writing. Standard library."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from .decode_error import DecodeError
from .encode_error import EncodeError
from .json_type import Json, below

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
BOM = b"\xef\xbb\xbf"


class _NoNumberError(ValueError):
    """NaN or Infinity, which JSON does not have."""


def _refuse(constant: str) -> NoReturn:
    raise _NoNumberError(constant)


_decoder = json.JSONDecoder(parse_constant=_refuse)


def parse(body: bytes) -> Json:
    """The JSON of a body in UTF-8. Raises DecodeError if it is anything else, lone surrogates and NaN included.

    A number too large for a float (1e400) reads as infinity, as everywhere in Python. How deep values may be nested and
    how many digits an integer may have is bounded by the interpreter.
    """
    try:
        text = body.removeprefix(BOM).decode()
        value: Json = _decoder.decode(text)
        if "\\" in text and _SURROGATE.search(text):  # one character is found twenty times faster than a pattern
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        found, detail = _diagnosis(error)
    except _NoNumberError as error:
        found, detail = str(error), "a number that JSON does not have"
    except UnicodeDecodeError as error:
        found, detail = "bytes that are not UTF-8", f"at byte {error.start:,} of {len(body):,}"
    except UnicodeEncodeError:
        found, detail = "half a character", "a lone surrogate, such as \\ud83d without its second half"
    except RecursionError:
        found, detail = "nesting too deep", "more levels than can be read"
    except ValueError:
        found, detail = "an integer too long", "more digits than can be read"
    else:
        return value
    raise DecodeError("", "JSON", found, detail=detail, body=body)


def _diagnosis(error: json.JSONDecodeError) -> tuple[str, str]:
    text = error.doc.strip()
    place = f"{error.msg} at line {error.lineno}, column {error.colno}"
    if not text:
        return "nothing", "the body is empty"
    if text.startswith("<"):
        return "XML" if text.startswith("<?xml") else "HTML", repr(text[:40])
    if not text.startswith(("{", "[")):
        return "text", f"{text[:40]!r}; {place}"
    cut = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string")
    return "JSON that is cut off" if cut else "malformed JSON", place


def dump(data: Any) -> bytes:
    """JSON data as bytes. Raises EncodeError for what JSON does not have."""
    try:
        return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        found, detail = "half a character", "a lone surrogate in a text"
    except RecursionError:
        found, detail = "nesting too deep", "more levels than can be written"
    except ValueError as error:
        found, detail = "a value without JSON form", str(error)
    except TypeError as error:
        found, detail = "an object", str(error)
    raise EncodeError(_culprit(data), "JSON", found, detail=detail)


def _culprit(data: Any) -> str:
    """The pointer to the first number or text in JSON data that cannot be written; empty if that is not the problem."""
    waiting, seen = [("", data)], set[int]()
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, dict | list):
            if id(value) in seen:
                continue  # it may hold itself
            seen.add(id(value))
            entries = value.items() if isinstance(value, dict) else enumerate(value)
            waiting += [(below(pointer, name), item) for name, item in entries][::-1]
        elif isinstance(value, float) and not math.isfinite(value):
            return pointer
        elif isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError:
                return pointer
    return ""
