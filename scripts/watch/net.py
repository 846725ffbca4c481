"""What both verbs share of HTTP: the client, how long to be patient, and which address is whose.

Time is injected, so that no test sleeps.
"""

import functools
import ipaddress
import math
import ssl
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Final

import httpx
from attrs import frozen

from scripts.keys import scrub

REDIRECTS: Final = (301, 302, 303, 307, 308)
ATTEMPTS: Final = 4
"""The most requests for one thing that may be asked for again."""

FIRST_PAUSE: Final = 1.0
LONGEST_BACKOFF: Final = 30.0
LONGEST_WAIT: Final = 60.0
"""The longest `Retry-After`, in seconds, that is waited for; whoever asks for more is left alone until the next run."""

_LOOPBACK: Final = ("all://localhost", "all://127.0.0.1", "all://[::1]")
# Under these names of a country's registry everybody can register: `a.com.cn` and `b.com.cn` are two sites.
_SHARED: Final = frozenset({"ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"})


@frozen
class Time:
    """The clocks. `now`: seconds that only grow. `wall`: seconds since 1970."""

    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time


TIME: Final = Time()
"""The clocks of this machine."""


@functools.cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def open_client() -> httpx.Client:
    """Open a client that reaches this machine past any proxy, and follows no redirect on its own."""
    return httpx.Client(verify=_tls(), mounts=dict.fromkeys(_LOOPBACK), follow_redirects=False)


def asks_again(status: int) -> bool:
    """Tell whether a status says "later" and not "no"."""
    return status == 429 or 500 <= status <= 599


def pause(sent: int, retry_after: float | None) -> float | None:
    """Return the seconds to wait after `sent` requests, or None: give up."""
    if sent >= ATTEMPTS:
        return None
    if retry_after is None:
        return float(min(LONGEST_BACKOFF, FIRST_PAUSE * 2 ** (sent - 1)))
    return retry_after if retry_after <= LONGEST_WAIT else None


def retry_after(value: str | None, wall: float) -> float | None:
    """Read a `Retry-After` header, seconds or an HTTP date, as seconds from `wall`; None when it says nothing."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - wall)
        except (ValueError, OverflowError):
            return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def is_loopback(host: str) -> bool:
    """Tell whether a host can only be this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def same_site(left: httpx.URL, right: httpx.URL) -> bool:
    """Tell whether two addresses belong to one registrable site, as far as their names tell.

    Numbers and names without a dot register nothing: there the whole origin must be the same one.
    """
    if left.scheme == "https" and right.scheme != "https":
        return False
    if left.host == right.host and _port(left) == _port(right):
        return True
    sites = _site(left.host), _site(right.host)
    return sites[0] is not None and sites[0] == sites[1]


def reason(error: Exception) -> str:
    """Tell an error of httpx in one line."""
    told = tell(str(error))
    name = type(error).__name__
    return f"{name}: {told}" if told else name


def tell(text: str) -> str:
    """Put what somebody else said into one short line without anything that looks like a key."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return scrub(" ".join(plain.split()))[:300]


def _port(url: httpx.URL) -> int | None:
    return url.port or {"https": 443, "http": 80}.get(url.scheme)


def _site(host: str) -> str | None:
    labels = host.lower().rstrip(".").split(".")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return None
    if len(labels) < 2:
        return None
    registry = 2 if len(labels[-1]) == 2 and labels[-2] in _SHARED else 1
    return ".".join(labels[-registry - 1 :]) if len(labels) > registry else None
