"""A YAML writer: block style, key order kept, the same text for the same value on every machine.

Whatever it writes reads back equal, with a YAML 1.2 and with a YAML 1.1 reader: a string that either would take for
something else is quoted. Text of several lines becomes a literal block, one long line a folded block.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Final

from scripts.values import Json

WIDTH: Final = 100
"""Where a long line is folded, and above which length it is."""

MAX_KEY: Final = 400
"""A key may be 1024 bytes long in YAML; a longer one is written after `?`."""

# Words that one version or the other reads as null, boolean, number, merge or default key.
WORDS: Final = frozenset(["", "~", "null", "y", "n", "yes", "no", "on", "off", "true", "false", "=", "<<"])
# Anything that could be a number, a time of day or a date in either version; some plain words are quoted with them.
NUMERIC: Final = re.compile(r"[-+.]?[0-9][-+0-9a-fA-FxXoO_.,:tTzZ ]*|[-+]?\.[a-zA-Z]+")
# Block context: an indicator at the start, `: ` and ` #` inside, or a colon at the end would mean something.
SPECIAL: Final = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`\s]|\.\.\.|.*(: | #|:$)|.*\s$", re.DOTALL)
LITERAL: Final = re.compile(r"[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
FOLD: Final = re.compile(r"(?<=[^ ]) (?=[^ ])")


def dump_yaml(data: Json) -> str:
    """Write one YAML document, newline at the end. Raises `ValueError` for a number that is not finite."""
    return "\n".join(_block(data, 0)) + "\n"


def _block(value: Json, indent: int) -> Iterator[str]:
    """Yield the lines of a value that stands on lines of its own."""
    pad = " " * indent
    if isinstance(value, dict) and value:
        for key, item in value.items():
            name = _inline(key)
            if len(name) > MAX_KEY:
                yield f"{pad}? {name}"
                name = ""
            yield from _entry(f"{pad}{name}:", item, indent)
    elif isinstance(value, list) and value:
        for item in value:
            yield from _item(item, indent)
    else:
        first, *rest = _scalar(value, indent)
        yield pad + first
        yield from rest


def _entry(head: str, value: Json, indent: int) -> Iterator[str]:
    """Yield `key: value`, the value on the same line when it fits there."""
    if isinstance(value, dict | list) and value:
        yield head
        yield from _block(value, indent + 2)
    else:
        first, *rest = _scalar(value, indent + 2)
        yield f"{head} {first}"
        yield from rest


def _item(value: Json, indent: int) -> Iterator[str]:
    """Yield `- value`, a nested mapping or sequence beginning on the line of the dash."""
    lines = _block(value, indent + 2)
    yield " " * indent + "- " + next(lines)[indent + 2 :]
    yield from lines


def _scalar(value: Json, indent: int) -> list[str]:
    """Return the header of a scalar and the lines below it, indented."""
    if isinstance(value, str):
        body = _literal(value) or _folded(value)
        if body:
            # A block directly under the root may not stand at column 0.
            pad = " " * max(indent, 2)
            return [body[0], *(pad + line if line else "" for line in body[1:])]
    return [_inline(value)]


def _literal(text: str) -> list[str] | None:
    lines = text.split("\n")
    if len(lines) == 1 or not text.strip("\n") or LITERAL.search(text):
        return None
    # Tabs and blanks at the edges of a line are invisible, and readers disagree about some of them.
    if any(line != line.strip("\t") or (line and not line.strip()) for line in lines):
        return None
    indicator = "2" if text[0] in " \n" else ""
    if text.endswith("\n\n"):
        return [f"|{indicator}+", *lines[:-1]]
    return [f"|{indicator}", *lines[:-1]] if text.endswith("\n") else [f"|{indicator}-", *lines]


def _folded(text: str) -> list[str] | None:
    if len(text) <= WIDTH or text != text.strip() or "\n" in text or "\t" in text or LITERAL.search(text):
        return None
    lines = [""]
    for word in FOLD.split(text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return [">-", *lines] if len(lines) > 1 else None


def _inline(value: Json) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, float):
        return _float(value)
    # json spells null, booleans, integers and the two empty containers as YAML does.
    return json.dumps(value)


def _quoted(text: str) -> str:
    if LITERAL.search(text) or "\n" in text or "\t" in text:
        return LITERAL.sub(_escape, json.dumps(text, ensure_ascii=False))
    if text.lower() in WORDS or NUMERIC.fullmatch(text) or SPECIAL.match(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def _float(number: float) -> str:
    if not math.isfinite(number):
        raise ValueError(f"JSON has no {number}")
    # A YAML 1.1 reader takes `1e+16` for a string: it wants the point.
    return re.sub(r"^(-?[0-9]+)e", r"\1.0e", repr(number))
