"""Faults in the lives of tasks, and quirks in what is answered of them."""

from typing import Any

import pytest

from scripts.mock.shape import find
from tests.mock.conversation import CREATING
from tests.mock.struck import Struck

DOWNLOAD = "create_video_download"
EXTRACTION = "create_subtitle_extraction"
SYNTHESIS = "create_speech_synthesis"


@pytest.fixture(scope="module")
def fine() -> Struck:
    """A service of which nothing but headers asks for faults."""
    return Struck()


@pytest.mark.parametrize("creator", CREATING)
def test_a_task_stalls(creator: str) -> None:
    service = Struck(("stall",))
    states = service.states(creator, service.task(creator), 12)
    assert states[-1] in CREATING[creator].running
    assert len(set(states[-9:])) == 1


@pytest.mark.parametrize("creator", CREATING)
def test_a_task_goes_back_to_its_first_state_and_ends_all_the_same(fine: Struck, creator: str) -> None:
    states = fine.states(creator, fine.task(creator, "regress"), 8)
    ends = {end.status for end in CREATING[creator].ends}
    assert states[0] in states[2:]
    assert states[1] != states[0]
    assert states[-1] in ends


def test_a_task_that_nobody_knows_is_answered_as_the_family_does(fine: Struck) -> None:
    answers = [fine.poll(creator, fine.task(creator, "unknown")) for creator in CREATING]
    told = {answer.status_code if answer.is_error else str(answer.json()) for answer in answers}
    assert told >= {404, "{'state': 'PENDING'}"}
    assert all(answer.is_error or answer.json().get("code", 1) for answer in answers)
    task_id = fine.task("create_voice_clone")
    assert fine.poll("create_voice_clone", task_id, "unknown").json() == {"state": "PENDING"}


@pytest.mark.parametrize(
    ("creator", "states", "seen"),
    [
        (SYNTHESIS, "1", [1, 9]),
        (SYNTHESIS, "1,0,2", [1, 0, 2, 9]),
        (DOWNLOAD, "waiting", ["waiting", "success"]),
        ("create_voice_clone", "ODD,STARTED", ["ODD", "STARTED", "SUCCESS"]),
    ],
)
def test_a_task_passes_other_states(fine: Struck, creator: str, states: str, seen: list[Any]) -> None:
    assert fine.states(creator, fine.task(creator, f"states {states}"), len(seen)) == seen


def test_files_are_said_to_be_elsewhere(fine: Struck) -> None:
    task_id = fine.task(DOWNLOAD, "files at http://files.elsewhere.test/a", note="[slow 0]")
    answer = [fine.poll(DOWNLOAD, task_id) for _ in range(3)][-1].json()
    assert answer["result"]["video_url"] == "http://files.elsewhere.test/a/video.mp4"


def ended(service: Struck, creator: str, asked: str | None = None) -> Any:
    """The last answer of a task."""
    task_id = service.task(creator)
    return [service.poll(creator, task_id, asked) for _ in range(3)][-1].json()


@pytest.mark.parametrize(
    ("creator", "quirk", "there", "gone"),
    [
        (EXTRACTION, "subtitle", ["/result/subtitle/segments"], ["/result/subtitile"]),
        (EXTRACTION, "both spellings", ["/result/subtitle", "/result/subtitile"], []),
        (EXTRACTION, "no words", ["/result/subtitile/segments/0/text"], ["/result/subtitile/segments/0/words"]),
        (SYNTHESIS, "absent fields", ["/data/full/url"], ["/data/focus_titles", "/data/subtitles/0/keywords"]),
        (SYNTHESIS, "url and error", ["/data/full/url", "/data/errMsg"], []),
        (SYNTHESIS, "no audio", ["/data/status"], ["/data/full/url"]),
    ],
)
def test_a_quirk_changes_the_last_answer(
    fine: Struck, creator: str, quirk: str, there: list[str], gone: list[str]
) -> None:
    usual, answer = ended(fine, creator), ended(fine, creator, quirk)
    assert answer != usual
    assert all(find(answer, pointer) for pointer in there)
    assert not any(find(answer, pointer) for pointer in gone)


def test_a_running_task_has_null_fields_or_none(fine: Struck) -> None:
    first = fine.poll(DOWNLOAD, fine.task(DOWNLOAD)).json()
    assert first["progress"] == 0
    assert "progress" not in fine.poll(DOWNLOAD, fine.task(DOWNLOAD), "no progress").json()
    nulled = fine.poll(DOWNLOAD, fine.task(DOWNLOAD), "null fields").json()
    assert nulled == {**first, "progress": None, "result": None}
    nulled = fine.poll(SYNTHESIS, fine.task(SYNTHESIS), "null fields").json()
    assert nulled["data"]["full"] is None


def test_the_envelope_can_speak_english_alone(fine: Struck) -> None:
    error = fine.poll(DOWNLOAD, "none", "few languages").json()["error"]
    assert "message" in error
    assert "message_cn" not in error
