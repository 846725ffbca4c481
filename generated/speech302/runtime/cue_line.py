"""What one line of a result says: its fields under any of their names, its text, and its times in seconds."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from .errors import ArgumentError

TEXTS = ("text", "subtitle", "word")
STARTS = ("start", "start_time")
ENDS = ("end", "end_time")
_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def first(holder: object, *names: str) -> Any:
    """The first of the fields or attributes that holds something; None if none does. Methods are not fields."""
    values = (holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name, None) for name in names)
    return next((value for value in values if value is not None and not callable(value)), None)


def text_of(line: object, place: str) -> str:
    """The text of a line, without empty lines in it, since one would end a subtitle in a file.

    Control characters and halves of surrogate pairs, which no file can hold, become U+FFFD. Raises ArgumentError, which
    names the `place`, if it is no line, or if its text is none.
    """
    known = (*TEXTS, *STARTS, *ENDS)
    if not any(name in line if isinstance(line, Mapping) else hasattr(line, name) for name in known):
        raise ArgumentError(place, line, "must be a line with text and times", f"Its fields are {', '.join(known)}")
    text = first(line, *TEXTS)
    if text is not None and not isinstance(text, str | int | float):
        raise ArgumentError(place, line, "must be a line whose text is a text", "Give the list of lines itself")
    parts = (part.strip() for part in str("" if text is None else text).splitlines())
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", "\n".join(part for part in parts if part))


def seconds(value: object) -> float | None:
    """A time in seconds, from a number of them or an SRT time such as `00:00:00,521`; None if it is unreadable.

    What lies before the beginning is the beginning.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            return None
        return max(0.0, number) if math.isfinite(number) else None
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    hours, minutes, rest, fraction = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(rest) + int(fraction.ljust(3, "0")) / 1000


def times_of(line: object) -> tuple[float | None, float | None]:
    """When a line begins and ends, in seconds; None for what it does not say."""
    return seconds(first(line, *STARTS)), seconds(first(line, *ENDS))
