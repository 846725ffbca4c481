"""Many waits at once: which is due next, and what came of each. Pure; the drivers stand in `many_waits`."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

import attrs

from .errors import ArgumentError, Speech302Error

if TYPE_CHECKING:
    from .exchange import Reply
    from .handle import TaskHandle
    from .model import Model
    from .waiting import Waiting

MOST = 256
"""The most reads in flight at once; each needs a connection."""


class BehindWarning(UserWarning):
    """Reads of many waits are sent later than they are due. Warned of once a call."""


@attrs.frozen(kw_only=True)
class Finished:
    """One wait that has ended: with the `task` that succeeded, or with the `error` that the wait would have raised."""

    handle: TaskHandle
    task: Model | None = None
    error: Speech302Error | None = None
    place: int = 0
    """Where the handle stands in the list that was waited for, from 0."""
    waited: float = 0.0
    """Seconds that the wait took."""

    def result(self) -> Any:
        """The task, as `wait` would have returned it. Raises the error."""
        if self.error is not None:
            raise self.error
        return self.task


class Schedule:
    """The waits that have not ended, the one that is due first on top; equal ones in the order of their last turn."""

    def __init__(self, waits: Iterable[Waiting[Any]]) -> None:
        self._heap = [(waiting.due, turn, waiting) for turn, waiting in enumerate(waits)]
        self._turn = len(self._heap)
        self._total = len(self._heap)
        self._told = False
        heapify(self._heap)

    def __len__(self) -> int:
        return len(self._heap)

    @property
    def due(self) -> float:
        """When the first one is due; there is one."""
        return self._heap[0][0]

    def take(self) -> Waiting[Any]:
        """The one that is due first, whose turn it is now; there is one."""
        return heappop(self._heap)[2]

    def judge(self, waiting: Waiting[Any], reply: Reply[Any]) -> Finished | None:
        """What a read means: the wait has ended, or takes its place again."""
        try:
            task = waiting.take(reply)
        except Speech302Error as error:
            return Finished(handle=waiting.handle, error=error, place=waiting.place, waited=waiting.waited)
        if task is not None:
            return Finished(handle=waiting.handle, task=task, place=waiting.place, waited=waiting.waited)
        self._turn += 1
        heappush(self._heap, (waiting.due, self._turn, waiting))
        return None

    def late(self, waiting: Waiting[Any], seconds: float) -> None:
        """Tell, once, that reads are later than a whole pause."""
        if seconds > waiting.pause and not self._told:
            self._told = True
            text = (
                f"{self._total:,} waits: a read is sent {seconds:.1f} s after it was due. The waits go on and every "
                "task has its turn, but their ends are noticed late: wait for fewer at once, or in several processes"
            )
            warnings.warn(text, BehindWarning, stacklevel=2)


def spread(waits: list[Waiting[Any]], bound: int) -> list[Waiting[Any]]:
    """Spread the first reads of more waits than may be in flight over their first pause, so that no burst forms."""
    if len(waits) > bound:
        for place, waiting in enumerate(waits):
            waiting.due = min(waiting.due + waiting.pause * place / len(waits), waiting.deadline)
    return waits


def checked_bound(concurrency: object) -> int | None:
    """How many reads may be in flight at once; None leaves it to the driver. Raises ArgumentError."""
    if concurrency is None:
        return None
    if not isinstance(concurrency, int) or isinstance(concurrency, bool) or not 1 <= concurrency <= MOST:
        raise ArgumentError("concurrency", concurrency, f"must be a whole number from 1 to {MOST}")
    return concurrency
