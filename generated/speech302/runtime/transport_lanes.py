"""httpx's asynchronous client on lanes: one connection each, taken and given back in one step.

httpcore looks at every connection of its pool for each request, and gives an idle one to several requests at once, of
which all but one have to ask again. With dozens of requests in flight that takes most of the time of each.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, cast

import httpx

from .many import MOST

if TYPE_CHECKING:
    import ssl

_ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1)


class LanesClient(httpx.AsyncClient):
    """An httpx client of whose requests many may be in flight at once."""

    at_once = MOST

    def __init__(self, tls: ssl.SSLContext) -> None:
        super().__init__(transport=LanesTransport(tls))


class LanesTransport(httpx.AsyncBaseTransport):
    """At most `MOST` lanes, opened when they are needed; the one that was used last is used next."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls
        self._free: list[httpx.AsyncHTTPTransport] = []
        self._lanes: list[httpx.AsyncHTTPTransport] = []
        self._turns = asyncio.Semaphore(MOST)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request on a lane, which is free again when the answer is closed."""
        seconds = request.extensions.get("timeout", {}).get("pool")
        try:
            async with asyncio.timeout(seconds):
                await self._turns.acquire()
        except TimeoutError:
            raise httpx.PoolTimeout("no connection was free in time", request=request) from None
        lane = self._free.pop() if self._free else self._open()
        try:
            response = await lane.handle_async_request(request)
        except BaseException:
            self._release(lane)
            raise
        response.stream = _Body(cast("httpx.AsyncByteStream", response.stream), self, lane)
        return response

    def _open(self) -> httpx.AsyncHTTPTransport:
        lane = httpx.AsyncHTTPTransport(verify=self._tls, limits=_ONE)
        self._lanes.append(lane)
        return lane

    def _release(self, lane: httpx.AsyncHTTPTransport) -> None:
        self._free.append(lane)
        self._turns.release()

    async def aclose(self) -> None:
        """Close the connections."""
        for lane in self._lanes:
            await lane.aclose()


class _Body(httpx.AsyncByteStream):
    """The body of an answer, which holds its lane until it is closed."""

    def __init__(self, stream: httpx.AsyncByteStream, owner: LanesTransport, lane: httpx.AsyncHTTPTransport) -> None:
        self._stream = stream
        self._owner = owner
        self._lane: httpx.AsyncHTTPTransport | None = lane

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk

    async def aclose(self) -> None:
        """Close the answer, and free the lane, once."""
        lane, self._lane = self._lane, None
        try:
            await self._stream.aclose()
        finally:
            if lane is not None:
                self._owner._release(lane)
