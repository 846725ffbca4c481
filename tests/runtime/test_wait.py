"""Claims about waiting, which never sleep: the clock is a value."""

from __future__ import annotations

import asyncio
import math
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.errors import ArgumentError, TaskFailedError, TaskIdMissingError, WaitTimeoutError
from scripts.codegen.runtime.request import Audio
from scripts.codegen.runtime.task_machine import Pace, State
from scripts.codegen.runtime.wait import (
    OnPoll,
    Poll,
    PollNow,
    Sleep,
    UnknownStateWarning,
    Waiting,
    pauses,
    task_to_wait_for,
    wait,
    wait_async,
    wait_timeout,
    waiting,
)
from tests.runtime.samples import MACHINE, Task, Time

PENDING, DONE = Task(state="PENDING"), Task(state="SUCCESS", audio_url="https://f.example/a.wav")


class Service:
    """Answers polls with the given tasks, the last one for ever; each answer takes `seconds`."""

    def __init__(self, time: Time, answers: Sequence[Task], seconds: float = 0.0) -> None:
        self.time = time
        self.answers = list(answers)
        self.seconds = seconds
        self.asked: list[float] = []
        self.left: list[float] = []

    def poll(self, left: float) -> Task:
        self.asked.append(self.time.seconds)
        self.left.append(left)
        self.time.seconds += self.seconds
        return self.answers[min(len(self.asked), len(self.answers)) - 1]

    async def poll_async(self, left: float) -> Task:
        return self.poll(left)


def blocking(service: Service, timeout: float = 60.0, on_poll: OnPoll | None = None) -> Task:
    clock = service.time.clock
    decisions: Waiting[Task] = waiting(MACHINE, "t1", timeout, clock.now, on_poll)
    return wait(decisions, service.poll, clock)


def asynchronous(service: Service, timeout: float = 60.0, on_poll: OnPoll | None = None) -> Task:
    clock = service.time.clock
    decisions: Waiting[Task] = waiting(MACHINE, "t1", timeout, clock.now, on_poll)
    return asyncio.run(wait_async(decisions, service.poll_async, clock))


COLOURS: list[Callable[..., Task]] = [blocking, asynchronous]
both = pytest.mark.parametrize("run", COLOURS, ids=["sync", "async"])


@both
def test_a_wait_returns_the_answer_that_succeeded(run: Callable[..., Task]) -> None:
    time = Time()
    service = Service(time, [PENDING, PENDING, PENDING, DONE])
    assert run(service) is DONE
    assert time.slept == [2.0, 3.0, 4.5]


@both
def test_a_task_that_is_done_is_polled_once_and_not_slept_for(run: Callable[..., Task]) -> None:
    time = Time()
    audio = Task(audio=Audio(b"RIFF", "audio/wav"))
    assert run(Service(time, [audio])) is audio
    assert time.slept == []


@both
def test_a_failed_task_raises_with_its_reasons(run: Callable[..., Task]) -> None:
    failed = Task.from_dict({"state": "FAILURE", "reason": "too long"})
    with pytest.raises(TaskFailedError) as caught:
        run(Service(Time(), [PENDING, failed]))
    assert caught.value == TaskFailedError(
        family="voice_clones", task_id="t1", status="FAILURE", reasons=("too long",), answer=failed
    )


@both
def test_at_the_deadline_the_task_is_polled_once_more_and_the_error_is_resumable(run: Callable[..., Task]) -> None:
    time = Time()
    service = Service(time, [PENDING])
    with pytest.raises(WaitTimeoutError) as caught:
        run(service, timeout=10.0)
    assert service.asked == [1000.0, 1002.0, 1005.0, 1009.5, 1010.0]
    assert service.left == [10.0, 8.0, 5.0, 0.5, 0.0]
    assert caught.value == WaitTimeoutError(
        family="voice_clones", task_id="t1", waited=10.0, polls=5, status="PENDING", known=True, answer=PENDING
    )


@both
def test_a_success_at_the_deadline_is_a_success(run: Callable[..., Task]) -> None:
    assert run(Service(Time(), [PENDING, PENDING, DONE]), timeout=5.0) is DONE


@both
def test_an_unknown_state_is_waited_on_and_warned_of_once(run: Callable[..., Task]) -> None:
    odd = Task(state="HIBERNATING")
    told: list[Poll] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert run(Service(Time(), [odd, odd, PENDING, odd, DONE]), on_poll=told.append) is DONE
    assert [warning.category for warning in caught] == [UnknownStateWarning]
    assert [poll.state.kind for poll in told] == ["unknown", "unknown", "running", "unknown", "succeeded"]


def test_a_wait_that_ends_in_an_unknown_state_says_so() -> None:
    with pytest.warns(UnknownStateWarning), pytest.raises(WaitTimeoutError) as caught:
        blocking(Service(Time(), [Task(state="HIBERNATING")]), timeout=1.0)
    assert (caught.value.status, caught.value.known) == ("HIBERNATING", False)


@both
def test_every_poll_is_told_with_its_number_time_and_state(run: Callable[..., Task]) -> None:
    told: list[Poll] = []
    run(Service(Time(), [PENDING, DONE], seconds=0.5), on_poll=told.append)
    assert told == [Poll(1, 0.5, State("running", "PENDING")), Poll(2, 3.0, State("succeeded", "SUCCESS"))]


@both
def test_an_interruption_passes_through_untouched(run: Callable[..., Task]) -> None:
    class Interrupted(Service):
        def poll(self, left: float) -> Task:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(Interrupted(Time(), []))


def test_a_cancellation_ends_an_asynchronous_wait() -> None:
    async def cancelled() -> int:
        time = Time()
        service = Service(time, [PENDING])

        async def poll(left: float) -> Task:
            if len(service.asked) == 2:
                await asyncio.Event().wait()
            return service.poll(left)

        decisions: Waiting[Task] = waiting(MACHINE, "t1", 60.0, time.clock.now, None)
        task = asyncio.create_task(wait_async(decisions, poll, time.clock))
        while len(service.asked) < 2:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return len(service.asked)

    assert asyncio.run(cancelled()) == 2


def test_a_stop_iteration_of_a_callback_does_not_pass_for_a_result() -> None:
    def callback(_: Poll) -> None:
        raise StopIteration

    with pytest.raises(RuntimeError):
        blocking(Service(Time(), [PENDING]), on_poll=callback)


PACES = st.builds(
    Pace, first=st.floats(0.01, 60), factor=st.floats(1, 4), most=st.floats(0.01, 120), timeout=st.just(600.0)
)


@given(PACES, st.floats(0.01, 3600), st.floats(0.0, 30), st.integers(0, 40))
def test_no_sleep_goes_beyond_the_deadline_and_no_poll_starts_after_it(
    pace: Pace, timeout: float, seconds: float, pending: int
) -> None:
    elapsed, slept = 0.0, []
    plan = pauses(pace, timeout)
    pause = next(plan)
    for _ in range(pending):
        slept.append(pause)
        elapsed += pause
        assert elapsed <= timeout or math.isclose(elapsed, timeout)
        elapsed += seconds
        try:
            pause = plan.send(elapsed)
        except StopIteration:
            assert elapsed >= timeout
            return
        assert pause > 0
    assert max(slept, default=0) <= max(pace.first, pace.most)


@given(PACES, st.floats(0.1, 100), st.floats(0.0, 30))
def test_every_wait_ends(pace: Pace, timeout: float, seconds: float) -> None:
    plan, elapsed, polls = pauses(pace, timeout), seconds, 1
    next(plan)
    while True:
        try:
            elapsed += plan.send(elapsed) + seconds
        except StopIteration:
            break
        polls += 1
    assert polls <= timeout / min(pace.first, pace.most) + 3


def test_the_decisions_are_values_that_nobody_has_to_carry_out() -> None:
    time = Time()
    decisions: Waiting[Task] = waiting(MACHINE, "t1", 60.0, time.clock.now, None)
    steps: list[Sleep | PollNow] = [next(decisions), decisions.send(PENDING), next(decisions)]
    assert steps == [PollNow(60.0), Sleep(2.0), PollNow(60.0)]
    assert time.slept == []


@pytest.mark.parametrize("timeout", [0, -1, math.inf, math.nan, True, "60"])
def test_a_wait_timeout_is_finite_and_above_zero(timeout: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        wait_timeout(MACHINE, timeout)
    assert caught.value.parameter == "timeout"


def test_without_a_wait_timeout_the_familys_own_holds() -> None:
    assert (wait_timeout(MACHINE, None), wait_timeout(MACHINE, 5)) == (60.0, 5.0)


def test_a_task_is_given_as_its_id_or_as_the_answer_that_created_it() -> None:
    assert task_to_wait_for(MACHINE, "t1") == task_to_wait_for(MACHINE, Task(task_id="t1")) == "t1"


def test_an_answer_without_a_task_id_is_told_before_anything_is_sent() -> None:
    created = Task()
    with pytest.raises(TaskIdMissingError) as caught:
        task_to_wait_for(MACHINE, created)
    assert caught.value == TaskIdMissingError(family="voice_clones", answer=created)


@pytest.mark.parametrize("task", ["", "  ", None, 7])
def test_what_is_no_task_is_refused(task: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        task_to_wait_for(MACHINE, task)
    assert caught.value.parameter == "task"
