"""Waiting for one task: the drivers of `waiting`, one for each colour."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from .errors import ArgumentError
from .handle import resumption
from .model import Model
from .observing import observing_wait
from .waiting import Waiting

if TYPE_CHECKING:
    from .handle import TaskHandle
    from .transport import Transport
    from .transport_async import AsyncTransport

M = TypeVar("M", bound=Model)


def wait(waiting: Waiting[M], transport: Transport) -> M:
    """Read the task until it has ended. An interrupt carries the handle and a note that says how to resume."""
    clock = transport.configuration.clock
    with observing_wait(waiting.handle), carrying(waiting.handle):
        while True:
            pause = waiting.due - clock.now()
            if pause > 0:
                clock.sleep(pause)
            waiting.sending()
            answer = waiting.take(transport.read(waiting.request, limit=waiting.limit))
            if answer is not None:
                return answer


async def wait_async(waiting: Waiting[M], transport: AsyncTransport) -> M:
    """As `wait`, without blocking. A cancellation passes through, and carries the handle."""
    clock = transport.configuration.clock
    with observing_wait(waiting.handle), carrying(waiting.handle):
        while True:
            pause = waiting.due - clock.now()
            if pause > 0:
                await clock.sleep_async(pause)
            waiting.sending()
            answer = waiting.take(await transport.read(waiting.request, limit=waiting.limit))
            if answer is not None:
                return answer


@contextmanager
def carrying(handle: TaskHandle) -> Iterator[None]:
    """Give an interrupt or a cancellation the handle of the task, and a note that says how to resume."""
    try:
        yield
    except Exception:
        raise  # an error of ours has the handle already
    except BaseException as interruption:
        carry(handle, interruption)
        raise


def carry(handle: TaskHandle, interruption: BaseException) -> None:
    """Give what interrupts a wait the handle as an attribute, and a note that says how to resume."""
    interruption.handle = handle  # type: ignore[attr-defined]  # of another's class
    interruption.add_note(resumption(handle))


def checked_timeout(timeout: object, default: float) -> float:
    """The wait timeout in seconds: finite and above 0; None is the default. Raises ArgumentError."""
    if timeout is None:
        return default
    number = isinstance(timeout, int | float) and not isinstance(timeout, bool)
    if not number or not math.isfinite(timeout) or timeout <= 0:  # type: ignore[arg-type, operator]
        rule = "must be a finite number of seconds above 0"
        raise ArgumentError("timeout", timeout, rule, "Leave it out for the default, or give e.g. 86400 for a day")
    return float(timeout)  # type: ignore[arg-type]
