"""How the tasks of a family run, as data, and the one judgement that reads it.

The table is generated from `x-task` of the description; nothing here knows any family.
"""

from __future__ import annotations

from collections.abc import Mapping, Sized
from typing import Any, Literal

import attrs

from .model import Model

Path = tuple[str, ...]
Status = str | int | None
Kind = Literal["running", "succeeded", "failed", "unknown"]


@attrs.frozen
class Ending:
    """One way a task ends.

    It fits if `status` is the answer's (None: whatever that is), every path in `present` holds something, and every
    path in `empty` holds nothing (absent, null, an empty text or list).
    """

    outcome: Literal["succeeded", "failed"]
    status: Status = None
    present: tuple[Path, ...] = ()
    empty: tuple[Path, ...] = ()

    def fits(self, status: object, answer: object) -> bool:
        """Whether an answer with this status is this ending."""
        if self.status is not None and status != self.status:
            return False
        return not any(blank(find(answer, path)) for path in self.present) and all(
            blank(find(answer, path)) for path in self.empty
        )


@attrs.frozen
class Pace:
    """How often to poll: the first pause, what each next one is multiplied by, the longest, the wait timeout (s)."""

    first: float
    factor: float
    most: float
    timeout: float


@attrs.frozen
class TaskMachine:
    """The tasks of a family. Paths are attribute names, from the answer down.

    `read` is the operation that polls. `created_by` maps each creating operation to the path of the new task's id in
    its answer. `status` is where the state stands, `running` the states in which the task goes on. `endings`: the first
    that fits decides. `paces`: those of creating operations that have one of their own. `result`, `files` (URLs, or
    audio that came inline) and `errors` (reasons): where they stand.
    """

    family: str
    read: str
    created_by: Mapping[str, Path]
    status: Path
    running: tuple[Status, ...]
    endings: tuple[Ending, ...]
    pace: Pace
    paces: Mapping[str, Pace] = attrs.field(factory=dict)
    result: Path = ()
    files: tuple[Path, ...] = ()
    errors: tuple[Path, ...] = ()

    def pace_of(self, operation: str | None) -> Pace:
        """How often to poll a task that this operation created; None: that is not known."""
        return self.pace if operation is None else self.paces.get(operation, self.pace)


@attrs.frozen
class State:
    """What an answer says of its task. `unknown`: neither an ending nor a known running state."""

    kind: Kind
    status: Status
    reasons: tuple[str, ...] = ()


def judge(machine: TaskMachine, answer: object) -> State:
    """Read the state of a task from the answer that polled it."""
    found = find(answer, machine.status)
    status = found if isinstance(found, str | int) else None
    for ending in machine.endings:
        if ending.fits(found, answer):
            return State(ending.outcome, status, _reasons(machine, answer) if ending.outcome == "failed" else ())
    return State("running" if status is not None and status in machine.running else "unknown", status)


def find(answer: object, path: Path) -> Any:
    """What stands at a path of attribute names, through models and plain JSON objects; None if there is nothing."""
    for name in path:
        answer = answer.get(name) if isinstance(answer, Mapping) else getattr(answer, name, None)
    return answer


def files(machine: TaskMachine, answer: object) -> dict[str, Any]:
    """The results that can be saved, by the dotted path where they stand: URLs, or audio that came inline."""
    found = {".".join(path): find(answer, path) for path in machine.files}
    return {name: value for name, value in found.items() if not blank(value)}


def could_hold(answer: object, path: Path) -> bool:
    """Whether an answer is of a kind that has something at a path, be it None."""
    for name in path:
        if not hasattr(answer, name):
            return answer is None
        answer = getattr(answer, name)
    return True


def task_id_of(machine: TaskMachine, operation: str, created: object) -> str | None:
    """The id of the task in the answer of the operation that created it, or None."""
    value = find(created, machine.created_by[operation])
    named = isinstance(value, str | int) and not isinstance(value, bool) and not blank(value)
    return str(value) if named else None


def blank(value: object) -> bool:
    """Whether a value is nothing: absent, null, white space, an empty list or object."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, Sized) and not isinstance(value, Model) and len(value) == 0)


def _reasons(machine: TaskMachine, answer: object) -> tuple[str, ...]:
    texts = (_text(find(answer, path)) for path in machine.errors)
    # A dictionary keeps the order and drops a reason that two paths lead to.
    return tuple(dict.fromkeys(text for text in texts if text))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    message = find(value, ("message",))
    if isinstance(message, str) and message.strip():
        return message.strip()
    if isinstance(value, Model):
        value = value.to_dict()
    return "" if blank(value) else str(value)
