"""Tasks of any family on one client: taken up again by their handles, one or many at once."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, ClassVar

from .errors import ArgumentError
from .handle import TaskHandle

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

    from .configuration import Configuration
    from .many import Finished
    from .poll import OnUpdate
    from .resource import AsyncResource, Resource
    from .task_machine import Pace
    from .transport import Transport
    from .transport_async import AsyncTransport
    from .waiting import Waiting


class _Families:
    """What both colours know of their families."""

    families: ClassVar[tuple[str, ...]] = ()
    """The families, each an attribute of the client."""
    _configuration: Configuration

    def _resource(self, handle: TaskHandle) -> Any:
        if handle.family not in self.families:
            raise ArgumentError("handle", handle.family, f"must be a task of {', '.join(self.families)}")
        return getattr(self, handle.family)

    def _waits(
        self, handles: Iterable[TaskHandle | str], timeout: float | None, on_update: OnUpdate | None, pace: Pace | None
    ) -> list[Waiting[Any]]:
        """The waits for all handles, each checked before anything is sent."""
        if isinstance(handles, str | TaskHandle) or not isinstance(handles, Iterable):
            raise ArgumentError("handles", handles, "must be a list of task handles", "Put a single handle into a list")
        found = [known(handle, f"handles[{place}]") for place, handle in enumerate(handles)]
        waits: list[Waiting[Any]] = [
            self._resource(handle)._waiting(self._configuration, handle, timeout, on_update, pace) for handle in found
        ]
        for place, waiting in enumerate(waits):
            waiting.place = place
        return waits


class Tasks(_Families):
    """Waiting for tasks of any family, blocking."""

    if TYPE_CHECKING:

        @property
        def _transport(self) -> Transport: ...

    def resume(
        self, handle: TaskHandle | str, *, timeout: float | None = None, on_update: OnUpdate | None = None
    ) -> Any:
        """Take up the wait for a task again, whoever created it, and return what it made.

        `handle`: the handle, or its JSON. `timeout` and `on_update` are as for `wait`, and so are the errors;
        ArgumentError for a text that is no handle, and for a task of another family or host.
        """
        found = known(handle, "handle")
        resource: Resource[Any] = self._resource(found)
        return resource._wait(found, timeout, on_update)

    def as_completed(
        self,
        handles: Iterable[TaskHandle | str],
        *,
        concurrency: int | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        pace: Pace | None = None,
    ) -> Generator[Finished, None, None]:
        """Wait for many tasks at once; each comes as a `Finished` when its wait has ended, well or badly.

        `concurrency`: how many reads are in flight at once, 16 unless given, 256 at most. `timeout`: of each wait.
        `pace`: how often to read, for all of them, in place of each family's own. `on_update` is called in the thread
        that iterates. Raises ArgumentError before anything is sent.
        """
        from .many import checked_bound  # not every client waits for many

        waits = self._waits(handles, timeout, on_update, pace)
        return self._ending(waits, checked_bound(concurrency))

    def _ending(self, waits: list[Waiting[Any]], bound: int | None) -> Generator[Finished, None, None]:
        from . import creating
        from .many_waits import finish_in_threads
        from .observing import observed_wait

        for finished in finish_in_threads(waits, self._transport, bound):
            observed_wait(finished.handle, finished.waited, finished.error)
            creating.ended(self._configuration, finished.handle, finished.error)
            yield finished

    def wait_all(
        self,
        handles: Iterable[TaskHandle | str],
        *,
        concurrency: int | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        pace: Pace | None = None,
    ) -> list[Finished]:
        """Wait for many tasks at once until all waits have ended; one `Finished` a handle, in their order.

        A failed task hides no other one: its error stands in its `Finished`. Arguments are as for `as_completed`.
        """
        waits = self.as_completed(handles, concurrency=concurrency, timeout=timeout, on_update=on_update, pace=pace)
        return sorted(waits, key=_place)


class AsyncTasks(_Families):
    """Waiting for tasks of any family, without blocking."""

    if TYPE_CHECKING:

        @property
        def _transport(self) -> AsyncTransport: ...

    async def resume(
        self, handle: TaskHandle | str, *, timeout: float | None = None, on_update: OnUpdate | None = None
    ) -> Any:
        """As `Tasks.resume`."""
        found = known(handle, "handle")
        resource: AsyncResource[Any] = self._resource(found)
        return await resource._wait(found, timeout, on_update)

    def as_completed(
        self,
        handles: Iterable[TaskHandle | str],
        *,
        concurrency: int | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        pace: Pace | None = None,
    ) -> AsyncGenerator[Finished, None]:
        """Wait for many tasks at once; each comes as a `Finished` when its wait has ended, well or badly.

        `concurrency`: how many reads are in flight at once; unless given, as many as the latency calls for, 256 at
        most. `timeout`: of each wait. `pace`: how often to read, for all of them, in place of each family's own.
        Leaving the loop early, close the iterator (`contextlib.aclosing`): then nothing goes on behind it.
        Raises ArgumentError before anything is sent.
        """
        from .many import checked_bound  # not every client waits for many

        waits = self._waits(handles, timeout, on_update, pace)
        return self._ending(waits, checked_bound(concurrency))

    async def _ending(self, waits: list[Waiting[Any]], bound: int | None) -> AsyncGenerator[Finished, None]:
        from . import creating
        from .many_waits import finish_in_tasks
        from .observing import observed_wait

        async with aclosing(finish_in_tasks(waits, self._transport, bound)) as ending:
            async for finished in ending:
                observed_wait(finished.handle, finished.waited, finished.error)
                await self._configuration.written(creating.ended, self._configuration, finished.handle, finished.error)
                yield finished

    async def wait_all(
        self,
        handles: Iterable[TaskHandle | str],
        *,
        concurrency: int | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        pace: Pace | None = None,
    ) -> list[Finished]:
        """As `Tasks.wait_all`, with the arguments of `as_completed`. Cancelled, it leaves no read behind."""
        waits = self.as_completed(handles, concurrency=concurrency, timeout=timeout, on_update=on_update, pace=pace)
        async with aclosing(waits):
            return sorted([finished async for finished in waits], key=_place)


def known(handle: object, parameter: str) -> TaskHandle:
    """A handle, given as one or as its JSON. Raises ArgumentError."""
    if isinstance(handle, TaskHandle):
        return handle
    if isinstance(handle, str):
        return TaskHandle.from_json(handle)
    raise ArgumentError(parameter, handle, "must be a task handle or its JSON", "Give what `create` returned")


def _place(finished: Finished) -> int:
    return finished.place
