"""Fetching a page politely: one request at a time, conditional, bounded in size and time, and never with a key."""

from contextlib import closing
from itertools import count
from typing import Final

import httpx
from attrs import define, field, frozen

from scripts.watch.net import (
    LONGEST_WAIT,
    REDIRECTS,
    TIME,
    Time,
    asks_again,
    pause,
    reason,
    retry_after,
    same_site,
    tell,
)

USER_AGENT: Final = "speech302-watch (looks once a day whether the pages of the documentation have changed)"
MOST_REDIRECTS: Final = 5
DEADLINE: Final = 120.0
"""The most seconds that one answer may take, however steadily it trickles."""


@frozen
class Validators:
    """What a server said of a version, to ask later whether there is another one; None: nothing."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


NOTHING: Final = Validators()


@frozen
class Got:
    """A whole answer with status 200. `charset`: the encoding that it names."""

    content: bytes
    charset: str | None = None
    validators: Validators = NOTHING


class UnfetchedError(Exception):
    """Nothing was fetched. Its text says why, in one line."""

    def __init__(self, why: str) -> None:
        super().__init__(tell(why))


@frozen
class _Again:
    why: str
    after: float | None = None


@define
class Fetcher:
    """Fetches. `timeout`: the seconds of silence that one request may take. `clock`: injected for tests."""

    client: httpx.Client
    clock: Time = TIME
    timeout: float = 30.0
    deadline: float = DEADLINE
    _down: set[str] = field(factory=set, init=False)
    """Hosts that were given up: what else is to be had of them is asked for once, so that a run ends."""

    def get(self, url: str, accept: str, limit: int, known: Validators = NOTHING) -> Got | None:
        """Fetch at most `limit` bytes, or None when the version that `known` describes is still the newest one.

        Connection errors, 429 and 5xx are tried again. Raises `UnfetchedError`.
        """
        headers = {"User-Agent": USER_AGENT, "Accept": accept, "Accept-Encoding": "gzip, deflate", **known.headers}
        host = url.partition("://")[2].partition("/")[0]
        for sent in count(1):
            outcome = self._attempt(url, headers, limit)
            if not isinstance(outcome, _Again):
                self._down.discard(host)
                return outcome
            rest = None if host in self._down else pause(sent, outcome.after)
            if rest is None:
                self._down.add(host)
                raise UnfetchedError(_given_up(outcome, sent))
            self.clock.sleep(rest)
        raise AssertionError("the pauses end")

    def _attempt(self, url: str, headers: dict[str, str], limit: int) -> Got | _Again | None:
        started = self.clock.now()
        try:
            at = httpx.URL(url)
            for _ in range(MOST_REDIRECTS + 1):
                request = httpx.Request("GET", at, headers=headers, extensions=self._extensions())
                # auth=None: no file of this machine and no address may add credentials.
                with closing(self.client.send(request, stream=True, auth=None, follow_redirects=False)) as response:
                    if response.status_code not in REDIRECTS:
                        return self._read(response, limit, started)
                    at = _next_hop(at, response.headers.get("location", ""))
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.DecodingError) as error:
            raise UnfetchedError(reason(error)) from None
        except httpx.TransportError as error:
            return _Again(reason(error))
        raise UnfetchedError(f"it redirects more than {MOST_REDIRECTS} times")

    def _read(self, response: httpx.Response, limit: int, started: float) -> Got | _Again | None:
        status, headers = response.status_code, response.headers
        if asks_again(status):
            return _Again(f"HTTP {status}", retry_after(headers.get("retry-after"), self.clock.wall()))
        if status == 304 and {"if-none-match", "if-modified-since"} & set(response.request.headers):
            return None
        if status != 200:
            raise UnfetchedError(f"HTTP {status}")
        content = bytearray()
        announced = headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > limit:
            raise _too_large(limit)
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > limit:
                raise _too_large(limit)
            if self.clock.now() - started > self.deadline:
                raise UnfetchedError(f"the answer took longer than {self.deadline:g} s")
        validators = Validators(headers.get("etag"), headers.get("last-modified"))
        return Got(bytes(content), response.charset_encoding, validators)

    def _extensions(self) -> dict[str, object]:
        return {"timeout": httpx.Timeout(self.timeout, connect=min(10.0, self.timeout)).as_dict()}


def _next_hop(at: httpx.URL, location: str) -> httpx.URL:
    if not location:
        raise UnfetchedError("it redirects without saying where to")
    target = at.join(location)
    if not same_site(at, target):
        raise UnfetchedError(f"it redirects to another site, {target.scheme}://{target.host}")
    return target


def _too_large(limit: int) -> UnfetchedError:
    return UnfetchedError(f"the answer is larger than {limit / 1_000_000:g} MB")


def _given_up(outcome: _Again, sent: int) -> str:
    if outcome.after is not None and outcome.after > LONGEST_WAIT:
        return f"{outcome.why}, and it asks to be left alone for {outcome.after:.0f} s"
    return f"{outcome.why}, {sent} times" if sent > 1 else outcome.why
