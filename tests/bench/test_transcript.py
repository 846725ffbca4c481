"""The measured body."""

import hashlib
import json
from typing import Any

from scripts.bench import transcript
from scripts.bench.transcript import WORDS

DIGEST = "d2e65cc8f855df73838fcb4d9438f2a42d0ce670954d9569e293e5f44c576a9d"


def parts(answer: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    found = answer["result"]["subtitile"]
    return [word for segment in found["segments"] for word in segment["words"]], found["word_segments"]


def test_the_body_is_the_same_on_every_machine() -> None:
    """A ratio is worth comparing only if all measured the same bytes."""
    assert hashlib.sha256(transcript.body(transcript.transcript())).hexdigest() == DIGEST


def test_it_has_9000_words_in_segments_and_the_same_once_more_as_a_list() -> None:
    inside, listed = parts(transcript.transcript())
    assert len(inside) == WORDS == 9_000
    assert inside == listed
    assert all(one is not other for one, other in zip(inside, listed, strict=True))


def test_it_takes_an_hour_in_which_time_never_runs_backwards() -> None:
    segments = transcript.transcript()["result"]["subtitile"]["segments"]
    times = [time for segment in segments for word in segment["words"] for time in (word["start"], word["end"])]
    assert times == sorted(times)
    assert 3_590 < times[-1] < 3_600
    assert all((one["start"], one["end"]) == (one["words"][0]["start"], one["words"][-1]["end"]) for one in segments)


def test_it_holds_what_is_hard_to_read() -> None:
    text = transcript.body(transcript.transcript()).decode()
    assert all(sign in text for sign in ('\\"', "“", "é", "水", "'", "€"))


def test_escaped_it_is_ascii_and_means_the_same() -> None:
    plain, escaped = (transcript.body(transcript.transcript(), escaped=how) for how in (False, True))
    assert escaped.isascii()
    assert not plain.isascii()
    assert json.loads(escaped) == json.loads(plain)


def test_with_an_unknown_field_every_word_has_it_and_nothing_else_changes() -> None:
    changed = transcript.with_unknown_field()
    for words in parts(changed):
        assert {word.pop("speaker") for word in words} == {"SPEAKER_00", "SPEAKER_01", "SPEAKER_02"}
    assert changed == transcript.transcript()


def test_without_some_times_every_20th_word_is_nothing_but_a_word() -> None:
    inside, listed = parts(transcript.without_some_times())
    bare = [word for word in inside + listed if list(word) == ["word"]]
    assert len(bare) == 2 * WORDS / 20
    assert all(len(word) in (1, 4) for word in inside + listed)
