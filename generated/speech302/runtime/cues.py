"""Cues: what is said when, line by line, for the result of any family."""

from __future__ import annotations

from typing import Any

import attrs

from .cue_line import first, text_of, times_of
from .result_lines import Which, lines_of


@attrs.frozen
class Word:
    """One word of a cue: `start` and `end` in seconds from the beginning, None where nobody knows, and its text."""

    start: float | None
    end: float | None
    text: str


@attrs.frozen
class Cue:
    """One subtitle: `start` and `end` in seconds from the beginning, its text, and its words where they are known."""

    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()


def cues(result: object, *, which: Which | None = None) -> list[Cue]:
    """The subtitles of a result as cues, in their order; lines without text are left out.

    `result` is a transcription, a translation or a speech synthesis as `wait` returned it, or a part of one: a
    transcript, or any iterable of lines. A line is an object or a mapping with a text (`text`, `subtitle` or `word`),
    times (`start` and `end`, or `start_time` and `end_time`, in seconds or as an SRT time such as `00:00:00,521`) and
    perhaps `words`. A line that lacks its beginning begins where the one before ended; one that lacks its end lasts
    until the next one begins, or no time at all.

    `which` is for translations: the lines in the language asked for (`trans`, the default), those that were translated
    (`src`), or `both`, each above its translation. Raises ArgumentError if the result has no lines.
    """
    places = ((f"result[{index}]", line) for index, line in enumerate(lines_of(result, which)))
    found = [(line, text, place) for place, line in places if (text := text_of(line, place))]
    times = [times_of(line) for line, _, _ in found]
    made: list[Cue] = []
    for (line, text, place), (start, end), following in zip(found, times, _following(times), strict=True):
        begin = start if start is not None else (made[-1].end if made else 0.0)
        last = end if end is not None else (following if following is not None else begin)
        made.append(Cue(begin, max(begin, last), text, _words(line, place)))
    return made


def _following(times: list[tuple[float | None, float | None]]) -> list[float | None]:
    """For each line the first beginning that is known after it."""
    following: list[float | None] = []
    known: float | None = None
    for start, _ in reversed(times):
        following.append(known)
        known = known if start is None else start
    return following[::-1]


def _words(line: Any, place: str) -> tuple[Word, ...]:
    made = []
    for index, word in enumerate(first(line, "words") or ()):
        text = " ".join(text_of(word, f"{place}.words[{index}]").split())
        start, end = times_of(word)
        if text:
            made.append(Word(start, end if end is None or start is None else max(start, end), text))
    return tuple(made)
