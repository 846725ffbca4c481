"""Claims about what costs money: it is seen by the server at most once, whatever goes wrong."""

from __future__ import annotations

import pytest

from speech302 import AnswerTimeoutError, APIError, DecodeError, OutcomeUnknownError, Speech302Error, TransportError
from tests.client.rude import Manner, answers, hang_up, reset, rude, says, silent
from tests.client.support import OPERATIONS, Operation, Run, every_colour, every_free_operation, every_paid_operation

FAILURES: dict[str, tuple[Manner, type[Speech302Error]]] = {
    "the connection is reset": (reset, OutcomeUnknownError),
    "the connection is closed": (hang_up, OutcomeUnknownError),
    "no answer comes in time": (silent, AnswerTimeoutError),
    "half a status line comes": (says(b"HTTP/1.1 2"), OutcomeUnknownError),
    "something else than HTTP comes": (says(b"SSH-2.0-OpenSSH_9.6\r\n"), OutcomeUnknownError),
    "half a body comes": (says(b'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"task_id": '), OutcomeUnknownError),
    "half a body comes without its length": (says(b'HTTP/1.1 200 OK\r\n\r\n{"task_id": '), DecodeError),
    "the headers never end": (says(b"HTTP/1.1 200 OK\r\nX: y\r\n"), OutcomeUnknownError),
    "HTTP 408": (answers(408), APIError),
    "HTTP 409": (answers(409), APIError),
    "HTTP 425": (answers(425), APIError),
    "HTTP 429 with a pause": (answers(429, "Retry-After: 0"), APIError),
    "HTTP 500": (answers(500), APIError),
    "HTTP 502": (answers(502), APIError),
    "HTTP 503 with a pause": (answers(503, "Retry-After: 0"), APIError),
    "HTTP 504": (answers(504), APIError),
    "HTTP 307 to itself": (answers(307, "Location: /302/v2/higgs_audio/voice_clone/task"), APIError),
    "HTTP 308 to itself": (answers(308, "Location: /302/v2/higgs_audio/voice_clone/task"), APIError),
    "HTTP 401 that asks for a password": (answers(401, 'WWW-Authenticate: Basic realm="x"'), APIError),
    "an empty answer": (answers(200, body=b""), DecodeError),
    "an answer of another type": (answers(200, body=b"[]"), DecodeError),
    "an answer that says to send it again": (answers(200, body=b'{"error": {"err_code": 10003}}'), APIError),
}
every_failure = pytest.mark.parametrize(("manner", "cls"), FAILURES.values(), ids=FAILURES)


@every_colour
@every_failure
def test_a_paid_request_is_seen_once_whatever_goes_wrong(run: Run, manner: Manner, cls: type[Speech302Error]) -> None:
    paid = OPERATIONS["create_voice_clone"]
    with rude(manner) as server, pytest.raises(cls) as caught:
        run(paid.call, base_url=server.base_url, retries=10, timeout=0.05)
    assert len(server.requests) == 1
    assert not isinstance(caught.value, TransportError | APIError) or caught.value.paid


@every_paid_operation
@every_colour
@pytest.mark.parametrize("manner", [reset, answers(503, "Retry-After: 0")], ids=["reset", "503"])
def test_every_operation_with_a_price_is_seen_once(run: Run, operation: Operation, manner: Manner) -> None:
    with rude(manner) as server, pytest.raises(Speech302Error) as caught:
        run(operation.call, base_url=server.base_url, retries=10)
    assert len(server.requests) == 1
    assert getattr(caught.value, "charge_possible", False)
    assert "charge" in str(caught.value)


@every_colour
@pytest.mark.parametrize("manner", [reset, hang_up, answers(503)], ids=["reset", "closed", "503"])
def test_a_paid_request_on_a_used_connection_is_seen_once(run: Run, manner: Manner) -> None:
    """A connection that is kept alive can die when it is used again: the usual reason to send twice."""
    paid = OPERATIONS["create_voice_clone"]

    async def twice(client: object) -> None:
        await paid.call(client)
        await paid.call(client)

    with rude(answers(200), manner) as server, pytest.raises(Speech302Error):
        run(twice, base_url=server.base_url, retries=10)
    assert len(server.requests) == 2


@every_colour
@every_free_operation
@pytest.mark.parametrize("manner", [reset, hang_up], ids=["reset", "closed"])
def test_a_free_request_on_a_used_connection_is_sent_no_more_often_than_asked_for(
    run: Run, operation: Operation, manner: Manner
) -> None:
    async def twice(client: object) -> None:
        await operation.call(client)
        await operation.call(client)

    with rude(answers(200), manner) as server, pytest.raises(OutcomeUnknownError):
        run(twice, base_url=server.base_url, retries=0)
    assert len(server.requests) == 2


@every_free_operation
@every_colour
@pytest.mark.parametrize("manner", [reset, answers(503), silent], ids=["reset", "503", "silent"])
def test_what_is_free_is_sent_again_as_often_as_asked_for(run: Run, operation: Operation, manner: Manner) -> None:
    with rude(manner) as server, pytest.raises(Speech302Error):
        run(operation.call, base_url=server.base_url, retries=2, timeout=0.1)
    assert len(server.requests) == 3
    assert len(set(server.requests)) == 1


@every_colour
def test_a_wait_goes_on_after_reads_that_failed(run: Run) -> None:
    async def wait(client: object) -> object:
        return await client.voice_clones.wait("t1")  # type: ignore[attr-defined]

    ended = answers(200, body=b'{"state": "SUCCESS", "audio_url": "https://f.example/a.wav"}')
    with rude(reset, answers(503), ended) as server:
        assert run(wait, base_url=server.base_url) is not None
    assert len(server.requests) == 3


def test_some_operations_are_free_and_some_are_not() -> None:
    assert {operation.name.partition("_")[0] for operation in OPERATIONS.values() if operation.paid} == {"create"}
    assert {operation.name for operation in OPERATIONS.values() if not operation.paid} == {"get"}
