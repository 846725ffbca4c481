"""Time and chance as one value, so that whatever waits can be tested without waiting."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


async def _sleep_async(seconds: float) -> None:
    import asyncio  # slow to import, and only an asynchronous client needs it

    await asyncio.sleep(seconds)


def _chance() -> float:
    import random  # slow to import, and only a retry needs it

    return random.random()  # noqa: S311 - it spreads pauses and guards nothing


@attrs.frozen
class Clock:
    """What the client reads time from; replace it to run retries and waits without waiting. All times are seconds."""

    now: Callable[[], float] = time.monotonic
    """Time that only goes forward, from an arbitrary start."""
    wall: Callable[[], float] = time.time
    """Time since 1970 in UTC, to compare with dates that the service sends."""
    sleep: Callable[[float], None] = time.sleep
    sleep_async: Callable[[float], Awaitable[None]] = _sleep_async
    chance: Callable[[], float] = _chance
    """A number from 0 up to, but not including, 1."""
