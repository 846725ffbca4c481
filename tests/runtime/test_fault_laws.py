"""Laws over scripted faults: what is on the wire, how long a wait takes, and how every path ends.

A script is a list of what the network does with the requests that come: one entry a request, the last one for ever.
Every entry takes a scripted time, which is that of a clock: nothing sleeps.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.runtime.client_base import AsyncBaseClient, BaseClient
from scripts.codegen.runtime.errors import NeverSentError, Speech302Error
from scripts.codegen.runtime.handle import TaskHandle
from scripts.codegen.runtime.resource import AsyncResource, Resource
from tests.runtime.samples import BASE, KEY, MACHINE, Task, Time, paying, reading

REQUEST_TIMEOUT = 10.0


@attrs.frozen
class Fault:
    """What happens to one request: an exception or an answer, after some seconds; `arrived`: the service has it."""

    name: str
    seconds: float
    arrived: bool
    answer: Any

    def __repr__(self) -> str:
        return f"{self.name} after {self.seconds:g} s"


def answered(name: str, status: int, body: bytes, **headers: str) -> st.SearchStrategy[Fault]:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    made = (status, body, named)
    return st.builds(Fault, st.just(name), st.floats(0, REQUEST_TIMEOUT), st.just(True), st.just(made))


def silent(error: type[httpx.RequestError], *, arrived: bool) -> st.SearchStrategy[Fault]:
    made = error("scripted")
    return st.builds(Fault, st.just(error.__name__), st.floats(0, REQUEST_TIMEOUT), st.just(arrived), st.just(made))


NEVER_ARRIVED = st.one_of(
    silent(httpx.ConnectError, arrived=False),
    silent(httpx.ConnectTimeout, arrived=False),
    silent(httpx.PoolTimeout, arrived=False),
    silent(httpx.ProxyError, arrived=False),
)
ARRIVED = st.one_of(
    silent(httpx.ReadTimeout, arrived=True),
    silent(httpx.ReadError, arrived=True),
    silent(httpx.WriteError, arrived=True),
    silent(httpx.RemoteProtocolError, arrived=True),
    *(answered(f"HTTP {status}", status, b"") for status in (400, 401, 403, 404, 408, 429, 500, 502, 503, 599)),
    answered("429 that asks for a pause", 429, b"", retry_after="7"),
    answered("503 that asks for days", 503, b"", retry_after="1000000"),
    answered("503 that asks for a date", 503, b"", retry_after="Thu, 01 Jan 1970 00:20:00 GMT"),
    answered("a redirect", 307, b"", location="https://elsewhere.example/"),
    answered("a page of a proxy", 200, b"<html>"),
    answered("an array", 200, b"[]"),
    answered("truncated JSON", 200, b'{"task_id": "t'),
    answered("the vendor's envelope", 200, b'{"error": {"err_code": -10003, "message": "no"}}'),
    answered("no task id", 200, b"{}"),
    answered("an unknown state", 200, b'{"task_id": "t1", "state": "ODD"}'),
    answered("running", 200, b'{"task_id": "t1", "state": "PENDING"}'),
    answered("failed", 200, b'{"task_id": "t1", "state": "FAILURE"}'),
    answered("done", 200, b'{"task_id": "t1", "state": "SUCCESS"}'),
)
SCRIPTS = st.lists(NEVER_ARRIVED | ARRIVED, min_size=1, max_size=12)


class Network:
    """Does what the script says; `arrived` counts the requests that the service has."""

    def __init__(self, script: list[Fault]) -> None:
        self.time = Time()
        self.arrived = 0
        self.sent = 0
        self.stepped: Iterator[Fault] = iter(script)
        self._last = script[-1]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        fault = next(self.stepped, self._last)
        self.sent += 1
        self.arrived += fault.arrived
        # No request takes longer than its own timeout says, which a wait may have cut.
        self.time.seconds += min(fault.seconds, request.extensions["timeout"]["read"])
        if isinstance(fault.answer, Exception):
            raise fault.answer
        status, body, headers = fault.answer
        return httpx.Response(status, content=body, headers=headers)

    async def asynchronously(self, request: httpx.Request) -> httpx.Response:
        return self(request)


class Voices(Resource[Task]):
    """A family of its own."""

    _machine = MACHINE
    _read = staticmethod(reading)


class AsyncVoices(AsyncResource[Task]):
    """The same without blocking."""

    _machine = MACHINE
    _read = staticmethod(reading)


def blocking(network: Network, method: str, *arguments: Any) -> Any:
    with httpx.Client(transport=httpx.MockTransport(network)) as own:
        client = BaseClient(
            api_key=KEY, base_url=BASE, http_client=own, clock=network.time.clock, timeout=REQUEST_TIMEOUT, retries=4
        )
        return getattr(Voices(client), method)(*arguments)


def asynchronous(network: Network, method: str, *arguments: Any) -> Any:
    async def run() -> Any:
        async with httpx.AsyncClient(transport=httpx.MockTransport(network.asynchronously)) as own:
            client = AsyncBaseClient(
                api_key=KEY,
                base_url=BASE,
                http_client=own,
                clock=network.time.clock,
                timeout=REQUEST_TIMEOUT,
                retries=4,
            )
            return await getattr(AsyncVoices(client), method)(*arguments)

    return asyncio.run(run())


both = pytest.mark.parametrize("run", [blocking, asynchronous], ids=["sync", "async"])
quiet = pytest.mark.filterwarnings("ignore::scripts.codegen.runtime.poll.UnknownStateWarning")


@both
@settings(deadline=None)
@given(SCRIPTS)
def test_a_paid_create_reaches_the_service_at_most_once(run: Any, script: list[Fault]) -> None:
    network = Network(script)
    try:
        made = run(network, "_create", paying())
    except Speech302Error as error:
        made = error
    assert network.arrived <= 1
    if isinstance(made, NeverSentError):
        assert (network.arrived, made.charge_possible) == (0, False)
    else:
        assert network.arrived == 1
    assert isinstance(made, TaskHandle | Speech302Error)


@both
@quiet
@settings(deadline=None)
@given(SCRIPTS, st.floats(0.1, 300))
def test_a_wait_ends_documented_and_at_most_one_request_timeout_after_its_own(
    run: Any, script: list[Fault], timeout: float
) -> None:
    network = Network(script)
    started = network.time.seconds
    try:
        ended = run(network, "_wait", "t1", timeout, None)
    except Speech302Error as error:
        ended = error
    assert network.time.seconds - started <= timeout + REQUEST_TIMEOUT + 1e-6
    if isinstance(ended, Speech302Error):
        assert ended.handle == TaskHandle(family="voice_clones", id="t1", host=BASE)
    else:
        assert ended.state == "SUCCESS"
    assert network.sent <= timeout / 0.01 + 2


@both
@quiet
@settings(deadline=None, max_examples=50)
@given(SCRIPTS)
def test_a_reading_call_ends_documented_and_within_its_budget(run: Any, script: list[Fault]) -> None:
    network = Network(script)
    try:
        ended = run(network, "_send", reading())
    except Speech302Error as error:
        ended = error
    assert isinstance(ended, Task | Speech302Error)
    assert network.sent <= 5
    assert sum(network.time.slept) <= 60.0
