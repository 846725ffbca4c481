"""The drivers of many waits: threads for the blocking client, a few asyncio tasks for the asynchronous one.

Reads are scheduled instead of slept for: what is in flight is bounded, and a wait that is not due costs no task.
"""

from __future__ import annotations

import queue
from collections.abc import AsyncGenerator, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from .many import Finished, Schedule, spread
from .wait import carry

if TYPE_CHECKING:
    import asyncio

    from .transport import Transport
    from .transport_async import AsyncTransport
    from .waiting import Waiting

THREADS = 16
"""Reads in flight at once, blocking, unless the caller says otherwise."""
TASKS = 32
"""Reads in flight at once, asynchronous, to begin with; the bound follows what the latency seen calls for."""
LATE = 0.3
"""From how many seconds of lateness on one more read may be in flight."""


def finish_in_threads(
    waits: list[Waiting[Any]], transport: Transport, bound: int | None
) -> Generator[Finished, None, None]:
    """Each wait as it ends. The calling thread keeps the time; `bound` others read."""
    bound = bound or THREADS
    schedule = Schedule(spread(waits, bound))
    clock = transport.configuration.clock
    replies: queue.SimpleQueue[tuple[Waiting[Any], Any]] = queue.SimpleQueue()

    def read(waiting: Waiting[Any]) -> None:
        try:
            replies.put((waiting, transport.read(waiting.request, limit=waiting.limit)))
        except BaseException as error:  # it is raised in the calling thread
            replies.put((waiting, error))

    pool = ThreadPoolExecutor(min(bound, max(1, len(waits))), thread_name_prefix="speech302")
    flying = 0
    try:
        while flying or schedule:
            pause = schedule.due - clock.now() if schedule and flying < bound else None
            if pause is not None and (pause <= 0 or not flying):
                if pause > 0:
                    clock.sleep(pause)
                waiting = schedule.take()
                schedule.late(waiting, waiting.sending())
                pool.submit(read, waiting)
                flying += 1
            elif (came := _next(replies, pause)) is not None:
                flying -= 1
                if isinstance(came[1], BaseException):
                    raise came[1]
                if (finished := schedule.judge(*came)) is not None:
                    yield finished
    finally:
        pool.shutdown(cancel_futures=True)


def _next(replies: queue.SimpleQueue[Any], seconds: float | None) -> Any:
    try:
        return replies.get(timeout=seconds)
    except queue.Empty:
        return None


async def finish_in_tasks(
    waits: list[Waiting[Any]], transport: AsyncTransport, bound: int | None
) -> AsyncGenerator[Finished, None]:
    """Each wait as it ends. Closing the iterator, or cancelling it, leaves no task and no request behind."""
    crew = _Crew(waits, transport, bound)
    try:
        crew.hire(bound or TASKS)
        for _ in range(len(waits)):
            came = await crew.ended.get()
            if isinstance(came, BaseException):
                raise came
            yield came
    finally:
        await crew.dismiss()


class _Crew:
    """A few asyncio tasks that do the reads of all the waits, each taking what is due next."""

    def __init__(self, waits: list[Waiting[Any]], transport: AsyncTransport, bound: int | None) -> None:
        import asyncio  # slow to import, and only an asynchronous client needs it

        self.ended: asyncio.Queue[Finished | BaseException] = asyncio.Queue()
        self._asyncio = asyncio
        self._transport = transport
        self._clock = transport.configuration.clock
        self._most = bound or transport.at_once
        self._schedule = Schedule(spread(waits, bound or TASKS))
        self._fastest = float("inf")
        self._tasks: list[asyncio.Task[None]] = []

    def hire(self, number: int) -> None:
        """Begin with so many tasks, or as many as there are waits."""
        for _ in range(min(number, len(self._schedule))):
            self._tasks.append(self._asyncio.create_task(self._work()))

    async def dismiss(self) -> None:
        """Cancel what is still at work, and wait until it is gone."""
        for task in self._tasks:
            task.cancel()
        await self._asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(self) -> None:
        waiting = None
        try:
            while self._schedule:
                waiting = self._schedule.take()
                if (pause := waiting.due - self._clock.now()) > 0:
                    await self._clock.sleep_async(pause)
                late = waiting.sending()
                sent = self._clock.now()
                reply = await self._transport.read(waiting.request, limit=waiting.limit)
                self._learn(waiting, late, self._clock.now() - sent)
                if (finished := self._schedule.judge(waiting, reply)) is not None:
                    self.ended.put_nowait(finished)
        except self._asyncio.CancelledError as cancelled:
            if waiting is not None:
                carry(waiting.handle, cancelled)
            raise
        except BaseException as error:  # it is raised where the waits are awaited
            self.ended.put_nowait(error)

    def _learn(self, waiting: Waiting[Any], late: float, latency: float) -> None:
        """Have one more read in flight if reads are late and the service answers as fast as ever.

        Where answers have become slow, more at once would only make them slower.
        """
        self._fastest = min(self._fastest, latency)
        self._schedule.late(waiting, late)
        if late > LATE and len(self._tasks) < self._most and latency < 1.5 * self._fastest:
            self.hire(1)
