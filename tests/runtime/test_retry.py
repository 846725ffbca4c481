"""Claims about sending again."""

from __future__ import annotations

import math
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.api_error import APIError, error_class
from scripts.codegen.runtime.decode_error import DecodeError
from scripts.codegen.runtime.errors import ArgumentError, NeverSentError, OutcomeUnknownError, Speech302Error
from scripts.codegen.runtime.retry import Retry, may_repeat, retry_after
from tests.runtime.samples import BASE, paying, reading

UNDECLARED = reading(retry=None)
"""A request of which nobody said that it only reads."""


def silence(*, sent: bool) -> Speech302Error:
    cls = OutcomeUnknownError if sent else NeverSentError
    return cls(operation="o", method="GET", url=BASE, reason="broken", sent=sent, paid=False)


def answer(status: int, code: int | None = None) -> APIError:
    return error_class(status, code)(operation="o", status=status, code=code)


def test_what_provably_never_left_may_be_sent_again_whatever_it_is() -> None:
    assert [may_repeat(request, silence(sent=False)) for request in (reading(), paying(), UNDECLARED)] == [True] * 3


def test_what_may_have_arrived_is_sent_again_only_if_it_is_known_to_only_read() -> None:
    answers = [may_repeat(request, silence(sent=True)) for request in (reading(), paying(), UNDECLARED)]
    assert answers == [True, False, False]


@pytest.mark.parametrize("status", [408, 429, 500, 501, 502, 503, 504, 599])
def test_an_answer_that_says_later_is_worth_another_try(status: int) -> None:
    assert may_repeat(reading(), answer(status))
    assert not may_repeat(paying(), answer(status))
    assert not may_repeat(UNDECLARED, answer(status))


@pytest.mark.parametrize("status", [200, 302, 400, 401, 402, 403, 404, 409, 413, 422, 425])
def test_any_other_answer_stands(status: int) -> None:
    assert not may_repeat(reading(), answer(status))


def test_a_vendors_code_says_later_at_any_status_and_the_others_do_not() -> None:
    assert may_repeat(reading(), answer(200, 40001))
    assert not may_repeat(reading(), answer(200, 40002))
    assert not may_repeat(paying(), answer(200, 40001))


def test_what_was_asked_wrongly_or_came_damaged_is_not_asked_again() -> None:
    assert not may_repeat(reading(), ArgumentError("a", 1, "must be 2"))
    assert not may_repeat(reading(), DecodeError("", "object", "array"))


def test_what_costs_money_is_never_sent_again_whatever_its_data_say() -> None:
    wrongly_described = paying(retry=reading().retry)
    assert not may_repeat(wrongly_described, answer(503))
    assert not may_repeat(wrongly_described, silence(sent=True))


def pause(
    retry: Retry, sent: int = 1, elapsed: float = 0.0, asked: float | None = None, chance: float = 0.5
) -> float | None:
    return retry.pause(sent=sent, elapsed=elapsed, asked=asked, chance=chance)


def test_pauses_grow_up_to_a_ceiling_and_are_drawn_from_zero() -> None:
    retry = Retry(attempts=9, first=0.5, factor=2, most=3)
    assert [pause(retry, sent, chance=1) for sent in range(1, 6)] == [0.5, 1, 2, 3, 3]
    assert [pause(retry, sent, chance=0) for sent in range(1, 6)] == [0] * 5


def test_a_very_long_outage_does_not_overflow() -> None:
    assert Retry().jitter(100_000, 1.0) == Retry().most


def test_the_service_may_ask_for_its_own_pause() -> None:
    assert pause(Retry(budget=60), asked=17.0) == 17.0


def test_a_service_that_asks_for_more_than_is_left_is_not_asked_again() -> None:
    assert pause(Retry(budget=60), asked=61.0) is None
    assert pause(Retry(budget=60), elapsed=56.0, asked=5.0) is None


@given(
    attempts=st.integers(1, 11),
    budget=st.floats(0, 1000),
    trouble=st.lists(
        st.tuples(st.floats(0, 50), st.none() | st.floats(0, 2000), st.floats(0, 1, exclude_max=True)),
        min_size=12,
        max_size=12,
    ),
)
def test_no_call_sends_more_or_later_than_its_budget(
    attempts: int, budget: float, trouble: list[tuple[float, float | None, float]]
) -> None:
    retry, elapsed, sent = Retry(attempts=attempts, budget=budget), 0.0, 0
    for took, asked, chance in trouble:
        assert sent == 0 or elapsed <= budget
        sent, elapsed = sent + 1, elapsed + took
        wanted = pause(retry, sent, elapsed, asked, chance)
        if wanted is None:
            break
        assert wanted >= 0
        elapsed += wanted
    assert sent <= attempts


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("1.5", 1.5),
        (formatdate(1_000_060, usegmt=True), 60.0),
        (formatdate(999_000, usegmt=True), 0.0),
        ("Mon, 12 Jan 1970 13:47:40", 60.0),
        ("Mon, 99 Foo 1970 99:99:99", None),
        ("-3", None),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str | None, expected: float | None) -> None:
    assert retry_after(value, wall=1_000_000.0) == expected


@given(st.text(), st.floats(0, 1e10))
def test_no_retry_after_header_breaks_the_reader(value: str, wall: float) -> None:
    seconds = retry_after(value, wall)
    assert seconds is None or (math.isfinite(seconds) and seconds >= 0)
