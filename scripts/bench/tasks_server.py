"""A server of tasks that end by the clock, each answer 50 ms late. Runs as a file; imports no package.

`GET /begin?N,S` starts the clock of N tasks and answers when that was; their ends are evenly spread from a fifth of S
to S seconds later. Any other request reads the task whose number ends its path. It prints its port, and ends when its
standard input does.
"""

import asyncio
import json
import sys
import threading
import time
from typing import Final

LATENCY: Final = 0.05
END_OF_REQUEST: Final = b"\r\n\r\n"


def ends(number: int, count: int, span: float) -> float:
    """When a task ends, in seconds from the beginning. Numbers that follow each other end far apart."""
    return span * (0.2 + 0.8 * (number * 7919 % count) / count)


class Tasks(asyncio.Protocol):
    """Answers one request at a time on each connection."""

    begun = 0.0
    count = 1
    span = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember whom to answer."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.received = b""

    def data_received(self, data: bytes) -> None:
        """Answer a request once its headers are whole."""
        self.received += data
        if not self.received.endswith(END_OF_REQUEST):
            return
        target = self.received.split(b" ", 2)[1].decode()
        self.received = b""
        asyncio.get_running_loop().call_later(LATENCY, self._answer, target)

    def _answer(self, target: str) -> None:
        if "begin" in target:
            count, _, span = target.rpartition("?")[2].partition(",")
            Tasks.count, Tasks.span = int(count), float(span)
            Tasks.begun = time.monotonic()
            told: dict[str, object] = {"begun": Tasks.begun}
        else:
            number = int(target.rpartition("/")[2].partition("-")[0])
            done = time.monotonic() - Tasks.begun >= ends(number, Tasks.count, Tasks.span)
            told = {"status": "success" if done else "processing", "result": {}, "progress": 40}
        body = json.dumps(told).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.transport.write(head.encode() + body)


async def serve() -> None:
    """Serve on a free port of this machine alone, until cancelled."""
    server = await asyncio.get_running_loop().create_server(Tasks, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    threading.Thread(target=asyncio.run, args=(serve(),), daemon=True).start()
    sys.stdin.read()
