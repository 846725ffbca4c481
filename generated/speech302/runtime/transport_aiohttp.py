"""httpx's asynchronous client on aiohttp's connections, where the extra `aiohttp` is installed.

Many waits at once cost it a fraction of the processor time. Each failure of aiohttp becomes the failure of httpx that
says exactly whether the request may have left: a paid one is sent again only if it provably did not.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx
from yarl import URL

from .many import MOST

if TYPE_CHECKING:
    import ssl

CHUNK = 65_536


class AiohttpClient(httpx.AsyncClient):
    """An httpx client on aiohttp's connections, of which many at once are cheap."""

    at_once = MOST

    def __init__(self, tls: ssl.SSLContext) -> None:
        super().__init__(transport=AiohttpTransport(tls))


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Sends over an aiohttp session of its own, opened at the first request, in the event loop of that request."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(ssl=self._tls, limit=MOST)
            # No cookies, no netrc, no proxies of the environment: nothing is added to a request.
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                response_class=_Response,
                # aiohttp gives up at 8 KiB, and an answer that was paid for with it.
                max_line_size=CHUNK,
                max_field_size=CHUNK,
            )
            # aiohttp would send a GET again by itself; how often anything is sent is decided in `retry` alone.
            self._session._retry_connection = False
        return self._session

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the answer is read later."""
        seconds = request.extensions.get("timeout", {})
        # `connect` of aiohttp is the time that a free connection is waited for as well.
        timeout = aiohttp.ClientTimeout(sock_connect=seconds.get("connect"), sock_read=seconds.get("read"))
        with _as_httpx():
            response = await self._open().request(
                request.method,
                # As it stands: quoting it anew could break the signature of a file's address.
                URL(str(request.url), encoded=True),
                headers=request.headers.multi_items(),
                data=await request.aread() or None,
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
                allow_redirects=False,
                timeout=timeout,
            )
        return httpx.Response(
            response.status,
            headers=response.raw_headers,
            stream=_Body(response),
            request=request,
            extensions={"http_version": b"HTTP/1.1", "network_stream": _Peer(getattr(response, "peer", None))},
        )

    async def aclose(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


class _Body(httpx.AsyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx():
            async for chunk in self._response.content.iter_chunked(CHUNK):
                yield chunk

    async def aclose(self) -> None:
        """Give the connection back if the body was read to its end; else close it."""
        if self._response.content.at_eof():
            self._response.release()
        else:
            self._response.close()


class _Response(aiohttp.ClientResponse):
    """An answer that knows its `peer`, the address that it came from."""

    peer: Any = None

    async def start(self, connection: Any) -> aiohttp.ClientResponse:
        """Read the head. A body that came with it gives the connection back at once: so look at it before."""
        if connection.transport is not None:
            self.peer = connection.transport.get_extra_info("peername")
        return await super().start(connection)


class _Peer:
    """Who answered, in the way of httpcore's streams."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def get_extra_info(self, name: str) -> Any:
        """The address of the server for `server_addr`, None for everything else."""
        return self._server if name == "server_addr" else None


@contextmanager
def _as_httpx() -> Iterator[None]:
    try:
        yield
    except aiohttp.ConnectionTimeoutError as error:
        raise httpx.ConnectTimeout(str(error)) from error
    except (aiohttp.ClientConnectorError, aiohttp.InvalidURL) as error:
        # There was no connection yet. Its base class stands for failures after sending as well.
        raise httpx.ConnectError(str(error)) from error
    except TimeoutError as error:
        raise httpx.ReadTimeout(str(error)) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise httpx.ReadError(f"{type(error).__name__}: {error}") from error
