"""Ratios and their judgement, on made-up numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.bench.ratio import Target, counted, paired, summary
from tests.bench.samples import ratio

NOT_SLOWER = Target(1.0, tie=True)


def test_rounds_are_compared_each_on_its_own() -> None:
    """A machine that is ten times slower for one round changes nothing."""
    found = paired({"ours": [10, 100, 10, 10, 10], "stock": [20, 200, 20, 20, 20]}, "ours", "stock")
    assert (found.median, found.quartiles, found.surely, found.least) == (0.5, (0.5, 0.5), (0.5, 0.5), 0.5)
    assert found.rounds == 5


def test_at_best_compares_the_fastest_round_of_each() -> None:
    assert paired({"ours": [30, 9], "stock": [20, 40]}, "ours", "stock").least == 9 / 20


def test_the_interval_of_the_median_is_that_of_the_sign_test() -> None:
    """Of 25 rounds the 8th and the 18th; tables of the binomial distribution say the same."""
    assert summary([float(number) for number in range(1, 26)], 0).surely == (8, 18)


@given(st.lists(st.floats(0.01, 100), min_size=2, max_size=60))
def test_the_spread_always_holds_the_median(ratios: list[float]) -> None:
    found = summary(ratios, 1)
    assert found.quartiles[0] <= found.median <= found.quartiles[1]
    assert min(ratios) <= found.surely[0] <= found.median <= found.surely[1] <= max(ratios)


@pytest.mark.parametrize(
    ("median", "low", "target", "met"),
    [
        (0.55, 0.50, Target(0.55), True),
        (0.56, 0.50, Target(0.55), False),
        (0.90, 0.80, NOT_SLOWER, True),
        (1.04, 0.99, NOT_SLOWER, True),
        (1.04, 1.01, NOT_SLOWER, False),
        (1.06, 0.50, NOT_SLOWER, False),
    ],
    ids=["at the limit", "above it", "faster", "a tie", "surely slower", "too noisy to be a tie"],
)
def test_a_target_is_for_the_median_and_a_tie_has_to_be_near(
    median: float, low: float, target: Target, met: bool
) -> None:
    assert target.met(ratio(median, low)) is met


def test_what_is_counted_has_no_spread() -> None:
    assert counted(8).exact
    assert not ratio(8).exact
