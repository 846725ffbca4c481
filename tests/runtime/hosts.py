"""File hosts for the tests of downloads: what they answer is scripted, and what they were asked is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import httpx

from scripts.codegen.runtime import transport_files, transport_files_async
from scripts.codegen.runtime.configuration import Configuration
from scripts.codegen.runtime.download import Options
from scripts.codegen.runtime.pool import Pool
from scripts.codegen.runtime.transport import Transport
from scripts.codegen.runtime.transport_async import AsyncTransport
from scripts.codegen.runtime.transport_clients import open_client, plain_async_client

AGENT = "speech302/1.2.3"
FILE = "https://files.example.com/a.wav"
CONTENT = b"RIFF" + bytes(range(96))
TAG = '"v1"'


class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in chunks and may break off; `read`: how many were taken."""

    def __init__(self, content: bytes, *, chunk: int = 10, error: Exception | None = None) -> None:
        self._chunks = [content[at : at + chunk] for at in range(0, len(content), chunk)]
        self._error = error
        self.read = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.read += 1
            yield chunk
        if self._error is not None:
            raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


Answer = Callable[[httpx.Request], httpx.Response]


class Host:
    """Answers request n by the answer n of its script, the last one for ever."""

    def __init__(self, *script: Answer) -> None:
        self.asked: list[httpx.Request] = []
        self._script = script

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self._script[min(len(self.asked), len(self._script)) - 1](request)

    @property
    def ranges(self) -> list[tuple[str | None, str | None]]:
        """The range that each request asked for, and on which condition."""
        return [(request.headers.get("range"), request.headers.get("if-range")) for request in self.asked]


def says(status: int, content: bytes = b"", **headers: str) -> Answer:
    """Any answer; underscores in the names of headers are hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: httpx.Response(status, headers=named, stream=Body(content))


def sends(
    content: bytes = CONTENT, *, tag: str | None = TAG, cut: int | None = None, ranges: bool = True, **headers: str
) -> Answer:
    """A host that keeps to RFC 9110, whose connection breaks after `cut` bytes of each body."""

    def answer(request: httpx.Request) -> httpx.Response:
        told = {"ETag": tag} if tag is not None else {}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        start, status = 0, 200
        if ranges and "range" in request.headers and request.headers.get("if-range") == tag:
            start, status = int(request.headers["range"].removeprefix("bytes=").removesuffix("-")), 206
            told["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        rest = content[start:]
        error = None if cut is None or cut >= len(rest) else httpx.ReadError("cut")
        told.setdefault("Content-Length", str(len(rest)))
        return httpx.Response(status, headers=told, stream=Body(rest[:cut], error=error))

    return answer


def public(_host: str, _port: int) -> list[str]:
    """What every name means, unless a test says otherwise."""
    return ["8.8.8.8"]


Resolve = Callable[[str, int], list[str]]


def fetched(
    settings: Configuration,
    url: str,
    path: Path | str,
    *,
    host: Answer | None = None,
    client: httpx.Client | None = None,
    resolve: Resolve = public,
    **options: Any,
) -> Path:
    """Download by the blocking transport, from a scripted host if there is one."""
    own = client or (None if host is None else httpx.Client(transport=httpx.MockTransport(host)))
    with own or nullcontext(), Transport(settings, user_agent=AGENT, pool=Pool(open_client, own)) as transport:
        return transport_files.fetch(transport, url, path, Options(**options), resolve=resolve)


async def fetch_async(
    settings: Configuration,
    url: str,
    path: Path | str,
    *,
    host: Answer | None = None,
    client: httpx.AsyncClient | None = None,
    resolve: Resolve = public,
    **options: Any,
) -> Path:
    """As `fetched`, as a coroutine, by httpx's own connections."""

    async def look_up(name: str, port: int) -> list[str]:
        return resolve(name, port)

    own = client or (None if host is None else httpx.AsyncClient(transport=httpx.MockTransport(host)))
    transport = AsyncTransport(settings, user_agent=AGENT, pool=Pool(plain_async_client, own))
    async with own or nullcontext(), transport:
        return await transport_files_async.fetch(transport, url, path, Options(**options), resolve=look_up)


def fetched_async(settings: Configuration, url: str, path: Path | str, **options: Any) -> Path:
    """As `fetched`, by the asynchronous transport."""
    return asyncio.run(fetch_async(settings, url, path, **options))


Fetch = Callable[..., Path]
