"""Tasks are created, pass through the states of their `x-task`, and end."""

from typing import Any

import httpx
import pytest

from scripts.mock.shape import find, mapping
from scripts.values import clone
from tests.mock.conversation import BASE, CREATING, EFFECTIVE, READING, Conversation, outcome_of, recorded

SEGMENTS: Any = [{"start": 0.521, "end": 3723.5, "text": "one"}, {"start": 3724, "end": 3725, "text": "two"}]


@pytest.fixture
def talk() -> Conversation:
    return Conversation()


@pytest.mark.parametrize("creator", CREATING)
def test_every_task_passes_running_states_in_their_order_and_succeeds(talk: Conversation, creator: str) -> None:
    machine = CREATING[creator]
    passed, answer = talk.life(creator)
    assert passed
    assert passed == [state for state in machine.running if state in passed]
    assert outcome_of(machine, answer) == "succeeded"


def test_every_reading_operation_has_tasks_and_every_task_a_reading_operation() -> None:
    creating = {operation.id for operation in EFFECTIVE.operations if operation.id.startswith("create_")}
    assert set(CREATING) == creating
    assert {machine.reader for machine in CREATING.values()} == {operation.id for operation in READING}


def test_a_synthesis_ends_as_recorded_with_its_audio_served_here(talk: Conversation) -> None:
    expected: Any = clone(recorded("get_speech_synthesis"))
    expected["data"]["full"].update(url=f"{BASE}/files/speech.wav", path="speech.wav")
    _, answer = talk.life("create_speech_synthesis")
    assert answer == expected
    assert len(expected["data"]["subtitles"]) == 12


def test_an_extraction_ends_with_the_recorded_transcript_under_its_misspelt_name(talk: Conversation) -> None:
    passed, answer = talk.life("create_subtitle_extraction")
    assert passed == ["queue", "processing"]
    assert answer == recorded("get_subtitle_task")
    assert "subtitile" in mapping(find(answer, "/result"))


def test_a_translation_has_a_line_for_each_segment_that_came_in(talk: Conversation) -> None:
    _, answer = talk.life("create_subtitle_translation", tgt_lang="zh", subtitle={"segments": SEGMENTS})
    times = [("00:00:00,521", "01:02:03,500"), ("01:02:04,000", "01:02:05,000")]
    lines = [{"index": at, "start_time": start, "end_time": end} for at, (start, end) in enumerate(times, start=1)]
    assert find(answer, "/result") == {
        "src_subtitle": [lines[0] | {"text": "one"}, lines[1] | {"text": "two"}],
        "trans_subtitle": [lines[0] | {"text": "[zh] one"}, lines[1] | {"text": "[zh] two"}],
    }


def test_a_translation_of_bare_segments_leaves_out_what_it_was_not_told(talk: Conversation) -> None:
    _, answer = talk.life("create_subtitle_translation", tgt_lang="zh", subtitle={"segments": [{"text": "one"}]})
    assert find(answer, "/result/src_subtitle") == [{"index": 1, "text": "one"}]
    _, answer = talk.life("create_subtitle_translation", subtitle={"segments": []})
    assert find(answer, "/result") == {"src_subtitle": [], "trans_subtitle": []}


def test_the_results_of_subtitle_tasks_take_every_shape_that_the_description_names(talk: Conversation) -> None:
    segments: Any = {"segments": SEGMENTS}
    answers = [
        talk.life("create_subtitle_extraction")[1],
        talk.life("create_subtitle_translation", subtitle=segments)[1],
        talk.life("create_subtitle_burning")[1],
        talk.life("create_video_download")[1],
        talk.life("create_subtitle_extraction", is_only_demucs=True)[1],
    ]
    seen = [{name.replace("subtitile", "subtitle") for name in mapping(find(answer, "/result"))} for answer in answers]
    shapes = mapping(find(EFFECTIVE.root, "/components/schemas/SubtitleTaskResult/x-shapes"))
    assert seen == [set(names) for names in shapes.values() if isinstance(names, list)]


@pytest.mark.parametrize("creator", CREATING)
def test_every_file_of_a_result_can_be_fetched_from_the_host_that_was_asked(talk: Conversation, creator: str) -> None:
    machine = CREATING[creator]
    _, answer = talk.life(creator)
    urls = [find(answer, pointer) for pointer in machine.files if find(answer, pointer) is not None]
    assert urls or creator in ("create_subtitle_extraction", "create_subtitle_translation")
    for url in urls:
        assert isinstance(url, str)
        assert url.startswith(f"{BASE}/files/")
        assert talk.send("GET", url, key=None).content


def test_addresses_in_answers_are_those_of_the_request(talk: Conversation) -> None:
    task_id = talk.create("create_video_download")
    url = f"https://elsewhere.test:444/302/vt/tasks/subtitle/{task_id}"
    for _ in range(3):
        answer = talk.send("GET", url).json()
    assert answer["result"]["video_url"] == "https://elsewhere.test:444/files/video.mp4"


def test_tasks_move_on_their_own(talk: Conversation) -> None:
    first, second = talk.create("create_voice_clone"), talk.create("create_voice_clone")
    assert first != second
    states = [talk.poll("get_voice_clone", task).json()["state"] for task in (first, first, second)]
    assert states == ["PENDING", "STARTED", "PENDING"]


def test_only_a_poll_moves_a_task(talk: Conversation) -> None:
    task_id = talk.create("create_voice_clone")
    path = talk.operation("get_voice_clone").path
    for method, key in (("HEAD", "Bearer key"), ("PUT", "Bearer key"), ("GET", None)):
        assert talk.send(method, path, key=key, params={"task_id": task_id}).status_code in (401, 405)
    assert talk.poll("get_voice_clone", task_id).json() == {"state": "PENDING"}


def test_ids_of_video_tasks_alone_name_their_host(talk: Conversation) -> None:
    suffixed = {creator: talk.create(creator).endswith("-e1") for creator in CREATING}
    assert suffixed == {creator: machine.reader == "get_subtitle_task" for creator, machine in CREATING.items()}


@pytest.mark.parametrize("creator", CREATING)
def test_two_services_answer_the_same(creator: str) -> None:
    ids = {(talk.create(creator), talk.create(creator)) for talk in (Conversation(), Conversation())}
    assert len(ids) == 1


def test_the_oldest_tasks_are_forgotten_when_there_are_too_many() -> None:
    talk = Conversation(capacity=2)
    oldest, older, newest = (talk.create("create_video_download") for _ in range(3))
    answers: list[httpx.Response] = [talk.poll("get_subtitle_task", task) for task in (oldest, older, newest)]
    assert [answer.status_code for answer in answers] == [404, 200, 200]
