"""Whether to send a request again, and when: decided here, in pure code, and done by the transports."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import attrs

from .api_error import APIError
from .errors import Speech302Error, TransportError

if TYPE_CHECKING:
    from .request import Request

LONGEST = 120.0
"""The longest pause that a `Retry-After` is granted, in seconds: a slip of the service must not stop us for days."""


@attrs.frozen
class Transient:
    """The answers to a reading operation that say "later", not "no": HTTP statuses (503, or 5XX) and vendor's codes."""

    statuses: frozenset[int | str] = frozenset()
    codes: frozenset[int | str] = frozenset()

    def covers(self, error: APIError) -> bool:
        """Whether this answer is one of them."""
        return bool({error.status, f"{error.status // 100}XX"} & self.statuses) or error.code in self.codes


def may_repeat(request: Request[Any], error: Speech302Error) -> bool:
    """Whether a request that ended in this error may be sent again.

    Any request may that provably never left. Only one that is known to do nothing but read may after that; one that
    costs money never.
    """
    if isinstance(error, TransportError) and not error.sent:
        return True
    if request.paid or request.retry is None:
        return False
    return isinstance(error, TransportError) or (isinstance(error, APIError) and request.retry.covers(error))


@attrs.frozen
class Retry:
    """The retry budget of one call.

    The pause before resend n is drawn evenly from 0 to `first * factor ** (n - 1)`, at most `most` (full jitter), or is
    what the service asks for in `Retry-After`. No resend starts later than `budget` seconds after the first send; a
    service that asks for more than what is left of it is not asked again.
    """

    attempts: int = 3
    """The most requests that one call puts on the wire, the first included."""
    first: float = 0.5
    factor: float = 2.0
    most: float = 8.0
    budget: float = 60.0

    def pause(self, *, sent: int, elapsed: float, asked: float | None, chance: float) -> float | None:
        """Seconds to wait before sending again, or None: let the outcome stand.

        `sent`: requests sent so far. `elapsed`: seconds since the first was sent. `asked`: seconds the service asked
        for. `chance`: a number in [0, 1).
        """
        if sent >= self.attempts:
            return None
        pause = self.jitter(sent, chance) if asked is None else asked
        return pause if elapsed + pause <= self.budget else None

    def jitter(self, failures: int, chance: float) -> float:
        """The pause after so many failures in a row, where the service asked for none."""
        # The exponent is bounded: a long outage must not overflow.
        return min(self.most, self.first * self.factor ** min(failures - 1, 60)) * chance


def retry_after(value: str | None, wall: float) -> float | None:
    """Read a `Retry-After` header, seconds or an HTTP date, as seconds from `wall` (seconds since 1970)."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        return _until(value, wall)
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _until(value: str, wall: float) -> float | None:
    from email.utils import mktime_tz, parsedate_tz  # slow to import, and hardly ever needed

    parts = parsedate_tz(value)
    if parts is None:
        return None
    try:
        # RFC 9110: a date is in GMT, also when it does not say so.
        moment = mktime_tz((*parts[:9], parts[9] or 0))
    except (ValueError, OverflowError):
        return None
    return max(0.0, moment - wall)
