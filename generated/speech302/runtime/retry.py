"""Whether to send a request again, and when: decided here, in pure code, and done by the transports."""

from __future__ import annotations

import math

import attrs

# Statuses that say "later", not "no".
AGAIN = frozenset({429, 500, 502, 503, 504})


@attrs.frozen
class Retry:
    """The retry budget of one call. A request that costs money is sent once, whatever this says.

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

    def pause(
        self,
        *,
        repeatable: bool,
        status: int | None,
        sent: int,
        elapsed: float,
        budget: float,
        retry_after: float | None,
        chance: float,
    ) -> float | None:
        """Seconds to wait before sending again, or None: let the outcome stand.

        `repeatable`: the operation is free and only reads. `status`: of the answer, None if no answer came. `sent`:
        requests sent so far. `elapsed`: seconds since the first was sent. `budget`: seconds that the caller grants.
        `retry_after`: seconds the service asked for. `chance`: a number in [0, 1).
        """
        if not repeatable or sent >= self.attempts or not (status is None or status in AGAIN):
            return None
        ceiling = min(self.most, self.first * self.factor ** (sent - 1))
        pause = ceiling * chance if retry_after is None else retry_after
        return pause if elapsed + pause <= min(self.budget, budget) else None


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
