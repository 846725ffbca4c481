"""A server on a socket that misbehaves in chosen ways, and counts the requests that reached it whole."""

from __future__ import annotations

import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Manner = Callable[[socket.socket], None]

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")


class Rude:
    """What the server saw: `requests` (whether one has `arrived`), `connections` (or was `closed`); its `base_url`."""

    def __init__(self, listener: socket.socket) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self.arrived = threading.Event()
        self.closed = threading.Event()
        self._listener = listener
        self.base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"

    def serve(self, manners: list[Manner], before: Manner | None) -> None:
        """Answer connections until the listener is closed: request n in manner n, the last one for ever.

        `before`: what is done to a connection before a request was read from it.
        """
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with connection, suppress(OSError):
                if before is not None:
                    before(connection)
                while request := _read(connection):
                    self.requests.append(request)
                    self.arrived.set()
                    manners[min(len(self.requests), len(manners)) - 1](connection)
            self.closed.set()


def reset(connection: socket.socket) -> None:
    """Break the connection off, without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def hang_up(connection: socket.socket) -> None:
    """Close the connection in the usual way, without a word."""
    connection.close()


def begins(then: Manner) -> Manner:
    """Read a few bytes only, and then do something else."""

    def begin(connection: socket.socket) -> None:
        connection.recv(10)
        then(connection)

    return begin


def silent(connection: socket.socket) -> None:
    """Say nothing until the client hangs up."""
    connection.recv(1)


def says(text: bytes) -> Manner:
    """Send bytes and close."""

    def speak(connection: socket.socket) -> None:
        connection.sendall(text)
        connection.close()

    return speak


def answers(status: int, *headers: str, body: bytes = b'{"task_id": "t1"}') -> Manner:
    """Send an answer and keep the connection."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Content-Type: application/json", *headers]
    text = "\r\n".join([*lines, "", ""]).encode() + body
    return lambda connection: connection.sendall(text)


@contextmanager
def rude(*manners: Manner, before: Manner | None = None, port: int = 0) -> Iterator[Rude]:
    """Serve on loopback while the block runs."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        server = Rude(listener)
        thread = threading.Thread(target=server.serve, args=(list(manners), before), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            # A plain close does not wake a thread that waits in accept.
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _read(connection: socket.socket) -> bytes:
    """One whole request, or nothing if the connection ended before."""
    data = b""
    while b"\r\n\r\n" not in data:
        if not (more := connection.recv(65_536)):
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(match[1]) if (match := _LENGTH.search(head)) else 0
    while len(body) < length:
        if not (more := connection.recv(65_536)):
            return b""
        body += more
    return head + b"\r\n\r\n" + body
