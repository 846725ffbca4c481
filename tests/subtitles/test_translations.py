"""Claims about translations: the lines that are asked for, each with its own translation."""

from __future__ import annotations

from typing import Any

import pytest

from speech302 import ArgumentError, Cue, cues
from tests.subtitles.support import numbered, transcription, translation

SRC = [numbered(1, "00:00:00,500", "one", "00:00:01,000"), numbered(2, "00:00:01,000", "two", "00:00:02,000")]
TRANS = [numbered(1, "00:00:00,500", "eins", "00:00:01,000"), numbered(2, "00:00:01,000", "zwei", "00:00:02,000")]


@pytest.mark.parametrize(
    ("which", "texts"),
    [
        (None, ["eins", "zwei"]),
        ("trans", ["eins", "zwei"]),
        ("src", ["one", "two"]),
        ("both", ["one\neins", "two\nzwei"]),
    ],
)
def test_a_translation_has_the_lines_that_are_asked_for(which: Any, texts: list[str]) -> None:
    task = translation(SRC, TRANS)
    expected = [Cue(0.5, 1, texts[0]), Cue(1, 2, texts[1])]
    assert cues(task, which=which) == cues(task.to_dict(), which=which) == cues(task.result, which=which) == expected


@pytest.mark.parametrize(
    ("src", "trans", "texts"),
    [
        pytest.param(
            [numbered(0, "0:0:1,0", "a"), numbered(1, "0:0:2,0", "b")],
            [numbered(1, "0:0:1,0", "A"), numbered(2, "0:0:2,0", "B")],
            ["a\nA", "b\nB"],
            id="by times, though the numbers are shifted",
        ),
        pytest.param(
            [numbered(1, "0:0:1,0", "a", "0:0:2,0"), numbered(2, "0:0:2,0", "b", "0:0:3,0")],
            [numbered(2, "0:0:2,1", "B", "0:0:3,0"), numbered(1, "0:0:1,1", "A", "0:0:2,0")],
            ["a\nA", "b\nB"],
            id="by number, though the times differ",
        ),
        pytest.param(
            [numbered(1, None, "a"), numbered(2, None, "b"), numbered(3, None, "c")],
            [numbered(1, None, "A"), numbered(3, None, "C")],
            ["a\nA", "b", "c\nC"],
            id="one is not translated",
        ),
        pytest.param(
            [numbered(None, "0:0:1,0", "a", "0:0:2,0")],
            [numbered(None, "0:0:1,0", "A", "0:0:2,0"), numbered(None, "0:0:2,0", "B", "0:0:3,0")],
            ["a\nA", "B"],
            id="by times, without numbers",
        ),
        pytest.param(
            [numbered(None, None, "a"), numbered(None, None, "b")],
            [numbered(None, None, "A"), numbered(None, None, "B")],
            ["a\nA", "b\nB"],
            id="by place",
        ),
        pytest.param([numbered(1, None, "a")], [numbered(1, None, "  ")], ["a"], id="translated into nothing"),
        pytest.param([], [numbered(1, None, "A")], ["A"], id="no line to translate"),
        pytest.param(None, [numbered(1, None, "A")], ["A"], id="no list of them"),
    ],
)
def test_a_line_stands_above_its_own_translation(src: Any, trans: Any, texts: list[str]) -> None:
    assert [cue.text for cue in cues(translation(src, trans), which="both")] == texts


def test_a_pair_has_the_times_of_its_line_and_what_that_lacks_from_the_translation() -> None:
    src, trans = [numbered(1, "0:0:1,0", "a")], [numbered(1, "0:0:9,0", "A", "0:0:3,0")]
    assert cues(translation(src, trans), which="both") == [Cue(1, 3, "a\nA")]


def test_lines_that_cannot_be_matched_are_refused_and_not_paired_by_chance() -> None:
    lines = [numbered(None, None, text) for text in "abc"]
    with pytest.raises(ArgumentError) as caught:
        cues(translation(lines, lines[:2]), which="both")
    cure = "There are 3 and 2, without numbers or times: write src and trans apart"
    assert (caught.value.parameter, caught.value.cure) == ("which", cure)


@pytest.mark.parametrize(
    ("task", "which", "parameter", "cure"),
    [
        pytest.param(translation(SRC, TRANS), "source", "which", "", id="unknown"),
        pytest.param(transcription(), "src", "which", "", id="no translation"),
        pytest.param(translation(SRC, None), None, "result", "It has src_subtitle: give which='src'", id="no trans"),
        pytest.param(
            translation(None, TRANS), "src", "result", "It has trans_subtitle: give which='trans'", id="no src"
        ),
    ],
)
def test_what_a_result_has_not_is_refused(task: Any, which: Any, parameter: str, cure: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        cues(task, which=which)
    assert (caught.value.parameter, caught.value.cure) == (parameter, cure)
