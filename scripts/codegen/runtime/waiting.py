"""One wait, decided in pure code: when to read the task next, and what each read means. It neither sleeps nor sends.

Three clocks: the request timeout (one silence), the retry budget (how long reads may fail in a row), the wait timeout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from .errors import Speech302Error
from .handle import resumption
from .model import Model
from .observing import LOGGER
from .poll import OnUpdate, Poll, warn
from .retry import may_repeat
from .task_error import TaskFailedError, WaitTimeoutError
from .task_machine import Pace, State, TaskMachine, judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from .configuration import Configuration
    from .exchange import Reply
    from .handle import TaskHandle
    from .request import Request

M = TypeVar("M", bound=Model)

JITTER = 0.1
"""How far a pause is drawn from what the pace says, so that many waits that begin together do not stay together."""
_UNTOLD = State("unknown", None)


class Waiting(Generic[M]):
    """One wait. `due`: when the next read is to be sent, in seconds of the clock; `deadline`: when the last one is.

    `place`: where it stands among the waits that are done at once.
    """

    __slots__ = (
        "_answer",
        "_configuration",
        "_failing_since",
        "_failures",
        "_last_error",
        "_machine",
        "_on_update",
        "_pace",
        "_pause",
        "_polls",
        "_read",
        "_sent",
        "_started",
        "_state",
        "_warned",
        "deadline",
        "due",
        "handle",
        "place",
    )

    def __init__(
        self,
        configuration: Configuration,
        machine: TaskMachine,
        handle: TaskHandle,
        read: Callable[[str], Request[M]],
        *,
        timeout: float,
        on_update: OnUpdate | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._configuration = configuration
        self._machine = machine
        self._on_update = on_update
        self._pace = pace or machine.pace_of(handle.operation)
        self._pause = self._pace.first
        self._started = self.due = self._sent = configuration.clock.now()
        self.deadline = self._started + timeout
        self.handle = handle
        self.place = 0
        self._read = read
        # Made anew for each read, since ten thousand of them are better not kept; and once now, which checks the id.
        read(handle.id)
        self._polls = self._failures = 0
        self._failing_since: float | None = None
        self._answer: M | None = None
        self._state = _UNTOLD
        self._last_error: Speech302Error | None = None
        self._warned = False

    @property
    def request(self) -> Request[M]:
        """The request that reads the task."""
        return self._read(self.handle.id)

    @property
    def pause(self) -> float:
        """Seconds from one read to the next, by the pace as it stands now."""
        return self._pause

    @property
    def waited(self) -> float:
        """Seconds since the wait began."""
        return self._configuration.clock.now() - self._started

    @property
    def limit(self) -> float:
        """When a read that is sent now has to be given up: one request timeout after the wait timeout at the latest."""
        return self.deadline + self._configuration.timeout

    def sending(self) -> float:
        """Note that the read is sent now; the seconds that it is late."""
        self._sent = self._configuration.clock.now()
        return max(0.0, self._sent - self.due)

    def take(self, reply: Reply[M]) -> M | None:
        """What a read told: the answer if the task succeeded, None if the wait goes on until `due`.

        Raises TaskFailedError at a bad end, WaitTimeoutError when the wait timeout has passed, and the error of a read
        that is not worth another one. Each carries the handle.
        """
        now = self._configuration.clock.now()
        late = max(0.0, self._sent - self.due)
        self._polls += 1
        if isinstance(reply.result, Speech302Error):
            self._failed(reply.result, reply.asked, now, late)
            return None
        answer = self._answer = reply.result
        self._failures, self._failing_since, self._last_error = 0, None, None
        self._state = state = judge(self._machine, answer)
        self._tell(now, None, late)
        if state.kind == "succeeded":
            return answer
        if state.kind == "failed":
            raise self._failure(state, answer)
        if state.kind == "unknown" and not self._warned:
            self._warned = True
            warn(self.handle, state, self._configuration.key.scrub)
        clock = self._configuration.clock
        pause = self._pause * (1 + JITTER * (2 * clock.chance() - 1))
        self._pause = min(self._pause * self._pace.factor, self._pace.most)
        self._next(now, max(pause, reply.asked or 0.0))
        return None

    def _failed(self, error: Speech302Error, asked: float | None, now: float, late: float) -> None:
        error.handle = self.handle
        configuration = self._configuration
        self._failures += 1
        self._last_error = error
        if self._failing_since is None:
            self._failing_since = now
        pause = configuration.retry.jitter(self._failures, configuration.clock.chance())
        # Who asks for a pause is alive; a silent or broken service is borne for as long as the retry budget allows.
        spent = asked is None and now + pause - self._failing_since > configuration.retry.budget
        if not may_repeat(self.request, error) or configuration.retry.attempts < 2 or spent:
            raise self._noted(error)
        LOGGER.warning("%s: a read failed with %s and is borne", self.request.operation, type(error).__name__)
        self._tell(now, error, late)
        self._next(now, pause if asked is None else asked)

    def _next(self, now: float, pause: float) -> None:
        if now >= self.deadline:
            raise self._too_late(now)
        # Cut, so that the last read happens at the deadline and nothing is slept beyond it.
        self.due = min(now + pause, self.deadline)

    def _tell(self, now: float, error: Speech302Error | None, late: float) -> None:
        if self._on_update is not None:
            self._on_update(Poll(self.handle, self._polls, now - self._started, self._state, error, late))

    def _failure(self, state: State, answer: M) -> TaskFailedError:
        error = TaskFailedError(handle=self.handle, status=state.status, reasons=state.reasons, answer=answer)
        return self._configuration.key.clean(error)  # its reasons are the service's words

    def _too_late(self, now: float) -> WaitTimeoutError:
        error = WaitTimeoutError(
            handle=self.handle,
            waited=now - self._started,
            polls=self._polls,
            status=self._state.status,
            known=self._state.kind != "unknown",
            answer=self._answer,
            last_error=self._last_error,
        )
        return self._configuration.key.clean(error)

    def _noted(self, error: Speech302Error) -> Speech302Error:
        if may_repeat(self.request, error):
            error.add_note(resumption(self.handle))
        return error
