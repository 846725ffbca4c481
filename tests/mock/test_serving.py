"""The service on a real socket, on this machine alone."""

import time

import httpx
import pytest

from scripts.failures import UNUSABLE, Failure
from scripts.mock import create_app, serving
from scripts.mock.serving import listening
from tests.mock.conversation import EFFECTIVE, RECORDINGS, sound_of

KEY = {"Authorization": "Bearer some-key"}
CLONE = "/302/v2/higgs_audio/voice_clone/task"
BODY = {"input_text": "a", "ref_audio_links": ["https://a.test/b.wav"], "ref_audio_text": ["b"]}


def test_a_whole_task_runs_over_http_and_ends_in_a_sound() -> None:
    with serving() as base_url, httpx.Client(base_url=base_url) as client:
        task_id = client.post(CLONE, json=BODY, headers=KEY).json()["task_id"]
        for _ in range(3):
            answer = client.get(CLONE, params={"task_id": task_id}, headers=KEY).json()
        assert answer == {"state": "SUCCESS", "audio_url": f"{base_url}/files/voice.wav"}
        assert sound_of(client.get(answer["audio_url"]).content)


def test_the_base_url_is_on_loopback_and_has_no_trailing_slash() -> None:
    with serving() as base_url:
        assert base_url.startswith("http://127.0.0.1:")
        assert base_url.rpartition(":")[2].isdecimal()


def test_each_service_has_its_own_tasks() -> None:
    app = create_app(dict(EFFECTIVE.root), RECORDINGS)
    with serving() as first, serving(app) as second:
        assert first != second
        task_id = httpx.post(first + CLONE, json=BODY, headers=KEY).json()["task_id"]
        for base_url, state in ((first, "PENDING"), (first, "STARTED"), (second, "PENDING"), (second, "PENDING")):
            answer = httpx.get(base_url + CLONE, params={"task_id": task_id}, headers=KEY).json()
            assert answer == {"state": state}


def test_after_the_block_nobody_listens_and_the_port_is_free() -> None:
    with serving() as base_url:
        pass
    with pytest.raises(httpx.ConnectError):
        httpx.get(base_url)
    port = int(base_url.rpartition(":")[2])
    with serving(port=port) as again:
        assert again == base_url


def test_an_error_in_the_block_stops_the_service_and_is_passed_on() -> None:
    with pytest.raises(ZeroDivisionError), serving() as base_url:
        _ = 1 / 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(base_url)


def test_a_connection_that_is_kept_alive_does_not_hold_up_the_end() -> None:
    with httpx.Client() as client:
        started = time.monotonic()
        with serving() as base_url:
            client.get(base_url)
        assert time.monotonic() - started < 5


def test_serving_writes_nothing_and_logs_nothing(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with serving() as base_url:
        httpx.get(base_url)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")
    assert [record for record in caplog.records if record.name.startswith("uvicorn")] == []


def test_a_busy_port_is_a_failure_with_a_cure() -> None:
    with listening("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(Failure) as caught, serving(port=port):
            pass
    expected = Failure(
        f"the service cannot listen on 127.0.0.1 port {port}",
        cause="Address already in use",
        cure="choose another port with --port (0 takes a free one), or another --host",
        exit_code=UNUSABLE,
    )
    assert caught.value == expected
