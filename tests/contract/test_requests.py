"""The law of requests: what fits the description is sent as it is, and what is sent fits the description."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn
from urllib.parse import unquote

import httpx
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from speech302 import ArgumentError, EncodeError
from speech302.models import Transcript
from tests.client.support import BASE, KEY, OPERATIONS, Operation, Run, both, every_operation
from tests.contract.arguments import any_arguments, as_argument, at_the_edge, followed, schemas_of, whole
from tests.contract.judges import SENT, Node, canonical

LAW: Callable[..., Any] = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)
HEADERS = {"host", "accept", "accept-encoding", "user-agent", "authorization"}
"""All headers that a request without a body has; a key in any other one would leave its place."""


Sent = httpx.Request | ArgumentError | EncodeError


def sent_by(run: Run, operation: Operation, calls: Iterable[dict[str, Any]]) -> list[Sent]:
    """What each call sends: one request, or none and the refusal; whatever else it raises fails the test."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={})

    async def flow(client: Any) -> list[Sent]:
        found: list[Sent] = []
        for arguments in calls:
            sent.clear()
            try:
                await operation.answered(client, **arguments)
            except (ArgumentError, EncodeError) as error:
                assert sent == [], "what is refused is not sent"
                found.append(error)
            else:
                assert len(sent) == 1
                found += sent
        return found

    result: list[Sent] = run(flow, answer=answer)
    return result


@both
@every_operation
@LAW
@given(data=st.data())
def test_what_fits_the_description_is_sent_as_it_is(run: Run, operation: Operation, data: st.DataObject) -> None:
    """But for blank texts, empty lists and dots for a path, which the description allows and the client refuses."""
    value = data.draw(whole(operation))
    schemas = schemas_of(operation)
    arguments = {name: as_argument(schemas[name], inner) for name, inner in value.items()}
    (request,) = sent_by(run, operation, [arguments])
    assert isinstance(request, httpx.Request), request
    fits(operation, request)
    assert canonical(said_by(operation, request)) == canonical(value)


@both
@every_operation
def test_what_is_sent_fits_the_description_whatever_one_argument_is(run: Run, operation: Operation) -> None:
    """And at the bounds that the description sets, both sides of them are told apart."""
    edge = list(at_the_edge(operation))
    sent = sent_by(run, operation, [{**operation.arguments, name: value} for name, value in edge])
    for (name, value), one in zip(edge, sent, strict=True):
        agrees(operation, {**operation.arguments, name: value}, one)
        assert isinstance(one, httpx.Request) or not plainly_fits(schemas_of(operation)[name], value), one
    assert {isinstance(one, httpx.Request) for one in sent} == {True, False}


def plainly_fits(schema: Node, value: Any) -> bool:
    """Whether a value is a number, a flag or a text that says something, and fits its schema as it is."""
    if isinstance(value, str):
        says = value.strip() not in ("", ".", "..") and value.encode(errors="ignore") == value.encode(errors="replace")
        return says and faults(schema, value) == []
    says = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
    return says and faults(schema, value) == []


@both
@every_operation
@LAW
@given(data=st.data())
def test_what_is_sent_fits_the_description_whatever_was_given(
    run: Run, operation: Operation, data: st.DataObject
) -> None:
    arguments = data.draw(any_arguments(operation))
    (one,) = sent_by(run, operation, [arguments])
    agrees(operation, arguments, one)


def agrees(operation: Operation, arguments: dict[str, Any], sent: Sent) -> None:
    """Hold what was sent against the description, and against what was given."""
    if not isinstance(sent, httpx.Request):
        return
    fits(operation, sent)
    said = said_by(operation, sent)
    assert set(said) == {name for name, value in arguments.items() if value is not None}, "None leaves out"
    for name, value in arguments.items():
        assert not isinstance(value, str | int | float) or canonical(said[name]) == canonical(value)


@both
def test_a_transcript_that_came_in_an_answer_is_sent_as_it_came(run: Run) -> None:
    """What the service answered it can read, even if nobody described it; so the law above spares nulls in models."""
    came = {"segments": [{"text": "a", "words": [None, {"word": "a", "score": None}]}], "new": {"a": 1}}
    operation = OPERATIONS["create_subtitle_translation"]
    (one,) = sent_by(run, operation, [{**operation.arguments, "subtitle": Transcript.from_dict(came)}])
    assert isinstance(one, httpx.Request)
    assert strict(one)["subtitle"] == came


def said_by(operation: Operation, request: httpx.Request) -> Node:
    """The values of all arguments in a request, by name."""
    if operation.schema is not None:
        body: Node = strict(request)
        return body
    path, _, _ = request.url.raw_path.decode().partition("?")
    names = re.findall(r"\{([^}]*)\}", operation.path)
    match = re.fullmatch(operation.pattern, path)
    assert match, path
    query = request.url.params.multi_items()
    assert len(query) == len(dict(query)), "nothing is said twice"
    return {**dict(query), **{name: unquote(value) for name, value in zip(names, match.groups(), strict=True)}}


def fits(operation: Operation, request: httpx.Request) -> None:
    """Hold every part of a request against the description, in a closed world: no part may be undescribed."""
    assert request.method == operation.method
    assert f"{request.url.scheme}://{request.url.netloc.decode()}" == BASE
    assert request.headers["authorization"] == f"Bearer {KEY}", "the description asks for a bearer key"
    in_body = operation.schema is not None
    assert set(request.headers) == HEADERS | ({"content-type", "content-length"} if in_body else set())
    assert (KEY in str(request.url), KEY.encode() in request.content) == (False, False)
    if operation.schema is not None:
        (kind,) = operation.node["requestBody"]["content"]
        assert request.headers["content-type"] == kind
        assert faults(operation.schema, strict(request)) == []
        same = [len(strict(request)[name]) for name in followed(operation.schema).get("x-same-order", ())]
        assert len(set(same)) <= 1
        assert request.url.raw_path.decode() == operation.path
        return
    assert request.content == b""
    parameters = operation.parameters
    said = said_by(operation, request)
    assert {name for name, parameter in parameters.items() if parameter["required"]} <= set(said) <= set(parameters)
    for name, value in said.items():
        assert faults(parameters[name]["schema"], value) == []


def faults(schema: Node, value: Any) -> list[str]:
    """What keeps a value from fitting a schema of the description, whose objects are closed."""
    validator = Draft202012Validator({**schema, "components": SENT})
    return [error.message for error in validator.iter_errors(value)]


def strict(request: httpx.Request) -> Any:
    """The body as JSON in UTF-8, without the numbers that Python reads and JSON does not have."""

    def refuse(constant: str) -> NoReturn:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(request.content.decode(), parse_constant=refuse)


def test_every_place_of_a_parameter_that_the_description_uses_is_judged_here() -> None:
    places = {parameter["in"] for operation in OPERATIONS.values() for parameter in operation.parameters.values()}
    assert places == {"path", "query"}, "judge the new place in `said_by`"
