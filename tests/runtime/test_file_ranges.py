"""Claims about parts of files: what may be asked for, and which answers fit what is there already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.file_ranges import UNKNOWN, Piece, Version, delimited, length, piece, version

CHANGED = "Wed, 21 Oct 2015 07:28:00 GMT"
A_SECOND_LATER = "Wed, 21 Oct 2015 07:28:01 GMT"
SECONDS = 1_445_412_480.0
TAG = '"v1"'


@pytest.mark.parametrize(
    ("headers", "validator"),
    [
        ({"etag": TAG}, TAG),
        ({"etag": '""'}, '""'),
        ({"etag": TAG, "last-modified": CHANGED}, TAG),
        ({"etag": 'W/"v1"', "last-modified": CHANGED, "date": A_SECOND_LATER}, CHANGED),
        ({"last-modified": CHANGED, "date": A_SECOND_LATER}, CHANGED),
        ({"last-modified": CHANGED}, CHANGED),
        ({"last-modified": CHANGED, "date": CHANGED}, None),
        ({"last-modified": "yesterday"}, None),
        ({"last-modified": CHANGED + " (käse)"}, None),
        ({"last-modified": "Wed, 99 Oct 99999999999999999999 07:28:00 GMT"}, None),
        ({"etag": 'W/"v1"'}, None),
        ({"etag": "v1"}, None),
        ({"etag": '"a\r\nX: y"'}, None),
        ({"etag": f'"{"a" * 2_000}"'}, None),
        ({"etag": TAG, "content-encoding": "gzip"}, None),
        ({}, None),
    ],
)
def test_only_what_surely_names_the_bytes_is_a_validator(headers: dict[str, str], validator: str | None) -> None:
    assert version(headers, SECONDS + 60).validator == validator


def test_without_a_date_of_the_host_this_machines_clock_tells_whether_a_change_is_settled() -> None:
    assert version({"last-modified": CHANGED}, SECONDS).validator is None


@pytest.mark.parametrize(
    ("headers", "total"),
    [
        ({"content-length": "12"}, 12),
        ({"content-length": "12", "transfer-encoding": "chunked"}, None),
        ({"content-length": "12", "content-encoding": "gzip"}, None),
        ({"content-length": "12", "content-encoding": "identity"}, 12),
        ({"content-length": "-1"}, None),
        ({"content-length": "5, 5"}, None),
        ({"content-length": "9" * 5_000}, None),
        ({"content-length": "١٢"}, None),
        ({}, None),
    ],
)
def test_the_total_is_what_the_host_says_in_plain_digits(headers: dict[str, str], total: int | None) -> None:
    assert version(headers, 0).total == total


def test_the_rest_is_asked_for_only_of_bytes_that_have_a_validator() -> None:
    assert Version(TAG, 9).rest(4) == {"Range": "bytes=4-", "If-Range": TAG}
    assert Version(TAG, 9).rest(0) == UNKNOWN.rest(4) == {}


def told(content_range: str, **more: str) -> dict[str, str]:
    return {"content-range": content_range, "etag": TAG} | more


@pytest.mark.parametrize(
    ("headers", "known", "found"),
    [
        (told("bytes 4-8/9"), Version(TAG, 9), Piece(4, 9, 9)),
        (told("Bytes 4-5/9 "), Version(TAG, 9), Piece(4, 6, 9)),
        (told("bytes 4-8/9"), Version(TAG, None), Piece(4, 9, 9)),
        (told("bytes 4-8/9", **{"content-length": "5"}), Version(TAG, 9), Piece(4, 9, 9)),
        (told("bytes 4-8/9", **{"content-length": "4"}), Version(TAG, 9), None),
        (told("bytes 4-8/9", **{"content-encoding": "gzip"}), Version(TAG, 9), None),
        (told("bytes 4-9/10"), Version(TAG, 9), None),
        (told("bytes 3-8/9"), Version(TAG, 9), None),
        (told("bytes 5-8/9"), Version(TAG, 9), None),
        (told("bytes 4-3/9"), Version(TAG, 9), None),
        (told("bytes 4-9/9"), Version(TAG, 9), None),
        (told("bytes 4-8/*"), Version(TAG, 9), None),
        (told("bytes */9"), Version(TAG, 9), None),
        (told("letters 4-8/9"), Version(TAG, 9), None),
        (told("bytes 4-8/9", etag='"v2"'), Version(TAG, 9), None),
        (told("bytes 4-8/9", etag='W/"v1"'), Version(TAG, 9), None),
        ({"content-range": "bytes 4-8/9"}, Version(TAG, 9), None),
        ({"content-range": "bytes 4-8/9", "last-modified": CHANGED}, Version(CHANGED, 9), Piece(4, 9, 9)),
        ({"content-range": "bytes 4-8/9", "last-modified": A_SECOND_LATER}, Version(CHANGED, 9), None),
        ({"etag": TAG}, Version(TAG, 9), None),
    ],
)
def test_an_answer_fits_only_if_it_goes_on_where_the_same_bytes_ended(
    headers: dict[str, str], known: Version, found: Piece | None
) -> None:
    assert piece(headers, 4, known) == found


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_header_breaks_the_reading(one: str, other: str) -> None:
    headers = {"content-range": one, "etag": other, "last-modified": one, "date": other, "content-length": one}
    piece(headers, 4, Version(TAG, 9))
    found = version(headers, 0)
    assert found.total == length(headers)
    assert found.validator in (one, other, None)


@pytest.mark.parametrize(
    ("headers", "protocol", "told"),
    [
        ({"content-length": "1"}, "HTTP/1.1", True),
        ({"transfer-encoding": "chunked"}, "HTTP/1.1", True),
        ({}, "HTTP/1.1", False),
        ({"content-length": "many"}, "HTTP/1.0", False),
        ({}, "HTTP/2", True),
    ],
)
def test_a_body_that_ends_with_the_connection_cannot_be_told_from_half_of_it(
    headers: dict[str, str], protocol: str, told: bool
) -> None:
    assert delimited(headers, protocol) is told
