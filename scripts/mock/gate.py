"""The gate: shut, the service refuses connections, as a service does that is not there."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, cast

from attrs import define, field
from uvicorn import Server
from uvicorn.protocols.http.h11_impl import H11Protocol


@define(eq=False)
class Gate:
    """The entrance of one service. A test shuts it with `closed()`, a fault with `refuse`."""

    _server: Server | None = field(default=None, init=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False)
    _address: Any = field(default=None, init=False)
    _family: socket.AddressFamily = field(default=socket.AF_INET, init=False)
    _kept: socket.socket | None = field(default=None, init=False)
    _opening: asyncio.TimerHandle | None = field(default=None, init=False)

    def attach(self, server: Server) -> None:
        """Become the gate of a server that has started."""
        self._server, self._loop = server, asyncio.get_running_loop()
        listener = server.servers[0].sockets[0]
        self._address, self._family = listener.getsockname(), listener.family

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Refuse connections while the block runs, and close those that stand. Not for the service's own thread."""
        self._there(self.shut())
        try:
            yield
        finally:
            self._there(self.open())

    async def shut(self) -> None:
        """Refuse connections from now on."""
        self.refuse(None)
        # What is closed now is closed when the loop comes round.
        await asyncio.sleep(0)

    def refuse(self, seconds: float | None) -> None:
        """Refuse connections from now on, for a time or until opened. Called in the service's own thread."""
        self.forget()
        assert self._server
        assert self._loop
        for server in self._server.servers:
            server.close()
        for connection in list(self._server.server_state.connections):
            # What is being answered still is; a line of ours would break it off, as if the service ended.
            H11Protocol.shutdown(cast(H11Protocol, connection))
        # Bound, the port stays ours; as nobody listens there, connections are refused.
        self._kept = socket.socket(self._family)
        self._kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._kept.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._kept.bind(self._address)
        if seconds is not None:
            loop = self._loop
            self._opening = loop.call_later(seconds, lambda: loop.create_task(self.open()))

    async def open(self) -> None:
        """Take connections again."""
        kept, self._kept = self._kept, None
        self.forget()
        if kept and self._server:
            await self._server.startup([kept])

    def forget(self) -> None:
        """Free the port that was kept, and open at no time: for the end of the service."""
        if self._opening:
            self._opening.cancel()
        if self._kept:
            self._kept.close()
        self._opening = self._kept = None

    def _there(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something in the service's own thread."""
        assert self._loop
        asyncio.run_coroutine_threadsafe(work, self._loop).result()
