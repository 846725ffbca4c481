"""What the generated families share: sending, creating and waiting, for the blocking and the asynchronous client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from . import creating
from .errors import Speech302Error
from .handle import TaskHandle, checked_handle
from .poll import OnUpdate
from .results import AsyncResults, Results
from .task_machine import Pace, TaskMachine
from .wait import carrying, checked_timeout, wait, wait_async
from .waiting import Waiting

if TYPE_CHECKING:
    from .client_base import AsyncBaseClient, BaseClient
    from .configuration import Configuration
    from .model import Model
    from .request import Request

M = TypeVar("M", bound="Model")
T = TypeVar("T", bound="Model")
"""The model of a family's tasks, as its reading operation answers it."""


class Family(Generic[T]):
    """The data of one family: how its tasks go, and the request that reads one."""

    _machine: ClassVar[TaskMachine]
    _read: ClassVar[staticmethod[[str], Request[Any]]]

    def _waiting(
        self,
        configuration: Configuration,
        task: str | TaskHandle,
        timeout: float | None,
        on_update: OnUpdate | None,
        pace: Pace | None = None,
    ) -> Waiting[T]:
        """The wait for a task, all arguments checked; nothing is sent. Raises ArgumentError."""
        handle = checked_handle(task, self._machine.family, configuration.base_url)
        seconds = checked_timeout(timeout, self._machine.pace.timeout)
        return Waiting(
            configuration, self._machine, handle, self._read, timeout=seconds, on_update=on_update, pace=pace
        )

    def _payable(self, timeout: float | None) -> None:
        """Check the arguments of the wait before its task is paid for. Raises ArgumentError."""
        checked_timeout(timeout, self._machine.pace.timeout)


class Resource(Results, Family[T]):
    """The operations of one family on a blocking client."""

    def __init__(self, client: BaseClient) -> None:
        self._client = client

    def _send(self, request: Request[M]) -> M:
        return self._client._transport.send(request)

    def _create(self, request: Request[Any]) -> TaskHandle:
        configuration = self._client.configuration
        key = creating.intend(configuration, self._machine, request)
        try:
            answer = self._client._transport.send(request)
        except BaseException as error:
            creating.failed(configuration, request, key, error)
            raise
        handle = creating.handle_of(configuration, self._machine, request, key, answer)
        with carrying(handle):
            return creating.created(configuration, key, handle)

    def _create_and_wait(self, request: Request[Any], timeout: float | None, on_update: OnUpdate | None) -> T:
        self._payable(timeout)
        return self._wait(self._create(request), timeout, on_update)

    def _wait(self, task: str | TaskHandle, timeout: float | None, on_update: OnUpdate | None) -> T:
        waiting = self._waiting(self._client.configuration, task, timeout, on_update)
        try:
            answer = wait(waiting, self._client._transport)
        except Speech302Error as error:
            creating.ended(self._client.configuration, waiting.handle, error)
            raise
        creating.ended(self._client.configuration, waiting.handle, None)
        return answer


class AsyncResource(AsyncResults, Family[T]):
    """The operations of one family on an asynchronous client."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client

    async def _send(self, request: Request[M]) -> M:
        return await self._client._transport.send(request)

    async def _create(self, request: Request[Any]) -> TaskHandle:
        configuration = self._client.configuration
        written = configuration.written
        key = await written(creating.intend, configuration, self._machine, request)
        try:
            answer = await self._client._transport.send(request)
        except BaseException as error:
            # At once, not in a thread: a cancelled task must not await anything any more.
            creating.failed(configuration, request, key, error)
            raise
        handle = creating.handle_of(configuration, self._machine, request, key, answer)
        with carrying(handle):
            return await written(creating.created, configuration, key, handle)

    async def _create_and_wait(self, request: Request[Any], timeout: float | None, on_update: OnUpdate | None) -> T:
        self._payable(timeout)
        return await self._wait(await self._create(request), timeout, on_update)

    async def _wait(self, task: str | TaskHandle, timeout: float | None, on_update: OnUpdate | None) -> T:
        configuration = self._client.configuration
        waiting = self._waiting(configuration, task, timeout, on_update)
        try:
            answer = await wait_async(waiting, self._client._transport)
        except Speech302Error as error:
            await configuration.written(creating.ended, configuration, waiting.handle, error)
            raise
        await configuration.written(creating.ended, configuration, waiting.handle, None)
        return answer
