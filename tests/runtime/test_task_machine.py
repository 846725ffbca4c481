"""Claims about judging a task, with the machines of all families."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.request import Audio
from scripts.codegen.runtime.task_machine import (
    Ending,
    Pace,
    State,
    TaskMachine,
    blank,
    files,
    find,
    judge,
    task_id_of,
)
from tests.runtime.samples import MACHINE, Task

PACE = Pace(first=3, factor=1.3, most=5, timeout=600)

SPEECH = TaskMachine(
    family="speech_synthesis",
    read="get_speech_synthesis",
    created_by={"create_speech_synthesis": ("data", "task_id")},
    status=("data", "status"),
    running=(10, 1, 0, 2),
    endings=(
        Ending("succeeded", 9, present=(("data", "full", "url"),), empty=(("data", "err_msg"),)),
        Ending("failed", 9),
    ),
    files=(("data", "full", "url"),),
    errors=(("data", "err_msg"), ("data", "err_reason")),
    pace=PACE,
)

SUBTITLES = TaskMachine(
    family="subtitle_tasks",
    read="get_subtitle_task",
    created_by={"create_video_download": ("task_id",)},
    status=("status",),
    running=("queue", "waiting", "processing"),
    endings=(Ending("succeeded", "success"), Ending("failed", "fail")),
    files=(("result", "video_url"), ("result", "audio_url")),
    errors=(("result", "error", "message"), ("result", "error")),
    pace=PACE,
)


def speech(status: object, url: str = "", message: str = "", reason: str = "") -> dict[str, Any]:
    return {"data": {"status": status, "full": {"url": url}, "err_msg": message, "err_reason": reason}}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (speech(9, "https://f.example/a.wav"), State("succeeded", 9)),
        (speech(9, "https://f.example/a.wav", "bad voice"), State("failed", 9, ("bad voice",))),
        (speech(9, "", "bad", "worse"), State("failed", 9, ("bad", "worse"))),
        (speech(9), State("failed", 9)),
        ({"data": {"status": 9, "full": None}}, State("failed", 9)),
        (speech(10), State("running", 10)),
        (speech(1), State("running", 1)),
        (speech(0), State("running", 0)),
        (speech(4), State("unknown", 4)),
        (speech(None), State("unknown", None)),
        ({}, State("unknown", None)),
        ({"data": None}, State("unknown", None)),
    ],
)
def test_speech_ends_at_nine_and_succeeds_only_with_a_url_and_no_message(answer: object, expected: State) -> None:
    assert judge(SPEECH, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"status": "queue"}, State("running", "queue")),
        ({"status": "processing", "progress": 3}, State("running", "processing")),
        ({"status": "success", "result": {}}, State("succeeded", "success")),
        ({"status": "fail", "result": {"error": {"message": "no audio"}}}, State("failed", "fail", ("no audio",))),
        ({"status": "fail", "result": {"error": "no audio"}}, State("failed", "fail", ("no audio",))),
        ({"status": "fail", "result": {"error": {"why": 7}}}, State("failed", "fail", ("{'why': 7}",))),
        ({"status": "fail", "result": None}, State("failed", "fail")),
        ({"status": "paused"}, State("unknown", "paused")),
        ({"status": ["odd"]}, State("unknown", None)),
    ],
)
def test_subtitle_tasks_end_with_success_or_fail(answer: object, expected: State) -> None:
    assert judge(SUBTITLES, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Task(state="PENDING"), State("running", "PENDING")),
        (Task(state="STARTED"), State("running", "STARTED")),
        (Task(state="SUCCESS"), State("succeeded", "SUCCESS")),
        (Task(audio=Audio(b"RIFF", "audio/wav")), State("succeeded", None)),
        (Task(state="REVOKED"), State("unknown", "REVOKED")),
        (Task(), State("unknown", None)),
        (Task.from_dict({"state": "FAILURE", "reason": "too long"}), State("failed", "FAILURE", ("too long",))),
    ],
)
def test_voice_tasks_end_with_a_state_or_with_the_audio_itself(answer: Task, expected: State) -> None:
    assert judge(MACHINE, answer) == expected


def test_the_first_ending_that_fits_decides() -> None:
    turned = attrs.evolve(SPEECH, endings=SPEECH.endings[::-1])
    assert judge(turned, speech(9, "https://f.example/a.wav")).kind == "failed"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["data", "status", "full", "url", "err_msg", "result", "error"]), inner)
    ),
)


@given(JSON)
def test_no_answer_breaks_the_judgement(answer: Any) -> None:
    for machine in (SPEECH, SUBTITLES, MACHINE):
        state = judge(machine, answer)
        assert state.reasons == () or state.kind == "failed"
        assert state.kind != "running" or state.status in machine.running


@given(st.integers().filter(lambda status: status not in (9, 10, 1, 0, 2)))
def test_a_status_that_nobody_described_is_neither_an_end_nor_running(status: int) -> None:
    assert judge(SPEECH, speech(status)) == State("unknown", status)


def test_the_id_of_a_created_task_is_found_by_the_table() -> None:
    speech = next(iter(SPEECH.created_by))
    assert task_id_of(SPEECH, speech, {"data": {"task_id": "t1"}}) == "t1"
    assert task_id_of(MACHINE, "create_task", Task(task_id="t1")) == "t1"
    assert task_id_of(SUBTITLES, next(iter(SUBTITLES.created_by)), {"task_id": 17}) == "17"
    for created in ({}, {"data": None}, {"data": {"task_id": " "}}, {"data": {"task_id": True}}):
        assert task_id_of(SPEECH, speech, created) is None


def test_the_files_of_an_answer_are_those_that_are_there_in_the_order_of_the_table() -> None:
    audio = Audio(b"RIFF", "audio/wav")
    assert files(MACHINE, Task(audio=audio, audio_url="https://f.example/a")) == {
        "audio": audio,
        "audio_url": "https://f.example/a",
    }
    assert files(SUBTITLES, {"result": {"video_url": "", "audio_url": "u"}}) == {"result.audio_url": "u"}
    assert files(MACHINE, Task()) == {}


def test_nothing_is_found_where_a_path_leaves_the_answer() -> None:
    assert find({"a": [1]}, ("a", "b")) is None
    assert find(Task(), ("state", "deeper")) is None


@pytest.mark.parametrize("value", [None, "", " \n", [], {}])
def test_nothing_is_blank(value: object) -> None:
    assert blank(value)


@pytest.mark.parametrize("value", [0, False, "x", [None], Task(), Audio(b"x", "audio/wav")])
def test_something_is_not_blank(value: object) -> None:
    assert not blank(value)
