"""What a ledger keeps of one paid call."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Literal, get_args

import attrs

from .handle import TaskHandle

State = Literal["intended", "unsure", "created", "succeeded", "failed", "dropped"]
COLUMNS = "key, state, family, operation, host, intended_at, task_id, ended_at, reasons"
"""The columns of a row that `entry_of` reads."""


@attrs.frozen(kw_only=True)
class LedgerEntry:
    """One paid call that creates a task, from the intention to the end. All times are in UTC.

    It holds neither key nor argument nor answer. `state` is one of

    - `intended`: about to be sent, or sent by a program that ended before it knew more; look at the service;
    - `unsure`: sent, and no answer tells whether the service accepted it; look at the service;
    - `created`: accepted, and not seen to end; `handle` finds the task again;
    - `succeeded`, `failed`: the task was seen to end so;
    - `dropped`: nothing was accepted, nothing can have been charged.
    """

    key: int
    """The number of the entry in its ledger; never given to another one."""
    state: State
    family: str
    operation: str
    """The operation that creates the task."""
    host: str
    """The base URL of the API that it was sent to."""
    intended_at: datetime
    """When the call was about to be sent."""
    task_id: str | None = None
    ended_at: datetime | None = None
    """When the end was seen, or the call dropped; None while the entry is unfinished."""
    reasons: tuple[str, ...] = ()
    """Why it is unsure, failed or dropped, as far as that was told."""

    @property
    def unfinished(self) -> bool:
        """Whether the call may have been paid for and has not been seen to end."""
        return self.state in ("intended", "unsure", "created")

    @property
    def handle(self) -> TaskHandle | None:
        """What `client.resume` takes; None if the id of the task is not known."""
        if self.task_id is None:
            return None
        return TaskHandle(
            family=self.family,
            id=self.task_id,
            host=self.host,
            created_at=self.intended_at,
            operation=self.operation,
        )


def entry_of(row: tuple[Any, ...]) -> LedgerEntry:
    """The entry that stands in a row. Raises TypeError or ValueError if none can."""
    key, state, family, operation, host, intended_at, task_id, ended_at, reasons = row
    if state not in get_args(State) or not all(isinstance(text, str) for text in (family, operation, host)):
        raise ValueError(f"no call has the state {state!r} or a family, operation or host that is no text")
    return LedgerEntry(
        key=key,
        state=state,
        family=family,
        operation=operation,
        host=host,
        intended_at=datetime.fromisoformat(intended_at),
        task_id=task_id,
        ended_at=None if ended_at is None else datetime.fromisoformat(ended_at),
        reasons=tuple(json.loads(reasons)),
    )


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC, and taken for UTC if it has no zone."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def written(moment: datetime) -> str:
    """A moment as text that sorts as the moments do."""
    return in_utc(moment).isoformat(timespec="microseconds")
