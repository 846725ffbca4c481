"""Marks in the texts of a request provoke outcomes."""

from typing import Any

import pytest

from scripts.mock.faults.fault import Target
from scripts.mock.faults.plan import FINE, Plan
from scripts.mock.faults.striker import Striker
from scripts.mock.faults.table import MARKS
from scripts.mock.shape import find
from scripts.mock.wishes import Wishes
from scripts.values import Json
from tests.mock.conversation import CREATING, Conversation, outcome_of, sound_of


@pytest.fixture
def talk() -> Conversation:
    return Conversation()


@pytest.mark.parametrize("mark", ["[fail]", "[fail plain]"])
@pytest.mark.parametrize("creator", CREATING)
def test_every_kind_of_task_can_fail(talk: Conversation, creator: str, mark: str) -> None:
    machine = CREATING[creator]
    passed, answer = talk.life(creator, mark)
    assert passed
    assert outcome_of(machine, answer) == "failed"
    assert not [pointer for pointer in machine.files if find(answer, pointer)]


def test_a_failed_subtitle_task_says_why_in_an_object_or_in_a_text(talk: Conversation) -> None:
    _, answer = talk.life("create_subtitle_burning", "[fail]")
    assert isinstance(find(answer, "/result/error/message"), str)
    _, answer = talk.life("create_subtitle_burning", "[fail plain]")
    assert isinstance(find(answer, "/result/error"), str)


def test_a_failed_synthesis_has_the_status_of_a_finished_one_and_no_audio(talk: Conversation) -> None:
    _, answer = talk.life("create_speech_synthesis", "[fail]")
    assert (find(answer, "/data/status"), find(answer, "/data/full/url")) == (9, "")
    assert find(answer, "/data/errMsg")


def test_a_failed_voice_task_says_nothing_but_that(talk: Conversation) -> None:
    assert talk.life("create_voice_clone", "[fail]")[1] == {"state": "FAILURE"}


@pytest.mark.parametrize("creator", ["create_voice_clone", "create_voice_generation"])
def test_a_voice_task_can_end_in_the_audio_itself(talk: Conversation, creator: str) -> None:
    reader = CREATING[creator].reader
    task_id = talk.create(creator, "[audio]")
    states = [talk.poll(reader, task_id).json()["state"] for _ in range(2)]
    assert states == ["PENDING", "STARTED"]
    for _ in range(2):
        response = talk.poll(reader, task_id)
        assert response.headers["content-type"] == "audio/wav"
        assert sound_of(response.content)


def test_a_voice_task_that_fails_has_no_audio(talk: Conversation) -> None:
    assert talk.life("create_voice_clone", "[audio] [fail]")[1] == {"state": "FAILURE"}


@pytest.mark.parametrize("creator", CREATING)
def test_a_task_can_take_more_polls(talk: Conversation, creator: str) -> None:
    usual, _ = talk.life(creator)
    longer, _ = talk.life(creator, "[slow 7]")
    assert longer == usual + usual[-1:] * 7


@pytest.mark.parametrize("creator", CREATING)
def test_a_task_can_pass_a_state_that_nobody_knows(talk: Conversation, creator: str) -> None:
    usual, _ = talk.life(creator)
    number = isinstance(usual[0], int)
    state = "77" if number else "reviewing"
    assert talk.life(creator, f"[state {state}]")[0] == [*usual, 77 if number else "reviewing"]


def test_a_state_of_the_wrong_type_is_no_state(talk: Conversation) -> None:
    assert talk.life("create_speech_synthesis", "[state reviewing]")[0] == [10]


@pytest.mark.parametrize("status", [200, 400, 429, 500, 503, 599])
@pytest.mark.parametrize("creator", CREATING)
def test_any_request_can_be_refused_with_any_status(talk: Conversation, creator: str, status: int) -> None:
    operation = talk.operation(creator)
    body = talk.body_for(creator, f"[http{status} error]")
    response = talk.send("POST", operation.path, json=body)
    assert response.status_code == status
    assert isinstance(response.json()["error"]["err_code"], int)


def test_a_poll_can_be_refused_too(talk: Conversation) -> None:
    assert talk.poll("get_subtitle_task", "some [http429 error]").status_code == 429
    assert talk.poll("get_speech_synthesis", "[http200 error]").json()["error"]["err_code"] < 0


DEEP: Any = "[fail]"
for _ in range(5000):
    DEEP = [DEEP]

CREATION = Target("create_x", "create")


def asked_by(*values: Json) -> Plan:
    """What the marks in a creating request plan."""
    return Striker((CREATION,)).marked(FINE, CREATION, *values)


@pytest.mark.parametrize("value", ["a [fail] b", ["", {"x": ["[fail]"]}], {"a": {"b": "[fail]"}}, DEEP], ids=[*"abcd"])
def test_a_mark_is_found_in_any_text(value: Json) -> None:
    assert asked_by(None, value).wishes == Wishes(outcome="failed")


@pytest.mark.parametrize(
    "value",
    ["", "fail", "[Fail]", {"[fail]": 1}, "[http302 error]", "[slow x]", "[503]", "[reset]", "[unknown]", None, 1],
    ids=str,
)
def test_what_is_no_mark_asks_for_nothing(value: Json) -> None:
    assert asked_by(value) == FINE


def test_marks_can_stand_together() -> None:
    plan = asked_by("[fail plain] [audio] [slow 3] [state odd] [http503 error]")
    assert plan.wishes == Wishes("failed plain", binary=True, more_polls=3, state="odd")
    assert plan.maker
    assert plan.idle
    assert len(MARKS) == 6
