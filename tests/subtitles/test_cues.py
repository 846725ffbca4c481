"""Claims about cues: times, order, text and words survive, whatever family the lines are of."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech302 import Cue, Word, cues, render_subtitles
from speech302.models import Transcript, TranscriptSegment, TranscriptWord
from tests.subtitles.support import SPOKEN, TEXTS, TIMES, TRANSCRIBED, law, line, synthesis, transcription

TIMES_OR_NONE = st.none() | TIMES
LINES = st.builds(
    line,
    start=TIMES_OR_NONE,
    end=TIMES_OR_NONE,
    text=TEXTS | st.none(),
    words=st.lists(st.builds(line, word=TEXTS, start=TIMES_OR_NONE, end=TIMES_OR_NONE), max_size=3),
)


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
        pytest.param([{"start": 1, "end": 2, "text": "a"}], [Cue(1, 2, "a")], id="mapping"),
        pytest.param([line(start=1, end=2, text="  "), line(start=1, end=2, text=None)], [], id="no text"),
        pytest.param(
            [line(start=1, end=None, text="a"), line(start=None, end=5, text="b"), line(start=7, end=9, text="c")],
            [Cue(1, 7, "a"), Cue(7, 7, "b"), Cue(7, 9, "c")],
            id="lacking times",
        ),
        pytest.param([line(start="soon", end="later", text="a")], [Cue(0, 0, "a")], id="unreadable times"),
        pytest.param([line(start=float("nan"), end=float("inf"), text="a")], [Cue(0, 0, "a")], id="no finite times"),
        pytest.param([line(start=True, end=10**400, text="a")], [Cue(0, 0, "a")], id="no times at all"),
        pytest.param([line(start=-1, end=3, text="a")], [Cue(0, 3, "a")], id="before the beginning"),
        pytest.param([line(start=4, end=3, text="a")], [Cue(4, 4, "a")], id="ended before it began"),
        pytest.param([line(start=0, end=1, text="a\r\n\r\n \u2028 b\x00\ud800")], [Cue(0, 1, "a\nb��")], id="unfit"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_lines_become_cues(lines: list[SimpleNamespace] | None, expected: list[Cue]) -> None:
    assert cues(lines) == expected


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(transcription(), id="task"),
        pytest.param(TRANSCRIBED, id="JSON of the task"),
        pytest.param(SimpleNamespace(task=transcription(), result=lambda: None), id="finished wait"),
        pytest.param(transcription().result, id="result"),
        pytest.param(TRANSCRIBED["result"], id="JSON of the result"),
        pytest.param(transcription().result.subtitle, id="transcript"),  # type: ignore[union-attr]  # it is there
        pytest.param(TRANSCRIBED["result"]["subtitile"]["segments"], id="JSON of the segments"),
        pytest.param(tuple(cues(transcription())), id="cues"),
        pytest.param(json.loads(render_subtitles(transcription(), "json")), id="subtitles as JSON"),
    ],
)
def test_every_part_of_a_transcription_that_holds_its_lines_gives_the_same_cues(part: object) -> None:
    found = cues(part)
    assert [(cue.start, cue.end, len(cue.words)) for cue in found] == [
        (0.216, 2.859, 8),
        (3.5, 9.087, 18),
        (9.687, 12.651, 9),
    ]
    assert found[0].text == "The water cycle is a natural circular system."
    assert found[0].words[:2] == (Word(0.216, 0.316, "The"), Word(0.356, 0.617, "water"))


@pytest.mark.parametrize("part", [synthesis(), SPOKEN, synthesis().data, (synthesis().data or line()).subtitles])
def test_every_part_of_a_synthesis_that_holds_its_sentences_gives_the_same_cues(part: object) -> None:
    found = cues(part)
    assert (len(found), found[0], found[-1].end) == (12, Cue(0, 0.44, "大家好"), 25.4)


def test_an_iterator_of_lines_is_read_once() -> None:
    assert cues({"start": number, "end": number, "text": "a"} for number in range(2)) == [
        Cue(0, 0, "a"),
        Cue(1, 1, "a"),
    ]


def test_a_word_without_times_is_kept_without_times() -> None:
    words = [TranscriptWord(word=" 42 "), TranscriptWord(word="a b", start=2, end=1), TranscriptWord(word=" ", start=3)]
    segment = TranscriptSegment(start=0, end=3, text="42 a b", words=words)
    assert cues([segment])[0].words == (Word(None, None, "42"), Word(2, 2, "a b"))


def test_the_words_of_the_whole_transcript_go_to_the_segments_that_lack_their_own() -> None:
    words = [
        TranscriptWord(word="a", start=0, end=1),
        TranscriptWord(word="7"),
        TranscriptWord(word="b", start=2, end=3),
        TranscriptWord(word="c", start=9, end=9.5),
    ]
    segments = [TranscriptSegment(start=start, end=start + 1, text=text) for start, text in ((0, "a 7"), (2, "b c"))]
    first, second = cues(Transcript(segments=segments, word_segments=words))
    assert [[word.text for word in cue.words] for cue in (first, second)] == [["a", "7"], ["b", "c"]]


def test_words_alone_are_lines() -> None:
    words = [TranscriptWord(word="a", start=0, end=1), TranscriptWord(word="b", start=1, end=2)]
    assert cues(Transcript(word_segments=words)) == cues(words) == [Cue(0, 1, "a"), Cue(1, 2, "b")]


@law
@given(st.lists(LINES, max_size=5))
def test_no_cue_ends_before_it_begins_and_none_holds_an_empty_line(lines: list[Any]) -> None:
    for cue in cues(lines):
        assert cue.end >= cue.start
        assert all(part.strip() for part in cue.text.split("\n"))
        cue.text.encode()


@law
@given(st.lists(LINES, max_size=5))
def test_json_holds_all_that_cues_hold(lines: list[Any]) -> None:
    found = cues(lines)
    assert cues(found) == cues(json.loads(render_subtitles(lines, "json"))) == found
