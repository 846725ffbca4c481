"""Parts of files over HTTP: which version of a file a host sends, how to ask for the rest, and what came of that."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

_STRONG_ETAG = re.compile(r'"[!#-~]{0,1000}"')
_PIECE = re.compile(r"bytes +(\d{1,18})-(\d{1,18})/(?:(\d{1,18})|\*)", re.ASCII | re.IGNORECASE)


@attrs.frozen
class Version:
    """Which bytes a host means by a URL.

    `validator`: an ETag, or a date of the last change, that names them and no others; None if nothing does. `total`:
    how many they are; None if the host does not say.
    """

    validator: str | None = None
    total: int | None = None

    def rest(self, start: int) -> dict[str, str]:
        """The headers that ask for what follows the first `start` bytes; none if the whole has to be asked for."""
        if not start or self.validator is None:
            return {}
        return {"Range": f"bytes={start}-", "If-Range": self.validator}


UNKNOWN = Version()


@attrs.frozen
class Piece:
    """A part of a file: its bytes from `start` up to, but not including, `end`, of `total`."""

    start: int
    end: int
    total: int


def length(headers: Mapping[str, str]) -> int | None:
    """How many bytes of body an answer announces."""
    text = headers.get("content-length", "")
    if "transfer-encoding" in headers or not re.fullmatch(r"\d{1,18}", text, re.ASCII):
        return None
    return int(text)


def encoded(headers: Mapping[str, str]) -> bool:
    """Whether the bytes of the body are not those of the file, although nobody asked for that."""
    return headers.get("content-encoding", "identity").strip().lower() not in ("identity", "")


def version(headers: Mapping[str, str], wall: float) -> Version:
    """The version that an answer with the whole file sends; `wall` is the time at which it came."""
    if encoded(headers):
        return UNKNOWN
    return Version(_validator(headers, wall), length(headers))


def _validator(headers: Mapping[str, str], wall: float) -> str | None:
    etag, changed = headers.get("etag", ""), headers.get("last-modified", "")
    if _STRONG_ETAG.fullmatch(etag):
        return etag
    moment, sent = _moment(changed), _moment(headers.get("date", ""))
    # RFC 9110, 8.8.2.2: in the second of a change a file may change once more.
    settled = moment is not None and moment < (wall if sent is None else sent)
    return changed if settled else None


def piece(headers: Mapping[str, str], start: int, known: Version) -> Piece | None:
    """What an answer to `known.rest(start)` brings, or None if that does not fit what is there already.

    A host may ignore `If-Range`. So the answer has to repeat the validator, although by RFC 9110 it could leave out a
    date: two versions of a file mixed are worse than one that is fetched twice.
    """
    found = _PIECE.fullmatch(headers.get("content-range", "").strip())
    repeated = headers.get("etag" if (known.validator or "").startswith('"') else "last-modified")
    if found is None or found[3] is None or encoded(headers) or repeated != known.validator:
        return None
    first, last, total = int(found[1]), int(found[2]), int(found[3])
    announced = length(headers)
    fits = first == start and first <= last < total and known.total in (None, total)
    return Piece(start, last + 1, total) if fits and announced in (None, last + 1 - start) else None


def delimited(headers: Mapping[str, str], protocol: str) -> bool:
    """Whether the end of a body can be told from a broken connection."""
    chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    return chunked or length(headers) is not None or not protocol.startswith("HTTP/1")


def _moment(date: str) -> float | None:
    from email.utils import mktime_tz, parsedate_tz  # slow to import

    # The text is sent back as it is: nothing but ASCII is a header.
    parts = parsedate_tz(date) if date.isascii() and len(date) < 100 else None
    try:
        return None if parts is None else mktime_tz((*parts[:9], parts[9] or 0))
    except (ValueError, OverflowError):
        return None
