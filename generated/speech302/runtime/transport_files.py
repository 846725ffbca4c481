"""Fetches files, blocking. What to ask for, and what an answer means, is decided in `fetching`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from .download import DEFAULTS, Options
from .fetching import BrokenOffError, Fetching
from .resolving import Resolve, resolve
from .transport import FAILURES, silence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .transport import Rim, Transport


def fetch(
    transport: Transport, url: str, path: object, options: Options = DEFAULTS, *, resolve: Resolve = resolve
) -> Path:
    """Save what stands at a URL; the path of the file. Raises DownloadError, or ArgumentError for a bad path."""
    with Fetching(transport.configuration, url, path, options) as fetching:
        while not fetching.done:
            try:
                _attempt(transport, fetching, resolve)
            except (BrokenOffError, *FAILURES) as error:
                transport.configuration.clock.sleep(fetching.pause(broken_off(error)))
        fetching.part.sync()
    return fetching.part.path


def _attempt(transport: Transport, fetching: Fetching, resolve: Resolve) -> None:
    headers = fetching.start()
    while not fetching.over:
        message = request(transport, fetching, headers)
        if fetching.reach.asks(host := message.url.host):
            fetching.stop_at(fetching.reach.bars_any(host, resolve(host, port(message.url))))
        client = transport.connections()
        # auth=None: neither the client's own nor a netrc file may add an Authorization header.
        with closing(client.send(message, stream=True, auth=None, follow_redirects=False)) as response:
            fetching.stop_at(fetching.reach.bars_any(host, peer(client, response)))
            if fetching.answered(response.status_code, response.headers, response.http_version):
                for chunk in response.iter_bytes():
                    fetching.take(chunk)
                fetching.ended(response.num_bytes_downloaded)


def request(transport: Rim, fetching: Fetching, headers: Mapping[str, str]) -> httpx.Request:
    """The request for the URL that is to be asked for now, if its scheme and host may be."""
    try:
        message = transport.file_message(fetching.url, headers)
    except httpx.InvalidURL as error:
        problem = f"that is not a URL ({error})"
    else:
        # Judged by the parser that the connection is opened by: where two differ, one of them can be led astray.
        fetching.stop_at(fetching.reach.bars(message.url.scheme, message.url.host))
        return message
    raise fetching.failure(problem, "Take the URL from the task's answer")


def port(url: httpx.URL) -> int:
    """The port that a URL means."""
    return url.port or (443 if url.scheme == "https" else 80)


def peer(client: httpx.Client | httpx.AsyncClient, response: httpx.Response) -> list[str]:
    """The address that answered, if that is known and is the host's own.

    Behind a proxy it is the proxy's, often a private one, and says nothing: there only what is written in the URL and
    what the name means here can be judged, and the proxy, which the user has set, is relied on for the rest. A proxy in
    a transport that is not httpx's own passes for the host: then it takes `allow_private`.
    """
    stream = response.extensions.get("network_stream")
    pool = getattr(client._transport_for_url(response.request.url), "_pool", None)  # httpx tells it nowhere else
    if stream is None or "Proxy" in type(pool).__name__:
        return []
    try:
        address = stream.get_extra_info("server_addr")
    except OSError as error:  # who hung up is nobody any more
        raise httpx.ReadError(str(error)) from error
    return [str(address[0])] if isinstance(address, tuple) else []


def broken_off(error: Exception) -> BrokenOffError:
    """A failure of httpx as what it means for a download."""
    return error if isinstance(error, BrokenOffError) else BrokenOffError(silence(error).reason)
