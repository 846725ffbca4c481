"""Claims about the key: it goes to the API's origin and nowhere else, and nothing shows it."""

from __future__ import annotations

import copy
import pickle
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from scripts.mock import serving
from speech302 import (
    DownloadError,
    RedirectError,
    Speech302,
    Speech302Error,
    TaskFailedError,
    UnknownStateWarning,
    WaitTimeoutError,
)
from speech302.models import SubtitleTask, SubtitleTaskResult, VoiceCloneTask
from tests.client.rude import answers, rude, says
from tests.client.support import BASE, KEY, OPERATIONS, Operation, Run, both, every_colour, every_operation

FILE = "https://files.example/voice.wav"


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with serving() as base_url:
        yield base_url


class Network:
    """Answers for all hosts, and remembers who was asked and what the request held."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.asked: list[httpx.Request] = []
        self._answers = iter(answers)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return next(self._answers, None) or httpx.Response(200, content=b"RIFF", headers={"Set-Cookie": "a=b"})

    @property
    def keyed(self) -> set[str]:
        """The origins that saw the key, in whatever part of a request."""
        return {
            f"{request.url.scheme}://{request.url.netloc.decode()}"
            for request in self.asked
            if KEY in f"{request.url} {request.headers.multi_items()} {request.content!r}"
        }


@both
@every_operation
@pytest.mark.parametrize(
    "location", ["https://elsewhere.example/", "//elsewhere.example", "http://api.302.ai/x", "/v2"]
)
def test_a_redirect_of_the_api_is_an_error_and_not_followed(run: Run, operation: Operation, location: str) -> None:
    for status in (300, 301, 302, 303, 307, 308):
        network = Network(httpx.Response(status, headers={"Location": location}))
        with pytest.raises(RedirectError) as caught:
            run(operation.call, answer=network)
        assert (len(network.asked), network.keyed, caught.value.status) == (1, {BASE}, status)


@both
@pytest.mark.parametrize("url", [FILE, f"{BASE}/files/voice.wav"], ids=["elsewhere", "at the API itself"])
def test_a_download_carries_neither_key_nor_cookies_even_after_redirects(run: Run, url: str, tmp_path: Path) -> None:
    hops = [httpx.Response(302, headers={"Location": to, "Set-Cookie": "a=b"}) for to in ("/next", f"{BASE}/back")]
    network = Network(httpx.Response(200, json={}, headers={"Set-Cookie": "a=b"}), *hops)

    async def flow(client: Any) -> Any:
        await client.voice_clones.get("t1")
        return await client.voice_clones.download(VoiceCloneTask(audio_url=url), tmp_path / "a.wav")

    assert run(flow, answer=network).read_bytes() == b"RIFF"
    assert len(network.asked) == 4
    for request in network.asked[1:]:
        assert not {"authorization", "cookie"} & set(request.headers)
    assert network.keyed == {BASE}


@both
@pytest.mark.parametrize("host", ["https://api.302ai.cn", "https://gateway.example:8443/302", "http://127.0.0.1:9"])
def test_the_key_goes_to_another_host_only_when_so_configured(
    run: Run, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_argument, by_variable, by_option, by_default = Network(), Network(), Network(), Network()
    call = OPERATIONS["create_voice_clone"].call

    async def other(client: Any) -> Any:
        return await OPERATIONS["get_voice_clone"].call(client)

    for network, settings in ((by_argument, {"base_url": host}), (by_default, {})):
        with pytest.raises(Speech302Error):
            run(call, answer=network, **settings)
    monkeypatch.setenv("AI302_BASE_URL", host)
    with pytest.raises(Speech302Error):
        run(call, answer=by_variable)
    with httpx.Client(transport=httpx.MockTransport(by_option)) as http:
        client = Speech302(api_key=KEY, base_url=BASE, http_client=http)
        for one in (client, client.with_options(base_url=host)):
            with pytest.raises(Speech302Error):
                one.voice_clones.get("t1")
    origin = "/".join(host.split("/")[:3])
    seen = [network.keyed for network in (by_argument, by_variable, by_option, by_default)]
    assert seen == [{origin}, {origin}, {origin, BASE}, {BASE}]


def test_a_client_of_your_own_cannot_send_the_key_elsewhere(tmp_path: Path) -> None:
    """Its settings may follow redirects, log in and add headers; the requests of this client do none of that."""
    network = Network(httpx.Response(307, headers={"Location": "https://elsewhere.example/"}))
    own = httpx.Client(
        transport=httpx.MockTransport(network),
        follow_redirects=True,
        auth=("user", "password"),
        headers={"X-Mine": "mine"},
        cookies={"session": "mine"},
        base_url="https://elsewhere.example",
    )
    client = Speech302(api_key=KEY, http_client=own)
    with pytest.raises(RedirectError):
        client.voice_clones.get("t1")
    client.voice_clones.download(VoiceCloneTask(audio_url=FILE), tmp_path)
    assert network.keyed == {BASE}
    assert [set(request.headers) & {"x-mine", "cookie"} for request in network.asked] == [set(), set()]


@every_colour
def test_no_log_at_any_level_holds_the_key(
    run: Run, service: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    async def life(client: Any) -> None:
        created = await OPERATIONS["create_voice_clone"].call(client)
        await client.voice_clones.download(await client.voice_clones.wait(created), tmp_path)

    for name in (None, "httpx", "httpcore", "httpcore.http11", "httpcore.connection", "speech302", "asyncio"):
        caplog.set_level(1, logger=name)
    run(life, base_url=service)
    assert {"httpx", "speech302"} <= {record.name for record in caplog.records}
    assert not [record for record in caplog.records if KEY in f"{record.getMessage()} {record.args} {record.__dict__}"]


@every_colour
@pytest.mark.parametrize("manner", [answers(500), says(b"nonsense"), answers(302, f"Location: https://{KEY}.example")])
def test_a_failed_call_shows_no_key_however_it_is_printed(run: Run, manner: Any) -> None:
    with rude(manner) as server, pytest.raises(Speech302Error) as caught:
        run(OPERATIONS["create_voice_clone"].call, base_url=server.base_url)
    error = caught.value
    assert KEY not in "".join(traceback.format_exception(error)) + repr(error) + repr(error.facts)


def test_a_client_shows_no_key(service: str) -> None:
    client = Speech302(api_key=KEY, base_url=service)
    client.voice_clones.get("t1")
    shown = f"{client} {client!r} {vars(client)} {client.configuration} {vars(client._transport)} {client.voice_clones}"
    assert KEY not in shown
    assert KEY not in f"{copy.copy(client.configuration)} {client.with_options(timeout=5)!r}"
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(client)
    client.close()


@both
def test_a_key_that_is_echoed_in_a_state_a_reason_or_an_address_is_not_shown(run: Run, tmp_path: Path) -> None:
    async def wait(client: Any) -> Any:
        return await client.subtitle_tasks.wait("t1", timeout=2)

    async def download(client: Any) -> Any:
        task = SubtitleTask(result=SubtitleTaskResult(video_url=f"https://files.example/{KEY}/a.mp4"))
        return await client.subtitle_tasks.download(task, tmp_path / "a.mp4")

    failed = {"status": "fail", "result": {"error": f"{KEY} is bad"}}
    with pytest.raises(TaskFailedError) as reason:
        run(wait, answer=httpx.Response(200, json=failed))
    with pytest.raises(DownloadError) as address:
        run(download, answer=httpx.Response(404))
    with pytest.warns(UnknownStateWarning) as warned, pytest.raises(WaitTimeoutError) as state:
        run(wait, answer=httpx.Response(200, json={"status": f"odd {KEY}"}))
    shown = {"reason": reason.value, "address": address.value, "state": state.value, "warning": warned[0].message}
    assert [name for name, value in shown.items() if KEY in str(value)] == []
