"""What holds for all tests: nobody is asked what a name means, since the answer would depend on where they run."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

HERE = ("localhost", "127.0.0.1", "::1", "0.0.0.0", "", None)  # noqa: S104 - a test may listen on it
_ask = socket.getaddrinfo


def _refuse(host: Any, *arguments: Any, **options: Any) -> Any:
    if (host.decode() if isinstance(host, bytes) else host) in HERE:
        return _ask(host, *arguments, **options)
    named = dict(zip(("port", "family", "type", "proto", "flags"), arguments, strict=False)) | options
    return _ask(host, **named | {"flags": named.get("flags", 0) | socket.AI_NUMERICHOST})


@pytest.fixture(autouse=True, scope="session")
def _no_name_is_looked_up() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", _refuse)
        yield
