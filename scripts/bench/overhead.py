"""Requests over loopback: the client, and the stock one, against bare httpx."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final

import httpx

from scripts.bench import stock
from scripts.bench.plan import Plan
from scripts.bench.ratio import Group, Result, Target, paired
from scripts.bench.rounds import Measure, Samples, interleaved, quiet_heap, timed
from speech302 import AsyncSpeech302, Speech302

TASK: Final = "0123456789abcdef-e1"
PATH: Final = f"/302/vt/tasks/subtitle/{TASK}"
KEY: Final = "key"
HEADERS: Final = {"Authorization": f"Bearer {KEY}"}

DIRECT: Final[dict[str, Any]] = {"trust_env": False}
"""Proxies of the environment are for other hosts than this machine; the client knows that by itself."""

OURS: Final = "ours"
BARE: Final = "bare httpx"
GET: Final = "bare get alone"
STOCK: Final = "stock"

SYNC: Final = Target(1.1)
ASYNC: Final = Target(1.0, tie=True)

Call = Callable[[], object]
AsyncCall = Callable[[], Coroutine[Any, Any, object]]


def requests(plan: Plan, url: str) -> Group:
    """Small answers, one request after the other on one connection, blocking and asynchronous."""
    with quiet_heap():
        results = _results("sync", _sync(plan, url), SYNC) + _results("async", _async(plan, url), ASYNC)
    how = (
        f"subtitle_tasks.get(id) of a small answer, {plan.batch} in a row on one connection, against a server in its "
        "own process; time as it passes. Bare httpx: client.get(url, headers=the key), raise_for_status() and json() "
        "on an httpx.Client, or awaited on an httpx.AsyncClient, with the same packages installed."
    )
    return Group("Requests", how, results)


def _results(colour: str, samples: Samples, target: Target) -> tuple[Result, ...]:
    pairs = [(OURS, BARE, target), (OURS, GET, None), (STOCK, BARE, None)]
    return tuple(
        Result(
            key=f"requests.{colour}.{name} to {base}".replace(" ", "_"),
            what=f"{name}, {colour}",
            base=base,
            ratio=paired(samples, name, base),
            target=goal,
        )
        for name, base, goal in pairs
    )


def _sync(plan: Plan, url: str) -> Samples:
    get = stock.module("api.subtitle_tasks.get_subtitle_task").sync
    with (
        Speech302(api_key=KEY, base_url=url) as client,
        httpx.Client(**DIRECT) as bare,
        _stock_client(url) as stock_client,
    ):
        calls: dict[str, Call] = {
            OURS: lambda: client.subtitle_tasks.get(TASK),
            BARE: lambda: bare.get(url + PATH, headers=HEADERS).raise_for_status().json(),
            GET: lambda: bare.get(url + PATH, headers=HEADERS),
            STOCK: lambda: get(TASK, client=stock_client),
        }
        return interleaved({name: _batch(call, plan.batch) for name, call in calls.items()}, plan.batches)


def _batch(call: Call, size: int) -> Measure:
    def run() -> None:
        for _ in range(size):
            call()

    return lambda: timed(run, time.perf_counter_ns)


def _async(plan: Plan, url: str) -> Samples:
    get = stock.module("api.subtitle_tasks.get_subtitle_task").asyncio
    # All in one loop: a connection belongs to the loop that opened it.
    with asyncio.Runner() as runner:
        client = AsyncSpeech302(api_key=KEY, base_url=url)
        bare = httpx.AsyncClient(**DIRECT)
        stock_client = _stock_client(url)

        async def answer() -> object:
            return (await bare.get(url + PATH, headers=HEADERS)).raise_for_status().json()

        calls: dict[str, AsyncCall] = {
            OURS: lambda: client.subtitle_tasks.get(TASK),
            BARE: answer,
            GET: lambda: bare.get(url + PATH, headers=HEADERS),
            STOCK: lambda: get(TASK, client=stock_client),
        }
        measures = {name: _async_batch(runner, call, plan.batch) for name, call in calls.items()}
        try:
            return interleaved(measures, plan.batches)
        finally:
            for closing in (client.aclose(), bare.aclose(), stock_client.get_async_httpx_client().aclose()):
                runner.run(closing)


def _async_batch(runner: asyncio.Runner, call: AsyncCall, size: int) -> Measure:
    async def run() -> None:
        for _ in range(size):
            await call()

    return lambda: timed(lambda: runner.run(run()), time.perf_counter_ns)


def _stock_client(url: str) -> Any:
    return stock.module("client").AuthenticatedClient(base_url=url, token=KEY, httpx_args=DIRECT)
