"""What the generated families share: sending, waiting and saving, for the blocking and the asynchronous client."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .errors import Speech302Error, TaskError
from .results import AsyncResults, Results
from .wait import OnPoll, Waiting, resumable, task_to_wait_for, wait, wait_async, wait_timeout, waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from .client_base import AsyncBaseClient, BaseClient
    from .model import Model
    from .request import Request
    from .task_machine import TaskMachine

M = TypeVar("M", bound="Model")


class Resource(Results):
    """The operations of one family on a blocking client."""

    def __init__(self, client: BaseClient) -> None:
        self._client = client

    def _send(self, request: Request[M]) -> M:
        return self._client._transport.send(request)

    def _wait(
        self,
        machine: TaskMachine,
        read: Callable[[str], Request[M]],
        task: str | Model,
        timeout: float | None,
        on_poll: OnPoll | None,
    ) -> M:
        task_id = task_to_wait_for(machine, task)
        request, seconds = read(task_id), wait_timeout(machine, timeout)
        clock, key = self._client.configuration.clock, self._client.configuration.key

        def poll(left: float) -> M:
            try:
                return self._client._transport.send(request, budget=left)
            except Speech302Error as error:
                resumable(error, machine, task_id)
                raise

        try:
            decisions: Waiting[M] = waiting(machine, task_id, seconds, clock.now, on_poll, key.scrub)
            return wait(decisions, poll, clock)
        except TaskError as error:
            raise key.clean(error) from None  # its reasons are the service's words


class AsyncResource(AsyncResults):
    """The operations of one family on an asynchronous client."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client

    async def _send(self, request: Request[M]) -> M:
        return await self._client._transport.send(request)

    async def _wait(
        self,
        machine: TaskMachine,
        read: Callable[[str], Request[M]],
        task: str | Model,
        timeout: float | None,
        on_poll: OnPoll | None,
    ) -> M:
        task_id = task_to_wait_for(machine, task)
        request, seconds = read(task_id), wait_timeout(machine, timeout)
        clock, key = self._client.configuration.clock, self._client.configuration.key

        async def poll(left: float) -> M:
            try:
                return await self._client._transport.send(request, budget=left)
            except Speech302Error as error:
                resumable(error, machine, task_id)
                raise

        try:
            decisions: Waiting[M] = waiting(machine, task_id, seconds, clock.now, on_poll, key.scrub)
            return await wait_async(decisions, poll, clock)
        except TaskError as error:
            raise key.clean(error) from None  # its reasons are the service's words
