"""Speaks HTTP. What to send and what came of it is decided elsewhere, in pure code.

The key is written into one set of headers (`Rim`), and the only URLs sent with it are made in `Rim.url`, which refuses
whatever is not at the origin of the base URL. Redirects are never followed with the key; downloads carry neither key
nor cookies.
"""

from __future__ import annotations

import math
import os
from contextlib import closing
from typing import TYPE_CHECKING, Any, Self, TypeVar

import httpx

from .codec import encode
from .errors import ArgumentError, ConfigurationError
from .exchange import Reply, pause, reply
from .model import Model
from .observing import observing, watched
from .outcome import Answer, Silence
from .pool import Pool
from .transport_clients import open_client
from .transport_patient import within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .configuration import Configuration
    from .request import Request

M = TypeVar("M", bound=Model)
Target = str | os.PathLike[str]
HTTPClient = httpx.Client
AsyncHTTPClient = httpx.AsyncClient
HTTPResponse = httpx.Response

LEAST = 0.001
"""The shortest time that a request is given, in seconds: none at all would mean to wait for ever."""
# A proxy refuses before it passes anything on.
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.InvalidURL,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
FAILURES = (httpx.HTTPError, httpx.InvalidURL)
REDIRECTS = (301, 302, 303, 307, 308)
CHUNK = 65_536
_MOST_URLS = 256


class Rim:
    """What both transports do around a request: build it, and read what came of it."""

    def __init__(self, configuration: Configuration, user_agent: str) -> None:
        self.configuration = configuration
        self._base = _base(configuration)
        self._urls: dict[str, httpx.URL] = {}
        plain = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        # httpx.Headers hide an authorization from their repr.
        self._headers = httpx.Headers({**plain, "Authorization": f"Bearer {configuration.key.reveal()}"})
        self._json_headers = httpx.Headers({**self._headers, "Content-Type": "application/json"})
        self._file_headers = httpx.Headers({**plain, "Accept-Encoding": "identity"})
        self._extensions = self._timeouts(configuration.timeout)

    def _timeouts(self, seconds: float) -> dict[str, Any]:
        timeout = httpx.Timeout(seconds, connect=min(seconds, self.configuration.connect_timeout))
        return {"timeout": timeout.as_dict()}

    def url(self, target: str) -> httpx.URL:
        """The URL of a path and query behind the base URL, never at another origin than that."""
        found = self._urls.get(target)
        if found is None:
            found = httpx.URL(self.configuration.base_url + target)
            base = self._base
            if not target.startswith("/") or (found.scheme, found.netloc) != (base.scheme, base.netloc):
                raise ArgumentError("path", target, f"must be a path at {self.configuration.base_url}")
            if len(self._urls) >= _MOST_URLS:
                self._urls.clear()
            self._urls[target] = found
        return found

    def message(self, request: Request[M], left: float = math.inf) -> httpx.Request:
        """The HTTP request, whole: nothing of the client's own headers or cookies is added to it later.

        `left`: seconds in which an answer has to be there, which cut the request timeout.
        """
        try:
            target = request.target
            content = None if request.body is None else encode(request.body)
        except (TypeError, ValueError, RecursionError) as error:
            problem = f"{type(error).__name__}: {error}"
        else:
            headers = self._headers if content is None else self._json_headers
            url = self.url(target)
            extensions = self._extensions if left > self.configuration.timeout else self._timeouts(left)
            return httpx.Request(request.method, url, headers=headers, content=content, extensions=extensions)
        raise ArgumentError("arguments", request.operation, f"must be values that JSON can hold ({problem})")

    def file_message(self, url: str, more: Mapping[str, str]) -> httpx.Request:
        """The HTTP request for a file, with neither key nor cookies, and with `more` headers."""
        headers = {**self._file_headers, **more}
        return httpx.Request("GET", url, headers=headers, extensions=self._extensions)


def _base(configuration: Configuration) -> httpx.URL:
    try:
        return httpx.URL(configuration.base_url)
    except httpx.InvalidURL as error:
        problem = f"{configuration.base_url!r} is not a URL ({error})"
    raise ConfigurationError("base_url", problem, "Give an address such as https://api.302.ai")


def silence(error: Exception) -> Silence:
    """What a failure of httpx means: whether the request may have left, and whether time ran out."""
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    return Silence(reason, sent=not isinstance(error, _NEVER_SENT), timeout=isinstance(error, httpx.TimeoutException))


class Transport(Rim):
    """Sends requests, blocking, over the connections of `pool` (by default one of its own)."""

    def __init__(
        self,
        configuration: Configuration,
        *,
        user_agent: str,
        pool: Pool[httpx.Client] | None = None,
    ) -> None:
        super().__init__(configuration, user_agent)
        self._pool = pool or Pool(open_client)

    def send(self, request: Request[M]) -> M:
        """The answer to a request, sent again as its retry budget allows. Raises what `errors` draws."""
        clock = self.configuration.clock
        started, sent = clock.now(), 0
        while True:
            came = self.read(request)
            sent += 1
            again = pause(self.configuration, request, came, sent=sent, started=started)
            if again is None:
                return came.settle()
            clock.sleep(again)

    def read(self, request: Request[M], *, limit: float = math.inf) -> Reply[M]:
        """What comes of sending a request once; given up at `limit`, a time of the clock."""
        if not watched():
            return reply(self.configuration, request, self._attempt(request, limit))
        with observing(self.configuration, request) as seen:
            return seen(reply(self.configuration, request, self._attempt(request, limit)))

    def connections(self) -> httpx.Client:
        """The HTTP client."""
        return self._pool.get()

    def _attempt(self, request: Request[M], limit: float) -> Answer | Silence:
        client = self.connections()
        left = max(limit - self.configuration.clock.now(), LEAST)
        try:
            message = self.message(request, left)
            # auth=None: neither the client's own nor a netrc file may add or replace an Authorization header.
            with within(left):
                response = client.send(message, stream=True, auth=None, follow_redirects=False)
                with closing(response):
                    return Answer(response.status_code, response.headers, self._body(response, limit))
        except FAILURES as error:
            return silence(error)

    def _body(self, response: httpx.Response, limit: float) -> bytes:
        """The whole body. An answer that comes in drips is never silent, and yet has to end."""
        if limit == math.inf:
            return response.read()
        chunks = []
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            if self.configuration.clock.now() > limit:
                raise httpx.ReadTimeout("the answer did not end in time")
        return b"".join(chunks)

    def close(self) -> None:
        """Close the connections, unless the HTTP client is the user's own."""
        if (client := self._pool.take()) is not None:
            client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
