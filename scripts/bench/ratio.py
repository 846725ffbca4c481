"""Ratios with their spread, and whether they meet a target. Pure."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scripts.bench.rounds import Samples

Z95: Final = 1.96
TIE: Final = 1.05
"""A median above this is slower, however wide its interval is: what is too noisy to tell does not pass."""


@dataclass(frozen=True)
class Ratio:
    """A ratio: the median of the ratios of all rounds, with their quartiles.

    `surely` is the interval in which the true median lies in 95 of 100 runs. `least` is the ratio of what both spent in
    their fastest rounds, which other programs disturbed least.
    """

    median: float
    quartiles: tuple[float, float]
    surely: tuple[float, float]
    least: float
    rounds: int

    @property
    def exact(self) -> bool:
        """Whether it was counted, so that it has no spread."""
        return self.rounds == 1


def counted(value: float) -> Ratio:
    """A number that is the same each time."""
    return Ratio(value, (value, value), (value, value), value, 1)


def paired(samples: Samples, name: str, base: str) -> Ratio:
    """The ratio of one candidate to another, each round on its own."""
    ones, others = samples[name], samples[base]
    ratios = [one / other for one, other in zip(ones, others, strict=True)]
    return summary(ratios, min(ones) / min(others))


def summary(ratios: Sequence[float], least: float) -> Ratio:
    """Median, quartiles and the interval of the median, by the order of the ratios alone: outliers move none of them.

    The interval is that of the sign test: the number of rounds below the true median is a binomial one.
    """
    ordered = sorted(ratios)
    low, _, high = statistics.quantiles(ordered, n=4, method="inclusive")
    outside = max(0, math.floor((len(ordered) - Z95 * math.sqrt(len(ordered))) / 2))
    surely = ordered[outside], ordered[-1 - outside]
    return Ratio(statistics.median(ordered), (low, high), surely, least, len(ordered))


@dataclass(frozen=True)
class Target:
    """What a ratio has to reach: at most `at_most`; with `tie`, a ratio that cannot be told from it passes too."""

    at_most: float
    tie: bool = False

    def met(self, ratio: Ratio) -> bool:
        """Whether a ratio reaches it. A tie: the limit lies in the interval of the median, and the median is near."""
        if ratio.median <= self.at_most:
            return True
        return self.tie and ratio.surely[0] <= self.at_most and ratio.median <= self.at_most * TIE


@dataclass(frozen=True)
class Result:
    """One line of the report."""

    key: str
    """A stable name, for programs."""
    what: str
    """What was measured, for people."""
    base: str
    """What it is a ratio to, or what is counted."""
    ratio: Ratio
    target: Target | None = None

    @property
    def met(self) -> bool | None:
        """Whether its target is met; None without one."""
        return None if self.target is None else self.target.met(self.ratio)


@dataclass(frozen=True)
class Group:
    """Results that belong together, with what was compared and how, in words."""

    title: str
    how: str
    results: tuple[Result, ...]
