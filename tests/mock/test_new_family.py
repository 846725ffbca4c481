"""A family that the service has never heard of is served from its description alone."""

from typing import Any

import pytest

from scripts.failures import Failure
from scripts.mock.description import Description, read_description
from tests.mock.conversation import BASE, EFFECTIVE, Conversation, changed

CREATED = {"type": "object", "required": ["job"], "properties": {"job": {"type": "string"}}}
REPORT: dict[str, Any] = {
    "type": "object",
    "required": ["stage", "made"],
    "properties": {
        "stage": {"type": "integer"},
        "made": {"type": ["array", "null"], "minItems": 1, "items": {"type": "object", "required": ["kind"]}},
        "picture": {"$ref": "#/components/schemas/Picture"},
        "why": {"type": "string"},
    },
}
PICTURE = {
    "type": "object",
    "properties": {
        "url": {"type": "string"},
        "video_url": {"type": "string"},
        "size": {"type": "number", "minimum": 3},
    },
}
MACHINE = {
    "id": "job",
    "created-by": {"create_picture": "/job"},
    "status": "/stage",
    "running": [1, 2, 3],
    "ends": [
        {"outcome": "succeeded", "status": 4, "present": ["/picture/url"], "empty": ["/why"]},
        {"outcome": "failed", "status": 4},
    ],
    "files": ["/picture/url", "/picture/video_url"],
    "errors": ["/why"],
}
ITEMS = {"properties": {"kind": {"enum": ["round", "square"]}}}


def answering(schema: object) -> dict[str, Any]:
    return {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}


def pictures() -> Description:
    REPORT["properties"]["made"]["items"] |= ITEMS
    asked = {"type": "object", "required": ["subject"], "properties": {"subject": {"type": "string", "minLength": 1}}}
    create = {
        "operationId": "create_picture",
        "tags": ["pictures"],
        "requestBody": {"required": True, "content": {"application/json": {"schema": asked}}},
        "responses": answering(CREATED),
    }
    read = {
        "operationId": "get_picture",
        "tags": ["pictures"],
        "parameters": [{"name": "job", "in": "query", "required": True, "schema": {"type": "string"}}],
        "responses": answering(REPORT),
        "x-task": MACHINE,
    }
    described = changed(EFFECTIVE, "/paths/~1pictures", {"post": create, "get": read})
    return changed(described, "/components/schemas/Picture", PICTURE)


@pytest.fixture(scope="module")
def talk() -> Conversation:
    return Conversation(pictures())


def poll(talk: Conversation, task_id: str) -> Any:
    return talk.send("GET", "/pictures", params={"job": task_id}).json()


def test_its_tasks_pass_all_states_and_succeed_with_files(talk: Conversation) -> None:
    task_id = talk.create("create_picture")
    assert [poll(talk, task_id)["stage"] for _ in range(4)] == [1, 2, 3, 4]
    assert poll(talk, task_id) == {
        "stage": 4,
        "made": [{"kind": "round"}],
        "picture": {"url": f"{BASE}/files/voice.wav", "video_url": f"{BASE}/files/video.mp4", "size": 3},
    }


def test_its_tasks_can_fail(talk: Conversation) -> None:
    task_id = talk.create("create_picture", "[fail]")
    for _ in range(4):
        answer = poll(talk, task_id)
    assert answer["why"].startswith("The task failed")
    assert "picture" not in answer


def test_its_refusals_are_the_vendors(talk: Conversation) -> None:
    assert talk.send("POST", "/pictures", json={"subject": ""}).status_code == 400
    assert talk.send("GET", "/pictures", params={"job": "unknown"}).status_code == 404
    assert talk.send("GET", "/pictures", params={"job": "unknown"}, key=None).status_code == 401


def test_an_operation_without_tasks_answers_an_example_of_its_schema() -> None:
    schema = {"type": "object", "properties": {"models": {"type": "array", "items": {"type": "string"}}}}
    models = {"get": {"operationId": "list_models", "security": [{}], "responses": answering(schema)}}
    talk = Conversation(changed(EFFECTIVE, "/paths/~1models", models))
    assert talk.send("GET", "/models", key=None).json() == {"models": ["text"]}


@pytest.mark.parametrize(
    ("kind", "good", "bad"), [("integer", "7", "7.5"), ("number", "7.5", "x"), ("boolean", "true", "yes")]
)
def test_parameters_are_read_as_the_type_of_their_schema(kind: str, good: str, bad: str) -> None:
    parameters = [{"name": name, "in": "header", "schema": {"type": kind}} for name in ("X-One", "X-Two")]
    listing = {"get": {"operationId": "list", "parameters": parameters, "responses": answering({"type": "object"})}}
    talk = Conversation(changed(EFFECTIVE, "/paths/~1list", listing))
    assert talk.send("GET", "/list", headers={"X-One": good}).status_code == 200
    assert talk.send("GET", "/list", headers={"X-Two": bad}).status_code == 400


@pytest.mark.parametrize("root", [{}, {"paths": {}}, {"paths": {"/a": {"summary": "none"}}}, [], None])
def test_a_description_without_operations_is_refused(root: Any) -> None:
    with pytest.raises(Failure) as caught:
        read_description(root)
    assert caught.value.what == "the description has no operation to serve"


def test_a_key_of_a_kind_that_cannot_be_checked_is_refused_at_the_start() -> None:
    scheme: Any = {"type": "apiKey", "in": "query", "name": "key"}
    with pytest.raises(Failure) as caught:
        changed(EFFECTIVE, "/components/securitySchemes/bearer", scheme)
    assert caught.value.what == "the embedded service cannot check this key"
