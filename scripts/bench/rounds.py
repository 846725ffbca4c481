"""Measuring in rounds: in each, every candidate does its work once, so that noise meets all of them alike."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Measure = Callable[[], int]
"""Does one piece of work and says what it took."""
Samples = dict[str, list[int]]
"""What each candidate took, a number a round."""


def interleaved(measures: Mapping[str, Measure], rounds: int) -> Samples:
    """Measure every candidate once a round, in alternating order, after one round that does not count."""
    samples: Samples = {name: [] for name in measures}
    for number in range(-1, rounds):
        for name in _order(list(measures), number):
            taken = measures[name]()
            if number >= 0:
                samples[name].append(taken)
    return samples


def _order(names: list[str], number: int) -> list[str]:
    """Each candidate comes first, and after each other one, about equally often."""
    turn = (number // 2) % len(names)
    turned = names[turn:] + names[:turn]
    return turned[::-1] if number % 2 else turned


def timed(work: Callable[[], object], clock: Callable[[], int]) -> int:
    """What a piece of work takes by a clock.

    The garbage collector works as it does for a user, and begins with nothing to do. Letting go of what the work
    returns is not measured.
    """
    gc.collect()
    started = clock()
    made = work()
    taken = clock() - started
    del made
    return taken


@contextmanager
def quiet_heap() -> Iterator[None]:
    """Spare the garbage collector what the bench itself has loaded: in a user's process it is not there."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
