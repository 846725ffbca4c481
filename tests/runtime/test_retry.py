"""Claims about sending again."""

from __future__ import annotations

import math
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.retry import AGAIN, Retry, retry_after


def pause(retry: Retry, **changes: object) -> float | None:
    asked: dict[str, object] = {
        "repeatable": True,
        "status": 503,
        "sent": 1,
        "elapsed": 0.0,
        "budget": math.inf,
        "retry_after": None,
        "chance": 0.5,
        **changes,
    }
    return retry.pause(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", [None, 429, 500, 502, 503, 504])
def test_silence_and_passing_trouble_are_worth_another_try(status: int | None) -> None:
    assert pause(Retry(), status=status) == 0.25


@pytest.mark.parametrize("status", [200, 302, 400, 401, 402, 403, 404, 413, 422, 501])
def test_any_other_answer_stands(status: int) -> None:
    assert pause(Retry(), status=status) is None


@pytest.mark.parametrize("status", [None, *sorted(AGAIN)])
def test_what_is_not_repeatable_is_never_sent_again(status: int | None) -> None:
    assert pause(Retry(attempts=99), repeatable=False, status=status) is None


def test_pauses_grow_up_to_a_ceiling_and_are_drawn_from_zero() -> None:
    retry = Retry(attempts=9, first=0.5, factor=2, most=3)
    assert [pause(retry, sent=sent, chance=1) for sent in range(1, 6)] == [0.5, 1, 2, 3, 3]
    assert [pause(retry, sent=sent, chance=0) for sent in range(1, 6)] == [0] * 5


def test_the_service_may_ask_for_its_own_pause() -> None:
    assert pause(Retry(budget=60), retry_after=17.0) == 17.0


def test_a_service_that_asks_for_more_than_is_left_is_not_asked_again() -> None:
    assert pause(Retry(budget=60), retry_after=61.0) is None
    assert pause(Retry(budget=60), retry_after=5.0, budget=4.0) is None


@given(
    attempts=st.integers(1, 11),
    budget=st.floats(0, 1000),
    granted=st.floats(0, 1000) | st.just(math.inf),
    trouble=st.lists(
        st.tuples(
            st.sampled_from([None, *AGAIN]),
            st.floats(0, 50),
            st.none() | st.floats(0, 2000),
            st.floats(0, 1, exclude_max=True),
        ),
        min_size=12,
        max_size=12,
    ),
)
def test_no_call_sends_more_or_later_than_its_budget(
    attempts: int,
    budget: float,
    granted: float,
    trouble: list[tuple[int | None, float, float | None, float]],
) -> None:
    retry, elapsed, sent = Retry(attempts=attempts, budget=budget), 0.0, 0
    for status, took, asked, chance in trouble:
        assert sent == 0 or elapsed <= min(budget, granted)
        sent, elapsed = sent + 1, elapsed + took
        wanted = pause(
            retry, status=status, sent=sent, elapsed=elapsed, budget=granted, retry_after=asked, chance=chance
        )
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
