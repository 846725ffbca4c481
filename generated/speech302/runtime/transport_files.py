"""Fetches files, blocking. What a file host may say and do is decided in `download`; here it is only carried out."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from . import download as files
from .transport import CHUNK, FAILURES, REDIRECTS, HTTPResponse, Target, silence

if TYPE_CHECKING:
    from .transport import Transport


def fetch(transport: Transport, url: str, path: Target, *, overwrite: bool = False, limit: int | None = None) -> Path:
    """Save what stands at a URL, at most `limit` bytes; the path of the file. Raises DownloadError."""
    source = files.checked_source(url, Path(path))
    target = files.target(path, source, overwrite=overwrite)
    for followed in range(files.MOST_REDIRECTS + 1):
        client, message = transport.connections(), transport.file_message(source, {})
        try:
            with closing(client.send(message, stream=True, auth=None, follow_redirects=False)) as response:
                if response.status_code not in REDIRECTS:
                    return _store(response, files.PartFile(target, source, overwrite=overwrite, limit=limit))
                source = files.next_hop(source, response.headers.get("location"), followed, target)
        except FAILURES as error:
            raise files.broken(source, target, silence(error).reason) from None
    raise AssertionError("next_hop ends the redirects")


def _store(response: HTTPResponse, file: files.PartFile) -> Path:
    file.expect(response.status_code)
    with file:
        for chunk in response.iter_bytes(CHUNK):
            file.write(chunk)
        file.check(response.headers)
    return file.path
