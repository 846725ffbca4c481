"""Claims about where files are fetched from: what a name means, and who answers, is looked at on every hop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from scripts.codegen.runtime import transport_files
from scripts.codegen.runtime.errors import DownloadError
from scripts.codegen.runtime.transport_aiohttp import AiohttpClient
from scripts.codegen.runtime.transport_clients import tls_context
from tests.client.rude import answers, rude
from tests.client.rude import says as speaks
from tests.runtime.hosts import CONTENT, FILE, Host, fetch_async, fetched, fetched_async, says, sends
from tests.runtime.samples import Time, configuration

both = pytest.mark.parametrize("fetch", [fetched, fetched_async], ids=["sync", "async"])
Fetch = Callable[..., Path]
WHOLE = answers(200, body=CONTENT)


def fetched_by_aiohttp(*arguments: Any, **options: Any) -> Path:
    """As `fetched_async`, on aiohttp's connections."""

    async def run() -> Path:
        return await fetch_async(*arguments, client=AiohttpClient(tls_context()), **options)

    return asyncio.run(run())


every = pytest.mark.parametrize("fetch", [fetched, fetched_async, fetched_by_aiohttp], ids=["sync", "async", "aiohttp"])


class Names:
    """What names mean, and which were asked for."""

    def __init__(self, **means: str) -> None:
        self.asked: list[tuple[str, int]] = []
        self._means = means

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return ["8.8.8.8", self._means.get(host.partition(".")[0], "1.1.1.1")]


@both
@pytest.mark.parametrize(
    "address", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1"]
)
def test_a_name_that_means_a_private_address_is_not_asked(fetch: Fetch, tmp_path: Path, address: str) -> None:
    host, names = Host(sends()), Names(files=address)
    with pytest.raises(DownloadError) as caught:
        fetch(configuration(), FILE, tmp_path, host=host, resolve=names)
    assert "files.example.com" in caught.value.reason
    assert caught.value.cure == "If you know this host and trust it, give allow_private=True"
    assert (host.asked, names.asked, list(tmp_path.iterdir())) == ([], [("files.example.com", 443)], [])


@both
def test_no_name_is_looked_up_where_it_does_not_matter(fetch: Fetch, tmp_path: Path) -> None:
    names = Names(files="10.0.0.1")
    fetch(configuration(), FILE, tmp_path, host=Host(sends()), resolve=names, allow_private=True)
    fetch(configuration(), "https://8.8.8.8/b.wav", tmp_path, host=Host(sends()), resolve=names)
    assert names.asked == []


@both
@pytest.mark.parametrize(
    ("url", "cure"),
    [
        ("http://files.example.com/a.wav", "If you trust the network, give allow_http=True"),
        ("https://127.0.0.1/a.wav", "If you know this host and trust it, give allow_private=True"),
        ("https://2130706433/a.wav", "If you know this host and trust it, give allow_private=True"),
        ("https://0x7f.1/a.wav", "If you know this host and trust it, give allow_private=True"),
        ("https://[::ffff:127.0.0.1]/a.wav", "If you know this host and trust it, give allow_private=True"),
    ],
)
def test_what_is_out_of_reach_is_not_asked_on_any_hop(fetch: Fetch, tmp_path: Path, url: str, cure: str | None) -> None:
    direct, led = Host(sends()), Host(says(302, location=url), sends())
    for host, source in ((direct, url), (led, FILE)):
        with pytest.raises(DownloadError) as caught:
            fetch(configuration(), source, tmp_path / "a.wav", host=host, resolve=Names())
        assert cure in (None, caught.value.cure) or "https to http" in caught.value.reason
    assert (len(direct.asked), len(led.asked), list(tmp_path.iterdir())) == (0, 1, [])


@both
def test_every_hop_is_looked_up_and_again_when_a_download_is_taken_up(fetch: Fetch, tmp_path: Path) -> None:
    names = Names()
    host = Host(
        says(302, location="https://other.example:8443/b"),
        sends(cut=9),
        says(307, location="//third.example/"),
        sends(),
    )
    fetch(configuration(), FILE, tmp_path, host=host, resolve=names)
    assert names.asked == [
        ("files.example.com", 443),
        ("other.example", 8443),
        ("files.example.com", 443),
        ("third.example", 443),
    ]


@every
def test_who_answers_counts_more_than_what_a_name_meant_before(fetch: Fetch, tmp_path: Path) -> None:
    """A name that leads elsewhere a moment later is met by the address that answers, before a byte is written."""
    with rude(WHOLE) as server:
        url = server.base_url.replace("127.0.0.1", "localhost")
        with pytest.raises(DownloadError, match=r"means (127\.0\.0\.1|::1), is not on the public internet"):
            fetch(configuration(), f"{url}/a.wav", tmp_path / "a.wav", allow_http=True)
        assert len(server.requests) == 1
        assert list(tmp_path.iterdir()) == []
        fetch(configuration(), f"{url}/a.wav", tmp_path / "a.wav", allow_http=True, allow_private=True)
    assert (tmp_path / "a.wav").read_bytes() == CONTENT


@every
def test_an_api_on_this_machine_may_have_its_files_there(fetch: Fetch, tmp_path: Path) -> None:
    with rude(WHOLE) as server:
        path = fetch(configuration(base_url=server.base_url), f"{server.base_url}/a.wav", tmp_path)
    assert path.read_bytes() == CONTENT


@every
@pytest.mark.parametrize("chunked", [False, True])
def test_a_connection_that_breaks_is_taken_up_over_any_connections(fetch: Fetch, tmp_path: Path, chunked: bool) -> None:
    frame = "Transfer-Encoding: chunked\r\n\r\n1e\r\n" if chunked else "Content-Length: 100\r\n\r\n"
    half = f'HTTP/1.1 200 OK\r\nETag: "1"\r\n{frame}'.encode() + CONTENT[:30]
    rest = answers(206, 'ETag: "1"', "Content-Range: bytes 30-99/100", body=CONTENT[30:])
    with rude(speaks(half), rest) as server:
        path = fetch(configuration(base_url=server.base_url), f"{server.base_url}/a.wav", tmp_path)
        assert path.read_bytes() == CONTENT
        asked = server.requests[1].lower()
    assert (b"range: bytes=30-" in asked, b'if-range: "1"' in asked) == (True, True)


@every
def test_a_host_that_hung_up_cannot_be_known_and_is_asked_again(
    fetch: Fetch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, plain = list[Any](), transport_files.peer

    class Gone:
        def get_extra_info(self, _: str) -> Any:
            raise OSError(107, "not connected")

    def peer(client: Any, response: httpx.Response) -> list[str]:
        known.append(response)
        if len(known) == 1:
            response.extensions["network_stream"] = Gone()
        return plain(client, response)

    monkeypatch.setattr("scripts.codegen.runtime.transport_files.peer", peer)
    monkeypatch.setattr("scripts.codegen.runtime.transport_files_async.peer", peer)
    time = Time()
    with rude(WHOLE) as server:
        path = fetch(configuration(time, base_url=server.base_url), f"{server.base_url}/a.wav", tmp_path)
    assert (path.read_bytes(), len(known), len(time.slept)) == (CONTENT, 2, 1)


@both
def test_behind_a_proxy_the_address_that_answers_is_the_proxys_and_no_matter(fetch: Fetch, tmp_path: Path) -> None:
    with rude(WHOLE) as server:
        kind = httpx.Client if fetch is fetched else httpx.AsyncClient
        client = kind(proxy=server.base_url)
        path = fetch(configuration(), "http://files.example.com/a.wav", tmp_path, client=client, allow_http=True)
        assert path.read_bytes() == CONTENT
        assert server.requests[0].startswith(b"GET http://files.example.com/a.wav ")
        with pytest.raises(DownloadError):
            fetch(
                configuration(), "http://10.0.0.1/b.wav", tmp_path, client=kind(proxy=server.base_url), allow_http=True
            )
    assert len(server.requests) == 1


def test_cancelling_leaves_neither_a_connection_nor_a_part(tmp_path: Path) -> None:
    hung_up = list[bytes]()

    def half(connection: socket.socket) -> None:
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\nETag: "1"\r\n\r\nRIFF')
        hung_up.append(connection.recv(1))

    async def run(resume: bool) -> list[str]:
        begun = asyncio.Event()
        options: dict[str, Any] = {"resume": resume, "on_progress": lambda _: begun.set()}
        settings = configuration(base_url=server.base_url)
        task = asyncio.create_task(fetch_async(settings, f"{server.base_url}/a.wav", tmp_path / "a.wav", **options))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return sorted(path.name for path in tmp_path.iterdir())

    with rude(half) as server:
        assert asyncio.run(run(False)) == []
        assert asyncio.run(run(True)) == ["a.wav.speech302.json", "a.wav.speech302.part"]
    assert hung_up == [b"", b""]


@both
def test_what_is_kept_is_gone_on_with_by_the_next_call_and_not_by_two(fetch: Fetch, tmp_path: Path) -> None:
    path, breaking = tmp_path / "a.wav", Host(sends(cut=30))
    with pytest.raises(DownloadError) as caught:
        fetch(configuration(attempts=1), FILE, path, host=breaking, resume=True)
    assert caught.value.cure == "Download it again; it is free; 30 bytes are kept: give resume=True again"

    def second(_: Any) -> None:
        with pytest.raises(DownloadError, match="another download to it is running"):
            fetched(configuration(), FILE, path, host=Host(sends()), resume=True)

    host = Host(sends())
    assert fetch(configuration(), FILE, path, host=host, resume=True, on_progress=second).read_bytes() == CONTENT
    assert host.ranges == [("bytes=30-", '"v1"')]
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]


@both
def test_what_was_whole_when_the_process_ended_is_not_fetched_again(fetch: Fetch, tmp_path: Path) -> None:
    path, told, host = tmp_path / "a.wav", list[Any](), Host(sends())

    def end(progress: Any) -> None:
        if progress.received == progress.total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(configuration(), FILE, path, host=host, resume=True, on_progress=end)
    with pytest.raises(DownloadError, match="more than 99 bytes"):
        fetch(configuration(), FILE, path, host=host, resume=True, limit=99)
    fetch(configuration(), FILE, path, host=host, resume=True, on_progress=told.append)
    assert (path.read_bytes(), len(host.asked), len(told)) == (CONTENT, 1, 1)
