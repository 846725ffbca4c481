"""Lines: the connection below an exchange, for faults that HTTP has no words for."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field
from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from scripts.mock.gate import Gate

AT_ONCE: Final = struct.pack("ii", 1, 0)
"""Linger for no time: closing sends a reset."""

LOOK_AGAIN: Final = 0.001
"""Seconds between two looks at whether all was taken."""


@define(eq=False)
class Line:
    """One connection. `over` is set when it is lost or the service ends, `lost` when it is lost."""

    gate: Gate | None = None
    transport: asyncio.Transport = field(init=False)
    over: asyncio.Event = field(factory=asyncio.Event)
    lost: asyncio.Event = field(factory=asyncio.Event)

    async def pause(self, seconds: float) -> bool:
        """Wait, and tell whether there is still somebody to answer to."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), None if seconds == float("inf") else seconds)
        return not self.over.is_set()

    async def flush(self) -> None:
        """Wait until the other side has taken all that was written, or is gone."""
        while (self.transport.get_write_buffer_size() or self._on_its_way()) and await self.pause(LOOK_AGAIN):
            pass

    async def reset(self) -> None:
        """Break the connection off."""
        self._socket().setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self.transport.abort()
        await self.lost.wait()

    async def close(self) -> None:
        """Close the connection in the usual way."""
        self.transport.close()
        await self.lost.wait()

    def _socket(self) -> socket.socket:
        found: socket.socket = self.transport.get_extra_info("socket")
        return found

    def _on_its_way(self) -> bool:
        """Tell whether bytes were sent that the other side has not confirmed, where the system can tell."""
        with suppress(ImportError, OSError, ValueError):
            import fcntl
            import termios

            return any(fcntl.ioctl(self._socket().fileno(), termios.TIOCOUTQ, bytes(4)))
        return False


class LineProtocol(H11Protocol):
    """The server's protocol, which lets the application at the connection: as `line` in the state of each request."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.line: Final = Line(self.app_state.get("gate"))
        self.app_state = {**self.app_state, "line": self.line}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as the base class does
        """Begin a connection."""
        self.line.transport = transport
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """End a connection, and tell."""
        super().connection_lost(exc)
        self.line.over.set()
        self.line.lost.set()

    def shutdown(self) -> None:
        """End an exchange that a fault holds up: the service ends."""
        self.line.over.set()
        super().shutdown()


def line_of(scope: Scope) -> Line | None:
    """Return the connection of an exchange; `None` where there is none, in this very process."""
    found = scope.get("state", {}).get("line")
    return found if isinstance(found, Line) else None
