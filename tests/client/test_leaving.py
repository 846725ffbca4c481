"""Claims about leaving many waits early, on real connections: nothing goes on behind the back of whoever leaves."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any

import pytest

from speech302 import AsyncSpeech302, Poll, Speech302
from speech302.runtime.transport_clients import plain_async_client
from tests.client.crowd import DONE, PENDING, Crowd, crowd, ended, handles
from tests.client.support import KEY, Time

# The clock of these tests jumps whenever any of the waits would sleep.
pytestmark = pytest.mark.filterwarnings("ignore::speech302.BehindWarning")


@asynccontextmanager
async def over_aiohttp(server: Crowd) -> AsyncIterator[AsyncSpeech302]:
    async with AsyncSpeech302(api_key=KEY, base_url=server.base_url) as client:
        yield client


@asynccontextmanager
async def over_httpx(server: Crowd) -> AsyncIterator[AsyncSpeech302]:
    async with (
        plain_async_client() as own,
        AsyncSpeech302(api_key=KEY, base_url=server.base_url, http_client=own) as one,
    ):
        yield one


over_either = pytest.mark.parametrize("opened", [over_aiohttp, over_httpx])


def hanging(task: str, _: int) -> Any:
    """One task has ended; whoever asks for another one waits for ever."""
    return DONE if task == "ended" else None


async def left(server: Crowd) -> tuple[set[Any], bool]:
    """The other tasks of this event loop, and whether no connection is left that waits for an answer."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    return others, await asyncio.to_thread(server.until, lambda: server.hanging == 0)


@over_either
def test_leaving_the_loop_early_leaves_no_task_and_no_open_request_behind(opened: Any) -> None:
    async def life(server: Crowd) -> None:
        async with opened(server) as client:
            of = handles(server.base_url, *map(str, range(40)), "ended")
            async with aclosing(client.as_completed(of, concurrency=41)) as waits:
                async for finished in waits:
                    assert finished.handle.id == "ended"
                    break
            assert await left(server) == (set(), True)
        assert await asyncio.to_thread(server.until, lambda: server.open == 0)

    with crowd(hanging) as server:
        asyncio.run(life(server))
    assert server.most_hanging > 0


@over_either
@pytest.mark.parametrize("way", ["one", "all", "each"])
def test_cancelling_leaves_no_task_and_no_open_request_behind(opened: Any, way: str) -> None:
    async def life(server: Crowd) -> None:
        async with opened(server) as client:
            of = handles(server.base_url, *map(str, range(40)))
            waits: dict[str, Callable[[], Awaitable[Any]]] = {
                "one": lambda: asyncio.gather(*map(client.voice_clones.wait, of)),
                "all": lambda: client.wait_all(of, concurrency=40),
                "each": lambda: ended(client, of, concurrency=40),
            }

            async def wait() -> Any:
                return await waits[way]()

            waiting = asyncio.create_task(wait())
            assert await asyncio.to_thread(server.until, lambda: server.hanging == 40)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            assert await left(server) == (set(), True)
        assert await asyncio.to_thread(server.until, lambda: server.open == 0)

    with crowd(hanging) as server:
        asyncio.run(life(server))


@over_either
def test_a_callers_own_error_ends_all_waits_and_leaves_nothing_behind(opened: Any) -> None:
    def fail(_: Poll) -> None:
        raise ZeroDivisionError

    async def life(server: Crowd) -> None:
        async with opened(server) as client:
            of = handles(server.base_url, "ended", *map(str, range(20)))
            with pytest.raises(ZeroDivisionError):
                await client.wait_all(of, on_update=fail)
            assert await left(server) == (set(), True)

    with crowd(hanging) as server:
        asyncio.run(life(server))


def ours() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("speech302")]


def test_leaving_the_blocking_loop_early_leaves_no_thread_and_no_connection_behind() -> None:
    """What is in flight is waited for, for one request timeout at the most."""
    with crowd(hanging) as server, Speech302(api_key=KEY, base_url=server.base_url, timeout=0.3) as client:
        waits = client.as_completed(handles(server.base_url, "0", "ended", "1"))
        assert next(waits).handle.id == "ended"
        assert ours()
        waits.close()
        assert ours() == []
        assert server.until(lambda: server.hanging == 0)
    assert server.until(lambda: server.open == 0)


def test_an_interrupt_of_the_blocking_loop_leaves_no_thread_behind() -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    with crowd(lambda *_: PENDING) as server:
        clock = Time(on_sleep=interrupt).clock
        with Speech302(api_key=KEY, base_url=server.base_url, clock=clock) as client, pytest.raises(KeyboardInterrupt):
            client.wait_all(handles(server.base_url, *"abc"))
        assert ours() == []
        assert server.until(lambda: server.open == 0)
