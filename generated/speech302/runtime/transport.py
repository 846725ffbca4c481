"""Speaks HTTP. What to send and what came of it is decided elsewhere, in pure code.

The key is written into one set of headers (`Rim`), and the only URLs sent with it are made in `Rim.url`, which refuses
whatever is not at the origin of the base URL. Redirects are never followed with the key; downloads carry neither key
nor cookies.
"""

from __future__ import annotations

import functools
import math
import os
from typing import TYPE_CHECKING, Self, TypeVar

import httpx

from .codec import encode
from .errors import ArgumentError, ConfigurationError
from .exchange import pause, settle
from .model import Model
from .outcome import Answer, Silence
from .pool import Pool

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

    from .configuration import Configuration
    from .request import Request

M = TypeVar("M", bound=Model)
Target = str | os.PathLike[str]
HTTPClient = httpx.Client
AsyncHTTPClient = httpx.AsyncClient
HTTPResponse = httpx.Response

# httpcore walks every connection of its pool for each request: a small pool is a fast pool.
_LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=16)
_LOOPBACK = ("all://localhost", "all://127.0.0.1", "all://[::1]")
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL)
FAILURES = (httpx.HTTPError, httpx.InvalidURL)
REDIRECTS = (301, 302, 303, 307, 308)
CHUNK = 65_536
_MOST_URLS = 256


@functools.cache
def tls_context() -> ssl.SSLContext:
    """The one TLS context of the process: reading the certificates takes longer than many requests."""
    return httpx.create_ssl_context()


def open_client() -> httpx.Client:
    """The HTTP client of the blocking side."""
    # None: straight to this machine, past any proxy of the environment, since plain http is allowed for it.
    return httpx.Client(verify=tls_context(), limits=_LIMITS, mounts=dict.fromkeys(_LOOPBACK))


def open_async_client() -> httpx.AsyncClient:
    """The HTTP client of the asynchronous side."""
    return httpx.AsyncClient(verify=tls_context(), limits=_LIMITS, mounts=dict.fromkeys(_LOOPBACK))


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
        timeout = httpx.Timeout(configuration.timeout, connect=configuration.connect_timeout)
        self._extensions = {"timeout": timeout.as_dict()}

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

    def message(self, request: Request[M]) -> httpx.Request:
        """The HTTP request, whole: nothing of the client's own headers or cookies is added to it later."""
        try:
            target = request.target
            content = None if request.body is None else encode(request.body)
        except (TypeError, ValueError, RecursionError) as error:
            problem = f"{type(error).__name__}: {error}"
        else:
            headers = self._headers if content is None else self._json_headers
            url = self.url(target)
            return httpx.Request(request.method, url, headers=headers, content=content, extensions=self._extensions)
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

    def send(self, request: Request[M], *, budget: float = math.inf) -> M:
        """The answer to a request; resends start within `budget` seconds. Raises what `errors` draws."""
        clock = self.configuration.clock
        started, sent = clock.now(), 0
        while True:
            outcome = self._attempt(request)
            sent += 1
            again = pause(self.configuration, request, outcome, sent=sent, started=started, budget=budget)
            if again is None:
                return settle(self.configuration, request, outcome)
            clock.sleep(again)

    def connections(self) -> httpx.Client:
        """The HTTP client."""
        return self._pool.get()

    def _attempt(self, request: Request[M]) -> Answer | Silence:
        client = self.connections()
        try:
            # auth=None: neither the client's own nor a netrc file may add or replace an Authorization header.
            response = client.send(self.message(request), auth=None, follow_redirects=False)
            return Answer(response.status_code, response.headers, response.content)
        except FAILURES as error:
            return silence(error)

    def close(self) -> None:
        """Close the connections, unless the HTTP client is the user's own."""
        if (client := self._pool.take()) is not None:
            client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
