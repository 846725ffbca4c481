"""Claims about many waits at once, on real connections: in order, none hidden by another, and nothing left behind."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterable
from contextlib import aclosing, asynccontextmanager
from typing import Any, cast

import pytest

from speech302 import (
    ArgumentError,
    AsyncSpeech302,
    AuthenticationError,
    Finished,
    NotFoundError,
    Poll,
    ServiceError,
    Speech302,
    TaskFailedError,
    TaskHandle,
    WaitTimeoutError,
)
from speech302.runtime.transport_clients import plain_async_client
from tests.client.crowd import Crowd, crowd
from tests.client.support import BASE, KEY, Awaited, Run, Time, both, every_colour

# The clock of these tests jumps whenever any of the waits would sleep.
pytestmark = pytest.mark.filterwarnings("ignore::speech302.BehindWarning")
PENDING, SUCCESS, FAILURE = ({"state": state} for state in ("PENDING", "SUCCESS", "FAILURE"))
DONE = {**SUCCESS, "audio_url": "https://files.example/a.wav"}


def handles(base_url: str, *ids: str) -> list[TaskHandle]:
    return [TaskHandle(family="voice_clones", id=name, host=base_url) for name in ids]


async def ended(client: Any, of: Iterable[TaskHandle | str], **options: Any) -> list[Finished]:
    """The waits in the order in which `as_completed` gave them, in either colour."""
    if isinstance(client, Awaited):
        return list(await client.as_completed(of, **options))
    async with aclosing(client.as_completed(of, **options)) as waits:
        return [finished async for finished in waits]


@every_colour
@pytest.mark.parametrize("concurrency", [None, 1, 2, 256])
def test_what_ends_first_comes_first_and_all_come_in_order_at_last(run: Run, concurrency: int | None) -> None:
    ends = {"late": 6, "early": 1, "middle": 2}

    async def both_ways(client: Any) -> tuple[list[Finished], list[Finished]]:
        all_of_them = handles(server.base_url, *ends)
        first = await ended(client, iter(all_of_them), concurrency=concurrency)
        server.reads.clear()
        return first, await client.wait_all(map(str, all_of_them), concurrency=concurrency)

    with crowd(lambda task, read: DONE if read >= ends[task] else PENDING) as server:
        first, last = run(both_ways, base_url=server.base_url)
    assert [finished.handle.id for finished in first] == ["early", "middle", "late"]
    assert [finished.place for finished in first] == [1, 2, 0]
    assert [(finished.handle.id, finished.place) for finished in last] == [("late", 0), ("early", 1), ("middle", 2)]
    assert all(finished.result().audio_url == DONE["audio_url"] for finished in [*first, *last])
    assert dict(server.reads) == ends


OUTCOMES: dict[str, Any] = {
    "good": DONE,
    "failed": FAILURE,
    "gone": 404,
    "forbidden": 401,
    "ill": 503,
    "running": PENDING,
    "fine": DONE,
}
ERRORS = [None, TaskFailedError, NotFoundError, AuthenticationError, ServiceError, WaitTimeoutError, None]


@every_colour
def test_a_wait_that_ends_badly_hides_no_other_and_its_error_carries_its_handle(run: Run) -> None:
    with crowd(lambda task, _: OUTCOMES[task]) as server:
        of = handles(server.base_url, *OUTCOMES)
        found: list[Finished] = run(lambda client: client.wait_all(of, timeout=600), base_url=server.base_url)
    assert [finished.handle for finished in found] == of
    assert [finished.error and type(finished.error) for finished in found] == ERRORS
    assert [finished.error and finished.error.handle for finished in found] == [
        handle if error else None for handle, error in zip(of, ERRORS, strict=True)
    ]
    for finished in found:
        if finished.error is None:
            assert finished.result() is finished.task
        else:
            with pytest.raises(type(finished.error)) as caught:
                finished.result()
            assert caught.value is finished.error


@both
def test_every_read_of_every_wait_is_told_with_its_handle(run: Run) -> None:
    polls: list[Poll] = []
    with crowd(lambda _, read: DONE if read == 3 else PENDING) as server:
        of = handles(server.base_url, *"abcde")
        run(lambda client: client.wait_all(of, on_update=polls.append), base_url=server.base_url)
    for handle in of:
        mine = [poll for poll in polls if poll.handle == handle]
        assert [(poll.number, poll.state.status) for poll in mine] == [(1, "PENDING"), (2, "PENDING"), (3, "SUCCESS")]


@both
def test_one_task_may_be_waited_for_twice_and_none_at_all_too(run: Run) -> None:
    async def life(client: Any) -> tuple[list[Finished], list[Finished], list[Finished]]:
        of = handles(server.base_url, "t1", "t1")
        return await client.wait_all(of), await client.wait_all([]), await ended(client, ())

    with crowd(lambda *_: DONE) as server:
        twice, none, nothing = run(life, base_url=server.base_url)
    assert ([finished.place for finished in twice], none, nothing) == ([0, 1], [], [])


GOOD, OTHERS = handles(BASE, "t1"), handles("https://api.302.ai.example", "t1")
BAD: list[tuple[str, dict[str, Any]]] = [
    *(("concurrency", {"handles": GOOD, "concurrency": bad}) for bad in (0, -1, 257, 1.5, "8", True)),
    *(("timeout", {"handles": GOOD, "timeout": bad}) for bad in (0, -1, float("inf"), float("nan"), "5", True)),
    *(("handles", {"handles": bad}) for bad in (None, 5, "t1", b"t1", GOOD[0], str(GOOD[0]), [*GOOD, None])),
    *(("handle", {"handles": [*GOOD, bad]}) for bad in ("t1", "[]", '{"family": "voice_clones"}')),
    ("host", {"handles": [*GOOD, *OTHERS]}),
]


@both
@pytest.mark.parametrize(("about", "arguments"), BAD)
def test_what_cannot_be_waited_for_is_refused_at_the_call_before_anything_is_sent(
    run: Run, about: str, arguments: dict[str, Any]
) -> None:
    def never(_: object) -> None:
        raise AssertionError("nothing may be sent")

    async def life(client: Any) -> None:
        for wait in (client.wait_all, client.as_completed):
            with pytest.raises(ArgumentError) as caught:
                # The call of the asynchronous `as_completed` itself, not its first step.
                await wait(**arguments)
            assert about in str(caught.value)

    run(life, answer=never)


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
        cast("Generator[Finished]", waits).close()
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


@every_colour
def test_no_more_connections_are_opened_than_reads_may_be_in_flight(run: Run) -> None:
    with crowd(lambda _, read: DONE if read == 2 else PENDING) as server:
        of = handles(server.base_url, *map(str, range(60)))
        found = run(lambda client: client.wait_all(of, concurrency=7), base_url=server.base_url)
    assert all(finished.error is None for finished in found)
    assert server.most_open <= 7
