"""Ranges: the part of a file that a request asks for, as RFC 9110 says: one range, of bytes, held to an `ETag`."""

import re
from collections.abc import Mapping
from typing import Final

from attrs import frozen

RANGE: Final = re.compile(r"bytes *= *(\d{0,18}) *- *(\d{0,18})", re.ASCII)


@frozen
class Part:
    """What to answer: the status, the headers that tell of it, and the bytes."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def part_of(content: bytes, etag: str, asked: Mapping[str, str]) -> Part:
    """Choose what to answer to the headers `asked`: all of it (200), a part (206), or that there is no such part (416).

    Several ranges at once, or what is no range, count as none. So does a range under an `If-Range` that is not `etag`,
    or under a weak one.
    """
    told = {"ETag": etag, "Accept-Ranges": "bytes"}
    required = asked.get("if-range")
    bounds = _bounds(asked.get("range", ""), len(content))
    if bounds is None or (required is not None and (required != etag or required.startswith("W/"))):
        return Part(200, told, content)
    first, last = bounds
    if first > last:
        return Part(416, {**told, "Content-Range": f"bytes */{len(content)}"}, b"")
    return Part(206, {**told, "Content-Range": f"bytes {first}-{last}/{len(content)}"}, content[first : last + 1])


def _bounds(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first byte and the last one of a range, the first beyond the last where it holds nothing."""
    found = RANGE.fullmatch(asked.strip())
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        # The last bytes, as many as are named or as there are.
        return max(size - int(last), 0), size - 1
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last or size), size - 1)
