"""Tasks: what was created, and how far each has come."""

import hashlib

from attrs import define, field, frozen

from scripts.mock.wishes import Wishes
from scripts.values import Json


@frozen
class Step:
    """What one poll finds: the running state, or `None` when the task has ended; and the progress in percent."""

    state: Json
    progress: int


@define
class Task:
    """One task. Every poll moves it one state along, and once ended it stays ended."""

    id: str
    reader: str
    creator: str
    body: Json
    wishes: Wishes
    states: tuple[Json, ...]
    polls: int = 0

    def poll(self) -> Step:
        """Tell where the task stands, and move it on."""
        at = self.polls
        self.polls = min(at + 1, len(self.states))
        if at == len(self.states):
            return Step(None, 100)
        return Step(self.states[at], 100 * at // len(self.states))


@define
class TaskStore:
    """The tasks in memory: at most `capacity`, the oldest dropped first. Ids are the same in every run."""

    capacity: int = 1000
    _tasks: dict[tuple[str, str], Task] = field(factory=dict, init=False)
    _created: int = field(default=0, init=False)

    def fresh_id(self, creator: str) -> str:
        """Make an id that no task has: 32 hexadecimal digits, as in the recordings."""
        self._created += 1
        return hashlib.sha256(f"{creator} {self._created}".encode()).hexdigest()[:32]

    def add(self, task: Task) -> None:
        """Keep a task, and drop the oldest one when there are too many."""
        self._tasks[task.reader, task.id] = task
        if len(self._tasks) > self.capacity:
            del self._tasks[next(iter(self._tasks))]

    def find(self, reader: str, task_id: str) -> Task | None:
        """Return the task that one operation reads by this id; tasks of other operations are unknown to it."""
        return self._tasks.get((reader, task_id))
