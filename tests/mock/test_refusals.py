"""What a user can do wrong is answered as the service answers it."""

import httpx
import pytest

from scripts.mock.description import Operation
from tests.mock.conversation import EFFECTIVE, READING, SPEECH, WITH_BODY, Conversation

NOT_JSON = ["", "{", "nonsense", "NaN", '{"x": NaN}', '{"x": 1e999}', '{"x": "\\ud800"}', '{"a":' * 5000]
NOT_FITTING = ["[]", "null", "0", '"text"', "{}", "[" * 900 + "]" * 900]


@pytest.fixture(scope="module")
def talk() -> Conversation:
    return Conversation()


def named(operation: Operation) -> str:
    return operation.id


def vendor_code(response: httpx.Response) -> tuple[int, int]:
    return response.status_code, response.json()["error"]["err_code"]


def assert_refused_as_invalid(operation: Operation, response: httpx.Response) -> None:
    if SPEECH in operation.families:
        answer = response.json()
        assert (response.status_code, answer["code"]) == (200, 400)
        assert answer["msg"].startswith("Invalid request: ")
        assert answer["trace_id"]
    else:
        assert vendor_code(response) == (400, 10011)


@pytest.mark.parametrize("operation", EFFECTIVE.operations, ids=named)
@pytest.mark.parametrize("key", [None, "", "Bearer", "Bearer  ", "Basic c29tZTprZXk=", "some-key"])
def test_without_a_key_every_operation_answers_401(talk: Conversation, operation: Operation, key: str | None) -> None:
    response = talk.send(operation.method, operation.path.replace("{task_id}", "some-task"), key=key)
    assert vendor_code(response) == (401, 10001)


@pytest.mark.parametrize("operation", WITH_BODY, ids=named)
@pytest.mark.parametrize("body", NOT_JSON + NOT_FITTING, ids=lambda body: body[:12] or "nothing")
def test_an_invalid_body_is_refused_in_the_envelope_of_the_family(
    talk: Conversation, operation: Operation, body: str
) -> None:
    headers = {"Content-Type": "application/json"}
    response = talk.send(operation.method, operation.path, content=body, headers=headers)
    assert_refused_as_invalid(operation, response)


@pytest.mark.parametrize("operation", WITH_BODY, ids=named)
@pytest.mark.parametrize("content_type", [None, "text/plain", "application/xml", "multipart/form-data", ";"])
def test_a_body_that_does_not_call_itself_json_is_refused(
    talk: Conversation, operation: Operation, content_type: str | None
) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    response = talk.send(operation.method, operation.path, content=b"{}", headers=headers)
    assert_refused_as_invalid(operation, response)


def test_a_content_type_may_name_its_encoding(talk: Conversation) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    response = talk.send("POST", "/302/vt/video/download", content=b'{"url": "x"}', headers=headers)
    assert response.status_code == 200


def test_a_refusal_says_what_is_wrong_and_where(talk: Conversation) -> None:
    body = talk.body_for("create_voice_clone", temperature=2)
    message = talk.send("POST", "/302/v2/higgs_audio/voice_clone/task", json=body).json()["error"]["message"]
    assert message == "Invalid request: body /temperature: 2 is greater than the maximum of 1.5"


def test_a_refusal_does_not_send_a_long_request_back(talk: Conversation) -> None:
    body = talk.body_for("create_voice_clone", input_text=["x" * 100_000])
    assert len(talk.send("POST", "/302/v2/higgs_audio/voice_clone/task", json=body).content) < 1000


def test_reference_lists_of_unequal_length_are_refused(talk: Conversation) -> None:
    body = talk.body_for("create_voice_clone", ref_audio_links=["a", "b"])
    response = talk.send("POST", "/302/v2/higgs_audio/voice_clone/task", json=body)
    assert vendor_code(response) == (400, 10011)
    assert "2 in ref_audio_links and 1 in ref_audio_text" in response.json()["error"]["message"]


@pytest.mark.parametrize("operation", [one for one in READING if one.parameters], ids=named)
def test_a_missing_or_empty_id_is_refused(talk: Conversation, operation: Operation) -> None:
    if operation.parameters[0].place == "path":
        assert talk.send("GET", operation.path.replace("{task_id}", "")).status_code == 404
        return
    for query in ({}, {"task_id": ""}, {"id": "x"}):
        assert vendor_code(talk.send("GET", operation.path, params=query)) == (400, 10011)


@pytest.mark.parametrize("reader", ["get_voice_clone", "get_voice_generation"])
def test_an_unknown_voice_task_is_pending_for_ever(talk: Conversation, reader: str) -> None:
    answers = [talk.poll(reader, "no-such-task") for _ in range(5)]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"state": "PENDING"})] * 5


def test_an_unknown_subtitle_task_is_not_found(talk: Conversation) -> None:
    assert vendor_code(talk.poll("get_subtitle_task", "no-such-task-e1")) == (404, 10011)


def test_an_unknown_synthesis_is_a_business_error(talk: Conversation) -> None:
    response = talk.poll("get_speech_synthesis", "no-such-task")
    assert (response.status_code, response.json()["code"]) == (200, 40000)


def test_a_task_is_unknown_to_the_reading_operation_of_another_family(talk: Conversation) -> None:
    task_id = talk.create("create_voice_clone")
    states = [talk.poll("get_voice_generation", task_id).json()["state"] for _ in range(4)]
    assert states == ["PENDING"] * 4


@pytest.mark.parametrize(
    "path", ["/", "/302", "/302/vt/tasks/subtitle/", "/302/vt/video/download/", "/files", "/files/"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_path_answers_404_in_the_vendors_envelope(talk: Conversation, method: str, path: str) -> None:
    assert vendor_code(talk.send(method, path)) == (404, 10010)


@pytest.mark.parametrize("path", list(dict.fromkeys(operation.path for operation in EFFECTIVE.operations)))
def test_a_wrong_method_answers_405_and_names_the_right_ones(talk: Conversation, path: str) -> None:
    response = talk.send("DELETE", path.replace("{task_id}", "x"))
    assert vendor_code(response) == (405, 10010)
    allowed = {operation.method for operation in EFFECTIVE.operations if operation.path == path}
    assert set(response.headers["allow"].split(", ")) == allowed
