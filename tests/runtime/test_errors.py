"""Claims about the error tree."""

from __future__ import annotations

import copy
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime import api_error, decode_error, encode_error, errors, ledger_error, task_error
from scripts.codegen.runtime.api_error import (
    APIError,
    AuthenticationError,
    BalanceError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    QuotaError,
    RateLimitError,
    RedirectError,
    ServiceError,
    error_class,
)
from scripts.codegen.runtime.errors import (
    AnswerTimeoutError,
    ArgumentError,
    ConfigurationError,
    ConnectTimeoutError,
    DownloadError,
    NeverSentError,
    OutcomeUnknownError,
    RequestTimeoutError,
    Speech302Error,
    TransportError,
)
from scripts.codegen.runtime.ledger_error import LedgerError
from scripts.codegen.runtime.secret import Secret
from scripts.codegen.runtime.task_error import TaskFailedError, TaskIdMissingError, WaitTimeoutError
from tests.runtime.samples import HANDLE, KEY

URL = "https://api.example.com/tasks"


def silence(cls: type[TransportError] = TransportError, *, sent: bool = True, paid: bool = True) -> TransportError:
    return cls(operation="create_task", method="POST", url=URL, reason="ReadError", sent=sent, paid=paid)


def refusal(cls: type[APIError] = ServiceError, status: int = 500, message: str = "no") -> APIError:
    return cls(operation="get_task", status=status, code=10003, raw_code=-10003, message=message, body=b"{}")


ONE_OF_EACH: list[Speech302Error] = [
    Speech302Error("root"),
    ConfigurationError("api_key", "there is no key", "Set one"),
    ArgumentError("top_p", float("nan"), "must be a number from 0.1 to 1"),
    silence(),
    *(silence(cls) for cls in (NeverSentError, OutcomeUnknownError, ConnectTimeoutError, AnswerTimeoutError)),
    refusal(),
    refusal(AuthenticationError, 401),
    RedirectError(operation="get_task", status=302, location="https://elsewhere.example", paid=False, body=b""),
    TaskFailedError(handle=HANDLE, status="FAILURE", reasons=("too long", "too loud")),
    TaskIdMissingError(family="voice_clones", answer={"task": 1}),
    WaitTimeoutError(handle=HANDLE, waited=600.0, polls=9, status=3, known=False),
    LedgerError("tasks.sqlite", "is locked", "Wait", handle=HANDLE),
    DownloadError(source=URL, path="a.wav", reason="it is empty", cure="Ask again", status=404),
]


@pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_and_copying_as_an_equal_value(error: Speech302Error) -> None:
    pickled = pickle.loads(pickle.dumps(error))  # noqa: S301 - the pickle was made on this very line
    for twin in (pickled, copy.copy(error), copy.deepcopy(error)):
        assert twin == error
        assert hash(twin) == hash(error)
        assert (type(twin), str(twin), twin.facts) == (type(error), str(error), error.facts)


def test_a_time_out_can_be_caught_as_one_and_as_what_it_says_of_the_outcome() -> None:
    assert issubclass(ConnectTimeoutError, NeverSentError)
    assert issubclass(AnswerTimeoutError, OutcomeUnknownError)
    assert issubclass(ConnectTimeoutError, RequestTimeoutError)
    assert issubclass(AnswerTimeoutError, RequestTimeoutError)


def test_the_handle_of_a_lost_task_stands_in_the_text_of_a_ledgers_error() -> None:
    assert str(HANDLE) in str(LedgerError("tasks.sqlite", "is full", "Free space", handle=HANDLE))


def test_errors_with_other_facts_or_of_another_type_are_not_equal() -> None:
    assert silence(sent=True) != silence(sent=False)
    assert silence() != silence(RequestTimeoutError)
    assert silence() != "an error"


def test_a_note_does_not_change_what_an_error_is() -> None:
    noted = silence()
    noted.add_note("seen while waiting")
    assert noted == silence()


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = re.findall(r"^    ([│├└─ ]*)(\w+Error)\b", errors.__doc__ or "", re.MULTILINE)
    modules = (errors, api_error, decode_error, encode_error, task_error, ledger_error)
    classes: dict[str, type] = {name: value for module in modules for name, value in vars(module).items()}
    path: list[str] = []
    for indent, name in drawn:
        depth = len(indent) // 4
        path[depth:] = [name]
        assert path[depth - 1] in {base.__name__ for base in classes[name].__bases__} or depth == 0
    defined = {name for name, value in classes.items() if isinstance(value, type) and issubclass(value, Speech302Error)}
    assert {name for _, name in drawn} == defined


def test_a_refused_argument_can_be_caught_as_a_value_error() -> None:
    assert issubclass(ArgumentError, ValueError)


@pytest.mark.parametrize(("sent", "paid"), [(True, True), (True, False), (False, True), (False, False)])
def test_silence_may_have_cost_money_only_if_it_was_sent_and_paid(sent: bool, paid: bool) -> None:
    error = silence(sent=sent, paid=paid)
    assert error.charge_possible is (sent and paid)
    assert ("may charge" in str(error)) is ("Outcome unknown" in str(error)) is (sent and paid)


@pytest.mark.parametrize(("status", "possible"), [(200, True), (500, True), (503, True), (401, False), (400, False)])
def test_a_paid_refusal_may_have_cost_money_unless_it_was_refused_at_the_door(status: int, possible: bool) -> None:
    error = ServiceError(operation="create_task", status=status, paid=True)
    assert error.charge_possible is possible
    assert ("may have been charged" in str(error)) is possible


def test_an_api_error_says_where_what_why_and_what_next() -> None:
    error = AuthenticationError(
        operation="get_task", status=401, code=10001, message="Key missing", request_id="r1", trace_id="t1"
    )
    assert str(error) == (
        "get_task: HTTP 401, code 10001, request id r1, trace id t1: the service says 'Key missing'. Likely cause: the "
        "API key is wrong, expired, or belongs to another host. Check AI302_API_KEY or api_key, and that base_url is "
        "the host that issued the key."
    )


def test_a_wait_that_timed_out_tells_how_to_resume() -> None:
    (error,) = (error for error in ONE_OF_EACH if isinstance(error, WaitTimeoutError))
    assert (error.family, error.task_id, error.status, error.known) == ("voice_clones", "t1", 3, False)
    assert "client.voice_clones.wait('t1')" in str(error)


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (401, None, AuthenticationError),
        (400, 10001, AuthenticationError),
        (200, 10005, AuthenticationError),
        (403, None, PermissionDeniedError),
        (404, None, NotFoundError),
        (400, None, InvalidRequestError),
        (413, None, InvalidRequestError),
        (422, None, InvalidRequestError),
        (500, 10011, InvalidRequestError),
        (429, 10004, BalanceError),
        (402, None, QuotaError),
        (403, 10006, QuotaError),
        (403, 10007, QuotaError),
        (403, 10012, QuotaError),
        (403, 10018, QuotaError),
        (429, None, RateLimitError),
        (200, 40001, RateLimitError),
        (200, 400, InvalidRequestError),
        (200, 51000, ServiceError),
        (200, "unheard_of", ServiceError),
        (418, None, ServiceError),
        (503, 10008, ServiceError),
    ],
)
def test_the_class_follows_the_code_before_the_status(
    status: int, code: int | str | None, expected: type[APIError]
) -> None:
    assert error_class(status, code) is expected


def test_a_long_value_is_shown_shortly() -> None:
    error = ArgumentError("text", "x" * 1_000_000, "must be shorter")
    assert error.value == f"'{'x' * 60}'... (1,000,000 long)"
    assert len(str(error)) < 200


SPELLINGS = [
    lambda key: key,
    lambda key: "".join(f"\\u{ord(letter):04x}" for letter in key),
    lambda key: "".join(f"%{ord(letter):02X}" for letter in key),
    lambda key: "".join(f"&#{ord(letter)};" for letter in key),
    lambda key: key.replace("\\", "\\\\").replace('"', '\\"').replace("/", "\\/"),
    lambda key: key.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"),
]


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8), st.sampled_from(SPELLINGS))
def test_the_key_is_taken_out_of_text_however_it_is_spelled(key: str, spelling: object) -> None:
    assert callable(spelling)
    assert Secret(key).scrub(f" {spelling(key)} ") == " *** "


def test_cleaning_takes_the_key_out_of_every_fact_and_drops_the_chain() -> None:
    try:
        raise refusal(message=f"key {KEY} is bad") from ValueError(KEY)
    except APIError as caught:
        error = Secret(KEY).clean(caught)
    assert (error.message, error.__cause__, error.__traceback__) == ("key *** is bad", None, None)
    assert KEY not in f"{error!s} {error!r} {error.facts} {error.args}"


def test_a_secret_shows_itself_nowhere() -> None:
    secret = Secret(KEY)
    assert (str(secret), repr(secret), f"{secret}") == ("***", "Secret('***')", "***")
    assert copy.deepcopy(secret) is secret
    with pytest.raises(TypeError):
        pickle.dumps(secret)
