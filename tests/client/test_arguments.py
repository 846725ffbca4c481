"""Claims about wrong arguments: each is refused by name, before any request."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import evolve

from speech302 import ArgumentError, EncodeError
from speech302.models import SpeechText, SubtitleLine, Transcript, TranscriptSegment, VoiceCloneTask
from tests.client.support import ARGUMENTS, OPERATIONS, Run, both

NAN, INFINITY = float("nan"), float("inf")
NO_TEXTS: list[Any] = [None, "", " \n\t", 5, True, b"text", ["text"], {"text": 1}, NAN]
NO_OPTIONAL_TEXTS: list[Any] = [5, True, b"text", ["text"], {}]
NO_NUMBERS: list[Any] = ["1", True, False, NAN, INFINITY, -INFINITY, [1], 1j]
NO_FLAGS: list[Any] = [0, 1, "true", "", [], 1.0]
NO_LISTS: list[Any] = [None, "https://a.example/b.wav", b"a", [], (), {"a"}, {"a": 1}, 5, [None], [""], [" "], [5]]
NO_LINES: list[Any] = ["line", [], (), {}, 5, [None], ["line"], [{"text": "a"}], SubtitleLine(text="a")]
SAMPLING: dict[str, list[Any]] = {
    "temperature": [-0.1, 1.51, 2, 10**400, *NO_NUMBERS],
    "top_k": [-2, 101, 5.0, 0.5, 10**400, *NO_NUMBERS],
    "top_p": [0, 0.09, 1.01, -1, *NO_NUMBERS],
}
SPOKEN = SpeechText(text="Hello", plain_text="Hello")

BAD: dict[str, dict[str, list[Any]]] = {
    "create_speech_synthesis": {
        "audio_man": NO_TEXTS,
        "speed": [None, *NO_NUMBERS],
        "pitch": [None, *NO_NUMBERS],
        "volume": [None, *NO_NUMBERS],
        "text": [
            *(None, "Hello", {"text": "Hello", "plain_text": "Hello"}, [SPOKEN], SpeechText, SpeechText(text="a")),
            *(evolve(SPOKEN, text=bad) for bad in [*NO_TEXTS, "a" * 4_000]),
            *(evolve(SPOKEN, plain_text=bad) for bad in NO_TEXTS),
        ],
        "callback": NO_OPTIONAL_TEXTS,
    },
    "create_subtitle_extraction": {
        "audio_url": NO_TEXTS,
        "language": NO_TEXTS,
        "demucs": NO_FLAGS,
        "is_only_demucs": NO_FLAGS,
    },
    "create_subtitle_translation": {
        "model": NO_TEXTS,
        "src_lang": NO_TEXTS,
        "tgt_lang": NO_TEXTS,
        "subtitle": [
            *(None, "text", {"segments": []}, [TranscriptSegment(text="a")], TranscriptSegment(text="a")),
            # Nothing to translate, and yet paid for.
            *(Transcript(), Transcript(segments=[])),
        ],
    },
    "create_subtitle_burning": {"url": NO_TEXTS, "src_subtitle": NO_LINES, "trans_subtitle": NO_LINES},
    "create_video_download": {"url": NO_TEXTS, "resolution": NO_OPTIONAL_TEXTS},
    "create_voice_clone": {
        "input_text": NO_TEXTS,
        "ref_audio_links": [*NO_LISTS, ["https://a.example/b.wav"] * 2],
        "ref_audio_text": [*NO_LISTS, ["Reference"] * 2],
        **SAMPLING,
    },
    "create_voice_generation": {
        "is_multi_speaker": [None, *NO_FLAGS],
        "input_text": NO_TEXTS,
        "system_prompt": NO_OPTIONAL_TEXTS,
        **SAMPLING,
    },
    "get_speech_synthesis": {"task_id": NO_TEXTS},
    "get_subtitle_task": {"task_id": [*NO_TEXTS, ".", ".."]},
    "get_voice_clone": {"task_id": NO_TEXTS},
    "get_voice_generation": {"task_id": NO_TEXTS},
}
"""For each operation and argument, values that are wrong beyond doubt."""

CASES = [(name, argument, bad) for name, table in BAD.items() for argument, values in table.items() for bad in values]


def never(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request!r} was sent")


@both
@pytest.mark.parametrize(("name", "argument", "bad"), CASES)
def test_a_wrong_argument_is_refused_by_name_before_anything_is_sent(
    run: Run, name: str, argument: str, bad: Any
) -> None:
    with pytest.raises(ArgumentError) as caught:
        run(lambda client: OPERATIONS[name].call(client, **{**ARGUMENTS[name], argument: bad}), answer=never)
    told = re.split(r"[.\[]", caught.value.parameter)[0]
    assert told == argument or {told, argument} == {"ref_audio_links", "ref_audio_text"}
    assert str(caught.value).startswith(f"{caught.value.parameter}: must ")
    assert len(str(caught.value)) < 300


def test_every_argument_of_every_operation_is_in_the_table() -> None:
    taken = {name: {*operation.properties, *operation.parameters} for name, operation in OPERATIONS.items()}
    assert {name: set(table) for name, table in BAD.items()} == taken


MISFITS: list[tuple[str, str, Any]] = [
    ("create_subtitle_translation", "subtitle", Transcript(segments=[{"text": "a"}])),  # type: ignore[list-item]
    ("create_subtitle_translation", "subtitle", Transcript(segments=[TranscriptSegment(start=NAN)])),
    ("create_subtitle_translation", "subtitle", Transcript(segments=[TranscriptSegment(text="\ud83d")])),
    ("create_subtitle_burning", "src_subtitle", [SubtitleLine(index="1")]),  # type: ignore[arg-type]
    ("create_voice_generation", "input_text", "half a character: \ud83d"),
    ("get_speech_synthesis", "task_id", "\ud83d"),
    ("get_voice_clone", "task_id", "\ud83d"),
    ("get_subtitle_task", "task_id", "\ud83d"),
]


@both
@pytest.mark.parametrize(("name", "argument", "bad"), MISFITS)
def test_what_json_or_a_model_cannot_hold_is_refused_before_anything_is_sent_and_the_place_is_told(
    run: Run, name: str, argument: str, bad: Any
) -> None:
    with pytest.raises((ArgumentError, EncodeError)) as caught:
        run(lambda client: OPERATIONS[name].call(client, **{**ARGUMENTS[name], argument: bad}), answer=never)
    assert argument in str(caught.value), "a user with six arguments wants to know which one"


@both
@pytest.mark.parametrize(
    ("argument", "bad"),
    [("task", "t1"), ("task", None), ("task", SPOKEN), ("path", None), ("path", 5), ("path", b"a"), ("path", ["a"])],
)
def test_a_download_of_the_wrong_thing_or_to_no_path_is_refused_by_name(
    run: Run, argument: str, bad: Any, tmp_path: Path
) -> None:
    task = VoiceCloneTask(audio_url="https://files.example/a.wav")
    arguments = {"task": task, "path": tmp_path / "a.wav", argument: bad}
    with pytest.raises(ArgumentError) as caught:
        run(lambda client: client.voice_clones.download(**arguments), answer=never)
    assert caught.value.parameter == argument
