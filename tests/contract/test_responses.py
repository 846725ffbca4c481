"""The law of answers: what the description allows is read without loss, what it does not is refused, in every way."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.schemas import BaseSchema

from speech302 import APIError, DecodeError, Model
from speech302.runtime import codec
from tests.client.support import DOCUMENT, Operation, every_operation, run_async, run_sync
from tests.contract.codec_paths import ALL, only
from tests.contract.judges import CLOSED, canonical, mirrored, tolerated
from tests.contract.outcomes import Outcome, outcomes

KINDS: dict[str, tuple[BaseSchema, GenerationMode]] = {
    "with any further fields": (mirrored(DOCUMENT), GenerationMode.POSITIVE),
    "with described fields alone": (mirrored(CLOSED), GenerationMode.POSITIVE),
    "that do not fit": (mirrored(CLOSED), GenerationMode.NEGATIVE),
}
DRAWN: Callable[..., Any] = settings(
    derandomize=True,
    max_examples=15,
    deadline=None,
    database=None,
    # The bodies are judged together once all are drawn, which spares a client for each; so none can be shrunk.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
every_kind = pytest.mark.parametrize("kind", KINDS)


def answers(operation: Operation, kind: str) -> st.SearchStrategy[Any]:
    """Answers of an operation made by schemathesis from the description: JSON, or bytes that are none."""
    schema, mode = KINDS[kind]
    return schema[f"/{operation.id}"]["POST"].as_strategy(generation_mode=mode).map(lambda case: case.body)


@every_operation
@every_kind
def test_an_answer_is_a_model_of_all_that_it_says_or_an_error_as_the_description_tells(
    operation: Operation, kind: str
) -> None:
    bodies: list[bytes] = []

    @DRAWN
    @given(answer=answers(operation, kind), success=st.booleans())
    def draw(answer: Any, success: bool) -> None:
        bodies.append(answer if isinstance(answer, bytes) else json.dumps(named_success(answer, success)).encode())

    draw()
    found = read_in_every_way(operation, bodies)
    for body, outcome in zip(bodies, found, strict=True):
        agrees(operation, body, outcome)
    expected = DecodeError if kind == "that do not fit" else Model
    assert any(isinstance(outcome, expected) for outcome in found)


def named_success(answer: Any, success: bool) -> Any:
    """The answer, perhaps with the code of a success, which hardly ever comes by chance."""
    return {**answer, "code": 0} if success and isinstance(answer, dict) and "code" in answer else answer


def read_in_every_way(operation: Operation, bodies: list[bytes]) -> list[Outcome]:
    """What the client makes of each body, which is the same for every way of the codec and for both colours."""
    ways = [outcomes(run_async, operation, bodies)]
    for path in ALL:
        with only(path):
            ways.append(outcomes(run_sync, operation, bodies))
    for body, first, *others in zip(bodies, *ways, strict=True):
        assert [other for other in others if other != first or repr(other) != repr(first)] == [], body
    return ways[0]


def agrees(operation: Operation, body: bytes, found: Outcome) -> None:
    """Hold an outcome against what jsonschema says of the body."""
    try:
        said = json.loads(body)
    except ValueError:
        assert isinstance(found, DecodeError)
        return
    if isinstance(found, APIError):
        assert {"error", "code"} & set(said)
        return
    assert isinstance(found, Model) == tolerated(operation, said), body
    if isinstance(found, Model):
        assert canonical(found.to_dict()) == canonical(said)
        assert canonical(json.loads(codec.encode(found))) == canonical(said)
        assert type(found).from_dict(found.to_dict()) == found
