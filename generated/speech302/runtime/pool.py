"""One HTTP client, opened when first needed and shared by every client that `with_options` derives."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from .errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable


class Closable(Protocol):
    """What a pool holds: something that knows whether it was closed."""

    @property
    def is_closed(self) -> bool:
        """Whether it can no longer be used."""


C = TypeVar("C", bound=Closable)


class Pool(Generic[C]):
    """Holds the user's own client, which is never closed here, or opens one with `build` at the first `get`."""

    def __init__(self, build: Callable[[], C], own: C | None = None) -> None:
        self._build = build
        self._client = own
        self._ours = own is None
        self._closed = False
        self._lock = threading.Lock()

    def get(self) -> C:
        """The client; raises ConfigurationError if it was closed, or cannot be opened."""
        client = self._client or self._open()
        if self._closed or client.is_closed:
            raise _closed()
        return client

    def take(self) -> C | None:
        """End the pool: the client if it must be closed now, else None."""
        self._closed = True
        return self._client if self._ours else None

    def _open(self) -> C:
        # Two threads may make the first request at once; only one of them may open.
        with self._lock:
            if self._closed:
                raise _closed()
            if self._client is None:
                self._client = _built(self._build)
            return self._client


def _built(build: Callable[[], C]) -> C:
    try:
        return build()
    except Exception as error:  # certificates, proxies and their URLs fail in as many ways as there are
        problem = f"the HTTP client cannot be opened ({type(error).__name__}: {error})"
    cure = "Look at the proxy and certificate variables of the environment, or give an http_client of your own"
    raise ConfigurationError("http_client", problem, cure)


def _closed() -> ConfigurationError:
    return ConfigurationError("http_client", "the client was closed", "Make a new one, or stay inside its with block")
