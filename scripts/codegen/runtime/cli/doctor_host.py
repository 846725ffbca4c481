"""What the doctor checks of the service: its address, whether it answers, takes the key, and what time it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..api_error import (
    APIError,
    AuthenticationError,
    NotFoundError,
    PermissionDeniedError,
    QuotaError,
    RateLimitError,
    RedirectError,
    ServiceError,
)
from ..configuration import BASE_URL_VARIABLE, is_loopback
from ..decode_error import DecodeError
from ..errors import ConfigurationError, Speech302Error, TransportError
from ..pool import Pool
from .doctor_check import Check
from .handles import configured
from .keys import CURE, key_of

if TYPE_CHECKING:
    from .run import Run

NO_KEY = "no-key"
NO_TASK = "0" * 32
"""The id of a task that does not exist: reading it costs nothing, and tells whether the key is taken."""
MOST_SKEW = 60
PATIENCE = 10.0


def checks(run: Run) -> Iterator[Check]:
    """The checks one after the other; what cannot be checked any more is left out."""
    try:
        base_url = configured(run.program, run.settings, run.world)
    except ConfigurationError as error:
        yield Check("host", "wrong", error.problem, f"Correct --base-url or {BASE_URL_VARIABLE}: {error.cure}")
        return
    yield _address(run, base_url)
    if (name := _name(run, base_url)) is not None:
        yield name
        if name.verdict == "wrong":
            return
    try:
        yield from _asked(run, base_url)
    except ConfigurationError as error:
        yield Check("answer", "wrong", error.problem, error.cure)


def _address(run: Run, base_url: str) -> Check:
    source = "--base-url" if run.settings.base_url else BASE_URL_VARIABLE
    if base_url == run.program.hosts[0]:
        return Check("host", "ok", f"{base_url}, the default")
    if base_url in run.program.hosts:
        return Check("host", "ok", f"{base_url}, from {source}; tasks of other hosts are not known there")
    if is_loopback(urlsplit(base_url).hostname or ""):
        return Check("host", "ok", f"{base_url}, from {source}: this machine")
    cure = f"Your key is sent there; the known ones are {', '.join(run.program.hosts)}"
    return Check("host", "warning", f"{base_url}, from {source}, is none of the service's known hosts", cure)


def _name(run: Run, base_url: str) -> Check | None:
    """Whether the name resolves; None behind a proxy, which resolves it itself."""
    parts = urlsplit(base_url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    proxied = any(run.world.variable(name) for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"))
    try:
        found = run.world.resolve(host, port)
    except OSError as error:
        if proxied:
            return None
        cure = "Check the spelling of the host and the network of this machine"
        return Check("name", "wrong", f"{host} is not known ({error.strerror or error})", cure)
    return Check("name", "ok", f"{host} is {', '.join(found[:3])}")


def _asked(run: Run, base_url: str) -> Iterator[Check]:
    dates: list[tuple[str, float]] = []
    http = Pool(run.world.http).get()  # what cannot be opened is told as the client tells it
    wall = run.world.clock.wall
    http.event_hooks["response"].append(lambda response: dates.append((response.headers.get("date", ""), wall())))
    try:
        key: str | None = key_of(run.settings, run.world).reveal()
    except ConfigurationError:
        key = None
    make = run.world.client or run.program.client
    with (
        http,
        make(
            api_key=key or NO_KEY,
            base_url=base_url,
            timeout=run.settings.request_timeout or PATIENCE,
            retries=0,
            http_client=http,
            clock=run.world.clock,
        ) as client,
    ):
        answer = _read(run, client)
    yield _answer(answer)
    if not isinstance(answer, TransportError):
        yield _access(answer) if key else Check("access", "warning", "not asked: there is no key", CURE)
        yield _clock(dates)


def _read(run: Run, client: Any) -> Speech302Error | None:
    """What comes of reading a task that does not exist; None if the service takes even that."""
    resources = [getattr(client, family.name) for family in run.program.families]
    # A plain GET, where a family has one, is what a proxy on the way treats least specially.
    resource = next((one for one in resources if one._read(NO_TASK).method == "GET"), resources[0])
    try:
        resource.get(NO_TASK)
    except ConfigurationError:
        raise
    except Speech302Error as error:
        return error
    return None


def _answer(answer: Speech302Error | None) -> Check:
    if isinstance(answer, TransportError):
        cure = "Check the network, the proxy and the host; behind a company's proxy, its certificates: SSL_CERT_FILE"
        return Check("answer", "wrong", f"none came ({answer.reason})", cure)
    if isinstance(answer, RedirectError):
        return Check("answer", "wrong", f"it points to {answer.location or 'another address'}", answer.cure)
    foreign = isinstance(answer, NotFoundError) and answer.code is None and not answer.message
    if isinstance(answer, DecodeError) or foreign:
        cure = "Check --base-url, and whether the network wants you to log in first"
        return Check("answer", "wrong", "something answers, but not like the service", cure)
    if isinstance(answer, ServiceError):
        return Check("answer", "warning", f"HTTP {answer.status} {answer.message}".strip(), answer.cure)
    return Check("answer", "ok", "it answers like the service")


def _access(answer: Speech302Error | None) -> Check:
    if isinstance(answer, AuthenticationError):
        cure = "Use a key that is valid and belongs to this host"
        return Check("access", "wrong", f"the key is refused (HTTP {answer.status}) {answer.message!r}", cure)
    if isinstance(answer, PermissionDeniedError | QuotaError | RateLimitError):
        return Check("access", "warning", f"the key is known, but {answer.cause}", answer.cure)
    if isinstance(answer, APIError) and answer.status >= 500:
        return Check("access", "warning", "not told: the service has a problem", "Try again later")
    if isinstance(answer, DecodeError | RedirectError):
        return Check("access", "warning", "not told", "Mend the answer first")
    return Check("access", "ok", "the key is not refused")


def _clock(dates: list[tuple[str, float]]) -> Check:
    from email.utils import parsedate_to_datetime  # slow to import

    try:
        date, wall = dates[-1]
        skew = wall - parsedate_to_datetime(date).timestamp()
    except (IndexError, TypeError, ValueError):
        return Check("clock", "warning", "the answer has no date to compare with")
    if abs(skew) <= MOST_SKEW:
        return Check("clock", "ok", f"within {MOST_SKEW} s of the service's")
    way = "ahead of" if skew > 0 else "behind"
    cure = "Set it: certificates and the times in the ledger depend on it"
    return Check("clock", "warning", f"{abs(skew):,.0f} s {way} the service's", cure)
