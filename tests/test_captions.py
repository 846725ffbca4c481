"""Captions are what players read: times, order and text survive."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech302 import Cue, cues, to_srt, to_vtt


def line(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(**values)


TIMES = st.floats(min_value=0, max_value=360_000)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([line(start=0.216, end=2.859, text=" Hello. ")], [Cue(0.216, 2.859, "Hello.")], id="segment"),
        pytest.param([line(start_time=0, end_time=0.44, subtitle="大家好")], [Cue(0, 0.44, "大家好")], id="synthesis"),
        pytest.param(
            [line(start_time="00:00:00,521", end_time="01:02:03.5", text="a")],
            [Cue(0.521, 3723.5, "a")],
            id="translation",
        ),
        pytest.param([line(start=1, end=2, text="  "), line(start=1, end=2, text=None)], [], id="no text"),
        pytest.param(
            [line(start=1, end=None, text="a"), line(start=None, end=5, text="b"), line(start=7, end=9, text="c")],
            [Cue(1, 7, "a"), Cue(7, 7, "b"), Cue(7, 9, "c")],
            id="lacking times",
        ),
        pytest.param([line(start="soon", end="later", text="a")], [Cue(0, 0, "a")], id="unreadable times"),
        pytest.param(None, [], id="nothing"),
    ],
)
def test_lines_become_cues(lines: list[SimpleNamespace] | None, expected: list[Cue]) -> None:
    assert cues(lines) == expected


def test_srt_numbers_its_cues_and_separates_them_by_an_empty_line() -> None:
    lines = [line(start=0, end=1.5, text="one"), line(start=3661.0004, end=3662, text="two\n\nlines")]
    assert to_srt(lines) == ("1\n00:00:00,000 --> 00:00:01,500\none\n\n2\n01:01:01,000 --> 01:01:02,000\ntwo\nlines\n")


def test_vtt_begins_with_its_name_and_escapes_what_would_be_markup() -> None:
    lines = [line(start=0, end=1, text="a <b> & c --> d")]
    assert to_vtt(lines) == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na &lt;b&gt; &amp; c --&gt; d\n"


@given(st.lists(st.tuples(TIMES, TIMES, st.text())))
def test_no_cue_ends_before_it_begins_and_none_holds_an_empty_line(rows: list[tuple[float, float, str]]) -> None:
    for cue in cues([line(start=start, end=end, text=text) for start, end, text in rows]):
        assert cue.end >= cue.start
        assert all(part.strip() for part in cue.text.split("\n"))


@given(st.lists(st.tuples(TIMES, st.from_regex(r"\A[a-z]+\Z")), min_size=1))
def test_every_line_with_text_is_a_cue_of_both_files(rows: list[tuple[float, str]]) -> None:
    lines = [line(start=start, end=start + 1, text=text) for start, text in rows]
    assert to_srt(lines).count(" --> ") == to_vtt(lines).count(" --> ") == len(rows)
