"""Waiting for one task: the drivers of `waiting`, one for each colour."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

from .errors import ArgumentError
from .handle import resumption
from .model import Model
from .observing import observing_wait
from .waiting import Waiting

if TYPE_CHECKING:
    from .transport import Transport
    from .transport_async import AsyncTransport

M = TypeVar("M", bound=Model)


def wait(waiting: Waiting[M], transport: Transport) -> M:
    """Read the task until it has ended. An interrupt carries the handle and a note that says how to resume."""
    clock = transport.configuration.clock
    with observing_wait(waiting.handle):
        try:
            while True:
                pause = waiting.due - clock.now()
                if pause > 0:
                    clock.sleep(pause)
                waiting.sending()
                answer = waiting.take(transport.read(waiting.request, limit=waiting.limit))
                if answer is not None:
                    return answer
        except KeyboardInterrupt as interrupt:
            carry(waiting, interrupt)
            raise


async def wait_async(waiting: Waiting[M], transport: AsyncTransport) -> M:
    """As `wait`, without blocking. A cancellation passes through, and carries the handle."""
    from asyncio import CancelledError  # slow to import, and only an asynchronous client needs it

    clock = transport.configuration.clock
    with observing_wait(waiting.handle):
        try:
            while True:
                pause = waiting.due - clock.now()
                if pause > 0:
                    await clock.sleep_async(pause)
                waiting.sending()
                answer = waiting.take(await transport.read(waiting.request, limit=waiting.limit))
                if answer is not None:
                    return answer
        except (CancelledError, KeyboardInterrupt) as interruption:
            carry(waiting, interruption)
            raise


def carry(waiting: Waiting[M], interruption: BaseException) -> None:
    """Give what interrupts a wait the handle as an attribute, and a note that says how to resume."""
    interruption.handle = waiting.handle  # type: ignore[attr-defined]  # of another's class
    interruption.add_note(resumption(waiting.handle))


def checked_timeout(timeout: object, default: float) -> float:
    """The wait timeout in seconds: finite and above 0; None is the default. Raises ArgumentError."""
    if timeout is None:
        return default
    number = isinstance(timeout, int | float) and not isinstance(timeout, bool)
    if not number or not math.isfinite(timeout) or timeout <= 0:  # type: ignore[arg-type, operator]
        rule = "must be a finite number of seconds above 0"
        raise ArgumentError("timeout", timeout, rule, "Leave it out for the default, or give e.g. 86400 for a day")
    return float(timeout)  # type: ignore[arg-type]
