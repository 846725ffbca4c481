"""What a host's name resolves to, asked of the system, in both colours."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

Resolve = Callable[[str, int], list[str]]
AsyncResolve = Callable[[str, int], Awaitable[list[str]]]

# A name that does not resolve has no addresses to judge. The connection fails for the same reason; or a proxy knows the
# name, which has to be free to.
_UNKNOWN = (OSError, UnicodeError)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, none if its name does not resolve."""
    import socket  # slow to import

    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except _UNKNOWN:
        return []
    return [str(entry[4][0]) for entry in found]


async def resolve_async(host: str, port: int) -> list[str]:
    """As `resolve`, in a thread of the event loop."""
    import asyncio
    import socket

    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except _UNKNOWN:
        return []
    return [str(entry[4][0]) for entry in found]
