"""Claims about errors of the service: each is a typed error with the facts that a user needs."""

from __future__ import annotations

import asyncio
import gc
import pickle
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

import speech302
from scripts.mock import serving
from speech302 import (
    APIError,
    ConfigurationError,
    InvalidRequestError,
    NotFoundError,
    ServiceError,
)
from tests.client.support import KEY, OPERATIONS, Operation, Run, both, every_operation, every_paid_operation

CLASSES = [
    (200, -10001, "AuthenticationError"),
    (200, 10002, "PermissionDeniedError"),
    (200, "-10003", "ServiceError"),
    (402, -10004, "BalanceError"),
    (200, 10005.0, "AuthenticationError"),
    (429, 10006, "QuotaError"),
    (200, 10007, "QuotaError"),
    (503, 10008, "ServiceError"),
    (200, 10009, "InvalidRequestError"),
    (400, 10010, "InvalidRequestError"),
    (200, -10011, "InvalidRequestError"),
    (200, 10012, "QuotaError"),
    (200, 10018, "QuotaError"),
    (200, 99999, "ServiceError"),
    (400, None, "InvalidRequestError"),
    (401, None, "AuthenticationError"),
    (401, 10001, "AuthenticationError"),
    (403, None, "PermissionDeniedError"),
    (404, None, "NotFoundError"),
    (404, 10011, "NotFoundError"),
    (413, None, "InvalidRequestError"),
    (429, None, "RateLimitError"),
    (500, None, "ServiceError"),
    (503, 99999, "ServiceError"),
]
"""HTTP status, vendor code, and the error that they are. That a 404 is more telling than 10011 is inferred."""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with serving() as base_url:
        yield base_url


@both
@pytest.mark.parametrize(("status", "code", "name"), CLASSES)
def test_the_vendors_envelope_is_an_error_of_its_kind(run: Run, status: int, code: object, name: str) -> None:
    envelope = {"error": {"err_code": code, "message": "No", "message_cn": "不", "type": "api_error"}}
    answer = httpx.Response(status, json=envelope, headers={"X-Request-Id": "r-1", "X-Trace-Id": "t-1"})
    for operation in OPERATIONS.values():
        with pytest.raises(APIError) as caught:
            run(operation.call, answer=answer, retries=0)
        error = caught.value
        assert type(error).__name__ == name
        assert (error.operation, error.status, error.raw_code, error.message) == (operation.id, status, code, "No")
        assert error.code == (None if code is None else abs(int(str(code).removesuffix(".0"))))
        assert (error.request_id, error.trace_id, error.paid) == ("r-1", "t-1", operation.paid)
        for fact in (operation.id, f"HTTP {status}", "r-1", "t-1", "No"):
            assert fact in str(error)
        assert pickle.loads(pickle.dumps(error)) == error  # noqa: S301 - it was pickled one line before


@both
@pytest.mark.parametrize("operation", ["create_speech_synthesis", "get_speech_synthesis"])
@pytest.mark.parametrize(
    ("code", "name"),
    [
        (400, "InvalidRequestError"),
        (10400, "ServiceError"),
        (40000, "ServiceError"),
        (40001, "RateLimitError"),
        (50000, "ServiceError"),
        (-51000, "ServiceError"),
    ],
)
def test_the_speech_familys_own_envelope_is_an_error_too(run: Run, operation: str, code: int, name: str) -> None:
    answer = httpx.Response(200, json={"code": code, "msg": "No", "trace_id": "t-1", "data": None})
    with pytest.raises(APIError) as caught:
        run(OPERATIONS[operation].call, answer=answer)
    error = caught.value
    assert (type(error).__name__, error.code, error.message) == (name, abs(code), "No")
    assert (error.status, error.trace_id) == (200, "t-1")


@both
@every_paid_operation
@pytest.mark.parametrize("status", [200, 400, 500])
def test_an_error_of_the_embedded_service_arrives_with_its_code(
    run: Run, operation: Operation, status: int, service: str
) -> None:
    mark = f"[http{status} error]"
    name = next(name for name, value in operation.arguments.items() if isinstance(value, str))
    with pytest.raises(ServiceError) as caught:
        run(lambda client: operation.call(client, **{**operation.arguments, name: mark}), base_url=service)
    error = caught.value
    assert (error.status, error.code, error.raw_code) == (status, 10003, -10003)
    assert error.charge_possible == (status != 400)


@both
def test_a_task_that_nobody_knows_is_not_found(run: Run, service: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        run(lambda client: client.subtitle_tasks.wait("nobody-e1"), base_url=service)
    assert "task id" in str(caught.value)
    assert not any("goes on" in note for note in getattr(caught.value, "__notes__", [])), "nothing can go on"


@both
def test_a_synthesis_that_nobody_knows_is_an_error_with_a_trace_id(run: Run, service: str) -> None:
    with pytest.raises(APIError) as caught:
        run(lambda client: client.speech_synthesis.get("nobody"), base_url=service)
    assert (caught.value.status, caught.value.code) == (200, 40000)
    assert caught.value.trace_id


@both
@every_operation
def test_a_wrong_path_in_the_base_url_is_not_found_and_the_text_says_where_to_look(
    run: Run, operation: Operation, service: str
) -> None:
    with pytest.raises(NotFoundError) as caught:
        run(operation.call, base_url=f"{service}/v1")
    assert "base URL" in str(caught.value)


@both
def test_a_wrong_type_that_only_the_service_knows_is_an_invalid_request(run: Run) -> None:
    answer = httpx.Response(422, json={"detail": [{"loc": ["body"], "msg": "bad"}]})
    with pytest.raises(InvalidRequestError):
        run(OPERATIONS["create_voice_clone"].call, answer=answer)


@pytest.mark.parametrize("name", ["Speech302", "AsyncSpeech302"])
@pytest.mark.parametrize("settings", [{}, {"api_key": ""}, {"api_key": f"Bearer {KEY}"}, {"api_key": f"{KEY}\n"}])
def test_without_a_usable_key_there_is_no_client(
    name: str, settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("AI302_API_KEY", "AI302_KEY"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(ConfigurationError) as caught:
        getattr(speech302, name)(**settings)
    assert caught.value.setting == "api_key"
    assert KEY not in str(caught.value)
    assert "AI302_API_KEY" in str(caught.value) or settings


@pytest.mark.parametrize("name", ["Speech302", "AsyncSpeech302"])
@pytest.mark.parametrize("variable", ["AI302_API_KEY", "AI302_KEY"])
def test_the_key_may_come_from_the_environment(name: str, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for other in ("AI302_API_KEY", "AI302_KEY"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(variable, KEY)
    assert getattr(speech302, name)().configuration.key.reveal() == KEY


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_asynchronous_client_serves_a_second_loop_or_says_why_not(service: str) -> None:
    """A program that calls asyncio.run twice with one client meets a kept connection of a loop that is gone."""
    ends = three_loops(speech302.AsyncSpeech302(api_key=KEY, base_url=service))
    gc.collect()  # what the lost loops left open is warned of here, where it is expected
    assert ends <= {"VoiceCloneTask", *speech302.__all__}


def three_loops(client: speech302.AsyncSpeech302) -> set[str]:
    """The types of what a client gives or raises in three loops, one after another."""

    async def read() -> str:
        try:
            return type(await client.voice_clones.get("t1")).__name__
        except Exception as error:
            return type(error).__name__

    return {asyncio.run(read()) for _ in range(3)}
