"""Claims about answers that almost fit: each is a model that loses nothing, or one of the client's own errors."""

from __future__ import annotations

import json
import pickle
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx
import pytest

from speech302 import APIError, DecodeError, Model, Speech302Error, TransportError
from speech302.runtime import codec
from tests.client.near_misses import changed, examples, raw
from tests.client.support import (
    KEY,
    OPERATIONS,
    Operation,
    Run,
    both,
    every_free_operation,
    every_operation,
    run_sync,
)

EXAMPLES = {name: json.dumps(answer).encode() for name, answer in examples().items()}
JSON = {"Content-Type": "application/json"}
STATUSES = (200, 500)


def outcomes(
    run: Run, operation: Operation, bodies: Iterable[bytes], status: int = 200, headers: dict[str, str] = JSON
) -> list[Model | Speech302Error]:
    """What a user gets for each body; whatever is not the client's own passes through and fails the test."""
    answers = iter([httpx.Response(status, headers=headers, content=body) for body in bodies])

    async def calls(client: Any) -> list[Model | Speech302Error]:
        found: list[Model | Speech302Error] = []
        for _ in bodies:
            try:
                found.append(await operation.call(client))
            except Speech302Error as error:
                found.append(error)
        return found

    result: list[Model | Speech302Error] = run(calls, answer=lambda _: next(answers), retries=0)
    return result


def test_every_operation_has_an_example_that_is_read_as_it_is() -> None:
    assert set(EXAMPLES) == set(OPERATIONS)
    for name, body in EXAMPLES.items():
        (model,) = outcomes(run_sync, OPERATIONS[name], [body])
        assert isinstance(model, Model)
        assert model.to_dict() == json.loads(body)


@every_operation
@pytest.mark.parametrize("path", codec.PATHS)
def test_a_near_miss_is_a_model_that_loses_nothing_or_an_error_with_its_body(
    operation: Operation, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(codec.PATHS, "fast", codec.PATHS[path])
    answer = json.loads(EXAMPLES[operation.id])
    bodies = {**dict(changed(answer)), **dict(raw(answer))}
    found = dict(zip(bodies, outcomes(run_sync, operation, bodies.values()), strict=True))
    for name, one in found.items():
        body = bodies[name]
        if isinstance(one, Model):
            assert json.dumps(one.to_dict(), sort_keys=True) == json.dumps(json.loads(body), sort_keys=True), name
        else:
            assert isinstance(one, APIError | DecodeError), name
            assert (one.body, one.operation, one.status) == (body, operation.id, 200), name
    assert len({type(one) for one in found.values()}) > 1
    assert {name for name, one in found.items() if len(str(one)) > 5_000} == set(), "a screen is small"


@both
@every_operation
@pytest.mark.parametrize("status", STATUSES)
def test_a_body_that_is_no_json_object_is_one_of_the_clients_errors_in_both_colours(
    run: Run, operation: Operation, status: int
) -> None:
    bodies = dict(raw(json.loads(EXAMPLES[operation.id])))
    for name, one in zip(bodies, outcomes(run, operation, bodies.values(), status), strict=True):
        assert isinstance(one, APIError | DecodeError if status == 200 else APIError) or status == 200, name
        if not isinstance(one, Model):
            assert (one.status, one.body) == (status, bodies[name]), name  # type: ignore[attr-defined]
            assert len(str(one)) < 1_000, name


@both
@every_operation
def test_any_status_is_a_model_or_an_error(run: Run, operation: Operation) -> None:
    for status in (201, 202, 203, 204, 205, 206, 226, 299, 300, 304, 305, 399, 418, 451, 599):
        empty, full = outcomes(run, operation, [b"", EXAMPLES[operation.id]], status)
        assert isinstance(empty, APIError if status >= 300 else DecodeError)
        assert isinstance(full, APIError if status >= 300 else Model)


@both
@every_operation
def test_odd_headers_change_nothing(run: Run, operation: Operation) -> None:
    for headers in (
        {"Content-Type": ""},
        {"Content-Type": "text/html; charset=bogus"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "audio/wav"},
        {"Content-Type": ";;;="},
        {"Retry-After": "soon", "X-Request-Id": ""},
        {"Location": "http://["},
    ):
        for status in (200, 307, 429, 503):
            (one,) = outcomes(run, operation, [EXAMPLES[operation.id]], status, headers)
            assert isinstance(one, Model if status == 200 else APIError), headers


@both
@every_operation
@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_that_cannot_be_unpacked_is_no_answer(run: Run, operation: Operation, encoding: str) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Encoding": encoding}, stream=httpx.ByteStream(b"not packed"))

    with pytest.raises(TransportError) as caught:
        run(operation.call, answer=answer, retries=0)
    assert caught.value.sent


@every_free_operation
def test_a_wait_and_a_download_end_in_a_file_or_an_error_whatever_is_answered(
    operation: Operation, tmp_path: Path
) -> None:
    """Every near miss is waited on, and its file saved, with a service that answers so for ever."""
    bodies = list(changed(json.loads(EXAMPLES[operation.id])))
    now = b""

    async def lives(client: Any) -> list[str]:
        nonlocal now
        resource = getattr(client, operation.family)
        long = []
        for name, now in bodies:  # noqa: B007 - the service answers it
            try:
                await resource.download(await resource.wait("t1", timeout=9), tmp_path / "file", overwrite=True)
            except Speech302Error as error:
                long += [name] if len(str(error)) > 1_000 else []
        return long

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert run_sync(lives, answer=lambda _: httpx.Response(200, headers=JSON, content=now), retries=0) == []


@both
@every_operation
@pytest.mark.parametrize("status", [*STATUSES, 302])
def test_an_error_never_holds_the_key_that_the_service_echoes(run: Run, operation: Operation, status: int) -> None:
    spellings = [KEY, KEY.replace("/", "\\/"), KEY.replace("/", "%2F"), KEY.replace("+", "&#43;")]
    bodies = [
        text.replace("KEY", spelling).encode()
        for spelling in spellings
        for text in (
            '{"error": {"err_code": "KEY", "message": "bad key KEY", "KEY": 1}}',
            '{"code": 1, "msg": "KEY", "trace_id": "KEY", "data": "KEY", "status": 1, "state": 1, "task_id": 1}',
            '["KEY"]',
            "<p>KEY",
            "KEY",
        )
    ]
    headers = {"X-Request-Id": KEY, "X-Trace-Id": KEY, "Location": f"https://{KEY}.example/{KEY}"}
    for body, error in zip(bodies, outcomes(run, operation, bodies, status, headers), strict=True):
        assert isinstance(error, Speech302Error)
        shown = f"{error} {error!r} {error.facts} {getattr(error, '__notes__', '')} {pickle.dumps(error)!r}"
        assert not [spelling for spelling in spellings if spelling in shown], body
        assert (error.__cause__, error.__context__) == (None, None)
