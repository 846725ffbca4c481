"""Claims about errors that come in the body, and about what an answer is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.api_error import (
    APIError,
    AuthenticationError,
    BalanceError,
    InvalidRequestError,
    NotFoundError,
    RateLimitError,
    RedirectError,
    ServiceError,
)
from scripts.codegen.runtime.decode_error import DecodeError
from scripts.codegen.runtime.envelopes import Complaint, find_error, plain_code
from scripts.codegen.runtime.model import Model, model
from scripts.codegen.runtime.outcome import Answer, conclude
from scripts.codegen.runtime.request import Audio
from tests.runtime.samples import BASE, BUSINESS, VENDOR, Task, paying, reading


@model
class Outer(Model):
    """A model that knows the fields of the business envelope, and none of the vendor's."""

    code: int | None = None
    msg: str | None = None
    trace_id: str | None = None


@model
class Cause(Model):
    """A failure inside a result."""

    message: str | None = None


@model
class Result(Model):
    """A result that failed."""

    error: Cause | str | None = None


@model
class SubtitleTask(Model):
    """A task whose result can hold an error of its own."""

    status: str | None = None
    result: Result | None = None


CASES: list[tuple[dict[str, Any], Complaint | None]] = [
    ({}, None),
    ({"error": None}, None),
    ({"error": {}}, None),
    ({"code": 0, "msg": "success", "trace_id": "t", "data": {"status": 9}}, None),
    ({"code": None, "msg": "success"}, None),
    (
        {"error": {"err_code": -10001, "message": "Key missing", "message_cn": "缺少", "type": "api_error"}},
        Complaint("vendor", 10001, -10001, "Key missing", None, {"message": "Key missing", "message_cn": "缺少"}),
    ),
    (
        {"error": {"err_code": 10004, "message_cn": "余额"}},
        Complaint("vendor", 10004, 10004, "余额", None, {"message_cn": "余额"}),
    ),
    ({"error": {"err_code": "-10004"}}, Complaint("vendor", 10004, "-10004", "", None)),
    ({"error": {"message": "no code"}}, Complaint("vendor", None, None, "no code", None, {"message": "no code"})),
    ({"code": 40001, "msg": "QPS", "trace_id": "t"}, Complaint("business", 40001, 40001, "QPS", "t", {"msg": "QPS"})),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_an_envelope_is_found_in_json_and_in_a_decoded_model_alike(
    body: dict[str, Any], expected: Complaint | None
) -> None:
    for answer in (body, Outer.from_dict(body)):
        assert find_error((VENDOR, BUSINESS), answer) == expected


def test_a_code_in_a_text_counts_as_the_number() -> None:
    assert find_error((BUSINESS,), {"code": "0", "msg": "ok"}) is None
    assert find_error((BUSINESS,), {"code": "50000", "msg": "x"}) == Complaint(
        "business", 50000, "50000", "x", None, {"msg": "x"}
    )


@pytest.mark.parametrize("error", [{"message": "cannot download"}, "cannot download"])
def test_a_failed_result_is_a_failed_task_and_not_an_envelope(error: object) -> None:
    body = {"status": "fail", "result": {"error": error}}
    assert find_error((VENDOR, BUSINESS), body) is None
    assert find_error((VENDOR, BUSINESS), SubtitleTask.from_dict(body)) is None


@given(st.integers(1, 10**6))
def test_the_sign_of_a_code_does_not_matter(code: int) -> None:
    assert plain_code(code) == plain_code(-code) == plain_code(f"-{code}") == plain_code(float(code)) == code


@pytest.mark.parametrize("value", [None, True, "", "  ", [], {}, 1.5])
def test_what_is_no_code_is_none(value: object) -> None:
    assert plain_code(value) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["error", "err_code", "message", "code", "msg", "trace_id"]), inner)
        ),
    )
)
def test_no_json_breaks_the_search(answer: Any) -> None:
    found = find_error((VENDOR, BUSINESS), answer)
    assert found is None or isinstance(found, Complaint)


def answer(status: int, body: object, **headers: str) -> Answer:
    """An answer with a JSON body, or the bytes given."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, data)


def refused(outcome: Answer, *, paid: bool = False) -> APIError:
    """The error that an answer is."""
    error = conclude(paying() if paid else reading(), BASE, outcome, 0.0)
    assert isinstance(error, APIError)
    return error


def test_an_envelope_with_http_200_is_an_error_with_every_fact() -> None:
    body = {"error": {"err_code": -10004, "message": "Insufficient balance", "type": "api_error"}}
    outcome = answer(200, body, x_request_id="r1", x_trace_id="t1")
    assert refused(outcome) == BalanceError(
        operation="get_task",
        status=200,
        code=10004,
        raw_code=-10004,
        message="Insufficient balance",
        messages={"message": "Insufficient balance"},
        request_id="r1",
        trace_id="t1",
        body=outcome.body,
    )


@pytest.mark.parametrize(
    ("outcome", "cls", "message"),
    [
        (answer(401, {"error": {"err_code": 10001, "message": "Key missing"}}), AuthenticationError, "Key missing"),
        (answer(401, b""), AuthenticationError, ""),
        (answer(404, b"<html>Not found</html>", content_type="text/html"), NotFoundError, ""),
        (answer(400, {"error": "bad voice"}), InvalidRequestError, "bad voice"),
        (answer(422, {"detail": "bad text"}), InvalidRequestError, "bad text"),
        (answer(500, {"message": "boom"}), ServiceError, "boom"),
        (answer(503, b"\xff\xfe"), ServiceError, ""),
        (answer(502, b"[" * 200_000), ServiceError, ""),
        (answer(500, [1]), ServiceError, ""),
        (answer(500, "text"), ServiceError, ""),
        (answer(429, {"msg": "slow down"}), RateLimitError, "slow down"),
    ],
)
def test_every_refusal_is_a_typed_error_whatever_its_body(outcome: Answer, cls: type[APIError], message: str) -> None:
    error = refused(outcome)
    assert (type(error), error.status, error.message, error.body) == (cls, outcome.status, message, outcome.body)


def test_a_rate_limit_carries_the_pause_that_the_service_asks_for() -> None:
    assert refused(answer(429, {}, retry_after="7")).retry_after == 7.0


def test_a_redirect_names_the_host_it_points_to_and_nothing_secret_of_it() -> None:
    error = refused(answer(307, b"", location="https://elsewhere.example/path?token=abc"))
    assert error == RedirectError(
        operation="get_task", status=307, location="https://elsewhere.example", paid=False, body=b""
    )


def test_an_answer_that_fits_neither_model_nor_envelope_is_a_decoding_error_with_its_place() -> None:
    error = conclude(paying(), BASE, answer(200, b"<html>"), 0.0)
    assert isinstance(error, DecodeError)
    assert (error.operation, error.status, error.body) == ("create_task", 200, b"<html>")
    assert any("may have been charged" in note for note in error.__notes__)


def test_an_envelope_that_does_not_fit_the_model_is_still_found() -> None:
    body = {"task_id": 7, "error": {"err_code": 10003, "message": "network"}}
    assert refused(answer(200, body)).code == 10003


@pytest.mark.parametrize("content_type", ["audio/wav", "Audio/MPEG; rate=1", "application/octet-stream"])
def test_a_body_that_is_audio_becomes_the_binary_attribute(content_type: str) -> None:
    task = conclude(reading(), BASE, answer(200, b"RIFF....", content_type=content_type), 0.0)
    assert isinstance(task, Task)
    assert task.audio == Audio(b"RIFF....", content_type)


def test_json_under_a_wrong_content_type_is_still_json() -> None:
    task = conclude(reading(), BASE, answer(200, {"state": "PENDING"}, content_type="application/octet-stream"), 0.0)
    assert isinstance(task, Task)
    assert (task.state, task.audio) == ("PENDING", None)


def test_audio_is_not_taken_where_the_operation_has_no_place_for_it() -> None:
    assert isinstance(conclude(paying(), BASE, answer(200, b"RIFF", content_type="audio/wav"), 0.0), DecodeError)


def test_an_answer_shows_neither_headers_nor_body() -> None:
    assert repr(answer(200, b"secret", x="secret")) == "Answer(status=200, body=<6 bytes>)"
