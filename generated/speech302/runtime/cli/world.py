"""What a command line touches of the world, so that all of it can be replaced."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, TextIO

import attrs

from ..clock import Clock

Resolve = Callable[[str, int], list[str]]


def _addresses(host: str, port: int) -> list[str]:
    import socket  # only the doctor asks

    return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


def _http() -> Any:
    from ..transport_clients import open_client  # it imports httpx

    return open_client()


def _words() -> tuple[str, ...]:
    """How this program was called: by its own name, or as a module of a Python."""
    called = sys.argv[0] if sys.argv else ""
    return (sys.orig_argv[0], "-m") if called.endswith("__main__.py") else ()


@attrs.frozen(kw_only=True)
class World:
    """The streams, the environment, time, and how clients are made; each can be given in place of the real one."""

    out: TextIO = attrs.field(factory=lambda: sys.stdout)
    err: TextIO = attrs.field(factory=lambda: sys.stderr)
    stdin: TextIO = attrs.field(factory=lambda: sys.stdin)
    environment: Mapping[str, str] = attrs.field(factory=lambda: os.environ)
    clock: Clock = attrs.field(factory=Clock)
    client: Callable[..., Any] | None = None
    """Makes a blocking client of keyword arguments; None: the package's own."""
    http: Callable[[], Any] = _http
    """Opens an HTTP client, which the doctor looks over the shoulder."""
    resolve: Resolve = _addresses
    """The addresses of a host and port. Raises OSError."""
    prefix: tuple[str, ...] = attrs.field(factory=_words)
    """What stands before the program's name in a command that is shown."""

    def variable(self, name: str) -> str:
        """A variable of the environment without white space around it; an empty text if it is not set."""
        return self.environment.get(name, "").strip()
