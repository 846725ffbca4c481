"""Faults on real sockets: what a client meets when HTTP has no words for it."""

import logging
import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from scripts.failures import Failure
from scripts.mock import Gate, embedded, serving
from tests.mock.conversation import OPERATIONS
from tests.mock.struck import BODIES, KEY

CREATOR = "create_video_download"
PATH = OPERATIONS[CREATOR].path
BODY = BODIES.body_for(CREATOR)
READ = OPERATIONS["get_voice_clone"].path
FILE = "/files/voice.wav"


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with serving() as url:
        yield url


@pytest.fixture
def client(base_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base_url, headers=KEY, timeout=5) as made:
        yield made


def accepted(client: httpx.Client) -> int:
    return len(client.get("/_mock/tasks").json()["tasks"])


def raw(base_url: str, path: str, *headers: str) -> tuple[bytes, bool]:
    """All that a GET is answered, byte by byte, and whether it ended in a reset."""
    host, _, port = base_url.removeprefix("http://").partition(":")
    request = "\r\n".join([f"GET {path} HTTP/1.1", f"Host: {host}", *headers, "", ""])
    said = b""
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(request.encode())
        try:
            while more := connection.recv(65_536):
                said += more
        except ConnectionResetError:
            return said, True
    return said, False


@pytest.mark.parametrize(
    ("fault", "resets", "head", "share"),
    [
        ("reset", True, False, 0),
        ("reset done", True, False, 0),
        ("reset after headers", True, True, 0),
        ("reset in body", True, True, 0.5),
        ("reset after body", True, True, 1),
        ("hang up", False, False, 0),
        ("cut", False, True, 0.5),
        ("length +10", False, True, 1),
        ("length -10", False, True, 1),
    ],
)
def test_a_connection_ends_as_and_when_it_is_asked_to(
    base_url: str, fault: str, head: bool, share: float, resets: bool
) -> None:
    whole = httpx.get(base_url + FILE).content
    said, was_reset = raw(base_url, FILE, f"X-Fault: {fault}")
    told, _, body = said.partition(b"\r\n\r\n")
    assert was_reset == resets
    assert told.startswith(b"HTTP/1.1 200 OK\r\n") == head
    assert body == whole[: int(len(whole) * share)]
    off = int(fault.removeprefix("length ")) if fault.startswith("length") else 0
    assert (f"content-length: {len(whole) + off}".encode() in told) == head


@pytest.mark.parametrize(("fault", "more"), [("reset", 0), ("reset done", 1), ("hang up", 0), ("cut", 1)])
def test_a_paid_request_was_carried_out_or_not(client: httpx.Client, fault: str, more: int) -> None:
    before = accepted(client)
    with pytest.raises(httpx.TransportError):
        client.post(PATH, json=BODY, headers={"X-Fault": fault})
    assert accepted(client) == before + more


@pytest.mark.parametrize(("fault", "more"), [("silence", 0), ("silence done", 1)])
def test_an_answer_that_never_comes_is_a_time_out(client: httpx.Client, fault: str, more: int) -> None:
    before = accepted(client)
    with pytest.raises(httpx.ReadTimeout):
        client.post(PATH, json=BODY, headers={"X-Fault": fault}, timeout=0.05)
    assert accepted(client) == before + more


@pytest.mark.parametrize("fault", ["drip 40 0.001", "drip all 40 0.001"])
def test_an_answer_drips_and_is_whole_in_the_end(client: httpx.Client, fault: str) -> None:
    task = client.post(PATH, json=BODY, headers={"X-Fault": fault}).json()
    assert list(task) == ["task_id"]


def test_headers_drip_too(base_url: str) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(base_url + PATH, json=BODY, headers={**KEY, "X-Fault": "drip all 1 9"}, timeout=0.05)
    with httpx.stream(
        "POST", base_url + PATH, json=BODY, headers={**KEY, "X-Fault": "drip 1 9"}, timeout=0.05
    ) as response:
        assert response.status_code == 200
        with pytest.raises(httpx.ReadTimeout):
            response.read()


def test_a_file_that_breaks_off_goes_on_by_a_range(base_url: str) -> None:
    whole = httpx.get(base_url + FILE)
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(base_url + FILE, headers={"X-Fault": "cut"})
    told, _, got = raw(base_url, FILE, "X-Fault: cut")[0].partition(b"\r\n\r\n")
    assert f"etag: {whole.headers['etag']}".encode() in told
    rest = httpx.get(base_url + FILE, headers={"Range": f"bytes={len(got)}-", "If-Range": whole.headers["etag"]})
    assert rest.status_code == 206
    assert got + rest.content == whole.content


def test_nobody_connects_while_the_gate_is_closed_and_then_the_same_service_answers() -> None:
    gate = Gate()
    with serving(gate=gate) as url, httpx.Client(base_url=url, headers=KEY) as client:
        client.post(PATH, json=BODY)
        with gate.closed():
            # The connection that was kept is gone too.
            for _ in range(3):
                with pytest.raises(httpx.ConnectError):
                    client.get("/_mock/tasks")
        assert accepted(client) == 1
        with gate.closed(), pytest.raises(httpx.ConnectError):
            client.get("/_mock/tasks")
        assert accepted(client) == 1


def test_a_fault_refuses_connections_for_a_time() -> None:
    with serving(faults=["create_video_download: refuse 0.03 x1"]) as url, httpx.Client(base_url=url) as client:
        assert client.post(PATH, json=BODY, headers=KEY).status_code == 200
        refused = 0
        ends = time.monotonic() + 5
        while time.monotonic() < ends:
            try:
                assert accepted(client) == 1
                break
            except httpx.ConnectError:
                refused += 1
        assert refused


def test_a_closed_gate_does_not_hold_up_the_end_and_frees_the_port() -> None:
    started = time.monotonic()
    with serving(faults=["refuse 60"]) as url:
        httpx.post(url + PATH, json=BODY, headers=KEY)
    assert time.monotonic() - started < 3
    with serving(port=int(url.rpartition(":")[2])) as again:
        assert again == url


def test_a_silent_answer_does_not_hold_up_the_end() -> None:
    started = time.monotonic()
    with httpx.Client(timeout=0.05) as client, serving(faults=["silence"]) as url, pytest.raises(httpx.ReadTimeout):
        client.post(url + PATH, json=BODY, headers=KEY)
    assert time.monotonic() - started < 3


def test_serving_takes_faults_and_a_service_of_ones_own_has_its_own() -> None:
    with serving(faults=["503 x1"]) as url:
        assert [httpx.post(url + PATH, json=BODY, headers=KEY).status_code for _ in range(2)] == [503, 200]
    with serving(embedded(faults=["502"]).app()) as url:
        assert httpx.post(url + PATH, json=BODY, headers=KEY).status_code == 502
    with pytest.raises(Failure), serving(faults=["explode"]):
        pass


def test_what_is_written_past_http_is_logged_without_the_key(caplog: pytest.LogCaptureFixture) -> None:
    with serving() as url, caplog.at_level(logging.INFO, "uvicorn.access"):
        logging.getLogger("uvicorn.access").propagate = True
        raw(url, f"{READ}?task_id=x", "X-Fault: reset", "Authorization: Bearer very-secret")
        raw(url, FILE, "X-Fault: reset in body")
    told = [record.getMessage() for record in caplog.records if record.name == "uvicorn.access"]
    assert [line.partition(" - ")[2] for line in told] == [
        f'"GET {READ} HTTP/1.1" nothing, reset',
        f'"GET {FILE} HTTP/1.1" 200, reset in body',
    ]
    assert "very-secret" not in "".join(told)
