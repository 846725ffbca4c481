"""Claims about many waits at once: bounded, in fair turn, none hidden by another, and nothing left behind."""

from __future__ import annotations

import asyncio
import threading
import warnings
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import aclosing
from itertools import pairwise
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.runtime.api_error import ServiceError
from scripts.codegen.runtime.clock import Clock
from scripts.codegen.runtime.configuration import Configuration
from scripts.codegen.runtime.errors import ArgumentError
from scripts.codegen.runtime.exchange import Reply
from scripts.codegen.runtime.handle import TaskHandle
from scripts.codegen.runtime.many import MOST, BehindWarning, Finished, checked_bound
from scripts.codegen.runtime.many_waits import finish_in_tasks, finish_in_threads
from scripts.codegen.runtime.request import Request
from scripts.codegen.runtime.task_error import TaskFailedError, WaitTimeoutError
from scripts.codegen.runtime.task_machine import Pace
from scripts.codegen.runtime.transport import Transport
from scripts.codegen.runtime.transport_async import AsyncTransport
from scripts.codegen.runtime.waiting import Waiting
from tests.runtime.samples import BASE, MACHINE, Task, Time, configuration, reading
from tests.runtime.virtual_time import run

PACE = Pace(first=1.0, factor=1.0, most=1.0, timeout=60.0)


class Service:
    """Stands for a transport. Task `n` ends after `ends[n]` reads: well if n is even, else badly."""

    at_once = MOST

    def __init__(self, settings: Configuration, ends: list[int], latency: float = 0.05) -> None:
        self.configuration = settings
        self.ends = ends
        self.latency = latency
        self.reads: Counter[int] = Counter()
        self.flying = 0
        self.most = 0
        self.turns: list[int] = []
        self.lock = threading.Lock()

    def waits(self, timeout: float = 60.0, **options: Any) -> list[Waiting[Any]]:
        found: list[Waiting[Any]] = []
        for number in range(len(self.ends)):
            handle = TaskHandle(family="voice_clones", id=str(number), host=BASE)
            waiting: Waiting[Any] = Waiting(
                self.configuration, MACHINE, handle, reading, timeout=timeout, pace=PACE, **options
            )
            waiting.place = number
            found.append(waiting)
        return found

    def begin(self, request: Request[Task]) -> int:
        number = int(request.query["task_id"])
        with self.lock:
            self.reads[number] += 1
            self.turns.append(number)
            self.flying += 1
            self.most = max(self.most, self.flying)
        return number

    def end(self, number: int) -> Reply[Task]:
        with self.lock:
            self.flying -= 1
        if self.reads[number] < self.ends[number]:
            return Reply(Task(state="PENDING"))
        return Reply(Task(state="FAILURE" if number % 2 else "SUCCESS"))


class Blocking(Service):
    """Answers at once: the clock is a value."""

    def read(self, request: Request[Task], *, limit: float) -> Reply[Task]:
        return self.end(self.begin(request))


class Asynchronous(Service):
    """Answers after a latency in virtual time."""

    async def read(self, request: Request[Task], *, limit: float) -> Reply[Task]:
        number = self.begin(request)
        try:
            await asyncio.sleep(self.latency)
        except asyncio.CancelledError:
            self.flying -= 1
            raise
        return self.end(number)


def in_threads(ends: list[int], bound: int | None = None, **options: Any) -> tuple[Service, list[Finished]]:
    service = Blocking(configuration(Time()), ends)
    return service, list(finish_in_threads(service.waits(**options), cast("Transport", service), bound))


def in_tasks(
    ends: list[int], bound: int | None = None, latency: float = 0.05, **options: Any
) -> tuple[Service, list[Finished]]:
    async def work() -> tuple[Service, list[Finished]]:
        service = asynchronous(ends, latency)
        waits = finish_in_tasks(service.waits(**options), cast("AsyncTransport", service), bound)
        return service, [finished async for finished in waits]

    return run(work())


def asynchronous(ends: list[int], latency: float = 0.05) -> Asynchronous:
    """To be made inside the loop, whose time it takes."""
    now = asyncio.get_running_loop().time
    clock = Clock(now=now, sleep_async=asyncio.sleep, chance=lambda: 0.5)
    return Asynchronous(attrs.evolve(configuration(), clock=clock), ends, latency)


both = pytest.mark.parametrize("wait", [in_threads, in_tasks], ids=["threads", "tasks"])
ENDS = st.lists(st.integers(1, 6), max_size=30)


@both
@settings(deadline=None, max_examples=40)
@given(ENDS, st.none() | st.integers(1, 40))
def test_every_wait_ends_once_with_its_own_end(wait: Any, ends: list[int], bound: int | None) -> None:
    service, finished = wait(ends, bound)
    assert sorted(one.place for one in finished) == list(range(len(ends)))
    for one in finished:
        assert one.handle.id == str(one.place)
        if one.place % 2:
            assert isinstance(one.error, TaskFailedError)
            assert one.error.handle == one.handle
        else:
            assert one.task == Task(state="SUCCESS")
    assert service.reads == Counter(dict(enumerate(ends)))


@settings(deadline=None, max_examples=40)
@given(ENDS, st.integers(1, 40), st.floats(0.0, 3.0))
@pytest.mark.filterwarnings("ignore::scripts.codegen.runtime.many.BehindWarning")
def test_no_more_reads_are_in_flight_than_allowed(ends: list[int], bound: int, latency: float) -> None:
    service, _ = in_tasks(ends, bound, latency, timeout=1_000.0)
    assert service.most <= bound


@pytest.mark.filterwarnings("ignore::scripts.codegen.runtime.many.BehindWarning")
def test_what_falls_behind_is_read_in_fair_turn() -> None:
    """Ten times as many waits as can be served: between two reads of one task, every other one is read once."""
    service, _ = in_tasks([5] * 200, bound=10, latency=0.5, timeout=1_000.0)
    places: dict[int, list[int]] = {}
    for at, number in enumerate(service.turns):
        places.setdefault(number, []).append(at)
    gaps = {later - earlier for turns in places.values() for earlier, later in pairwise(turns)}
    assert min(gaps) >= 180
    assert max(gaps) <= 220


def test_reads_that_are_later_than_a_whole_pause_are_told_once() -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        in_tasks([5] * 200, bound=10, latency=0.5, timeout=1_000.0)
    assert [warning.category for warning in told] == [BehindWarning]
    assert "200 waits" in str(told[0].message)


@pytest.mark.filterwarnings("ignore::scripts.codegen.runtime.many.BehindWarning")
def test_the_bound_follows_the_latency_as_long_as_the_service_keeps_up() -> None:
    service, _ = in_tasks([4] * 120, latency=0.9)
    assert 32 < service.most <= 120


def test_first_reads_do_not_come_in_a_burst() -> None:
    service, _ = in_tasks([1] * 1_000, latency=0.05)
    assert service.most < MOST // 2 + 32


@both
def test_a_timeout_of_one_wait_is_its_own(wait: Any) -> None:
    _, finished = wait([1, 99, 1], timeout=5.0)
    assert [type(one.error) for one in sorted(finished, key=lambda one: one.place)] == [
        type(None),
        WaitTimeoutError,
        type(None),
    ]


def test_an_outcome_gives_its_task_or_raises_its_error() -> None:
    handle = TaskHandle(family="voice_clones", id="t1", host=BASE)
    done = Finished(handle=handle, task=Task(state="SUCCESS"))
    assert done.result() == Task(state="SUCCESS")
    with pytest.raises(ServiceError):
        Finished(handle=handle, error=ServiceError(operation="get_task", status=500)).result()


async def leftovers(service: Asynchronous) -> tuple[int, int]:
    """The asyncio tasks besides this one, and the reads in flight."""
    return len(asyncio.all_tasks()) - 1, service.flying


def test_leaving_the_loop_early_leaves_no_task_and_no_read_behind() -> None:
    async def work() -> tuple[int, int]:
        service = asynchronous([1, *[50] * 40])
        async with aclosing(finish_in_tasks(service.waits(), cast("AsyncTransport", service), None)) as waits:
            async for _ in waits:
                break
        return await leftovers(service)

    assert run(work()) == (0, 0)


def test_a_cancellation_leaves_no_task_and_no_read_behind() -> None:
    async def drain(waits: AsyncIterator[Finished]) -> None:
        async for _ in waits:
            pass

    async def work() -> tuple[int, int]:
        service = asynchronous([50] * 40)
        waits = finish_in_tasks(service.waits(), cast("AsyncTransport", service), None)
        task = asyncio.create_task(drain(waits))
        await asyncio.sleep(3.02)
        assert service.flying > 0
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return await leftovers(service)

    assert run(work()) == (0, 0)


@both
def test_an_error_that_is_no_end_of_a_wait_is_raised_where_they_are_awaited(wait: Any) -> None:
    def refuse(_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        wait([3] * 20, on_update=refuse)


@both
def test_no_waits_end_at_once(wait: Any) -> None:
    assert wait([])[1] == []


@pytest.mark.parametrize("bound", [0, -1, MOST + 1, True, 1.0, "8"])
def test_a_bound_is_a_whole_number_within_reason(bound: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        checked_bound(bound)
    assert caught.value.parameter == "concurrency"
