"""The least server: one small answer to every request, from a process of its own. Run as a file; imports no package.

It prints its port, and ends when its standard input does, so that it never outlives the bench.
"""

import asyncio
import json
import sys
import threading
from typing import Final

BODY: Final = json.dumps({"status": "processing", "progress": 40}).encode()
HEAD: Final = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n".encode()
END_OF_REQUEST: Final = b"\r\n\r\n"


class Answering(asyncio.Protocol):
    """Answers as soon as the headers of a request have ended; its body, if any, is not looked for."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember whom to answer."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request: they come whole, one at a time."""
        self.transport.write((HEAD + BODY) * data.count(END_OF_REQUEST))


async def serve() -> None:
    """Serve on a free port of this machine alone, until cancelled."""
    server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    threading.Thread(target=asyncio.run, args=(serve(),), daemon=True).start()
    sys.stdin.read()
