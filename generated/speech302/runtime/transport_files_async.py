"""The asynchronous colour of `transport_files`; writing a chunk to the disk blocks for as long as that takes."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING

from .download import DEFAULTS, Options
from .fetching import BrokenOffError, Fetching
from .resolving import AsyncResolve, resolve_async
from .transport import FAILURES
from .transport_files import broken_off, peer, port, request

if TYPE_CHECKING:
    from .transport_async import AsyncTransport


async def fetch(
    transport: AsyncTransport,
    url: str,
    path: object,
    options: Options = DEFAULTS,
    *,
    resolve: AsyncResolve = resolve_async,
) -> Path:
    """As `transport_files.fetch`. A cancellation leaves what a failure leaves."""
    with Fetching(transport.configuration, url, path, options) as fetching:
        while not fetching.done:
            try:
                await _attempt(transport, fetching, resolve)
            except (BrokenOffError, *FAILURES) as error:
                await transport.configuration.clock.sleep_async(fetching.pause(broken_off(error)))
        # In a thread, since a disk may take seconds for that, and other tasks have to go on.
        await asyncio.to_thread(fetching.part.sync)
    return fetching.part.path


async def _attempt(transport: AsyncTransport, fetching: Fetching, resolve: AsyncResolve) -> None:
    headers = fetching.start()
    while not fetching.over:
        message = request(transport, fetching, headers)
        if fetching.reach.asks(host := message.url.host):
            fetching.stop_at(fetching.reach.bars_any(host, await resolve(host, port(message.url))))
        client = transport.connections()
        response = await client.send(message, stream=True, auth=None, follow_redirects=False)
        async with aclosing(response):
            fetching.stop_at(fetching.reach.bars_any(host, peer(client, response)))
            if fetching.answered(response.status_code, response.headers, response.http_version):
                async for chunk in response.aiter_bytes():
                    fetching.take(chunk)
                fetching.ended(response.num_bytes_downloaded)
