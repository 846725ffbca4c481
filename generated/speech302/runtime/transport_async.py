"""The asynchronous colour of `transport`: the same steps with `await`. A cancellation passes through untouched."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Self, TypeVar

from .errors import ConfigurationError
from .exchange import Reply, pause, reply
from .model import Model
from .observing import observing, watched
from .outcome import Answer, Silence
from .pool import Pool
from .transport import (
    FAILURES,
    LEAST,
    AsyncHTTPClient,
    Rim,
    silence,
)
from .transport_clients import FEW, open_async_client

if TYPE_CHECKING:
    from .configuration import Configuration
    from .request import Request

M = TypeVar("M", bound=Model)


class AsyncTransport(Rim):
    """Sends requests without blocking, over the connections of `pool` (by default one of its own)."""

    def __init__(
        self, configuration: Configuration, *, user_agent: str, pool: Pool[AsyncHTTPClient] | None = None
    ) -> None:
        super().__init__(configuration, user_agent)
        self._pool = pool or Pool(open_async_client)
        self._loop: asyncio.AbstractEventLoop | None = None

    async def send(self, request: Request[M]) -> M:
        """As `Transport.send`."""
        clock = self.configuration.clock
        started, sent = clock.now(), 0
        while True:
            came = await self.read(request)
            sent += 1
            again = pause(self.configuration, request, came, sent=sent, started=started)
            if again is None:
                return came.settle()
            await clock.sleep_async(again)

    async def read(self, request: Request[M], *, limit: float = math.inf) -> Reply[M]:
        """As `Transport.read`."""
        if not watched():
            return reply(self.configuration, request, await self._attempt(request, limit))
        with observing(self.configuration, request) as seen:
            return seen(reply(self.configuration, request, await self._attempt(request, limit)))

    @property
    def at_once(self) -> int:
        """How many requests may well be in flight at once."""
        # A client of the user's own says nothing; httpx's is slow with many.
        return getattr(self.connections(), "at_once", FEW)

    def connections(self) -> AsyncHTTPClient:
        """The HTTP client. Raises ConfigurationError in another event loop than the first one's."""
        loop = asyncio.get_running_loop()
        self._loop = self._loop or loop
        if self._loop is not loop:
            cure = "Make a client inside each asyncio.run, and close it there"
            raise ConfigurationError("http_client", "its connections belong to another event loop", cure)
        return self._pool.get()

    async def _attempt(self, request: Request[M], limit: float) -> Answer | Silence:
        client = self.connections()
        left = max(limit - self.configuration.clock.now(), LEAST)
        try:
            message = self.message(request, left)
            # An answer that comes in drips is never silent, and yet has to end.
            async with asyncio.timeout(None if left == math.inf else left):
                # auth=None: neither the client's own nor a netrc file may add or replace an Authorization header.
                response = await client.send(message, auth=None, follow_redirects=False)
            return Answer(response.status_code, response.headers, response.content)
        except TimeoutError:
            return Silence("the answer did not end in time", sent=True, timeout=True)
        except FAILURES as error:
            return silence(error)

    async def aclose(self) -> None:
        """Close the connections, unless the HTTP client is the user's own."""
        if (client := self._pool.take()) is not None:
            await client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
