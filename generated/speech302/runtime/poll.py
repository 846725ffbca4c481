"""What a wait tells while it goes on: each read of the task, and a state that nobody knows."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from .errors import Speech302Error, shown
from .task_machine import State

if TYPE_CHECKING:
    from .handle import TaskHandle


class UnknownStateWarning(UserWarning):
    """A task is in a state that the description does not know; the wait goes on. Warned of once a wait."""


@attrs.frozen
class Poll:
    """One read of a task's state, as `on_update` is told it."""

    handle: TaskHandle
    number: int
    """Counted from 1."""
    elapsed: float
    """Seconds since the wait began."""
    state: State
    """What the last answer told; of the kind `unknown`, without a status, as long as there was none."""
    error: Speech302Error | None = None
    """Why this read failed, if it did and the wait goes on."""
    late: float = 0.0
    """Seconds between the moment at which the read was due and the one at which it was sent."""


OnUpdate = Callable[[Poll], object]


def warn(handle: TaskHandle, state: State, scrub: Callable[[str], str]) -> None:
    """Warn the program of a state that nobody knows; `scrub` takes the key out of the service's word for it."""
    text = f"{handle.family}: task {handle.id} has the unknown state {shown(state.status)}; waiting goes on"
    warnings.warn(scrub(text), UnknownStateWarning, stacklevel=_level_outside())


def _level_outside() -> int:
    """The stack level, for a warning of the caller, of the program that uses the package."""
    package = __name__.rpartition(".runtime.")[0]
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).startswith(f"{package}."):
        frame, level = frame.f_back, level + 1
    return level
