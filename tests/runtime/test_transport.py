"""Claims about what is on the wire, and what becomes of what comes back."""

from __future__ import annotations

import asyncio
import logging
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import attrs
import httpx
import pytest
import respx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.codegen.runtime.api_error import APIError, AuthenticationError, RedirectError, ServiceError
from scripts.codegen.runtime.clock import Clock
from scripts.codegen.runtime.configuration import Configuration
from scripts.codegen.runtime.decode_error import DecodeError
from scripts.codegen.runtime.errors import (
    AnswerTimeoutError,
    ArgumentError,
    ConfigurationError,
    ConnectTimeoutError,
    NeverSentError,
    OutcomeUnknownError,
    Speech302Error,
    TransportError,
)
from scripts.codegen.runtime.pool import Pool
from scripts.codegen.runtime.request import Audio, Request
from scripts.codegen.runtime.transport import Transport
from scripts.codegen.runtime.transport_async import AsyncTransport
from scripts.codegen.runtime.transport_clients import open_async_client, open_client, plain_async_client, tls_context
from tests.runtime.samples import BASE, KEY, READING, Task, Time, configuration, paying, reading

AGENT = "speech302/1.2.3"


def blocking(settings: Configuration, request: Request[Task], **options: Any) -> Task:
    with Transport(settings, user_agent=AGENT) as transport:
        return transport.send(request, **options)


def asynchronous(settings: Configuration, request: Request[Task], **options: Any) -> Task:
    async def run() -> Task:
        # On httpx's own connections, which the router stands in for; aiohttp's are tested over real ones.
        async with AsyncTransport(settings, user_agent=AGENT, pool=Pool(plain_async_client)) as transport:
            return await transport.send(request, **options)

    return asyncio.run(run())


def over_aiohttp(settings: Configuration, request: Request[Task]) -> Task:
    async def run() -> Task:
        async with AsyncTransport(settings, user_agent=AGENT) as transport:
            return await transport.send(request)

    return asyncio.run(run())


both = pytest.mark.parametrize("send", [blocking, asynchronous], ids=["sync", "async"])
every = pytest.mark.parametrize("send", [blocking, asynchronous, over_aiohttp], ids=["sync", "async", "aiohttp"])
Send = Callable[..., Task]


@pytest.fixture
def wire() -> Iterator[respx.MockRouter]:
    """A network on which nothing answers but what a test sets up."""
    with respx.mock(assert_all_called=False) as router:
        yield router


@both
def test_a_request_carries_path_query_key_and_agent_and_no_more(send: Send, wire: respx.MockRouter) -> None:
    route = wire.get(f"{BASE}/tasks").respond(json={"task_id": "t 1", "state": "PENDING"})
    assert send(configuration(), reading("t 1")) == Task(task_id="t 1", state="PENDING")
    sent = route.calls.last.request
    assert str(sent.url) == f"{BASE}/tasks?task_id=t%201"
    assert dict(sent.headers) == {
        "host": "api.example.com",
        "user-agent": AGENT,
        "accept": "*/*",
        "accept-encoding": "gzip, deflate",
        "authorization": f"Bearer {KEY}",
    }


@both
def test_a_body_goes_out_as_json(send: Send, wire: respx.MockRouter) -> None:
    route = wire.post(f"{BASE}/tasks").respond(json={"task_id": "t1"})
    assert send(configuration(), paying(body={"text": "猫"})) == Task(task_id="t1")
    sent = route.calls.last.request
    assert httpx.Response(200, content=sent.content).json() == {"text": "猫"}
    assert sent.headers["content-type"] == "application/json"


@both
def test_a_base_url_may_have_a_path(send: Send, wire: respx.MockRouter) -> None:
    route = wire.get("https://proxy.example.com/302/tasks").respond(json={})
    send(configuration(base_url="https://proxy.example.com/302"), reading())
    assert route.called


@both
def test_audio_in_place_of_json_arrives_as_audio(send: Send, wire: respx.MockRouter) -> None:
    wire.get(f"{BASE}/tasks").respond(content=b"RIFF....", content_type="audio/wav")
    assert send(configuration(), reading()).audio == Audio(b"RIFF....", "audio/wav")


@both
@pytest.mark.parametrize(
    ("failure", "cls", "sent"),
    [
        (httpx.ConnectError, NeverSentError, False),
        (httpx.ProxyError, NeverSentError, False),
        (httpx.UnsupportedProtocol, NeverSentError, False),
        (httpx.ConnectTimeout, ConnectTimeoutError, False),
        (httpx.PoolTimeout, ConnectTimeoutError, False),
        (httpx.ReadTimeout, AnswerTimeoutError, True),
        (httpx.WriteTimeout, AnswerTimeoutError, True),
        (httpx.ReadError, OutcomeUnknownError, True),
        (httpx.WriteError, OutcomeUnknownError, True),
        (httpx.RemoteProtocolError, OutcomeUnknownError, True),
        (httpx.DecodingError, OutcomeUnknownError, True),
    ],
)
def test_silence_tells_whether_the_request_may_have_arrived(
    send: Send, wire: respx.MockRouter, failure: type[httpx.RequestError], cls: type[TransportError], sent: bool
) -> None:
    wire.post(f"{BASE}/tasks").mock(side_effect=failure("broken"))
    with pytest.raises(TransportError) as caught:
        send(configuration(), paying(query={"q": "private"}))
    assert caught.value == cls(
        operation="create_task",
        method="POST",
        url=f"{BASE}/tasks",
        reason=f"{failure.__name__}: broken",
        sent=sent,
        paid=True,
    )


FAILURES: list[Any] = [
    *(status for status in (200, 302, 400, 401, 408, 429, 500, 502, 503, 504)),
    *(failure("x") for failure in (httpx.ReadTimeout, httpx.WriteTimeout, httpx.ReadError, httpx.WriteError)),
    *(failure("x") for failure in (httpx.RemoteProtocolError, httpx.DecodingError)),
]


@both
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    failure=st.sampled_from(FAILURES),
    retry=st.sampled_from([None, READING]),
    attempts=st.integers(1, 11),
    body=st.binary(max_size=20),
)
def test_a_paid_request_is_on_the_wire_at_most_once_whatever_fails(
    send: Send, failure: Any, retry: Any, attempts: int, body: bytes
) -> None:
    time = Time()
    with respx.mock() as router:
        route = router.post(f"{BASE}/tasks")
        if isinstance(failure, int):
            route.respond(failure, content=body, headers={"retry-after": "1", "location": f"{BASE}/tasks"})
        else:
            route.mock(side_effect=failure)
        with pytest.raises(Speech302Error):
            send(configuration(time, attempts=attempts), paying(retry=retry))
        assert route.call_count == 1
    assert time.slept == []


@both
def test_a_paid_request_that_provably_never_left_is_sent_again(send: Send, wire: respx.MockRouter) -> None:
    time = Time()
    route = wire.post(f"{BASE}/tasks").mock(
        side_effect=[httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.Response(200, json={"task_id": "t1"})]
    )
    assert send(configuration(time), paying()) == Task(task_id="t1")
    assert (route.call_count, time.slept) == (3, [0.25, 0.5])


@both
def test_a_paid_request_whose_outcome_is_unknown_ends_the_call_even_after_resends(
    send: Send, wire: respx.MockRouter
) -> None:
    route = wire.post(f"{BASE}/tasks").mock(side_effect=[httpx.ConnectError("x"), httpx.ReadError("x")])
    with pytest.raises(OutcomeUnknownError):
        send(configuration(attempts=9), paying())
    assert route.call_count == 2


@both
def test_a_free_reading_request_is_sent_again_within_its_budget(send: Send, wire: respx.MockRouter) -> None:
    time = Time()
    wire.get(f"{BASE}/tasks").mock(
        side_effect=[httpx.ReadTimeout("x"), httpx.Response(503), httpx.Response(200, json={"state": "PENDING"})]
    )
    assert send(configuration(time), reading()).state == "PENDING"
    assert time.slept == [0.25, 0.5]


@both
def test_the_pause_that_the_service_asks_for_is_kept(send: Send, wire: respx.MockRouter) -> None:
    time = Time()
    wire.get(f"{BASE}/tasks").mock(
        side_effect=[httpx.Response(429, headers={"Retry-After": "7"}), httpx.Response(200, json={})]
    )
    send(configuration(time), reading())
    assert time.slept == [7.0]


@both
def test_when_the_budget_is_spent_the_last_outcome_is_the_error(send: Send, wire: respx.MockRouter) -> None:
    time = Time()
    route = wire.get(f"{BASE}/tasks").respond(500)
    with pytest.raises(ServiceError):
        send(configuration(time, attempts=4), reading())
    assert (route.call_count, len(time.slept)) == (4, 3)
    with pytest.raises(ServiceError):
        send(configuration(time, attempts=4, budget=0.0), reading())
    assert route.call_count == 5


@both
def test_an_answer_that_is_an_error_is_raised_as_one_and_not_repeated(send: Send, wire: respx.MockRouter) -> None:
    route = wire.get(f"{BASE}/tasks").respond(401, json={"error": {"err_code": -10001, "message": "Key missing"}})
    with pytest.raises(AuthenticationError) as caught:
        send(configuration(), reading())
    assert (caught.value.code, caught.value.raw_code, route.call_count) == (10001, -10001, 1)


@both
def test_a_redirect_is_not_followed_with_the_key(send: Send, wire: respx.MockRouter) -> None:
    wire.get(f"{BASE}/tasks").respond(302, headers={"Location": "https://evil.example/collect"})
    trap = wire.get("https://evil.example/collect").respond(json={})
    with pytest.raises(RedirectError) as caught:
        send(configuration(), reading())
    assert (caught.value.location, trap.called) == ("https://evil.example", False)


@both
@pytest.mark.parametrize("path", ["@evil.example/tasks", ".evil.example/tasks", ":1@evil.example/", "tasks", ""])
def test_the_key_goes_to_the_origin_of_the_base_url_only(send: Send, wire: respx.MockRouter, path: str) -> None:
    trap = wire.route().respond(json={})
    with pytest.raises((ArgumentError, TransportError)):
        send(configuration(), reading(path=path))
    assert not trap.called


@both
def test_an_impossible_url_is_an_error_of_ours_and_was_not_sent(send: Send, wire: respx.MockRouter) -> None:
    with pytest.raises(TransportError) as caught:
        send(configuration(), reading("x" * 70_000))
    assert caught.value.sent is False


@both
def test_a_body_that_json_cannot_hold_is_told_before_anything_is_sent(send: Send, wire: respx.MockRouter) -> None:
    route = wire.post(f"{BASE}/tasks").respond(json={})
    with pytest.raises(Speech302Error):
        send(configuration(), paying(body={"text": object()}))
    assert not route.called


@both
def test_a_netrc_file_neither_adds_nor_replaces_the_key(
    send: Send, wire: respx.MockRouter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine api.example.com login somebody password else\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    route = wire.get(f"{BASE}/tasks").respond(json={})
    send(configuration(), reading())
    assert route.calls.last.request.headers["authorization"] == f"Bearer {KEY}"


@both
def test_cookies_of_one_answer_are_not_sent_with_the_next_request(send: Send, wire: respx.MockRouter) -> None:
    route = wire.get(f"{BASE}/tasks").mock(
        side_effect=[
            httpx.Response(503, headers={"Set-Cookie": "visit=1; Path=/"}),
            httpx.Response(200, json={}),
        ]
    )
    send(configuration(), reading())
    assert "cookie" not in route.calls.last.request.headers


ECHOES: list[tuple[int, Callable[[str], dict[str, Any]]]] = [
    (401, lambda key: {"json": {"error": {"err_code": 10001, "message": f"bad key {key}"}}}),
    (401, lambda key: {"json": {"error": {"err_code": key, "message": "x"}}}),
    (500, lambda key: {"text": f"<html>{key}</html>"}),
    (200, lambda key: {"json": {"error": {"err_code": 10001, "message": f"Bearer {key}"}}}),
    (200, lambda key: {"text": f"no json, but {key}"}),
    (200, lambda key: {"json": [key]}),
    (200, lambda key: {"json": {"task_id": {key: key}}}),
    (302, lambda key: {"headers": {"Location": f"https://{key}.example/"}}),
    (403, lambda key: {"headers": {"x-request-id": key, "x-trace-id": key}, "json": {"trace_id": key}}),
]


@both
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    key=st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=12, max_size=40).map(lambda text: f"k-{text}"),
    echo=st.sampled_from(ECHOES),
)
def test_a_key_that_the_service_echoes_is_in_no_error(
    send: Send, key: str, echo: tuple[int, Callable[[str], dict[str, Any]]]
) -> None:
    status, answer = echo
    with respx.mock() as router:
        router.get(f"{BASE}/tasks").respond(status, **answer(key))
        with pytest.raises(Speech302Error) as caught:
            send(configuration(key=key, attempts=1), reading())
    error = caught.value
    seen = f"{error!s} {error!r} {error.args!r} {error.facts!r} {getattr(error, '__notes__', '')}"
    assert key not in seen
    assert key.encode() not in pickle.dumps(error)
    assert (error.__cause__, error.__context__) == (None, None)


@every
def test_the_key_is_in_no_log_line(send: Send, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Loopback(b"HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\n{}") as server, pytest.raises(APIError):
        send(configuration(base_url=server.url), reading())
    assert caplog.records
    assert KEY not in caplog.text


def test_neither_a_transport_nor_its_messages_show_the_key() -> None:
    transport = Transport(configuration(), user_agent=AGENT)
    message = transport.message(reading())
    assert KEY not in f"{transport!r} {vars(transport)!r} {message!r} {message.headers!r} {transport.configuration!r}"


class Loopback:
    """A server on this machine that answers every connection with the same bytes and hangs up; it counts requests."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.requests: list[bytes] = []

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self.requests.append(connection.recv(65_536))
                connection.sendall(self._answer)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


@every
def test_a_service_that_hangs_up_without_a_word_may_have_the_request(send: Send) -> None:
    with Loopback(b"") as server:
        with pytest.raises(TransportError) as caught:
            send(configuration(base_url=server.url), paying())
        assert (caught.value.sent, len(server.requests)) == (True, 1)


@every
def test_a_service_that_nobody_runs_cannot_have_the_request(send: Send) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(TransportError) as caught:
        send(configuration(base_url=f"http://127.0.0.1:{port}"), paying())
    assert (caught.value.sent, caught.value.charge_possible) == (False, False)


@every
@pytest.mark.parametrize(
    "answer",
    [
        b"not http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_a_broken_answer_is_an_error_of_ours(send: Send, answer: bytes) -> None:
    with Loopback(answer) as server, pytest.raises(Speech302Error):
        send(configuration(base_url=server.url), paying())


@both
def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Loopback(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") as server:
        assert send(configuration(base_url=server.url), reading()) == Task()


@both
def test_a_proxy_that_cannot_be_used_is_a_configuration_error(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "gopher://proxy.example")
    with pytest.raises(ConfigurationError) as caught:
        send(configuration(), reading())
    assert caught.value.setting == "http_client"


class Drips:
    """An answer whose body comes in pieces, each in time, and never ends in time."""

    def __init__(self, time: Time) -> None:
        self._time = time

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(1_000):
            self._time.seconds += 1.0
            yield b" "


def test_an_answer_that_comes_in_drips_is_given_up_at_the_limit() -> None:
    time = Time()
    handler = httpx.MockTransport(lambda _: httpx.Response(200, content=Drips(time)))
    with httpx.Client(transport=handler) as own:
        transport = Transport(configuration(time), user_agent=AGENT, pool=Pool(open_client, own))
        came = transport.read(reading(), limit=time.seconds + 10.0)
    assert isinstance(came.result, AnswerTimeoutError)
    assert time.seconds <= 1_011.0


class Dripping:
    """A server on this machine whose headers come a byte at a time and never end."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        connection, _ = self._socket.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not self._stop.wait(0.005):
                try:
                    connection.sendall(b"y")
                except OSError:
                    return

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(5)
        self._socket.close()


def test_headers_that_come_in_drips_are_given_up_at_the_limit() -> None:
    with Dripping() as server:
        settings = attrs.evolve(configuration(base_url=server.url), clock=Clock())
        with Transport(settings, user_agent=AGENT) as transport:
            started = settings.clock.now()
            came = transport.read(reading(), limit=started + 0.1)
    assert isinstance(came.result, AnswerTimeoutError)
    assert settings.clock.now() - started < 5.0


def test_an_answer_that_does_not_end_is_given_up_at_the_limit_without_blocking() -> None:
    async def hang(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async def run() -> Any:
        async with httpx.AsyncClient(transport=httpx.MockTransport(hang)) as own:
            transport = AsyncTransport(configuration(), user_agent=AGENT, pool=Pool(open_async_client, own))
            return (await transport.read(reading(), limit=1_000.001)).result

    assert isinstance(asyncio.run(run()), AnswerTimeoutError)


def test_a_cancelled_request_is_cancelled_and_no_error_of_ours() -> None:
    async def cancelled() -> None:
        async def hang(_: httpx.Request) -> httpx.Response:
            started.set()
            await asyncio.Event().wait()
            raise AssertionError

        started = asyncio.Event()
        async with httpx.AsyncClient(transport=httpx.MockTransport(hang)) as client:
            transport = AsyncTransport(configuration(), user_agent=AGENT, pool=Pool(open_async_client, client))
            task = asyncio.create_task(transport.send(reading()))
            await started.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(cancelled())


def test_the_request_timeout_reaches_the_wire_with_a_shorter_one_to_connect() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return httpx.Response(200, json={})

    seen: list[dict[str, float]] = []
    with httpx.Client(transport=httpx.MockTransport(answer), timeout=None) as client:  # noqa: S113 - ours must hold
        for timeout in (60.0, 3.0):
            changed = attrs.evolve(configuration(), timeout=timeout)
            Transport(changed, user_agent=AGENT, pool=Pool(open_client, client)).send(reading())
    assert seen == [
        {"connect": 10.0, "read": 60.0, "write": 60.0, "pool": 60.0},
        {"connect": 3.0, "read": 3.0, "write": 3.0, "pool": 3.0},
    ]


def test_settings_of_the_users_own_client_do_not_touch_the_request() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(302, headers={"Location": f"{BASE}/other"})

    seen: list[httpx.Request] = []
    own = httpx.Client(
        transport=httpx.MockTransport(answer),
        auth=("somebody", "else"),
        cookies={"a": "b"},
        headers={"Authorization": "theirs"},
        follow_redirects=True,
    )
    with (
        pytest.raises(RedirectError),
        Transport(configuration(), user_agent=AGENT, pool=Pool(open_client, own)) as ours,
    ):
        ours.send(reading())
    assert [request.headers["authorization"] for request in seen] == [f"Bearer {KEY}"]
    assert "cookie" not in seen[0].headers
    assert not own.is_closed
    own.close()


def test_a_client_is_opened_once_even_by_many_threads() -> None:
    opened: list[httpx.Client] = []

    def build() -> httpx.Client:
        opened.append(httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json={}))))
        return opened[-1]

    with Transport(configuration(), user_agent=AGENT, pool=Pool(build)) as transport:
        threads = [threading.Thread(target=transport.send, args=(reading(),)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(opened) == 1
    assert opened[0].is_closed


def test_a_closed_transport_says_so() -> None:
    transport = Transport(configuration(), user_agent=AGENT)
    transport.close()
    with pytest.raises(ConfigurationError) as caught:
        transport.send(reading())
    assert caught.value.problem == "the client was closed"


def test_there_is_one_tls_context_a_process() -> None:
    assert tls_context() is tls_context()


def test_many_different_urls_do_not_fill_the_memory() -> None:
    transport = Transport(configuration(), user_agent=AGENT)
    for number in range(2_000):
        transport.url(f"/tasks?task_id={number}")
    assert len(transport._urls) <= 256


LIGHT = """
import sys
from scripts.codegen.runtime import client_base, checks, errors, request
client = client_base.BaseClient(api_key="x").with_options(timeout=5)
client.close(), client_base.AsyncBaseClient(api_key="x")
print(*{"httpx", "httpcore", "ssl", "asyncio", "scripts.codegen.runtime.codec"} & set(sys.modules))
"""


def test_a_client_can_be_made_without_loading_httpx_or_the_codec() -> None:
    command = [sys.executable, "-c", LIGHT]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout.split() == []


def test_a_decoding_error_keeps_the_body_that_may_be_worth_money(wire: respx.MockRouter) -> None:
    wire.post(f"{BASE}/tasks").respond(content=b'{"task_id": "t1"')
    with pytest.raises(DecodeError) as caught:
        blocking(configuration(), paying())
    assert caught.value.body == b'{"task_id": "t1"'
