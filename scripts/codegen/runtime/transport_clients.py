"""The HTTP clients that both colours open unless the user brings one."""

from __future__ import annotations

import functools
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.request import getproxies

import httpx

if TYPE_CHECKING:
    import ssl

FEW = 64
"""The most connections at once. httpcore walks all of its pool for each request: a small pool is a fast pool."""
_LIMITS = httpx.Limits(max_connections=FEW, max_keepalive_connections=16)
# None: straight to this machine, past any proxy of the environment, since plain http is allowed for it.
_DIRECT = dict.fromkeys(("all://localhost", "all://127.0.0.1", "all://[::1]"))


def _proxied() -> bool:
    """Whether the environment names a proxy; a list of hosts to spare is none."""
    return any(name != "no" for name in getproxies())


@functools.cache
def tls_context() -> ssl.SSLContext:
    """The one TLS context of the process: reading the certificates takes longer than many requests."""
    return httpx.create_ssl_context()


def open_client() -> httpx.Client:
    """The HTTP client of the blocking side; proxies are left to httpx alone."""
    if _proxied():
        return httpx.Client(verify=tls_context(), limits=_LIMITS, mounts=_DIRECT)
    from .transport_patient import PatientTransport

    return httpx.Client(transport=PatientTransport(tls_context(), _LIMITS))


def open_async_client() -> httpx.AsyncClient:
    """The HTTP client of the asynchronous side, on aiohttp's connections where that is installed."""
    with suppress(ImportError):
        from .transport_aiohttp import AiohttpClient

        if not _proxied():
            return AiohttpClient(tls_context())
    return plain_async_client()


def plain_async_client() -> httpx.AsyncClient:
    """The HTTP client of the asynchronous side on httpx's own connections; proxies are left to httpx alone."""
    if _proxied():
        return httpx.AsyncClient(verify=tls_context(), limits=_LIMITS, mounts=_DIRECT)
    from .transport_lanes import LanesClient

    return LanesClient(tls_context())
