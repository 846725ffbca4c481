"""Captions: timed lines of a result as SubRip (.srt) and WebVTT (.vtt) text.

Lines may be the segments of a transcript, the subtitles of a speech synthesis or the lines of a translation: whatever
has a beginning, an end and a text. Sources: the SubRip file format; WebVTT, W3C Candidate Recommendation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

Lines = Iterable[Any] | Any
"""Lines with times and text, or something that has `segments` of them."""

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")


@attrs.frozen
class Cue:
    """One caption: `start` and `end` in seconds from the beginning, and its text."""

    start: float
    end: float
    text: str


def cues(lines: Lines | None) -> list[Cue]:
    """The lines as cues, in their order; lines without text are left out.

    `lines` may be a transcript, whose segments are taken. A line is any object or mapping with `start` and `end`, or
    `start_time` and `end_time`, in seconds or as an SRT time such as `00:00:00,521`, and with `text` or `subtitle`. A
    line that lacks its beginning begins where the one before ended; one that lacks its end lasts until the next one
    begins, or no time at all.
    """
    found = list(_read(getattr(lines, "segments", lines) or ()))
    made: list[Cue] = []
    for index, (start, end, text) in enumerate(found):
        begin = start if start is not None else (made[-1].end if made else 0.0)
        following = (later for later, _, _ in found[index + 1 :] if later is not None)
        made.append(Cue(begin, max(begin, next(following, begin) if end is None else end), text))
    return made


def to_srt(lines: Lines | None) -> str:
    """The lines as the text of an .srt file."""
    blocks = (
        f"{number}\n{_time(cue.start, ',')} --> {_time(cue.end, ',')}\n{cue.text}\n"
        for number, cue in enumerate(cues(lines), 1)
    )
    return "\n".join(blocks)


def to_vtt(lines: Lines | None) -> str:
    """The lines as the text of a .vtt file."""
    blocks = (f"{_time(cue.start, '.')} --> {_time(cue.end, '.')}\n{_escaped(cue.text)}\n" for cue in cues(lines))
    return "\n".join(["WEBVTT\n", *blocks])


def _read(lines: Iterable[Any]) -> Iterator[tuple[float | None, float | None, str]]:
    for line in lines:
        # An empty line would end the cue, so that what follows it would be lost.
        text = "\n".join(
            part.strip() for part in str(_first(line, "text", "subtitle") or "").splitlines() if part.strip()
        )
        if text:
            yield _seconds(_first(line, "start", "start_time")), _seconds(_first(line, "end", "end_time")), text


def _first(line: Any, *names: str) -> Any:
    values = (line.get(name) if isinstance(line, Mapping) else getattr(line, name, None) for name in names)
    return next((value for value in values if value is not None), None)


def _seconds(value: Any) -> float | None:
    if isinstance(value, int | float):
        return max(0.0, float(value))
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _time(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{mark}{rest % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
