"""Claims about fetching files over HTTP, in both colours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import respx

from scripts.codegen.runtime import transport_files, transport_files_async
from scripts.codegen.runtime.configuration import Configuration
from scripts.codegen.runtime.errors import DownloadError
from scripts.codegen.runtime.transport import Transport
from scripts.codegen.runtime.transport_async import AsyncTransport
from tests.client.rude import rude, says
from tests.runtime.samples import BASE, configuration

AGENT = "speech302/1.2.3"
FILE = "https://files.example.com/a.wav"


def fetched(settings: Configuration, url: str, path: Path, **options: Any) -> Path:
    with Transport(settings, user_agent=AGENT) as transport:
        return transport_files.fetch(transport, url, path, **options)


def fetched_async(settings: Configuration, url: str, path: Path, **options: Any) -> Path:
    async def run() -> Path:
        async with AsyncTransport(settings, user_agent=AGENT) as transport:
            return await transport_files_async.fetch(transport, url, path, **options)

    return asyncio.run(run())


Fetch = Callable[..., Path]
both_downloads = pytest.mark.parametrize("fetch", [fetched, fetched_async], ids=["sync", "async"])


@pytest.fixture
def wire() -> Iterator[respx.MockRouter]:
    """A network on which nothing answers but what a test sets up."""
    with respx.mock(assert_all_called=False) as router:
        yield router


@both_downloads
def test_a_download_carries_neither_key_nor_cookies_and_may_be_redirected(
    fetch: Fetch, wire: respx.MockRouter, tmp_path: Path
) -> None:
    first = wire.get(f"{BASE}/file").respond(302, headers={"Location": FILE, "Set-Cookie": "a=b; Domain=example.com"})
    second = wire.get(FILE).respond(content=b"RIFF....")
    path = fetch(configuration(), f"{BASE}/file", tmp_path)
    assert (path, path.read_bytes()) == (tmp_path / "file", b"RIFF....")
    for route in (first, second):
        assert {"authorization", "cookie"} & set(route.calls.last.request.headers) == set()


@both_downloads
@pytest.mark.parametrize(
    ("answer", "reason", "status"),
    [
        ({"status_code": 404}, "the file host answered HTTP 404", 404),
        ({"status_code": 204}, "the file host answered HTTP 204", 204),
        ({"content": b""}, "it is empty", None),
        ({"content": b"12345", "headers": {"content-length": "9"}}, "it is incomplete, 5 of 9 bytes came", None),
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


@both_downloads
def test_a_download_that_breaks_off_leaves_nothing(fetch: Fetch, tmp_path: Path) -> None:
    with rude(says(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nRIFF")) as server, pytest.raises(DownloadError):
        fetch(configuration(), f"{server.base_url}/a.wav", tmp_path / "a.wav")
    assert list(tmp_path.iterdir()) == []


@both_downloads
def test_a_download_in_a_circle_ends(fetch: Fetch, wire: respx.MockRouter, tmp_path: Path) -> None:
    route = wire.get(FILE).respond(302, headers={"Location": FILE})
    with pytest.raises(DownloadError) as caught:
        fetch(configuration(), FILE, tmp_path / "a.wav")
    assert (caught.value.reason, route.call_count) == ("more than 5 redirects", 6)


@both_downloads
def test_a_download_is_not_led_from_https_to_http(fetch: Fetch, wire: respx.MockRouter, tmp_path: Path) -> None:
    trap = wire.get("http://files.example.com/a.wav").respond(content=b"x")
    wire.get(FILE).respond(302, headers={"Location": "http://files.example.com/a.wav"})
    with pytest.raises(DownloadError):
        fetch(configuration(), FILE, tmp_path / "a.wav")
    assert not trap.called


@both_downloads
def test_an_existing_file_is_told_before_anything_is_fetched(
    fetch: Fetch, wire: respx.MockRouter, tmp_path: Path
) -> None:
    route = wire.get(FILE).respond(content=b"new")
    (tmp_path / "a.wav").write_bytes(b"old")
    with pytest.raises(DownloadError):
        fetch(configuration(), FILE, tmp_path / "a.wav")
    assert not route.called
    assert fetch(configuration(), FILE, tmp_path / "a.wav", overwrite=True).read_bytes() == b"new"
