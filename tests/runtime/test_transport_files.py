"""Claims about fetching files over HTTP, in both colours: what is asked, what is followed, and what becomes of it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

from scripts.codegen.runtime.download import Progress
from scripts.codegen.runtime.errors import DownloadError
from tests.client.rude import rude
from tests.client.rude import says as speaks
from tests.runtime.hosts import CONTENT, FILE, TAG, Fetch, Host, fetched, fetched_async, says, sends
from tests.runtime.samples import BASE, Time, configuration

SOON = "Thu, 01 Jan 1970 00:16:50 GMT"
"""Ten seconds after the start of a test's clock."""
both = pytest.mark.parametrize("fetch", [fetched, fetched_async], ids=["sync", "async"])


@pytest.fixture
def wire() -> Iterator[respx.MockRouter]:
    """A network on which nothing answers but what a test sets up."""
    with respx.mock(assert_all_called=False) as router:
        yield router


@both
def test_a_download_carries_neither_key_nor_cookies_and_may_be_redirected(
    fetch: Fetch, wire: respx.MockRouter, tmp_path: Path
) -> None:
    first = wire.get(f"{BASE}/file").respond(302, headers={"Location": FILE, "Set-Cookie": "a=b; Domain=example.com"})
    second = wire.get(FILE).respond(content=b"RIFF....")
    path = fetch(configuration(), f"{BASE}/file", tmp_path)
    assert (path, path.read_bytes()) == (tmp_path / "file", b"RIFF....")
    for route in (first, second):
        assert {"authorization", "cookie"} & set(route.calls.last.request.headers) == set()


@both
@pytest.mark.parametrize(
    ("answer", "reason", "status"),
    [
        ({"status_code": 404}, "the file host answered HTTP 404", 404),
        ({"status_code": 204}, "the file host answered HTTP 204", 204),
        ({"status_code": 206, "content": b"12345"}, "the file host answered HTTP 206", 206),
        ({"status_code": 416}, "the file host answered HTTP 416", 416),
        ({"status_code": 503}, "the file host answered HTTP 503", 503),
        ({"content": b""}, "it is empty", None),
        ({"stream": httpx.ByteStream(b""), "headers": {"transfer-encoding": "chunked"}}, "it is empty", None),
        ({"content": b"12345", "headers": {"content-length": "9"}}, "it is incomplete, 5 of 9 bytes came", None),
        ({"content": b"12345", "headers": {"content-length": "4"}}, "it is incomplete, 5 of 4 bytes came", None),
        ({"content": b"12345678901"}, "it has more than 10 bytes", None),
    ],
)
def test_a_download_that_goes_wrong_is_an_error_and_leaves_nothing(
    fetch: Fetch, wire: respx.MockRouter, tmp_path: Path, answer: dict[str, Any], reason: str, status: int | None
) -> None:
    wire.get(FILE).respond(**answer)
    with pytest.raises(DownloadError) as caught:
        fetch(configuration(), f"{FILE}?token=secret", tmp_path / "a.wav", limit=10)
    assert (caught.value.source, caught.value.reason, caught.value.status) == (FILE, reason, status)
    assert list(tmp_path.iterdir()) == []


@both
def test_a_download_that_breaks_off_again_and_again_leaves_nothing(fetch: Fetch, tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nRIFF"
    with rude(speaks(head)) as server, pytest.raises(DownloadError, match="peer closed connection"):
        fetch(configuration(base_url=server.base_url), f"{server.base_url}/a.wav", tmp_path / "a.wav")
    assert list(tmp_path.iterdir()) == []
    assert len(server.requests) == 3


@both
def test_what_is_missing_is_asked_for_where_the_connection_broke(fetch: Fetch, tmp_path: Path) -> None:
    host, time = Host(sends(cut=30), sends(cut=50), sends()), Time(chance=0.5)
    path = fetch(configuration(time), FILE, tmp_path, host=host)
    assert path.read_bytes() == CONTENT
    assert host.ranges == [(None, None), ("bytes=30-", TAG), ("bytes=80-", TAG)]
    assert time.slept == [0.25, 0.5]


@both
def test_a_host_that_ignores_ranges_is_asked_again_for_the_whole(fetch: Fetch, tmp_path: Path) -> None:
    host = Host(sends(cut=30, ranges=False), sends(ranges=False))
    assert fetch(configuration(), FILE, tmp_path, host=host).read_bytes() == CONTENT
    assert len(host.asked) == 2


@both
def test_without_a_validator_no_range_is_asked_for(fetch: Fetch, tmp_path: Path) -> None:
    host = Host(sends(cut=30, tag=None), sends(tag=None))
    assert fetch(configuration(), FILE, tmp_path, host=host).read_bytes() == CONTENT
    assert host.ranges == [(None, None)] * 2


OTHER = bytes(reversed(CONTENT))


@both
@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        (sends(OTHER, tag='"v2"'), 2),
        (says(416, content_range="bytes */9"), 3),
        (says(206, OTHER[30:], content_range="bytes 30-99/100", etag='"v2"', content_length="70"), 3),
        (says(206, OTHER[30:], content_range="bytes 30-99/100", content_length="70"), 3),
        (says(206, OTHER[30:] + b".", content_range="bytes 30-100/101", etag=TAG), 3),
        (says(206, OTHER[29:], content_range="bytes 29-99/100", etag=TAG), 3),
        (says(206, OTHER, etag=TAG), 3),
        (says(206, OTHER[30:] + b".", content_range="bytes 30-99/100", etag=TAG), 3),
    ],
    ids=["whole", "416", "other tag", "no tag", "other total", "other start", "no range", "too long"],
)
def test_a_file_that_changed_meanwhile_is_fetched_anew(fetch: Fetch, tmp_path: Path, changed: Any, asked: int) -> None:
    host = Host(sends(cut=30), changed, sends(OTHER, tag='"v2"'))
    assert fetch(configuration(), FILE, tmp_path, host=host).read_bytes() == OTHER
    assert len(host.asked) == asked
    assert host.ranges[2:] in ([], [(None, None)])


@both
def test_a_host_that_sends_the_rest_in_pieces_is_asked_for_as_many_as_it_takes(fetch: Fetch, tmp_path: Path) -> None:
    def piece(request: httpx.Request) -> httpx.Response:
        start = int(request.headers["range"][6:-1])
        told = {"ETag": TAG, "Content-Range": f"bytes {start}-{min(start + 9, 99)}/100"}
        return httpx.Response(206, headers=told, content=CONTENT[start : start + 10])

    host, time = Host(sends(cut=30), piece), Time()
    assert fetch(configuration(time), FILE, tmp_path, host=host).read_bytes() == CONTENT
    assert (len(host.asked), len(time.slept)) == (8, 1)


@both
@pytest.mark.parametrize(
    ("status", "after", "slept"),
    [(503, "7", [7.0]), (429, SOON, [10.0]), (408, "soon", [0.25]), (500, "", [0.25]), (429, "61", None)],
)
def test_a_host_that_is_busy_is_asked_again_when_it_says(
    fetch: Fetch, tmp_path: Path, status: int, after: str, slept: list[float] | None
) -> None:
    host, time = Host(says(status, retry_after=after), sends()), Time(chance=0.5)
    if slept is None:
        with pytest.raises(DownloadError) as caught:
            fetch(configuration(time), FILE, tmp_path, host=host)
        assert (caught.value.status, time.slept) == (status, [])
    else:
        assert fetch(configuration(time), FILE, tmp_path, host=host).read_bytes() == CONTENT
        assert time.slept == slept


@both
def test_the_retry_budget_counts_the_time_in_which_nothing_comes(fetch: Fetch, tmp_path: Path) -> None:
    """A connection may break after hours, and is taken up nevertheless."""
    time = Time()
    host = Host(sends(cut=30), sends(cut=30), sends())
    path = fetch(
        configuration(time),
        FILE,
        tmp_path,
        host=host,
        on_progress=lambda _: setattr(time, "seconds", time.seconds + 999),
    )
    assert path.read_bytes() == CONTENT
    refusing = Host(says(503, retry_after="40"))
    with pytest.raises(DownloadError):
        fetch(configuration(time, attempts=9), FILE, tmp_path / "b.wav", host=refusing)
    assert len(refusing.asked) == 2


@both
def test_a_retry_budget_of_one_attempt_takes_nothing_up(fetch: Fetch, tmp_path: Path) -> None:
    host = Host(sends(cut=30), sends())
    with pytest.raises(DownloadError):
        fetch(configuration(attempts=1), FILE, tmp_path, host=host)
    assert len(host.asked) == 1


@both
def test_a_file_beyond_the_limit_is_refused_before_its_body(fetch: Fetch, tmp_path: Path) -> None:
    bodies = list[Any]()

    def answer(request: httpx.Request) -> httpx.Response:
        response = sends()(request)
        bodies.append(response.stream)
        return response

    with pytest.raises(DownloadError) as caught:
        fetch(configuration(), FILE, tmp_path, host=answer, limit=99)
    assert (caught.value.reason, caught.value.cure) == ("it has more than 99 bytes", "Raise the limit")
    assert [body.read for body in bodies] == [0]
    assert fetch(configuration(), FILE, tmp_path, host=answer, limit=100).read_bytes() == CONTENT


@both
def test_a_file_of_unknown_length_is_refused_when_it_passes_the_limit(fetch: Fetch, tmp_path: Path) -> None:
    host = Host(says(200, CONTENT, transfer_encoding="chunked"))
    with pytest.raises(DownloadError) as caught:
        fetch(configuration(), FILE, tmp_path, host=host, limit=99)
    assert caught.value.reason == "it has more than 99 bytes"
    assert fetch(configuration(), FILE, tmp_path, host=host, limit=100).read_bytes() == CONTENT


@both
def test_a_body_whose_end_is_the_end_of_the_connection_is_refused(fetch: Fetch, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="half of it would look like all of it"):
        fetch(configuration(), FILE, tmp_path, host=Host(says(200, CONTENT)))
    assert list(tmp_path.iterdir()) == []


@both
def test_the_caller_is_told_of_every_chunk_and_of_beginning_anew(fetch: Fetch, tmp_path: Path) -> None:
    told = list[Progress]()
    host = Host(sends(CONTENT[:40], cut=20), sends(CONTENT[:20], tag='"v2"'))
    fetch(configuration(), FILE, tmp_path, host=host, on_progress=told.append)
    assert told == [Progress(10, 40), Progress(20, 40), Progress(10, 20), Progress(20, 20)]


@both
@pytest.mark.parametrize("resume", [False, True])
def test_a_caller_who_fails_when_told_ends_the_download(fetch: Fetch, tmp_path: Path, resume: bool) -> None:
    def fail(_: Progress) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        fetch(configuration(), FILE, tmp_path, host=Host(sends()), on_progress=fail, resume=resume)
    assert len(list(tmp_path.iterdir())) == (2 if resume else 0)


@both
def test_a_file_that_comes_packed_is_unpacked_and_its_length_on_the_wire_compared(fetch: Fetch, tmp_path: Path) -> None:
    packed = gzip.compress(CONTENT, mtime=0)
    whole = says(200, packed, content_encoding="gzip", content_length=str(len(packed)), etag=TAG)
    short = says(200, packed[:-9], content_encoding="gzip", content_length=str(len(packed)), etag=TAG)
    host = Host(short, whole)
    assert fetch(configuration(), FILE, tmp_path, host=host).read_bytes() == CONTENT
    assert host.ranges == [(None, None)] * 2
    assert {request.headers["accept-encoding"] for request in host.asked} == {"identity"}


@both
def test_a_download_in_a_circle_ends(fetch: Fetch, wire: respx.MockRouter, tmp_path: Path) -> None:
    route = wire.get(FILE).respond(302, headers={"Location": FILE})
    with pytest.raises(DownloadError) as caught:
        fetch(configuration(), FILE, tmp_path / "a.wav")
    assert (caught.value.reason, route.call_count) == ("more than 5 redirects", 6)


@both
@pytest.mark.parametrize("allow_http", [True, False])
def test_a_download_is_not_led_from_https_to_http(
    fetch: Fetch, wire: respx.MockRouter, tmp_path: Path, allow_http: bool
) -> None:
    trap = wire.get("http://files.example.com/a.wav").respond(content=b"x")
    wire.get(FILE).respond(302, headers={"Location": "http://files.example.com/a.wav"})
    with pytest.raises(DownloadError):
        fetch(configuration(), FILE, tmp_path / "a.wav", allow_http=allow_http)
    assert not trap.called


@both
def test_an_existing_file_is_told_before_anything_is_fetched(
    fetch: Fetch, wire: respx.MockRouter, tmp_path: Path
) -> None:
    route = wire.get(FILE).respond(content=b"new")
    (tmp_path / "a.wav").write_bytes(b"old")
    with pytest.raises(DownloadError):
        fetch(configuration(), FILE, tmp_path / "a.wav")
    assert not route.called
    assert fetch(configuration(), FILE, tmp_path / "a.wav", overwrite=True).read_bytes() == b"new"


@both
@pytest.mark.parametrize("url", ["https://exa\x00mple.com/a", "https://a.example:99999/"])
def test_what_the_http_client_calls_no_url_is_an_error_at_once(fetch: Fetch, tmp_path: Path, url: str) -> None:
    host = Host(sends())
    with pytest.raises(DownloadError):
        fetch(configuration(), url, tmp_path / "a.wav", host=host)
    assert (host.asked, list(tmp_path.iterdir())) == ([], [])
