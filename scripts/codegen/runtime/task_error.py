"""Errors about one task; the whole tree is drawn in `errors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import Speech302Error, shown

if TYPE_CHECKING:
    from .handle import TaskHandle


class TaskError(Speech302Error):
    """About one task. Facts: `family`, `handle` (None if its id is unknown), `answer` (the last one, or None)."""

    def __init__(self, text: str, *, family: str, handle: TaskHandle | None, answer: object = None) -> None:
        self.family = family
        self.handle = handle
        self.answer = answer
        super().__init__(text)

    @property
    def task_id(self) -> str | None:
        """The id of the task, or None if it is unknown."""
        return None if self.handle is None else self.handle.id


class TaskFailedError(TaskError):
    """The task ended badly. More facts: `status` as received, `reasons` (texts of the service, perhaps none)."""

    def __init__(
        self, *, handle: TaskHandle, status: str | int | None, reasons: tuple[str, ...], answer: object = None
    ) -> None:
        self.status = status
        self.reasons = reasons
        why = "; ".join(reasons) or "the service gives no reason"
        text = f"{handle.family}: task {handle.id} failed with status {shown(status)}: {why}."
        cure = "Waiting again will not help. Mend what the reason names, if it names anything, and create a new one."
        super().__init__(f"{text} {cure}", family=handle.family, handle=handle, answer=answer)


class TaskIdMissingError(TaskError):
    """The creating call was answered, perhaps charged for, but the answer has no task id where one belongs."""

    def __init__(self, *, family: str, answer: object) -> None:
        text = f"{family}: the answer that created the task holds no task id, so the task cannot be waited for."
        cure = "Look into `answer` of this error and at your tasks at the service before creating it again."
        super().__init__(f"{text} {cure}", family=family, handle=None, answer=answer)


class WaitTimeoutError(TaskError):
    """The wait timeout ended first; the task goes on, and its `handle` is all that is needed to resume.

    More facts: `waited` (seconds), `polls`, `status` (last one received), `known` (False: a state nobody described),
    `last_error` (what went wrong with the last read, None if it was answered).
    """

    def __init__(
        self,
        *,
        handle: TaskHandle,
        waited: float,
        polls: int,
        status: str | int | None,
        known: bool,
        answer: object = None,
        last_error: Speech302Error | None = None,
    ) -> None:
        self.waited = waited
        self.polls = polls
        self.status = status
        self.known = known
        self.last_error = last_error
        unknown = "" if known else " (not a known state of this family)"
        state = "no state that was told" if answer is None else f"status {shown(status)}{unknown}"
        text = f"{handle.family}: task {handle.id} had {state} after {waited:.1f} s and {polls} polls."
        broken = f" The last read failed: {last_error}" if last_error else ""
        how = f"resume here or in another process with client.{handle.family}.wait({handle.id!r})"
        goes_on = f"It goes on at the service, unless it knows no task of that id; {how}, or give a longer timeout."
        super().__init__(f"{text}{broken} {goes_on}", family=handle.family, handle=handle, answer=answer)
