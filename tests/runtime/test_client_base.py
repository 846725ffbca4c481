"""Claims about what the generated clients share."""

from __future__ import annotations

import asyncio
import pickle
from typing import Any

import httpx
import pytest

from scripts.codegen.runtime.client_base import AsyncBaseClient, BaseClient
from scripts.codegen.runtime.errors import ConfigurationError
from tests.runtime.samples import BASE, KEY, Task, reading


class Client(BaseClient):
    """As a generated class does it."""

    default_base_url = BASE
    version = "1.2.3"


class AsyncClient(AsyncBaseClient):
    """As a generated class does it."""

    default_base_url = BASE
    version = "1.2.3"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AI302_API_KEY", "AI302_KEY", "AI302_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


class Network:
    """Answers every request, and keeps it."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json={"state": "PENDING"})

    @property
    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self.answer))


def test_a_client_shows_its_settings_and_not_its_key() -> None:
    client = Client(api_key=KEY, timeout=5, retries=0)
    assert repr(client) == f"Client(base_url='{BASE}', timeout=5, retries=0)"
    assert KEY not in f"{vars(client)!r} {client.configuration!r}"
    with pytest.raises(TypeError):
        pickle.dumps(client)


def test_settings_come_from_the_environment_where_no_argument_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI302_KEY", KEY)
    monkeypatch.setenv("AI302_BASE_URL", "https://b.example.com")
    for client in (Client(), AsyncClient()):
        assert client.configuration.key.reveal() == KEY
        assert client.configuration.base_url == "https://b.example.com"


@pytest.mark.parametrize("cls", [Client, AsyncClient])
def test_without_a_key_no_client_is_made(cls: type[Client | AsyncClient]) -> None:
    with pytest.raises(ConfigurationError):
        cls()


@pytest.mark.parametrize("cls", [Client, AsyncClient])
def test_other_options_make_another_client_and_leave_the_first_as_it_was(cls: type[Client | AsyncClient]) -> None:
    first = cls(api_key=KEY)
    second = first.with_options(timeout=5, retries=0)
    assert type(second) is cls
    assert (second.configuration.timeout, second.configuration.retry.attempts) == (5.0, 1)
    assert (first.configuration.timeout, first.configuration.retry.attempts) == (60.0, 3)
    with pytest.raises(ConfigurationError):
        first.with_options(timeout=0)


def test_a_derived_client_shares_the_connections_and_uses_its_own_settings() -> None:
    network = Network()
    with network.client as own:
        first = Client(api_key=KEY, http_client=own)
        second = first.with_options(api_key="another", base_url="https://b.example.com", timeout=5)
        assert [client._transport.send(reading()) for client in (first, second)] == [Task(state="PENDING")] * 2
    sent = [(request.url.host, request.headers["authorization"]) for request in network.requests]
    assert sent == [("api.example.com", f"Bearer {KEY}"), ("b.example.com", "Bearer another")]
    assert [request.headers["user-agent"] for request in network.requests] == ["speech302/1.2.3"] * 2


def test_only_the_client_that_made_the_connections_closes_them() -> None:
    with Client(api_key=KEY) as first:
        with first.with_options(timeout=5) as second:
            shared = second._pool.get()
        assert first._pool.get() is shared
        assert not shared.is_closed
    assert shared.is_closed
    with pytest.raises(ConfigurationError):
        second._transport.send(reading())


def test_an_asynchronous_client_closes_its_connections() -> None:
    async def run() -> Any:
        async with AsyncClient(api_key=KEY) as first:
            async with first.with_options(timeout=5) as second:
                shared = second._pool.get()
            assert not shared.is_closed
        return shared

    assert asyncio.run(run()).is_closed


def test_a_client_of_the_users_own_stays_open_and_must_be_of_the_right_colour() -> None:
    with Network().client as own:
        with Client(api_key=KEY, http_client=own) as client:
            client._transport.send(reading())
        assert not own.is_closed
        with pytest.raises(ConfigurationError) as caught:
            AsyncClient(api_key=KEY, http_client=own)  # type: ignore[arg-type]
    assert caught.value.problem == "this client needs httpx.AsyncClient, not Client"
