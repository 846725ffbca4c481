"""Waiting for a task: decided in a generator that neither sleeps nor sends, with a thin driver for each colour.

The wait timeout is the third clock, besides the request timeout (one silence) and the retry budget (one call).
"""

from __future__ import annotations

import math
import sys
import warnings
from collections.abc import Awaitable, Callable, Generator
from typing import TYPE_CHECKING, TypeVar, cast

import attrs

from .errors import ArgumentError, Speech302Error, TaskFailedError, TaskIdMissingError, WaitTimeoutError, shown
from .model import Model
from .task_machine import Pace, State, TaskMachine, could_hold, judge, task_id_of

if TYPE_CHECKING:
    from .api_error import APIError, RateLimitError
from .api_error import APIError, RateLimitError
from .clock import Clock

M = TypeVar("M", bound=Model)


class UnknownStateWarning(UserWarning):
    """A task is in a state that the description does not know; the wait goes on. Warned of once a wait."""


@attrs.frozen
class Poll:
    """One read of a task's state: its number from 1, the seconds since the wait began, and what it told."""

    number: int
    elapsed: float
    state: State


@attrs.frozen
class Sleep:
    """Decision: pause for `seconds`."""

    seconds: float


@attrs.frozen
class PollNow:
    """Decision: read the task now; `left` seconds remain for resending that read."""

    left: float


OnPoll = Callable[[Poll], object]
Waiting = Generator[Sleep | PollNow, M | None, M]


def pauses(pace: Pace, timeout: float) -> Generator[float, float, None]:
    """The pauses between polls: yields seconds, is sent the seconds elapsed, ends when the timeout is reached.

    The last pause is cut to end at the deadline, so that the last poll happens there and no pause goes beyond it.
    """
    pause = pace.first
    elapsed = yield 0.0
    while elapsed < timeout:
        elapsed = yield min(pause, timeout - elapsed)
        pause = min(pause * pace.factor, pace.most)


def waiting(
    machine: TaskMachine,
    task_id: str,
    timeout: float,
    now: Callable[[], float],
    on_poll: OnPoll | None,
    scrub: Callable[[str], str] = str,
) -> Waiting[M]:
    """Decide a wait: yields Sleep or PollNow, is sent the answer of each poll, returns the answer of a success.

    `scrub` takes the key out of a text of the service before it is shown.
    Raises TaskFailedError at a bad end and WaitTimeoutError at the deadline; an unknown state is waited on.
    """
    started, number, warned = now(), 0, False
    plan = pauses(machine.pace, timeout)
    pause = next(plan)
    while True:
        if pause > 0:
            yield Sleep(pause)
        received = yield PollNow(max(0.0, timeout - (now() - started)))
        answer = cast("M", received)  # a driver answers every PollNow
        number += 1
        poll = Poll(number, now() - started, judge(machine, answer))
        if on_poll is not None:
            on_poll(poll)
        if poll.state.kind == "succeeded":
            return answer
        if poll.state.kind == "failed":
            raise _failure(machine, task_id, poll.state, answer)
        warned = warned or _warn(machine, task_id, poll.state, scrub)
        try:
            pause = plan.send(poll.elapsed)
        except StopIteration:
            break
    raise _too_late(machine, task_id, poll, answer)


def wait(decisions: Waiting[M], poll: Callable[[float], M], clock: Clock) -> M:
    """Do what `waiting` decides; `poll` is given the seconds that are left."""
    answer: M | None = None
    while True:
        try:
            step = decisions.send(answer)
        except StopIteration as stop:
            result: M = stop.value
            return result
        answer = None
        if isinstance(step, Sleep):
            clock.sleep(step.seconds)
        else:
            answer = poll(step.left)


async def wait_async(decisions: Waiting[M], poll: Callable[[float], Awaitable[M]], clock: Clock) -> M:
    """Do what `waiting` decides, without blocking; a cancellation passes through."""
    answer: M | None = None
    while True:
        try:
            step = decisions.send(answer)
        except StopIteration as stop:
            result: M = stop.value
            return result
        answer = None
        if isinstance(step, Sleep):
            await clock.sleep_async(step.seconds)
        else:
            answer = await poll(step.left)


def wait_timeout(machine: TaskMachine, timeout: float | None) -> float:
    """The wait timeout in seconds: finite and above 0; None is the family's own."""
    if timeout is None:
        return machine.pace.timeout
    number = isinstance(timeout, int | float) and not isinstance(timeout, bool)
    if not number or not math.isfinite(timeout) or timeout <= 0:
        rule = "must be a finite number of seconds above 0"
        raise ArgumentError("timeout", timeout, rule, "Leave it out for the default, or give e.g. 86400 for a day")
    return float(timeout)


def task_to_wait_for(machine: TaskMachine, task: str | Model) -> str:
    """The id of the task: given as it is, or as the answer that created it.

    Raises ArgumentError for a blank id, TaskIdMissingError for an answer without one.
    """
    if isinstance(task, Model) and any(could_hold(task, path) for path in machine.created_by.values()):
        if (task_id := task_id_of(machine, task)) is None:
            raise TaskIdMissingError(family=machine.family, answer=task)
        return task_id
    if not isinstance(task, str) or not task.strip():
        raise ArgumentError("task", task, "must be a task id, or the answer that created the task")
    return task


def resumable(error: Speech302Error, machine: TaskMachine, task_id: str) -> None:
    """Note on an error that ended a wait how to take the wait up again, if only the polling failed and not the task."""
    if isinstance(error, APIError) and error.status < 500 and not isinstance(error, RateLimitError):
        return
    error.add_note(f"The task goes on at the service; resume with client.{machine.family}.wait({task_id!r}).")


def _failure(machine: TaskMachine, task_id: str, state: State, answer: Model) -> TaskFailedError:
    return TaskFailedError(
        family=machine.family, task_id=task_id, status=state.status, reasons=state.reasons, answer=answer
    )


def _too_late(machine: TaskMachine, task_id: str, poll: Poll, answer: Model) -> WaitTimeoutError:
    return WaitTimeoutError(
        family=machine.family,
        task_id=task_id,
        waited=poll.elapsed,
        polls=poll.number,
        status=poll.state.status,
        known=poll.state.kind != "unknown",
        answer=answer,
    )


def _warn(machine: TaskMachine, task_id: str, state: State, scrub: Callable[[str], str]) -> bool:
    if state.kind != "unknown":
        return False
    text = f"{machine.family}: task {task_id} has the unknown state {shown(state.status)}; waiting goes on"
    warnings.warn(scrub(text), UnknownStateWarning, stacklevel=_level_outside())
    return True


def _level_outside() -> int:
    """The stack level, for a warning of the caller, of the program that uses the package."""
    package = __name__.rpartition(".runtime.")[0]
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).startswith(f"{package}."):
        frame, level = frame.f_back, level + 1
    return level
