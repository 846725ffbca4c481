"""Claims about what interrupts a call: it passes through, and says what is known of the task and of its price."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from speech302 import TaskHandle
from tests.client.crowd import crowd, handles
from tests.client.rude import rude, silent
from tests.client.support import (
    BASE,
    PAID,
    Operation,
    Run,
    Time,
    both,
    every_paid_operation,
    run_async,
    run_async_httpx,
)

asynchronous = pytest.mark.parametrize("run", [run_async, run_async_httpx], ids=["aiohttp", "httpx"])
HANDLE = TaskHandle(family="voice_clones", id="t1", host=BASE)
RESUME = "resume, here or in another process, with client.voice_clones.wait('t1')"
UNSURE = "Outcome unknown: the service may have received this paid request"

WAYS = {
    "wait": lambda client, handle: client.voice_clones.wait(handle),
    "wait for an id": lambda client, handle: client.voice_clones.wait(handle.id),
    "resume": lambda client, handle: client.resume(str(handle)),
    "create and wait": lambda client, _: PAID["create_voice_clone"].call_and_wait(client),
}
every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


def interrupt(*_: object) -> Any:
    raise KeyboardInterrupt


def answer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"task_id": "t1"} if request.method == "POST" else {"state": "PENDING"})


@both
@every_way
def test_ctrl_c_while_a_wait_pauses_carries_the_handle_and_says_how_to_resume(run: Run, way: Any) -> None:
    with pytest.raises(KeyboardInterrupt) as caught:
        run(lambda client: way(client, HANDLE), answer=answer, clock=Time(on_sleep=interrupt).clock)
    found: TaskHandle = caught.value.handle  # type: ignore[attr-defined]  # of Python's own class
    assert (found.family, found.id, found.host) == ("voice_clones", "t1", BASE)
    assert [RESUME in note for note in caught.value.__notes__] == [True]


@both
@every_way
def test_ctrl_c_while_a_wait_reads_carries_the_handle_too(run: Run, way: Any) -> None:
    def reads(request: httpx.Request) -> httpx.Response:
        return answer(request) if request.method == "POST" else interrupt()

    with pytest.raises(KeyboardInterrupt) as caught:
        run(lambda client: way(client, HANDLE), answer=reads)
    assert caught.value.handle.id == "t1"  # type: ignore[attr-defined]  # of Python's own class


@asynchronous
@every_way
def test_a_cancelled_wait_carries_the_handle_through_a_time_limit_of_the_callers_own(run: Run, way: Any) -> None:
    async def limited(client: Any) -> None:
        async with asyncio.timeout(None) as limit, asyncio.TaskGroup() as group:
            group.create_task(ends(limit))
            await way(client, handle)

    async def ends(limit: asyncio.Timeout) -> None:
        assert await asyncio.to_thread(server.until, lambda: server.hanging == 1)
        limit.reschedule(asyncio.get_running_loop().time())

    with crowd(lambda task, _: {"task_id": "t1"} if not task else None) as server:
        (handle,) = handles(server.base_url, "t1")
        with pytest.raises(TimeoutError) as caught:
            run(limited, base_url=server.base_url)
        assert server.until(lambda: server.open == 0)
    cancelled = caught.value.__cause__
    assert isinstance(cancelled, asyncio.CancelledError)
    assert cancelled.handle.to_dict().items() >= {"id": "t1", "host": server.base_url}.items()  # type: ignore[attr-defined]
    assert [RESUME in note for note in cancelled.__notes__] == [True]


@asynchronous
@every_paid_operation
def test_a_creating_call_that_is_cancelled_says_that_it_may_have_been_charged_and_is_sent_once(
    run: Run, operation: Operation
) -> None:
    async def cancelled(client: Any) -> None:
        creating = asyncio.create_task(operation.call(client))
        assert await asyncio.to_thread(server.arrived.wait, 5)
        creating.cancel()
        await creating

    with rude(silent) as server, pytest.raises(asyncio.CancelledError) as caught:
        run(cancelled, base_url=server.base_url, retries=10)
    assert [UNSURE in note for note in caught.value.__notes__] == [True]
    assert len(server.requests) == 1


@both
@every_paid_operation
def test_a_creating_call_that_is_interrupted_says_that_it_may_have_been_charged(run: Run, operation: Operation) -> None:
    with pytest.raises(KeyboardInterrupt) as caught:
        run(operation.call, answer=interrupt)
    assert [UNSURE in note for note in caught.value.__notes__] == [True]


@both
def test_a_reading_call_that_is_interrupted_says_nothing_of_money(run: Run) -> None:
    with pytest.raises(KeyboardInterrupt) as caught:
        run(lambda client: client.voice_clones.get("t1"), answer=interrupt)
    assert not hasattr(caught.value, "__notes__")
