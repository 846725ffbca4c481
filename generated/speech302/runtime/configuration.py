"""What a client is configured with: resolved and checked once, before any request, and never changed."""

from __future__ import annotations

import math
import os
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import SplitResult, urlsplit

import attrs

from .clock import Clock
from .counting import Counting
from .errors import ConfigurationError
from .retry import Retry
from .secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .ledger import Ledger
    from .surprises import Surprises

R = TypeVar("R")
KEY_VARIABLES = ("AI302_API_KEY", "AI302_KEY")
BASE_URL_VARIABLE = "AI302_BASE_URL"
REQUEST_TIMEOUT = 60.0
CONNECT_TIMEOUT = 10.0
MOST_RETRIES = 10
_HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_:")


@attrs.frozen
class Configuration:
    """Key, host and the clocks of a client; build it with `resolve`.

    `timeout` is the request timeout in seconds: how long the service may stay silent, to connect at most 10 s of it.
    `base_url` has no trailing slash and may have a path.
    """

    key: Secret
    base_url: str
    timeout: float = REQUEST_TIMEOUT
    retry: Retry = attrs.field(factory=Retry)
    clock: Clock = attrs.field(factory=Clock)
    ledger: Ledger | None = None
    counting: Counting = attrs.field(factory=Counting, eq=False)

    @property
    def connect_timeout(self) -> float:
        """Seconds that a connection may take."""
        return min(CONNECT_TIMEOUT, self.timeout)

    @property
    def surprises(self) -> Surprises:
        """What answers held that the description does not know; one count for all that is derived from one client."""
        return self.counting.surprises()

    async def written(self, write: Callable[..., R], *arguments: Any) -> R:
        """What a function returns that may write into the ledger, called in a thread: disks are slow."""
        if self.ledger is None:
            return write(*arguments)
        from asyncio import to_thread  # slow to import, and only an asynchronous client needs it

        return await to_thread(write, *arguments)


def resolve(
    *,
    api_key: str | None,
    base_url: str | None,
    timeout: float | None,
    retries: int | None,
    retry_budget: float | None = None,
    default_base_url: str,
    clock: Clock | None = None,
    ledger: Ledger | None = None,
    surprises: str | PathLike[str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Configuration:
    """Settle every setting: the argument, else the environment (a blank variable counts as missing), else the default.

    Raises ConfigurationError, before any request and without showing the key.
    """
    variables = os.environ if environment is None else environment
    address = base_url if base_url is not None else variables.get(BASE_URL_VARIABLE, "").strip() or default_base_url
    key = Secret(_key(api_key, variables))
    return Configuration(
        key=key,
        base_url=checked_base_url(address),
        timeout=checked_timeout(REQUEST_TIMEOUT if timeout is None else timeout),
        retry=checked_retry(Retry(), retries, retry_budget),
        clock=clock or Clock(),
        ledger=checked_ledger(ledger),
        counting=Counting.begun(surprises, key.scrub),
    )


def changed(
    base: Configuration,
    *,
    api_key: str | None = None,
    base_url: str | None = None,
    timeout: float | None = None,
    retries: int | None = None,
    retry_budget: float | None = None,
) -> Configuration:
    """A configuration that differs from `base` in what is given; checked as by `resolve`."""
    return attrs.evolve(
        base,
        key=base.key if api_key is None else Secret(checked_key("api_key", api_key)),
        base_url=base.base_url if base_url is None else checked_base_url(base_url),
        timeout=base.timeout if timeout is None else checked_timeout(timeout),
        retry=checked_retry(base.retry, retries, retry_budget),
    )


def _key(argument: str | None, variables: Mapping[str, str]) -> str:
    if argument is not None:
        return checked_key("api_key", argument)
    for name in KEY_VARIABLES:
        if variables.get(name, "").strip():
            return checked_key(name, variables[name])
    cure = f"Set the environment variable {' or '.join(KEY_VARIABLES)}, or give api_key"
    raise ConfigurationError("api_key", "there is no API key", cure)


def checked_key(setting: str, key: object) -> str:
    """The key if it can stand in a header as it is; the message never shows it."""
    if not isinstance(key, str):
        problem = f"the key must be a text, not {type(key).__name__}"
    elif not key:
        problem = "the key is empty"
    elif not all("!" <= character <= "~" for character in key):
        problem = "the key contains a space, a line break or a character outside ASCII"
    else:
        return key
    cure = "Give the key alone, as the service shows it, without the word Bearer and without spaces around it"
    raise ConfigurationError(setting, problem, cure)


def checked_base_url(url: object) -> str:
    """The base URL in normal form: https (http only to this machine), a host, perhaps a port and a path, no more."""
    cure = "Give an address such as https://api.302.ai"
    if not isinstance(url, str) or not all("!" <= character <= "~" for character in url) or "\\" in url:
        raise ConfigurationError("base_url", f"{_address(url)} is not a URL of plain ASCII characters", cure)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ConfigurationError("base_url", f"{_address(url)} is not a URL ({error})", cure) from None
    if (problem := _problem(parts, host)) is not None:
        raise ConfigurationError("base_url", f"{_address(url)} {problem}", cure)
    name = f"[{host}]" if host and ":" in host else host
    return f"{parts.scheme}://{name}{'' if port is None else f':{port}'}{parts.path.rstrip('/')}"


def _problem(parts: SplitResult, host: str | None) -> str | None:
    if parts.scheme not in ("https", "http"):
        return "does not start with https://"
    if not host or not set(host) <= _HOST_CHARACTERS:
        return "has no host, or one with unexpected characters"
    if "@" in parts.netloc:
        return "contains a user name or password; the key is given by api_key"
    if parts.query or parts.fragment or set(parts.path.split("/")) & {".", ".."}:
        return "contains a query, a fragment or dots as a path segment"
    if parts.scheme == "http" and not is_loopback(host):
        return "is http, which would send the key unencrypted; http is accepted for this machine only"
    return None


def _address(url: object) -> str:
    # A URL with credentials or a key in its query is refused, and must not be shown by the refusal.
    text = repr(url) if not isinstance(url, str) or not any(mark in url for mark in "@?#") else "the given address"
    return text if len(text) <= 100 else f"{text[:100]}..."


def is_loopback(host: str) -> bool:
    """Whether a host name can only mean this machine."""
    if host == "localhost" or host.endswith(".localhost") or host == "::1":
        return True
    numbers = host.split(".")
    # Not merely a prefix: 127.0.0.1.example.com is somebody else's host.
    decimal = all(number.isdecimal() and int(number) < 256 for number in numbers)
    return len(numbers) == 4 and decimal and numbers[0] == "127"


def checked_timeout(timeout: object) -> float:
    """A request timeout: a finite number of seconds above 0, so that nothing waits for ever."""
    return _seconds("timeout", timeout)


def _seconds(setting: str, value: object) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or value <= 0:  # type: ignore[arg-type, operator]
        raise ConfigurationError(setting, f"{value!r} is not a finite number of seconds above 0", "Give e.g. 60.0")
    return float(value)  # type: ignore[arg-type]


def checked_ledger(ledger: object) -> Any:
    """The ledger, or None for none."""
    if ledger is None:
        return None
    from .ledger import Ledger  # sqlite3 is slow to import; whoever brings a ledger has imported it already

    if not isinstance(ledger, Ledger):
        cure = f"Give Ledger({str(ledger)!r})" if isinstance(ledger, str | PathLike) else "Give a speech302.Ledger"
        raise ConfigurationError("ledger", f"it must be a Ledger, not {type(ledger).__name__}", cure)
    return ledger


def checked_retry(base: Retry, retries: object, budget: object) -> Retry:
    """The retry budget: a number of resends, of which 0 sends everything once, and seconds; None leaves `base`'s."""
    if retries is not None:
        if not isinstance(retries, int) or isinstance(retries, bool) or not 0 <= retries <= MOST_RETRIES:
            problem = f"{retries!r} is not a whole number from 0 to {MOST_RETRIES}"
            raise ConfigurationError("retries", problem, "Give e.g. 2")
        base = attrs.evolve(base, attempts=retries + 1)
    if budget is not None:
        base = attrs.evolve(base, budget=_seconds("retry_budget", budget))
    return base
