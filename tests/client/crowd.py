"""A server on a socket for many clients at once, which answers reads of tasks as it is told, or leaves them hanging."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import aclosing, contextmanager
from typing import Any

from speech302 import Finished, TaskHandle
from tests.client.support import Awaited

Tell = Callable[[str, int], "dict[str, Any] | int | None"]
"""From a task's id and the number of this read of it (from 1) to the answer: JSON, a bare status, or never any."""

PENDING, FAILURE = {"state": "PENDING"}, {"state": "FAILURE"}
DONE = {"state": "SUCCESS", "audio_url": "https://files.example/a.wav"}
"""What the service answers of a voice clone."""

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")
_ID = re.compile(rb"task_id=([^& ]+)")


class Crowd:
    """What the server saw: `reads` of each task, `open` connections, `hanging` requests; its `base_url`."""

    def __init__(self, tell: Tell) -> None:
        self.reads: Counter[str] = Counter()
        self.open = self.most_open = 0
        self.hanging = self.most_hanging = 0
        self.base_url = ""
        self._tell = tell

    def begins(self) -> None:
        """A connection came about."""
        self.open += 1
        self.most_open = max(self.most_open, self.open)

    def ends(self, hanging: int) -> None:
        """A connection ended, on which so many requests had no answer."""
        self.open -= 1
        self.hanging -= hanging

    def answer(self, task: str) -> bytes | None:
        """The answer to a read of a task, whole."""
        self.reads[task] += 1
        told = self._tell(task, self.reads[task])
        if told is None:
            self.hanging += 1
            self.most_hanging = max(self.most_hanging, self.hanging)
            return None
        status, body = (told, b"{}") if isinstance(told, int) else (200, json.dumps(told).encode())
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    def until(self, holds: Callable[[], bool]) -> bool:
        """Whether something about this server comes to hold within seconds."""
        end = time.monotonic() + 5
        while not holds() and time.monotonic() < end:
            threading.Event().wait(0.001)
        return holds()


class _Connection(asyncio.Protocol):
    transport: asyncio.Transport

    def __init__(self, crowd: Crowd, all_of_them: set[_Connection]) -> None:
        self._crowd = crowd
        self._all = all_of_them
        self._received = b""
        self._unanswered = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._all.add(self)
        self._crowd.begins()

    def connection_lost(self, _: Exception | None) -> None:
        self._all.discard(self)
        self._crowd.ends(self._unanswered)

    def data_received(self, data: bytes) -> None:
        self._received += data
        _, end, body = self._received.partition(b"\r\n\r\n")
        length = _LENGTH.search(self._received)
        if not end or len(body) < int(length[1] if length else 0):
            return
        found = _ID.search(self._received)
        self._received = b""
        answer = self._crowd.answer(found[1].decode() if found else "")
        if answer is None:
            self._unanswered += 1
        else:
            self.transport.write(answer)


@contextmanager
def crowd(tell: Tell) -> Iterator[Crowd]:
    """Serve on loopback, in a thread, while the block runs."""
    seen, started, ended, loop = Crowd(tell), threading.Event(), asyncio.Event(), asyncio.new_event_loop()
    connections: set[_Connection] = set()

    async def serve() -> None:
        server = await loop.create_server(lambda: _Connection(seen, connections), "127.0.0.1", 0)
        seen.base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        started.set()
        await ended.wait()
        server.close()
        for connection in list(connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # they end in the next turn of the loop

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    started.wait(5)
    try:
        yield seen
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(5)
        loop.close()


def handles(base_url: str, *ids: str) -> list[TaskHandle]:
    """The handles of voice clones with these ids."""
    return [TaskHandle(family="voice_clones", id=name, host=base_url) for name in ids]


async def ended(client: Any, of: Iterable[TaskHandle | str], **options: Any) -> list[Finished]:
    """The waits in the order in which `as_completed` gave them, in either colour."""
    if isinstance(client, Awaited):
        return list(await client.as_completed(of, **options))
    async with aclosing(client.as_completed(of, **options)) as waits:
        return [finished async for finished in waits]
