"""Kills children that create, wait and download, at random instants: `python tests/client/crasher.py ORDERS`.

The children are forked from this process, which has imported everything, has one thread and no open connection, so
that one costs some milliseconds. ORDERS is JSON: `colour`, `base_url`, `ledger`, `folder`, `seed`, `first` (number of
the first child) and `kills`. Each child has a base URL of its own, by which the service and the ledger tell it apart.
The steps at which the children were killed are printed as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from speech302 import AsyncSpeech302, Ledger, Speech302
from speech302.runtime.clock import Clock
from tests.client.support import KEY, OPERATIONS, Awaited

CREATING = [OPERATIONS[name] for name in ("create_voice_clone", "create_speech_synthesis", "create_video_download")]
STEPS = {b"o": "open", b"c": "create", b"w": "wait", b"d": "download"}
MOST_STEPS = 7
"""Steps that a child begins at most before it is killed."""
MOST_SECONDS = 0.012
"""How long after the beginning of a step a child is killed at most; about as long as a step takes."""
PATIENCE = 30.0


async def _sleep_async(_: float) -> None:
    """Wait for nothing."""


FAST = Clock(sleep=lambda _: None, sleep_async=_sleep_async)


async def work(
    client: Any, name: str, folder: Path, step: Callable[[bytes], object], rounds: int | None = None
) -> None:
    """Create, wait and download again and again; each step is announced before it begins."""
    for number in count() if rounds is None else range(rounds):
        operation = CREATING[number % len(CREATING)]
        resource = getattr(client, operation.family)
        step(b"c")
        handle = await operation.call(client)
        step(b"w")
        task = await resource.wait(handle)
        step(b"d")
        await resource.download(task, folder / f"{name}-{number}.result")


def run(
    orders: dict[str, Any], name: str, http_client: Any, step: Callable[[bytes], object], rounds: int | None = None
) -> None:
    """Work on a client of the ordered colour."""
    step(b"o")
    settings: dict[str, Any] = {
        "api_key": KEY,
        "base_url": f"{orders['base_url']}/{name}",
        "ledger": Ledger(orders["ledger"], patience=PATIENCE),
        "http_client": http_client,
        "clock": FAST,
    }
    folder = Path(orders["folder"])
    if orders["colour"] == "async":
        asyncio.run(work(AsyncSpeech302(**settings), name, folder, step, rounds))
    else:
        finish(work(Awaited(Speech302(**settings)), name, folder, step, rounds))


def finish(flow: Coroutine[Any, Any, None]) -> None:
    """Run what awaits nothing."""
    try:
        flow.send(None)
    except StopIteration:
        return


def killed(orders: dict[str, Any], name: str, http_client: Any, chance: random.Random) -> str:
    """Fork a child, kill it at a random instant, and return the step in which it was."""
    steps, seconds = chance.randint(1, MOST_STEPS), chance.uniform(0, MOST_SECONDS)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            run(orders, name, http_client, lambda step: os.write(writing, step))
        finally:
            os._exit(1)  # a child ends by being killed alone
    os.close(writing)
    announced = b""
    while len(announced) < steps and (more := _more(reading)):
        announced += more
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    while more := _more(reading):
        announced += more
    os.close(reading)
    if ended != -signal.SIGKILL:
        raise SystemExit(f"{name} ended by itself after {announced!r}")
    return STEPS[announced[-1:]] if announced else "fork"


def _more(reading: int) -> bytes:
    if not select.select([reading], [], [], PATIENCE)[0]:
        raise SystemExit("a child stood still")
    return os.read(reading, 100)


def main(orders: dict[str, Any]) -> None:
    """Warm up, then kill as often as ordered."""
    kind = httpx.AsyncClient if orders["colour"] == "async" else httpx.Client
    run(orders, f"warm-{orders['colour']}", kind(), lambda _: None, rounds=len(CREATING))
    if threading.active_count() != 1:
        raise SystemExit("a process of several threads must not fork")
    http_client = kind()  # it has no connection yet, so that no child shares one
    chance = random.Random(orders["seed"])  # noqa: S311 - it chooses instants and guards nothing
    children = range(orders["first"], orders["first"] + orders["kills"])
    sys.stdout.write(json.dumps([killed(orders, f"child-{number}", http_client, chance) for number in children]))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
