"""Which hosts a file may be fetched from: its URL is what a service wrote, and may lead into a home network too.

A host is judged by how it is written, by what its name resolves to, and by who answered in the end: a name may mean
something else a moment later, and only the last of the three is sure.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import attrs

from .configuration import is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterable

Address = IPv4Address | IPv6Address
_PUBLIC = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Where networks without IPv4 put the rest of the world."""


def written_address(host: str) -> Address | None:
    """The address that a host is written as, None for a name: systems take `2130706433` and `0x7f.1` for 127.0.0.1."""
    host = host.removesuffix(".")
    try:
        return ip_address(host)
    except ValueError:
        pass
    from socket import inet_aton  # slow to import

    try:
        return IPv4Address(inet_aton(host))
    except (OSError, ValueError):
        return None


def public(address: Address) -> bool:
    """Whether an address is one host's on the internet: not private, loopback, link-local, multicast or reserved."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    inner = _inner(address)
    if inner is not None:
        return public(inner)
    # Two old ways of tunnelling hide an IPv4 address that somebody else routes.
    tunnel = address.sixtofour is not None or address.teredo is not None
    return address in _PUBLIC and address.is_global and not tunnel


def _inner(address: IPv6Address) -> IPv4Address | None:
    translated = IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None
    return address.ipv4_mapped or translated


@attrs.frozen
class Barrier:
    """Why a host is out of reach, and what allows it."""

    reason: str
    cure: str


@attrs.frozen
class Reach:
    """What a download may reach. `here`: the API is on this machine, and so its files may be; `here_http`: by http too.

    The methods tell why something is out of reach, or give None.
    """

    allow_http: bool = False
    allow_private: bool = False
    here: bool = False
    here_http: bool = False

    def bars(self, scheme: str, host: str) -> Barrier | None:
        """Judge scheme and host as they are written."""
        address = written_address(host)
        if scheme != "https" and not self.allow_http and not (self.here_http and _on_this_machine(host, address)):
            reason = "it is plain http, which anybody on the way can read and alter"
            return Barrier(reason, "If you trust the network, give allow_http=True")
        return None if address is None else self.bars_address(host, address)

    def asks(self, host: str) -> bool:
        """Whether it matters what a host resolves to."""
        return not self.allow_private and written_address(host) is None and not (self.here and is_loopback(host))

    def bars_any(self, host: str, found: Iterable[str]) -> Barrier | None:
        """Judge what a name resolves to: one bad address is enough, since nobody knows which is taken."""
        return next((barrier for text in found if (barrier := self.bars_address(host, _address(text)))), None)

    def bars_address(self, host: str, address: Address | None) -> Barrier | None:
        """Judge one address of a host."""
        if self.allow_private or address is None or public(address) or (self.here and _loopback(address)):
            return None
        means = "" if str(address) == host else f", which means {address},"
        reason = f"the host {host}{means} is not on the public internet"
        return Barrier(reason, "If you know this host and trust it, give allow_private=True")


def reach(base_url: str, *, allow_http: bool, allow_private: bool) -> Reach:
    """What may be reached by the downloads of a client for this base URL."""
    parts = urlsplit(base_url)
    here = is_loopback(parts.hostname or "")
    return Reach(allow_http, allow_private, here, here and parts.scheme == "http")


def _on_this_machine(host: str, address: Address | None) -> bool:
    return is_loopback(host) if address is None else _loopback(address)


def _loopback(address: Address) -> bool:
    inner = _inner(address) if isinstance(address, IPv6Address) else None
    return (inner or address).is_loopback


def _address(text: str) -> Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None  # the path of a socket file, say, which only the user can have chosen
