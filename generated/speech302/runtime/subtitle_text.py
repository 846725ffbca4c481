"""Cues in the formats of players, written by pysubs2 (the extra `subtitles`), so that text stays text in each of them.

SubRip and ASS cannot quote. What players would take for a mark is taken apart by a word joiner (U+2060), which nobody
sees, as FFmpeg does it, and braces become full-width ones. WebVTT has entities. Sources: WebVTT, W3C Candidate
Recommendation; SubRip and SubStation Alpha as FFmpeg, libass and pysubs2 read them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal

from .errors import ArgumentError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .cues import Cue

Markup = Literal["srt", "vtt", "ass"]
JOINER: Final = "\N{WORD JOINER}"

_LAST: Final[dict[Markup, int]] = {"srt": 359_999_999, "vtt": 359_999_999, "ass": 35_999_990}
"""The last millisecond that a file can name: hours have two digits, in ASS one."""

_BRACES: Final = str.maketrans({"{": "\N{FULLWIDTH LEFT CURLY BRACKET}", "}": "\N{FULLWIDTH RIGHT CURLY BRACKET}"})
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_INSTEAD: Final[dict[Markup, dict[int, str]]] = {"srt": _BRACES, "vtt": _ENTITIES, "ass": _BRACES}

# A time, and digits alone in the last line: some readers take them for the heading of the next subtitle.
_HEADING: Final = r"|:\d\d?(?=[.,]\d)|(?<=\n)\d+\Z"
_BEFORE_JOINER: Final[dict[Markup, re.Pattern[str]]] = {
    "srt": re.compile(r"\\|--(?=>)|<(?=[\s/]*[A-Za-z])|&(?=#?\w+;)" + _HEADING),
    "vtt": re.compile(r"\\" + _HEADING),
    "ass": re.compile(r"\\"),
}


def write(cues: list[Cue], markup: Markup, *, words: bool = False) -> str:
    """The text of a file; `words` adds the times of words (not in SubRip, which has no place for them).

    Raises ConfigurationError without pysubs2, ArgumentError for a cue that is later than the format can say.
    """
    library = _library(markup)
    file = library.SSAFile()
    for cue in cues:
        if _milliseconds(cue.end) > _LAST[markup]:
            rule = f"must end before {10 if markup == 'ass' else 100} hours have passed to be written as {markup}"
            raise ArgumentError("result", cue, rule, "txt and json take any time")
        text = "".join(_spoken(cue, markup)) if words else _quoted(cue.text, markup)
        start, end = _milliseconds(cue.start), _milliseconds(cue.end)
        file.append(library.SSAEvent(start=start, end=end, text=text.replace("\n", r"\N")))
    options = {"header_notice": ""} if markup == "ass" else {"keep_ssa_tags": True}
    content: str = file.to_string(markup, **options)
    return content


def _library(markup: Markup) -> Any:
    try:
        import pysubs2
    except ImportError:
        cure = "Install it: pip install 'speech302[subtitles]'; txt and json work without it"
        raise ConfigurationError("format", f"{markup} is written by pysubs2, which is not installed", cure) from None
    return pysubs2


def _quoted(text: str, markup: Markup) -> str:
    return _BEFORE_JOINER[markup].sub(rf"\g<0>{JOINER}", text.translate(_INSTEAD[markup]))


def _spoken(cue: Cue, markup: Markup) -> Iterator[str]:
    """The quoted text of a cue, with a mark before each piece that says when it is spoken."""
    pieces = _pieces(cue)
    ends = [*(time for time, _ in pieces[1:]), _milliseconds(cue.end)]
    for number, ((time, text), end) in enumerate(zip(pieces, ends, strict=True)):
        if markup == "ass" and len(pieces) > 1:
            # Rounded as pysubs2 rounds the times of lines, so that the pieces add up to the line.
            yield rf"{{\k{(end + 5) // 10 - (time + 5) // 10}}}"
        elif markup == "vtt" and number:
            yield f"<{_library(markup).formats.webvtt.WebVTTFormat.ms_to_timestamp(time)}>"
        yield _quoted(text, markup)


def _pieces(cue: Cue) -> list[tuple[int, str]]:
    """The text from each word to the next one, with the millisecond when it begins.

    A word without a time of its own belongs to the piece before. If a word does not stand in the text, it is one.
    """
    cuts = [(0, _milliseconds(cue.start))]
    place = 0
    for word in cue.words:
        place = cue.text.find(word.text, place)
        if place < 0:
            return [(cuts[0][1], cue.text)]
        time = None if word.start is None else _milliseconds(word.start)
        if time is not None and cuts[-1][1] < time < _milliseconds(cue.end):
            cuts.append((place, time))
        place += len(word.text)
    ends = [*(place for place, _ in cuts[1:]), len(cue.text)]
    return [(time, cue.text[place:end]) for (place, time), end in zip(cuts, ends, strict=True)]


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
