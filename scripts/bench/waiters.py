"""The candidates that wait for many tasks at once, each in a process of its own.

Run as `python -m scripts.bench.waiters NAME URL COUNT SPAN SECONDS`; prints one JSON object: processor seconds, memory
grown (bytes of the resident set at its peak), the lateness of each task that ended (in polls), and what failed.
"""

import asyncio
import json
import os
import sys
import threading
import time
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import httpx

from scripts.bench import stock
from scripts.bench.tasks_server import ends

KEY: Final = "key"
PATH: Final = "/302/vt/tasks/subtitle/"


class Seen:
    """What a waiter notices: when each task's end was seen, and how it went."""

    def __init__(self, count: int, span: float, begun: float) -> None:
        self.count = count
        self.span = span
        self.poll = span / 5
        """Seconds from one read of a task to the next."""
        self.begun = begun
        self.late: list[float] = []
        self.failed = 0
        self.behind = False

    def done(self, number: int) -> None:
        """A task was seen to have ended."""
        late = time.monotonic() - self.begun - ends(number, self.count, self.span)
        self.late.append(late / self.poll)


async def naive(seen: Seen, read: Callable[[int], Awaitable[str]]) -> None:
    """One coroutine a task, which reads and sleeps."""

    async def wait(number: int) -> None:
        while True:
            try:
                status = await read(number)
            except Exception:  # what breaks a naive poller is a result, and is counted
                seen.failed += 1
                return
            if status == "success":
                seen.done(number)
                return
            await asyncio.sleep(seen.poll)

    await asyncio.gather(*(wait(number) for number in range(seen.count)))


async def naive_stock(seen: Seen, url: str) -> None:
    """The stock generator's client, with its own settings."""
    get = stock.module("api.subtitle_tasks.get_subtitle_task").asyncio
    async with stock.module("client").AuthenticatedClient(
        base_url=url, token=KEY, httpx_args={"trust_env": False}
    ) as client:

        async def read(number: int) -> str:
            return str(getattr(await get(f"{number}-e1", client=client), "status", ""))

        # An enumeration prints as its class and name.
        await naive(seen, lambda number: _plain(read(number)))


async def _plain(status: Awaitable[str]) -> str:
    return (await status).rpartition(".")[2].lower()


async def naive_aiohttp(seen: Seen, url: str) -> None:
    """Bare aiohttp with its own settings."""
    import aiohttp

    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {KEY}"}) as session:

        async def read(number: int) -> str:
            async with session.get(f"{url}{PATH}{number}-e1") as response:
                return str((await response.json())["status"])

        await naive(seen, read)


async def ours(seen: Seen, url: str, http_client: httpx.AsyncClient | None = None) -> None:
    """`as_completed` of the client, on aiohttp's connections if it is installed."""
    from speech302 import AsyncSpeech302, BehindWarning, Pace, TaskHandle

    client = AsyncSpeech302(api_key=KEY, base_url=url, http_client=http_client)
    handles = [TaskHandle(family="subtitle_tasks", id=f"{number}-e1", host=url) for number in range(seen.count)]

    async with client:
        with warnings.catch_warnings(record=True, category=BehindWarning) as told:
            warnings.simplefilter("always", BehindWarning)
            pace = Pace(first=seen.poll, factor=1.0, most=seen.poll, timeout=600.0)
            async for finished in client.as_completed(handles, timeout=600.0, pace=pace):
                seen.failed += finished.error is not None
                seen.done(finished.place)
        seen.behind = bool(told)


async def ours_plain(seen: Seen, url: str) -> None:
    """The same on httpx's own connections, as without the extra `aiohttp`."""
    from speech302.runtime.transport_clients import plain_async_client

    async with plain_async_client() as own:
        await ours(seen, url, own)


CANDIDATES: Final[dict[str, Callable[[Seen, str], Awaitable[None]]]] = {
    "ours": ours_plain,
    "ours on aiohttp": ours,
    "naive stock": naive_stock,
    "naive aiohttp": naive_aiohttp,
}


async def measured(name: str, url: str, count: int, span: float, seconds: float) -> dict[str, Any]:
    """Wait for `count` tasks that end within `span` seconds, for `seconds` at most; what it took."""
    # Once for one task, so that imports and first connections are not counted.
    await CANDIDATES[name](_begun(url, 1, 0.1), url)
    seen, before, used = _begun(url, count, span), _resident(), time.process_time()

    def give_up() -> None:
        # A candidate that is drowned cannot be cancelled in any time: what it has seen by now is told, and that is all.
        print(json.dumps(_told(seen, before, used)), flush=True)
        os._exit(0)

    watchdog = threading.Timer(seconds, give_up)
    watchdog.daemon = True
    watchdog.start()
    await CANDIDATES[name](seen, url)
    watchdog.cancel()
    return _told(seen, before, used)


def _told(seen: Seen, before: int, used: float) -> dict[str, Any]:
    return {
        "cpu": time.process_time() - used,
        "memory": max(0, _memory("VmHWM") - before),
        "late": sorted(seen.late),
        "failed": seen.failed,
        "behind": seen.behind,
    }


def _begun(url: str, count: int, span: float) -> Seen:
    return Seen(count, span, httpx.get(f"{url}/begin?{count},{span}", trust_env=False).json()["begun"])


def _resident() -> int:
    """Bytes of the resident set, from which on its peak is counted."""
    # What getrusage calls the peak is that of whoever began this process, too.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _memory("VmRSS")


def _memory(name: str) -> int:
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    chosen, address, number, *limits = sys.argv[1:]
    print(json.dumps(asyncio.run(measured(chosen, address, int(number), *map(float, limits)))))
