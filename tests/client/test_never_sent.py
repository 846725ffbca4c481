"""Claims about requests that provably never left: only they are sent again although they cost money, and say so."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from speech302 import ConnectTimeoutError, NeverSentError, OutcomeUnknownError
from tests.client.rude import Manner, Rude, answers, begins, hang_up, reset, rude, says
from tests.client.support import PAID, Operation, Run, Time, every_colour, every_paid_operation, run_sync

CREATE = PAID["create_voice_clone"].call
NOT_LEFT = "The request never reached the service, nothing was charged"


@contextmanager
def refused() -> Iterator[str]:
    """The address of a port at which nobody listens; it is taken, so that nobody else gets it."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@contextmanager
def full() -> Iterator[str]:
    """The address of a port whose queue is full: connections come about no more."""
    with socket.socket() as listener, ExitStack() as waiting:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            other = waiting.enter_context(socket.socket())
            other.setblocking(False)
            other.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@every_colour
@every_paid_operation
def test_a_refused_connection_is_tried_as_often_as_asked_for_and_charges_nothing(
    run: Run, operation: Operation
) -> None:
    time = Time()
    with refused() as base_url, pytest.raises(NeverSentError) as caught:
        run(operation.call, base_url=base_url, retries=3, clock=time.clock)
    error = caught.value
    assert type(error) is NeverSentError
    assert (error.operation, error.paid, error.sent, error.charge_possible) == (operation.id, True, False, False)
    assert NOT_LEFT in str(error)
    assert time.slept == [0.25, 0.5, 1.0]


@every_colour
def test_a_paid_request_that_never_left_arrives_once_when_the_service_is_back(run: Run) -> None:
    with ExitStack() as stack:
        closed = stack.enter_context(refused())
        servers: list[Rude] = []

        def comes_back(_: float) -> None:
            if not servers:
                servers.append(stack.enter_context(rude(answers(200), port=int(closed.rpartition(":")[2]))))

        handle = run(CREATE, base_url=closed, clock=Time(on_sleep=comes_back).clock)
        assert handle.id == "t1"
    assert len(servers[0].requests) == 1


@every_colour
def test_a_paid_request_is_not_sent_again_once_it_may_have_arrived(run: Run) -> None:
    """A refused connection first, and then one that breaks: the budget that is left must not be used."""
    with ExitStack() as stack:
        closed = stack.enter_context(refused())
        servers: list[Rude] = []

        def breaks(_: float) -> None:
            if not servers:
                servers.append(stack.enter_context(rude(reset, port=int(closed.rpartition(":")[2]))))

        with pytest.raises(OutcomeUnknownError) as caught:
            run(CREATE, base_url=closed, retries=10, clock=Time(on_sleep=breaks).clock)
    assert len(servers[0].requests) == 1
    assert caught.value.charge_possible


@every_colour
def test_a_refused_connection_is_told_at_once_if_nothing_is_to_be_sent_again(run: Run) -> None:
    time = Time()
    with refused() as base_url, pytest.raises(NeverSentError):
        run(CREATE, base_url=base_url, retries=0, clock=time.clock)
    assert time.slept == []


@every_colour
def test_no_connection_in_time_is_a_time_out_and_charges_nothing(run: Run) -> None:
    with full() as base_url, pytest.raises(ConnectTimeoutError) as caught:
        run(CREATE, base_url=base_url, retries=1, timeout=0.1)
    assert (caught.value.sent, caught.value.charge_possible) == (False, False)
    assert NOT_LEFT in str(caught.value)


@every_colour
def test_a_name_that_nobody_knows_charges_nothing(run: Run) -> None:
    with pytest.raises(NeverSentError) as caught:
        run(CREATE, base_url="https://no-such-host.invalid", retries=1)
    assert not caught.value.charge_possible


@every_colour
def test_a_host_that_does_not_speak_tls_has_seen_nothing(run: Run) -> None:
    """The handshake comes before the first byte of the request."""
    with rude(before=hang_up) as server, pytest.raises(NeverSentError):
        run(CREATE, base_url=server.base_url.replace("http:", "https:"), retries=1)
    assert server.requests == []


@every_colour
@pytest.mark.parametrize("then", [reset, hang_up], ids=["reset", "closed"])
@every_paid_operation
def test_a_request_that_was_read_in_part_may_have_arrived(run: Run, operation: Operation, then: Manner) -> None:
    with rude(before=begins(then)) as server, pytest.raises(OutcomeUnknownError) as caught:
        run(operation.call, base_url=server.base_url, retries=10)
    assert caught.value.charge_possible
    assert server.connections == 1


@every_colour
def test_a_kept_connection_that_the_service_closed_meanwhile_is_not_used_for_a_paid_request(run: Run) -> None:
    """Closing what idles is the service's right, and no failure."""
    once = says(b"HTTP/1.1 200 X\r\nContent-Length: 20\r\n\r\n" + b'{"state": "PENDING"}')

    async def twice(client: Any) -> Any:
        await client.voice_clones.get("t1")
        server.closed.wait(5)
        if run is not run_sync:
            for _ in range(3):  # a loop that has time sees the end of the connection
                await asyncio.sleep(0)
        return await CREATE(client)

    with rude(once, answers(200)) as server:
        assert run(twice, base_url=server.base_url, retries=0).id == "t1"
    assert (len(server.requests), server.connections) == (2, 2)
