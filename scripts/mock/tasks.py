"""Tasks: what was created, and how far each has come."""

import hashlib
import time
from collections.abc import Callable
from typing import TypeAlias

from attrs import define, field, frozen

from scripts.mock.wishes import Wishes
from scripts.values import Json

Span: TypeAlias = tuple[float, float]
"""The shortest and the longest time that tasks take, in seconds."""


@frozen
class Step:
    """What one poll finds: the running state, or `None` when the task has ended; and the progress in percent."""

    state: Json
    progress: int


@define
class Task:
    """One task. Every poll moves it one state along, or time does; once ended it stays ended.

    `born` and `pace`: when it was created, on the clock of its store, and the seconds that it spends in each state;
    without `pace` polls count.
    """

    id: str
    reader: str
    creator: str
    body: Json
    wishes: Wishes
    states: tuple[Json, ...]
    born: float = 0.0
    pace: float | None = None
    polls: int = 0

    @property
    def ends_at(self) -> float | None:
        """When it ends, on the clock of its store; `None` where polls count, or where it never does."""
        if self.pace is None or self.wishes.stalls:
            return None
        return self.born + self.pace * len(self.states)

    def poll(self, now: float) -> Step:
        """Tell where the task stands, and move it on."""
        at = self.polls if self.pace is None else int((now - self.born) / self.pace)
        last = len(self.states) - 1
        self.polls += 1
        if at > last and not self.wishes.stalls:
            return Step(None, 100)
        return Step(self.states[min(at, last)], 100 * min(at, last) // len(self.states))


@frozen
class Accepted:
    """One task that was accepted: the operation that created it, its id, and when it ends, if that is known."""

    operation: str
    id: str
    ends_at: float | None


@define
class TaskStore:
    """The tasks in memory: at most `capacity`, the oldest dropped first. Ids are the same in every run.

    With `span` tasks end after a time between its two ends, the same one for the same id; without it they end after
    as many polls as they have states.
    """

    capacity: int = 1000
    span: Span | None = None
    now: Callable[[], float] = time.monotonic
    accepted: list[Accepted] = field(factory=list, init=False)
    """Every task that was ever created, in order, those that were dropped among them."""

    _tasks: dict[tuple[str, str], Task] = field(factory=dict, init=False)

    def fresh_id(self, creator: str) -> str:
        """Make an id that no task has: 32 hexadecimal digits, as in the recordings."""
        return hashlib.sha256(f"{creator} {len(self.accepted) + 1}".encode()).hexdigest()[:32]

    def add(self, task: Task, usual: int) -> None:
        """Keep a task, and drop the oldest one when there are too many; `usual` is how many states it usually has."""
        if self.span:
            shortest, longest = self.span
            task.born, task.pace = self.now(), (shortest + (longest - shortest) * _share(task.id)) / usual
        self.accepted.append(Accepted(task.creator, task.id, task.ends_at))
        if task.wishes.unknown:
            return
        self._tasks[task.reader, task.id] = task
        if len(self._tasks) > self.capacity:
            del self._tasks[next(iter(self._tasks))]

    def find(self, reader: str, task_id: str) -> Task | None:
        """Return the task that one operation reads by this id; tasks of other operations are unknown to it."""
        return self._tasks.get((reader, task_id))


def _share(task_id: str) -> float:
    """Return a number from 0 to 1 for an id, spread evenly over many of them."""
    return int.from_bytes(hashlib.sha256(task_id.encode()).digest()[:4], "big") / 0xFFFFFFFF
