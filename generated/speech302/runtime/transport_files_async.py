"""The asynchronous colour of `transport_files`; writing a chunk to the disk blocks for as long as that takes."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING

from . import download as files
from .transport import CHUNK, FAILURES, REDIRECTS, HTTPResponse, Target, silence

if TYPE_CHECKING:
    from .transport_async import AsyncTransport


async def fetch(
    transport: AsyncTransport, url: str, path: Target, *, overwrite: bool = False, limit: int | None = None
) -> Path:
    """As `transport_files.fetch`."""
    source = files.checked_source(url, Path(path))
    target = files.target(path, source, overwrite=overwrite)
    for followed in range(files.MOST_REDIRECTS + 1):
        client, message = transport.connections(), transport.file_message(source, {})
        try:
            response = await client.send(message, stream=True, auth=None, follow_redirects=False)
            async with aclosing(response):
                if response.status_code not in REDIRECTS:
                    return await _store(response, files.PartFile(target, source, overwrite=overwrite, limit=limit))
                source = files.next_hop(source, response.headers.get("location"), followed, target)
        except FAILURES as error:
            raise files.broken(source, target, silence(error).reason) from None
    raise AssertionError("next_hop ends the redirects")


async def _store(response: HTTPResponse, file: files.PartFile) -> Path:
    file.expect(response.status_code)
    with file:
        async for chunk in response.aiter_bytes(CHUNK):
            file.write(chunk)
        file.check(response.headers)
    return file.path
