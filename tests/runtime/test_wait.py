"""Claims about waiting, which never sleep: the clock is a value."""

from __future__ import annotations

import asyncio
import math
import warnings
from collections.abc import Callable, Sequence
from typing import Any, cast

import attrs
import pytest

from scripts.codegen.runtime.api_error import AuthenticationError, RateLimitError, ServiceError
from scripts.codegen.runtime.configuration import Configuration
from scripts.codegen.runtime.errors import ArgumentError, OutcomeUnknownError, Speech302Error
from scripts.codegen.runtime.exchange import Reply
from scripts.codegen.runtime.handle import TaskHandle, checked_handle
from scripts.codegen.runtime.poll import Poll, UnknownStateWarning
from scripts.codegen.runtime.request import Audio, Request
from scripts.codegen.runtime.task_error import TaskFailedError, WaitTimeoutError
from scripts.codegen.runtime.task_machine import Pace, State
from scripts.codegen.runtime.transport import Transport
from scripts.codegen.runtime.transport_async import AsyncTransport
from scripts.codegen.runtime.wait import checked_timeout, wait, wait_async
from scripts.codegen.runtime.waiting import Waiting
from tests.runtime.samples import BASE, HANDLE, MACHINE, Task, Time, configuration, reading

PENDING, DONE = Task(state="PENDING"), Task(state="SUCCESS", audio_url="https://f.example/a.wav")


def broken() -> Speech302Error:
    return OutcomeUnknownError(operation="get_task", method="GET", url=BASE, reason="reset", sent=True, paid=False)


def refused(status: int) -> Speech302Error:
    cls = {401: AuthenticationError, 429: RateLimitError}.get(status, ServiceError)
    return cls(operation="get_task", status=status)


Told = Task | Speech302Error | Reply[Task]


class Service:
    """Stands for a transport: answers reads with what is given, the last for ever; each answer takes `seconds`."""

    def __init__(self, answers: Sequence[Told], seconds: float = 0.0, **retry: Any) -> None:
        self.time = Time()
        self.configuration: Configuration = configuration(self.time, **retry)
        self.answers = list(answers)
        self.seconds = seconds
        self.asked: list[float] = []

    def read(self, request: Request[Task], *, limit: float) -> Reply[Task]:
        self.asked.append(self.time.seconds)
        self.time.seconds += self.seconds
        told = self.answers[min(len(self.asked), len(self.answers)) - 1]
        return told if isinstance(told, Reply) else Reply(told)

    def waiting(self, timeout: float = 60.0, **options: Any) -> Waiting[Task]:
        return Waiting(self.configuration, MACHINE, HANDLE, reading, timeout=timeout, **options)


class AsyncService(Service):
    """The same without blocking."""

    async def read(self, request: Request[Task], *, limit: float) -> Reply[Task]:  # type: ignore[override]
        return super().read(request, limit=limit)


def blocking(service: Service, **options: Any) -> Task:
    return wait(service.waiting(**options), cast("Transport", service))


def asynchronous(service: Service, **options: Any) -> Task:
    twin = AsyncService(service.answers)
    twin.__dict__ = service.__dict__
    return asyncio.run(wait_async(service.waiting(**options), cast("AsyncTransport", twin)))


Run = Callable[..., Task]
both = pytest.mark.parametrize("run", [blocking, asynchronous], ids=["sync", "async"])


@both
def test_a_wait_returns_the_answer_that_succeeded(run: Run) -> None:
    service = Service([PENDING, PENDING, PENDING, DONE])
    assert run(service) is DONE
    assert service.time.slept == [2.0, 3.0, 4.5]


@both
def test_a_task_that_is_done_is_read_once_and_not_slept_for(run: Run) -> None:
    audio = Task(audio=Audio(b"RIFF", "audio/wav"))
    service = Service([audio])
    assert run(service) is audio
    assert service.time.slept == []


@both
def test_a_failed_task_raises_with_its_reasons_and_its_handle(run: Run) -> None:
    failed = Task.from_dict({"state": "FAILURE", "reason": "too long"})
    with pytest.raises(TaskFailedError) as caught:
        run(Service([PENDING, failed]))
    assert caught.value == TaskFailedError(handle=HANDLE, status="FAILURE", reasons=("too long",), answer=failed)


@both
def test_at_the_deadline_the_task_is_read_once_more_and_the_error_is_resumable(run: Run) -> None:
    service = Service([PENDING])
    with pytest.raises(WaitTimeoutError) as caught:
        run(service, timeout=10.0)
    assert service.asked == [1000.0, 1002.0, 1005.0, 1009.5, 1010.0]
    assert caught.value == WaitTimeoutError(
        handle=HANDLE, waited=10.0, polls=5, status="PENDING", known=True, answer=PENDING
    )


@both
def test_a_success_at_the_deadline_is_a_success(run: Run) -> None:
    assert run(Service([PENDING, PENDING, DONE]), timeout=5.0) is DONE


def test_a_pause_is_drawn_from_a_tenth_around_what_the_pace_says() -> None:
    for chance, first in ((0.0, 1.8), (1.0, 2.2)):
        service = Service([PENDING, DONE])
        service.time.chance = chance
        blocking(service)
        assert service.time.slept == [pytest.approx(first)]


def test_the_pace_is_that_of_the_operation_that_created_the_task() -> None:
    slow = attrs.evolve(MACHINE, paces={"create_task": Pace(10.0, 1.0, 10.0, 60.0)})
    service = Service([PENDING, DONE])
    made = attrs.evolve(HANDLE, operation="create_task")
    wait(Waiting(service.configuration, slow, made, reading, timeout=60.0), cast("Transport", service))
    assert service.time.slept == [10.0]


@both
def test_the_pause_that_the_service_asks_for_is_kept_even_if_all_is_well(run: Run) -> None:
    service = Service([Reply(PENDING, 7.0), Reply(PENDING, 0.5), DONE])
    run(service)
    assert service.time.slept == [7.0, 3.0]


@both
def test_reads_may_fail_in_between(run: Run) -> None:
    told: list[Poll] = []
    service = Service([PENDING, broken(), refused(503), refused(408), PENDING, DONE])
    assert run(service, on_update=told.append) is DONE
    assert [(type(poll.error).__name__, poll.state.status) for poll in told] == [
        ("NoneType", "PENDING"),
        ("OutcomeUnknownError", "PENDING"),
        ("ServiceError", "PENDING"),
        ("ServiceError", "PENDING"),
        ("NoneType", "PENDING"),
        ("NoneType", "SUCCESS"),
    ]
    assert service.time.slept == [2.0, 0.25, 0.5, 1.0, 3.0]


@both
def test_reads_that_fail_for_longer_than_the_retry_budget_end_the_wait_with_handle_and_note(run: Run) -> None:
    service = Service([PENDING, broken()], budget=20.0)
    with pytest.raises(OutcomeUnknownError) as caught:
        run(service, timeout=600.0)
    assert caught.value.handle == HANDLE
    assert "client.voice_clones.wait('t1')" in caught.value.__notes__[0]
    assert 1002.0 + 20.0 - 8.0 <= service.time.seconds <= 1002.0 + 20.0


@both
def test_one_good_read_renews_the_budget(run: Run) -> None:
    in_turn: list[Told] = [broken(), PENDING]
    service = Service([*in_turn * 40, DONE], seconds=1.0, budget=3.0)
    assert run(service, timeout=600.0) is DONE


@both
def test_a_service_that_asks_for_pauses_is_alive_and_is_borne_until_the_wait_timeout(run: Run) -> None:
    service = Service([Reply(refused(429), 30.0)], budget=20.0)
    with pytest.raises(WaitTimeoutError) as caught:
        run(service, timeout=100.0)
    assert service.asked == [1000.0, 1030.0, 1060.0, 1090.0, 1100.0]
    assert isinstance(caught.value.last_error, RateLimitError)
    assert (caught.value.last_error.handle, caught.value.answer) == (HANDLE, None)
    assert "The last read failed" in str(caught.value)


@both
def test_who_wants_nothing_sent_again_has_a_wait_end_at_the_first_failure(run: Run) -> None:
    service = Service([PENDING, broken()], attempts=1)
    with pytest.raises(OutcomeUnknownError):
        run(service)
    assert len(service.asked) == 2


@both
def test_a_read_that_is_refused_ends_the_wait_without_saying_that_the_task_goes_on(run: Run) -> None:
    with pytest.raises(AuthenticationError) as caught:
        run(Service([PENDING, refused(401)]))
    assert caught.value.handle == HANDLE
    assert not hasattr(caught.value, "__notes__")


@both
def test_an_unknown_state_is_waited_on_and_warned_of_once(run: Run) -> None:
    odd = Task(state="HIBERNATING")
    told: list[Poll] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert run(Service([odd, odd, PENDING, odd, DONE]), on_update=told.append) is DONE
    assert [warning.category for warning in caught] == [UnknownStateWarning]
    assert [poll.state.kind for poll in told] == ["unknown", "unknown", "running", "unknown", "succeeded"]


def test_a_wait_that_ends_in_an_unknown_state_says_so() -> None:
    with pytest.warns(UnknownStateWarning), pytest.raises(WaitTimeoutError) as caught:
        blocking(Service([Task(state="HIBERNATING")]), timeout=1.0)
    assert (caught.value.status, caught.value.known) == ("HIBERNATING", False)


@both
def test_every_read_is_told_with_its_number_time_and_state(run: Run) -> None:
    told: list[Poll] = []
    run(Service([PENDING, DONE], seconds=0.5), on_update=told.append)
    assert told == [
        Poll(HANDLE, 1, 0.5, State("running", "PENDING")),
        Poll(HANDLE, 2, 3.0, State("succeeded", "SUCCESS")),
    ]


@both
def test_an_interruption_passes_through_with_the_handle_and_a_note(run: Run) -> None:
    service = Service([PENDING])

    def interrupt(_: Poll) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        run(service, on_update=interrupt)
    assert caught.value.handle == HANDLE  # type: ignore[attr-defined]
    assert "client.voice_clones.wait('t1')" in caught.value.__notes__[0]


def test_a_cancellation_ends_an_asynchronous_wait_and_carries_the_handle() -> None:
    class Hanging(AsyncService):
        async def read(self, request: Request[Task], *, limit: float) -> Reply[Task]:  # type: ignore[override]
            if self.asked:
                await asyncio.Event().wait()
            return await super().read(request, limit=limit)

    async def cancelled() -> BaseException:
        service = Hanging([PENDING])
        task = asyncio.create_task(wait_async(service.waiting(), cast("AsyncTransport", service)))
        while not service.time.slept:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        return caught.value

    assert asyncio.run(cancelled()).handle == HANDLE  # type: ignore[attr-defined]


def test_a_clock_that_jumps_does_not_end_a_wait_without_a_last_read() -> None:
    service = Service([PENDING, PENDING, DONE])

    def jump(poll: Poll) -> None:
        if poll.number == 1:
            service.time.seconds += 86_400

    with pytest.raises(WaitTimeoutError) as caught:
        blocking(service, on_update=jump, timeout=60.0)
    assert caught.value.polls == 2


@pytest.mark.parametrize("timeout", [0, -1, math.inf, math.nan, True, "60"])
def test_a_wait_timeout_is_finite_and_above_zero(timeout: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        checked_timeout(timeout, 60.0)
    assert caught.value.parameter == "timeout"


def test_without_a_wait_timeout_the_default_holds() -> None:
    assert (checked_timeout(None, 60.0), checked_timeout(5, 60.0)) == (60.0, 5.0)


def test_a_task_is_given_as_its_id_or_as_its_handle() -> None:
    assert checked_handle("t1", "voice_clones", BASE) == HANDLE
    assert checked_handle(HANDLE, "voice_clones", BASE) is HANDLE


@pytest.mark.parametrize(
    ("task", "says"),
    [
        ("", "must be a task handle or a task id"),
        ("  ", "must be a task handle or a task id"),
        (None, "must be a task handle or a task id"),
        (7, "must be a task handle or a task id"),
        (attrs.evolve(HANDLE, family="subtitle_tasks"), "client.subtitle_tasks"),
        (attrs.evolve(HANDLE, host="https://api.302ai.cn"), "base_url='https://api.302ai.cn'"),
    ],
)
def test_what_is_no_task_of_this_family_and_host_is_refused_with_what_would_be(task: Any, says: str) -> None:
    with pytest.raises(ArgumentError, match="task") as caught:
        checked_handle(task, "voice_clones", BASE)
    assert says in str(caught.value)


def test_a_handle_is_equal_whoever_made_it() -> None:
    assert TaskHandle.from_json(str(HANDLE)) == HANDLE
