"""Files are served in parts, as RFC 9110 says."""

from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.mock import serving
from scripts.mock.ranges import part_of
from scripts.mock.shelf import load_shelf

FILE = "/files/voice.wav"
WHOLE = load_shelf().content("voice.wav")
ETAG = load_shelf().etag("voice.wav")
SIZE = len(WHOLE)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving() as base_url, httpx.Client(base_url=base_url) as made:
        yield made


@pytest.mark.parametrize(
    ("asked", "told", "content"),
    [
        ("bytes=0-9", f"bytes 0-9/{SIZE}", WHOLE[:10]),
        ("bytes=100-", f"bytes 100-{SIZE - 1}/{SIZE}", WHOLE[100:]),
        ("bytes=-5", f"bytes {SIZE - 5}-{SIZE - 1}/{SIZE}", WHOLE[-5:]),
        (f"bytes={SIZE - 1}-{SIZE + 9}", f"bytes {SIZE - 1}-{SIZE - 1}/{SIZE}", WHOLE[-1:]),
        (f"bytes=-{SIZE * 2}", f"bytes 0-{SIZE - 1}/{SIZE}", WHOLE),
    ],
    ids=["first", "rest", "last", "beyond", "whole"],
)
def test_a_range_is_served(client: httpx.Client, asked: str, told: str, content: bytes) -> None:
    answer = client.get(FILE, headers={"Range": asked})
    assert (answer.status_code, answer.headers["content-range"], answer.content) == (206, told, content)
    assert (answer.headers["etag"], answer.headers["content-type"]) == (ETAG, "audio/wav")


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-{SIZE + 9}", "bytes=-0"])
def test_a_range_beyond_the_end_is_not_satisfiable(client: httpx.Client, asked: str) -> None:
    answer = client.get(FILE, headers={"Range": asked})
    assert (answer.status_code, answer.headers["content-range"], answer.content) == (416, f"bytes */{SIZE}", b"")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "lines=0-1", "bytes=0-1,5-6", "bytes=x-", "bytes=0", ""])
def test_what_is_not_one_range_of_bytes_is_no_range(client: httpx.Client, asked: str) -> None:
    answer = client.get(FILE, headers={"Range": asked})
    assert (answer.status_code, answer.headers["accept-ranges"], answer.content) == (200, "bytes", WHOLE)


@pytest.mark.parametrize(
    ("required", "status"),
    [(ETAG, 206), ('"another"', 200), (f"W/{ETAG}", 200), ("Thu, 01 Jan 2026 00:00:00 GMT", 200)],
)
def test_a_range_is_held_to_the_etag_that_it_is_for(client: httpx.Client, required: str, status: int) -> None:
    assert client.get(FILE, headers={"Range": "bytes=1-", "If-Range": required}).status_code == status


@given(st.binary(max_size=40), st.integers(0, 50), st.none() | st.integers(0, 50))
def test_a_part_is_what_a_slice_is(content: bytes, first: int, last: int | None) -> None:
    part = part_of(content, '"a"', {"range": f"bytes={first}-{'' if last is None else last}"})
    if last is not None and last < first:
        assert (part.status, part.content) == (200, content)
    else:
        assert part.content == content[first : None if last is None else last + 1]
        assert part.status == (206 if first < len(content) else 416)


def test_head_tells_of_a_file_without_it(client: httpx.Client) -> None:
    answer = client.head(FILE)
    assert (answer.headers["content-length"], answer.headers["etag"], answer.content) == (str(SIZE), ETAG, b"")
