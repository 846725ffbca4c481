"""What the generated families share: sending, waiting and saving, for the blocking and the asynchronous client."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any, TypeVar

from . import download as saving
from .errors import ArgumentError, DownloadError, Speech302Error, TaskError
from .request import Audio, Request
from .task_machine import TaskMachine, could_hold, files
from .wait import OnPoll, Waiting, resumable, task_to_wait_for, wait, wait_async, wait_timeout, waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .client_base import AsyncBaseClient, BaseClient
    from .model import Model

M = TypeVar("M", bound="Model")


class Resource:
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

    def _download(
        self,
        machine: TaskMachine,
        answer: Model,
        path: str | PathLike[str],
        *,
        which: str | None = None,
        overwrite: bool = False,
    ) -> Path:
        found = result_file(machine, answer, path, which)
        try:
            if isinstance(found, Audio):
                return saving.save(found, path, overwrite=overwrite)
            return self._client._transport.download(found, path, overwrite=overwrite)
        except DownloadError as error:
            raise self._client.configuration.key.clean(error) from None  # it names an address of the service's


class AsyncResource:
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

    async def _download(
        self,
        machine: TaskMachine,
        answer: Model,
        path: str | PathLike[str],
        *,
        which: str | None = None,
        overwrite: bool = False,
    ) -> Path:
        found = result_file(machine, answer, path, which)
        try:
            if isinstance(found, Audio):
                return saving.save(found, path, overwrite=overwrite)
            return await self._client._transport.download(found, path, overwrite=overwrite)
        except DownloadError as error:
            raise self._client.configuration.key.clean(error) from None  # it names an address of the service's


def result_file(machine: TaskMachine, answer: Model, path: str | PathLike[str], which: str | None) -> Any:
    """The URL or audio to save: the one at the dotted path `which`, else the first that the answer has.

    Raises DownloadError if the answer has no file, ArgumentError if it has none of that name or is no such task.
    """
    if not isinstance(path, str | PathLike):
        raise ArgumentError("path", path, "must be a text or a pathlib.Path")
    if answer is None or not any(could_hold(answer, file) for file in machine.files):
        raise ArgumentError("task", answer, "must be the task that succeeded, as `wait` returns it")
    found = files(machine, answer)
    if not found:
        cure = "Wait for the task to succeed first; some tasks have a result without a file"
        raise DownloadError(source=machine.family, path=str(path), reason="its answer holds no file", cure=cure)
    if which is None:
        return next(iter(found.values()))
    if which not in found:
        raise ArgumentError("which", which, f"must be a file of this answer: {', '.join(found)}")
    return found[which]
