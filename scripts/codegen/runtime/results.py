"""The files that a task made: which one is meant, and how the generated families save it."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

from .download import DEFAULTS, Options, checked_path
from .errors import ArgumentError, DownloadError
from .request import Audio
from .task_machine import TaskMachine, could_hold, files

if TYPE_CHECKING:
    from pathlib import Path

    from .client_base import AsyncBaseClient, BaseClient
    from .model import Model


class Results:
    """What a family does with the files of its tasks, on a blocking client."""

    _client: BaseClient

    def _download(
        self,
        machine: TaskMachine,
        answer: Model,
        path: str | PathLike[str],
        which: str | None = None,
        options: Options = DEFAULTS,
    ) -> Path:
        found = result_file(machine, answer, path, which)
        try:
            if isinstance(found, Audio):
                from .inline_audio import save

                return save(found, path, options)
            from .transport_files import fetch  # it imports httpx

            return fetch(self._client._transport, found, path, options)
        except DownloadError as error:
            raise self._client.configuration.key.clean(error) from None  # it names an address of the service's


class AsyncResults:
    """What a family does with the files of its tasks, on an asynchronous client."""

    _client: AsyncBaseClient

    async def _download(
        self,
        machine: TaskMachine,
        answer: Model,
        path: str | PathLike[str],
        which: str | None = None,
        options: Options = DEFAULTS,
    ) -> Path:
        found = result_file(machine, answer, path, which)
        try:
            if isinstance(found, Audio):
                from .inline_audio import save_async

                return await save_async(found, path, options)
            from .transport_files_async import fetch  # it imports httpx

            return await fetch(self._client._transport, found, path, options)
        except DownloadError as error:
            raise self._client.configuration.key.clean(error) from None  # it names an address of the service's


def result_file(machine: TaskMachine, answer: Model, path: str | PathLike[str], which: str | None) -> Any:
    """The URL or audio to save: the one at the dotted path `which`, else the first that the answer has.

    Raises DownloadError if the answer has no file, ArgumentError if it has none of that name or is no such task.
    """
    checked = checked_path(path)
    if answer is None or not any(could_hold(answer, file) for file in machine.files):
        raise ArgumentError("task", answer, "must be the task that succeeded, as `wait` returns it")
    found = files(machine, answer)
    if not found:
        cure = "Wait for the task to succeed first; some tasks have a result without a file"
        raise DownloadError(source=machine.family, path=str(checked), reason="its answer holds no file", cure=cure)
    if which is None:
        return next(iter(found.values()))
    if not isinstance(which, str) or which not in found:
        raise ArgumentError("which", which, f"must be a file of this answer: {', '.join(found)}")
    return found[which]
