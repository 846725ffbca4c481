"""Interleaved rounds."""

import gc
import itertools
from collections import Counter
from functools import partial

from scripts.bench.rounds import interleaved, quiet_heap, timed

NAMES = ("one", "two", "three")


def ran(rounds: int) -> tuple[list[tuple[str, ...]], dict[str, list[int]]]:
    """The order in each round, and the samples: how many had been run before."""
    order: list[str] = []

    def measure(name: str) -> int:
        order.append(name)
        return len(order)

    samples = interleaved({name: partial(measure, name) for name in NAMES}, rounds)
    return list(zip(*[iter(order)] * len(NAMES), strict=True)), samples


def test_every_work_is_run_once_a_round_and_once_before_that_does_not_count() -> None:
    order, samples = ran(6)
    assert len(order) == 7
    assert all(sorted(one) == sorted(NAMES) for one in order)
    assert sorted(itertools.chain(*samples.values())) == list(range(4, 22))


def test_each_candidate_begins_equally_often_and_follows_each_other_one() -> None:
    """Whoever comes after a heavy neighbour may suffer for it: so nobody always does."""
    order, _ = ran(6)
    assert Counter(one[0] for one in order[1:]) == dict.fromkeys(NAMES, 2)
    assert len({pair for one in order for pair in itertools.pairwise(one)}) == 6


def test_the_time_of_a_work_is_the_difference_of_the_clock() -> None:
    assert timed(lambda: None, partial(next, iter([10, 25]))) == 15


def test_the_garbage_collector_works_as_for_a_user_and_is_left_as_it_was() -> None:
    frozen = gc.get_freeze_count()
    with quiet_heap():
        assert gc.get_freeze_count() > frozen
        assert timed(lambda: 1 / gc.isenabled(), lambda: 0) == 0
    assert gc.get_freeze_count() == frozen
