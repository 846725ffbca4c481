"""Claims about formats: pysubs2 reads again what was written, and no text becomes a mark."""

from __future__ import annotations

import html
import json
import re
import sys
from typing import Any, Final

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech302 import ArgumentError, ConfigurationError, Cue, Word, cues, render_subtitles
from speech302.runtime.subtitle_text import JOINER
from tests.subtitles.support import TEXTS, TIMES, law, line, transcription

BRACES: Final = str.maketrans("{}", "\uff5b\uff5d")
STEP: Final = {"srt": 1, "vtt": 1, "ass": 10}
"""Milliseconds between two times that a format can tell apart."""
ROWS = st.lists(st.tuples(TIMES, TIMES, TEXTS), max_size=4)


def rounded(seconds: float, step: int) -> int:
    return (round(seconds * 1000) + step // 2) // step * step


def reread(text: str, format: Any) -> list[tuple[int, int, str]]:  # noqa: A002 - as in the client
    """What pysubs2 finds in a file, with its line breaks and entities as they are in a cue."""
    read = ((event.start, event.end, event.text) for event in pysubs2.SSAFile.from_string(text, format))
    return [(start, end, html.unescape(found) if format == "vtt" else found) for start, end, found in read]


def without_joiners(rows: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    return [(start, end, text.replace(JOINER, "")) for start, end, text in rows]


def expected(found: list[Cue], format: Any) -> list[tuple[int, int, str]]:  # noqa: A002 - as in the client
    rows = [
        (rounded(cue.start, STEP[format]), rounded(cue.end, STEP[format]), cue.text.replace("\n", r"\N"))
        for cue in (sorted(found, key=lambda cue: round(cue.start * 1000)) if format == "vtt" else found)
    ]
    return [(start, end, text if format == "vtt" else text.translate(BRACES)) for start, end, text in rows]


@pytest.mark.parametrize("format", ["srt", "vtt", "ass"])
@law
@given(rows=ROWS)
def test_what_was_written_is_read_again(format: Any, rows: list[tuple[float, float, str]]) -> None:  # noqa: A002
    lines = [line(start=start, end=end, text=text) for start, end, text in rows]
    found = cues(lines)
    read = reread(render_subtitles(lines, format), format)
    assert without_joiners(read) == without_joiners(expected(found, format))


@pytest.mark.parametrize(
    ("format", "text", "written"),
    [
        ("srt", "C:\\new", "C:\\\u2060new"),
        ("srt", "a --> b", "a --\u2060> b"),
        ("srt", "<b>a</b>, a < b", "<\u2060b>a<\u2060/b>, a <\u2060 b"),
        ("srt", "{\\an8}AT&T &amp;", "\uff5b\\\u2060an8\uff5dAT&T &\u2060amp;"),
        ("srt", "5\n5", "5\n5\u2060"),
        ("srt", "2 < 3, 100 %", "2 < 3, 100 %"),
        ("vtt", "a <b> & c --> d {e}", "a &lt;b&gt; &amp; c --&gt; d {e}"),
        ("ass", "<b> & --> {e}\nf, g", "<b> & --> \uff5be\uff5d\\Nf, g"),
        ("txt", "<b> & --> {e}\nf", "<b> & --> {e}\nf"),
    ],
)
def test_only_what_a_format_would_take_for_a_mark_is_taken_apart(format: Any, text: str, written: str) -> None:  # noqa: A002
    assert written in render_subtitles([line(start=0, end=1, text=text)], format)


def test_srt_numbers_its_cues_and_separates_them_by_an_empty_line() -> None:
    lines = [line(start=0, end=1.5, text="one"), line(start=3661.0004, end=3662, text="two\n\nlines")]
    first = "1\n00:00:00,000 --> 00:00:01,500\none\n\n"
    assert render_subtitles(lines) == f"{first}2\n01:01:01,000 --> 01:01:02,000\ntwo\nlines\n\n"


def test_no_file_names_what_wrote_it() -> None:
    assert "pysubs2" not in "".join(render_subtitles(transcription(), "ass"))


SPOKEN = [Cue(1, 4, "One 2 <three>.", (Word(1.5, 2, "One"), Word(None, None, "2"), Word(3, 3.5, "<three>.")))]
STRAY = [Cue(1, 4, "One two", (Word(1, 2, "Eins"), Word(2, 3, "zwei")))]
LATE = [Cue(1, 4, "a b c", (Word(0.5, 1, "a"), Word(2, 3, "b"), Word(9, 9, "c")))]


@pytest.mark.parametrize(
    ("format", "lines", "written"),
    [
        pytest.param("vtt", SPOKEN, "<00:00:01.500>One 2 <00:00:03.000>&lt;three&gt;.", id="known"),
        pytest.param("ass", SPOKEN, r"{\k50}{\k150}One 2 {\k100}<three>.", id="known"),
        pytest.param("vtt", STRAY, "\nOne two\n", id="not in the text"),
        pytest.param("ass", STRAY, ",,One two\n", id="not in the text"),
        pytest.param("vtt", LATE, "\na <00:00:02.000>b c\n", id="outside of the cue"),
        pytest.param("ass", LATE, r",,{\k100}a {\k200}b c", id="outside of the cue"),
    ],
)
def test_words_are_marked_on_request_where_they_stand(format: Any, lines: list[Cue], written: str) -> None:  # noqa: A002
    assert written in render_subtitles(lines, format, words=True)
    assert "<00" not in render_subtitles(lines, format)
    assert r"{\k" not in render_subtitles(lines, format)


WORDS = st.lists(st.tuples(TEXTS, TIMES | st.none()), max_size=4)


@law
@given(start=TIMES, end=TIMES, words=WORDS)
def test_marks_of_words_change_neither_text_nor_length(start: float, end: float, words: list[tuple[str, Any]]) -> None:
    (cue,) = cues(
        [
            {
                "start": start,
                "end": end,
                "text": "a " + " ".join(text for text, _ in words),
                "words": [{"word": text, "start": time} for text, time in words],
            }
        ]
    )
    (event,) = pysubs2.SSAFile.from_string(render_subtitles([cue], "ass", words=True), "ass")
    assert event.plaintext.replace(JOINER, "") == cue.text.translate(BRACES).replace(JOINER, "")
    lengths = [int(length) for length in re.findall(r"\{\\k(\d+)\}", event.text)]
    assert not lengths or sum(lengths) * 10 == event.end - event.start
    marks = re.findall(r"<([\d:.]+)>", render_subtitles([cue], "vtt", words=True))
    assert marks == sorted(set(marks))


def test_json_is_a_cue_a_line_with_its_words() -> None:
    text = render_subtitles(SPOKEN, "json")
    assert len(text.splitlines()) == 1 + 2
    assert json.loads(text)[0]["words"][1] == {"start": None, "end": None, "text": "2"}
    assert render_subtitles([], "json") == "[]\n"


@pytest.mark.parametrize("format", ["srt", "vtt", "ass", "txt"])
def test_no_lines_make_a_file_without_cues(format: Any) -> None:  # noqa: A002
    assert render_subtitles([], format).count("-->") == render_subtitles([], format).count("Dialogue:") == 0


@pytest.mark.parametrize(
    ("format", "last"), [("srt", 359_999.999), ("vtt", 359_999.999), ("ass", 35_999.99), ("json", 1e9), ("txt", 1e9)]
)
def test_the_latest_time_of_a_format_is_written_and_a_later_one_refused(format: Any, last: float) -> None:  # noqa: A002
    assert render_subtitles([Cue(0, last, "a")], format)
    if last < 1e9:
        with pytest.raises(ArgumentError) as caught:
            render_subtitles([Cue(0, last + 0.01, "a")], format)
        assert caught.value.cure == "txt and json take any time"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            {"format": "sub"},
            ArgumentError("format", "sub", "must be one of srt, vtt, ass, txt, json"),
        ),
        (
            {"format": "srt", "words": True},
            ArgumentError("words", True, "must be False for srt", "Words have times in vtt, ass, json"),
        ),
    ],
)
def test_what_no_format_can_say_is_refused(arguments: Any, expected: ArgumentError) -> None:
    with pytest.raises(ArgumentError) as caught:
        render_subtitles(transcription(), **arguments)
    assert caught.value == expected


@pytest.mark.parametrize("format", ["srt", "vtt", "ass", "txt", "json"])
def test_without_the_extra_only_text_and_json_are_written(format: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: A002
    monkeypatch.setitem(sys.modules, "pysubs2", None)
    if format in ("txt", "json"):
        assert "water" in render_subtitles(transcription(), format)
    else:
        with pytest.raises(ConfigurationError) as caught:
            render_subtitles(transcription(), format)
        assert "pip install 'speech302[subtitles]'" in caught.value.cure
