"""The contract, by recordings: what they ask is sent, what they answer is kept and is declared to the last field."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
import respx

from scripts.recordings import Recording, recordings
from speech302 import Model
from speech302 import models as all_models
from speech302.runtime import codec
from tests.client.support import BASE, KEY, OPERATIONS, ROOT, Run, both, run_sync
from tests.contract.codec_paths import ALL, every_path, only
from tests.contract.judges import (
    CLOSED_CONTRACT,
    CONTRACT,
    JSON,
    canonical,
    judged,
    measured,
    objects_in,
)
from tests.contract.near_misses import replaced

RECORDINGS = recordings(ROOT / "spec")  # raises when there are none
ANSWERED = [recording for recording in RECORDINGS if recording.response]
ASKED = [recording for recording in RECORDINGS if recording.request["body"]]


def name(recording: Recording) -> str:
    return f"{recording.operation}.{recording.case}"


every_answer = pytest.mark.parametrize("recording", ANSWERED, ids=name)
every_question = pytest.mark.parametrize("recording", ASKED, ids=name)


def arguments(recording: Recording) -> dict[str, Any]:
    """The arguments that make the recorded request; the page of the subtitle task lost its task's id."""
    request = recording.request
    return {**request["query"], **(request["body"] or {})} or {"task_id": "lost-by-the-page"}


def read(run: Run, recording: Recording) -> tuple[Model, httpx.Request, httpx.Response]:
    """The model that the client makes of a recorded answer, the one request that it sent, and what came back."""
    response = recording.response
    assert response is not None
    operation = OPERATIONS[recording.operation]
    body = json.dumps(response["body"], ensure_ascii=False).encode()
    with respx.mock(assert_all_called=True) as router:
        route = router.route(method=operation.method, url__regex=f"^{BASE}{operation.pattern}$")
        route.respond(response["status"], headers=response["headers"], content=body)
        model = run(lambda client: operation.answered(client, **arguments(recording)))
        (call,) = router.calls
        return model, call.request, measured(call.response)


@both
@every_path
@every_answer
def test_a_recorded_answer_is_read_and_written_back_without_loss(run: Run, path: str, recording: Recording) -> None:
    assert recording.response is not None
    expected = canonical(recording.response["body"])
    with only(path):
        model, _, _ = read(run, recording)
        assert canonical(json.loads(codec.encode(model))) == expected
    assert canonical(model.to_dict()) == expected
    assert canonical(type(model).from_dict(model.to_dict()).to_dict()) == expected


@both
@every_answer
def test_every_way_of_the_codec_makes_the_same_model_of_a_recorded_answer(run: Run, recording: Recording) -> None:
    models = []
    for path in ALL:
        with only(path):
            models.append(read(run, recording)[0])
    assert len(models) == 3
    assert models[0] == models[1] == models[2]
    assert len({repr(model) for model in models}) == 1


@both
@every_answer
def test_a_recorded_answer_is_one_that_the_description_allows_with_no_field_that_it_does_not_declare(
    run: Run, recording: Recording
) -> None:
    operation = OPERATIONS[recording.operation]
    _, _, response = read(run, recording)
    judged(CONTRACT, operation).validate_response(response)
    judged(CLOSED_CONTRACT, operation).validate_response(response)
    kind = response.headers["content-type"].partition(";")[0]
    assert kind in operation.node["responses"][str(response.status_code)]["content"]


@every_answer
def test_one_more_field_anywhere_in_a_recorded_answer_breaks_the_closed_world_alone(recording: Recording) -> None:
    """The closed world would let any recording pass if its schemas were not closed."""
    assert recording.response is not None
    operation, body = OPERATIONS[recording.operation], recording.response["body"]
    places = list(objects_in(body))
    assert places
    for place in places:
        answer = measured(
            httpx.Response(200, json=replaced(body, f"{place}/undeclared", 1), request=httpx.Request("GET", BASE))
        )
        assert answer.headers["content-type"] == JSON
        assert judged(CONTRACT, operation).is_valid_response(answer)
        assert not judged(CLOSED_CONTRACT, operation).is_valid_response(answer), place


@both
@every_answer
def test_the_request_on_the_wire_is_the_recorded_one(run: Run, recording: Recording) -> None:
    _, request, _ = read(run, recording)
    wire(request, recording)


@both
@every_question
def test_the_fields_of_a_recorded_body_are_the_arguments_that_put_it_on_the_wire(
    run: Run, recording: Recording
) -> None:
    operation = OPERATIONS[recording.operation]
    with respx.mock(assert_all_called=True) as router:
        route = router.route(method=operation.method, url=f"{BASE}{operation.path}").respond(json={"task_id": "t1"})
        run(lambda client: operation.answered(client, **arguments(recording)))
        assert route.call_count == 1
        wire(route.calls[0].request, recording)


@every_answer
def test_nothing_recorded_is_unknown_to_the_models(recording: Recording) -> None:
    """A field without a place in a model would still come back, but no user would find it."""
    model, _, _ = read(run_sync, recording)
    assert unknown(model) == []


def test_every_family_has_a_recording_and_every_recording_an_operation() -> None:
    assert {OPERATIONS[recording.operation].family for recording in RECORDINGS} == {
        operation.family for operation in OPERATIONS.values()
    }
    assert ANSWERED
    assert ASKED


def wire(request: httpx.Request, recording: Recording) -> None:
    """Compare a request with the recorded one, whose path may have lost its last part."""
    recorded = recording.request
    path = recorded["path"] + (arguments(recording)["task_id"] if recorded["path"].endswith("/") else "")
    body = json.loads(request.content) if request.content else None
    assert (request.method, request.url.path) == (recorded["method"], path)
    assert dict(request.url.params) == recorded["query"]
    assert canonical(body) == canonical(recorded["body"])
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert {name: request.headers[name] for name in recorded["headers"]} == recorded["headers"]


def unknown(value: Any) -> list[str]:
    """The names of all unknown fields of a model and of what it holds."""
    if isinstance(value, list):
        return [name for item in value for name in unknown(item)]
    if not isinstance(value, Model):
        return []
    assert type(value).__name__ in all_models.__all__
    inner = [getattr(value, name) for name in type(value).__annotations__]
    return [*value.unknown_fields, *(name for item in inner for name in unknown(item))]
