"""The contract of odd answers: each is a model that loses nothing or a documented error, as the description tells."""

from __future__ import annotations

import json
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from speech302 import APIError, DecodeError, Model, Speech302Error, TransportError
from speech302.models import SubtitleTask
from tests.client.support import (
    OPERATIONS,
    Operation,
    Run,
    both,
    every_free_operation,
    every_operation,
    run_async,
    run_sync,
)
from tests.contract.codec_paths import ALL, every_path, only
from tests.contract.judges import canonical, tolerated
from tests.contract.near_misses import API, DECODE, ENDS, MODEL, NearMiss, examples, near_misses
from tests.contract.outcomes import JSON, Outcome, outcomes

EXAMPLES = examples()
BODIES = {name: json.dumps(answer).encode() for name, answer in EXAMPLES.items()}
MISSES = {name: list(near_misses(answer)) for name, answer in EXAMPLES.items()}
UNREADABLE = ("deep nesting", "enormous number", "wrong charset", "byte order mark")
"""Kinds about which jsonschema is not asked: whether they can be read is up to the parser, and not the description."""

every_kind = pytest.mark.parametrize("kind", ENDS)


def bodies(operation: Operation) -> list[bytes]:
    return [miss.body for miss in MISSES[operation.id]]


@cache
def read(name: str, path: str) -> list[tuple[NearMiss, Outcome]]:
    """Every near miss of an operation's answers with what a user gets for it, by one way of the codec."""
    with only(path):
        found = outcomes(run_sync, OPERATIONS[name], bodies(OPERATIONS[name]))
    return list(zip(MISSES[name], found, strict=True))


def end(outcome: Outcome) -> str:
    """The documented end that an outcome is; any other error fails here."""
    if isinstance(outcome, Model):
        return MODEL
    assert isinstance(outcome, APIError | DecodeError)
    return API if isinstance(outcome, APIError) else DECODE


def test_every_operation_has_an_example_that_is_read_as_it_is() -> None:
    assert set(EXAMPLES) == set(OPERATIONS)
    for name, body in BODIES.items():
        (model,) = outcomes(run_sync, OPERATIONS[name], [body])
        assert isinstance(model, Model)
        assert canonical(model.to_dict()) == canonical(json.loads(body))


@every_kind
def test_every_kind_of_near_miss_is_met_in_each_of_its_ends_and_in_no_other(kind: str) -> None:
    met = {end(one) for name in OPERATIONS for miss, one in read(name, "compiled") if miss.kind == kind}
    assert met == ENDS[kind]


@every_path
@every_operation
def test_a_near_miss_ends_as_its_kind_does_and_loses_nothing(operation: Operation, path: str) -> None:
    for miss, one in read(operation.id, path):
        assert end(one) in ENDS[miss.kind], miss
        assert len(str(one)) <= 5_000, "a screen is small"
        if isinstance(one, Model):
            assert canonical(one.to_dict()) == canonical(json.loads(miss.body.removeprefix(b"\xef\xbb\xbf"))), miss
        else:
            assert (one.body, one.operation, one.status) == (miss.body, operation.id, 200), miss  # type: ignore[attr-defined]


@every_operation
def test_the_description_tells_which_near_misses_are_refused(operation: Operation) -> None:
    """A field may be null or missing and may have any value of its type, and nothing else is tolerated."""
    for miss, one in read(operation.id, "compiled"):
        if miss.kind in UNREADABLE:
            continue
        if isinstance(one, APIError):
            assert {"error", "code"} & set(json.loads(miss.body)), miss
        else:
            assert isinstance(one, Model) == fits(operation, miss), miss


def fits(operation: Operation, miss: NearMiss) -> bool:
    """Whether a body is what jsonschema calls an answer, nulls and missing fields aside."""
    try:
        body = json.loads(miss.body, parse_constant=no_number)
    except ValueError:
        return False
    return tolerated(operation, body)


def no_number(constant: str) -> None:
    raise ValueError(constant)  # Python would read NaN, which JSON does not have


@every_operation
def test_all_ways_of_the_codec_make_the_same_of_a_near_miss(operation: Operation) -> None:
    ways = [read(operation.id, path) for path in ALL]
    for (miss, plain), *others in zip(*ways, strict=True):
        assert [one for _, one in others if one != plain or repr(one) != repr(plain)] == [], miss


@every_operation
@pytest.mark.parametrize(("run", "status"), [(run_async, 200), (run_sync, 400), (run_async, 502)])
def test_the_status_decides_over_the_body_in_both_colours(run: Run, operation: Operation, status: int) -> None:
    for miss, one in zip(MISSES[operation.id], outcomes(run, operation, bodies(operation), status), strict=True):
        assert end(one) in (ENDS[miss.kind] if status == 200 else {API}), miss
        if not isinstance(one, Model):
            assert (one.status, one.body) == (status, miss.body), miss  # type: ignore[attr-defined]


@pytest.mark.parametrize("spelling", ["subtitle", "subtitile"])
@every_path
def test_either_spelling_of_a_field_is_read_into_one_attribute_and_written_back_as_it_came(
    path: str, spelling: str
) -> None:
    answer = {"status": "success", "result": {spelling: {"segments": [{"text": "a"}]}}}
    with only(path):
        (task,) = outcomes(run_sync, OPERATIONS["get_subtitle_task"], [json.dumps(answer).encode()])
    assert isinstance(task, SubtitleTask)
    assert task.result
    assert task.result.subtitle
    assert task.result.subtitle.segments
    assert task.result.subtitle.segments[0].text == "a"
    assert task.to_dict() == answer


@both
@every_operation
def test_any_status_is_a_model_or_an_error(run: Run, operation: Operation) -> None:
    for status in (201, 202, 203, 204, 205, 206, 226, 299, 300, 304, 305, 399, 418, 451, 599):
        empty, full = outcomes(run, operation, [b"", BODIES[operation.id]], status)
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
            (one,) = outcomes(run, operation, [BODIES[operation.id]], status, headers)
            assert isinstance(one, Model if status == 200 else APIError), headers


@both
@every_operation
@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_that_cannot_be_unpacked_is_no_answer(run: Run, operation: Operation, encoding: str) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Encoding": encoding}, stream=httpx.ByteStream(b"not packed"))

    with pytest.raises(TransportError) as caught:
        run(operation.answered, answer=answer, retries=0)
    assert caught.value.sent


@every_free_operation
def test_a_wait_and_a_download_end_in_a_file_or_an_error_whatever_is_answered(
    operation: Operation, tmp_path: Path
) -> None:
    """Every near miss is waited on, and its file saved, with a service that answers so for ever."""
    now = b""

    async def lives(client: Any) -> list[str]:
        nonlocal now
        resource = getattr(client, operation.family)
        long = []
        for now in bodies(operation):  # noqa: B007 - the service answers it
            try:
                await resource.download(await resource.wait("t1", timeout=9), tmp_path / "file", overwrite=True)
            except Speech302Error as error:
                long += [str(error)] if len(str(error)) > 1_000 else []
        return long

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert run_sync(lives, answer=lambda _: httpx.Response(200, headers=JSON, content=now), retries=0) == []
