"""Claims about reading: what passes is asked again, as late as the service wishes, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import httpx
import pytest

from speech302 import APIError, AuthenticationError, OutcomeUnknownError, Poll, RateLimitError, Speech302Error
from speech302.runtime.poll import OnUpdate
from tests.client.crowd import crowd
from tests.client.support import FREE, Operation, Run, Time, both, every_colour, every_free_operation

WALL = Time().seconds
"""Where the clock of these tests begins, in seconds since 1970."""
IN_7_S = "Thu, 01 Jan 1970 00:16:47 GMT"
AFTER: dict[str, tuple[dict[str, str], float]] = {
    "none": ({}, 0.25),
    "seconds": ({"Retry-After": "7"}, 7.0),
    "part of a second": ({"Retry-After": "0.5"}, 0.5),
    "a date": ({"Retry-After": IN_7_S}, 7.0),
    "a date of long ago": ({"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
    "nonsense": ({"Retry-After": "soon"}, 0.25),
    "negative": ({"Retry-After": "-1"}, 0.25),
}
"""What a header asks for, and the pause before the first resend: half of half a second where it asks for nothing."""
every_wish = pytest.mark.parametrize(("headers", "pause"), AFTER.values(), ids=AFTER)
PASSING = [(status, b"") for status in (408, 429, 500, 502, 503, 504, 520, 599)]
"""Answers that mean "later"."""
TOO_MANY = [(200, b'{"code": 40001, "msg": "No"}'), (200, b'{"code": "40001"}'), (200, b'{"code": -40001}')]
"""The same in the envelope of the speech family's provider."""
STANDING: dict[str, httpx.Response] = {
    **{f"HTTP {status}": httpx.Response(status) for status in (400, 401, 402, 403, 404, 409, 413, 422, 425, 451)},
    "a bad key at HTTP 200": httpx.Response(200, json={"error": {"err_code": -10001}}),
    "no JSON": httpx.Response(200, text="<html>"),
    "a bad key at HTTP 401": httpx.Response(401, json={"error": {"err_code": 10001}}, headers={"Retry-After": "1"}),
}


class Script:
    """Answers in their order, the last one for ever; `asked`: how often."""

    def __init__(self, answers: Iterable[httpx.Response | Exception]) -> None:
        self._answers = list(answers)
        self.asked = 0

    def __call__(self, _: httpx.Request) -> httpx.Response:
        answer = self._answers[min(self.asked, len(self._answers) - 1)]
        self.asked += 1
        if isinstance(answer, Exception):
            raise answer
        # Each time anew: a response can be read once.
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


GOOD = {
    "get_speech_synthesis": {"code": 0, "msg": "ok", "data": {"status": 1}},
    "get_subtitle_task": {"status": "queue"},
    "get_voice_clone": {"state": "PENDING"},
    "get_voice_generation": {"state": "PENDING"},
}

ENDED = {
    "get_speech_synthesis": {"code": 0, "data": {"status": 9, "full": {"url": "https://f.example/a"}}},
    "get_subtitle_task": {"status": "success", "result": {"video_url": "https://f.example/a"}},
    "get_voice_clone": {"state": "SUCCESS", "audio_url": "https://f.example/a"},
    "get_voice_generation": {"state": "SUCCESS", "audio_url": "https://f.example/a"},
}


async def waiting(client: Any, on_update: OnUpdate | None = None) -> Any:
    return await client.voice_clones.wait("t1", timeout=3_000, on_update=on_update)


@both
@every_free_operation
@every_wish
def test_a_reading_operation_is_asked_again_when_the_service_says_later(
    run: Run, operation: Operation, headers: dict[str, str], pause: float
) -> None:
    for status, body in [*PASSING, *(TOO_MANY if operation.family == "speech_synthesis" else ())]:
        later = httpx.Response(status, content=body, headers=headers)
        time, script = Time(), Script([later, httpx.Response(200, json=GOOD[operation.id])])
        assert run(operation.call, answer=script, clock=time.clock) is not None
        assert (script.asked, time.slept) == (2, [pause]), (status, body)


@both
@every_free_operation
@pytest.mark.parametrize("answer", STANDING.values(), ids=STANDING)
def test_what_says_no_is_asked_once(run: Run, operation: Operation, answer: httpx.Response) -> None:
    time, script = Time(), Script([answer])
    with pytest.raises(Speech302Error):
        run(operation.call, answer=script, clock=time.clock)
    assert (script.asked, time.slept) == (1, [])


@both
def test_a_budget_is_of_resends_and_of_seconds(run: Run) -> None:
    read = FREE["get_voice_clone"].call
    time, script = Time(), Script([httpx.Response(503, headers={"Retry-After": "25"})])
    with pytest.raises(APIError) as caught:
        run(read, answer=script, clock=time.clock, retries=10)
    assert (script.asked, time.slept) == (3, [25, 25]), "a third pause would end after more than 60 s"
    assert caught.value.retry_after == 25
    time, script = Time(), Script([httpx.ReadTimeout("slow")])
    with pytest.raises(OutcomeUnknownError):
        run(read, answer=script, clock=time.clock, retries=4)
    assert (script.asked, time.slept) == (5, [0.25, 0.5, 1.0, 2.0])


@both
def test_the_budget_can_be_set_for_one_call_alone(run: Run) -> None:
    async def calls(client: Any) -> None:
        patient = await derived(client, retries=5, retry_budget=100)
        for one, sent in ((client, 1), (patient, 6), (client, 1)):
            before = script.asked
            with pytest.raises(RateLimitError):
                await FREE["get_voice_clone"].call(one)
            assert script.asked - before == sent

    script = Script([httpx.Response(429, headers={"Retry-After": "20"})])
    run(calls, answer=script, retries=0)


async def derived(client: Any, **options: Any) -> Any:
    """`with_options` of either colour, whose blocking client is wrapped again."""
    made = client.with_options(**options)
    return type(client)(await made) if hasattr(made, "__await__") else made


@both
@every_free_operation
@every_wish
@pytest.mark.parametrize("fails", [True, False], ids=["fails", "answers"])
def test_a_wait_keeps_the_pause_that_the_service_asks_for(
    run: Run, operation: Operation, headers: dict[str, str], pause: float, fails: bool
) -> None:
    """It alone after a read that failed; else the longer one of it and the family's own pace."""
    goes_on = httpx.Response(503) if fails else httpx.Response(200, json=GOOD[operation.id])
    goes_on.headers.update(headers)
    time, script = Time(), Script([goes_on, httpx.Response(200, json=ENDED[operation.id])])

    async def wait(client: Any) -> Any:
        return await getattr(client, operation.family).wait("t1")

    assert run(wait, answer=script, clock=time.clock) is not None
    kept = pause if fails else max(pause, operation.node["x-task"]["pace"]["first"])
    assert (script.asked, sum(time.slept)) == (2, kept)


@every_colour
def test_a_wait_bears_what_passes_until_its_retry_budget_and_sends_one_request_a_read(run: Run) -> None:
    polls: list[Poll] = []
    time = Time()

    with crowd(lambda *_: 503) as server, pytest.raises(APIError) as caught:
        run(lambda client: waiting(client, polls.append), base_url=server.base_url, clock=time.clock)
    assert server.reads["t1"] == len(polls) + 1
    assert 50 < sum(time.slept) <= 60
    assert caught.value.handle is not None
    assert (caught.value.handle.id, caught.value.handle.host) == ("t1", server.base_url)
    assert "resume" in caught.value.__notes__[0]


@every_colour
def test_one_good_read_renews_what_a_wait_bears(run: Run) -> None:
    def tell(_: str, number: int) -> Any:
        return ENDED["get_voice_clone"] if number == 60 else GOOD["get_voice_clone"] if number % 12 == 0 else 503

    time = Time()
    with crowd(tell) as server:
        assert run(waiting, base_url=server.base_url, clock=time.clock) is not None
    assert server.reads["t1"] == 60
    assert time.seconds - WALL > 120, "twice of what it bears in a row"


@every_colour
def test_a_wait_of_a_client_that_wants_nothing_sent_again_ends_at_the_first_failure(run: Run) -> None:
    with crowd(lambda *_: 503) as server, pytest.raises(APIError) as caught:
        run(waiting, base_url=server.base_url, retries=0)
    assert server.reads["t1"] == 1
    assert caught.value.handle is not None


@every_colour
def test_a_wait_ends_at_once_where_the_service_says_no(run: Run) -> None:
    with crowd(lambda *_: 401) as server, pytest.raises(AuthenticationError) as caught:
        run(waiting, base_url=server.base_url)
    assert server.reads["t1"] == 1
    assert caught.value.handle is not None
