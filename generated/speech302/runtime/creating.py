"""A call that creates a task, around its ledger: the intention before it leaves, the id as soon as it is known.

The functions block for as long as the disk takes; the asynchronous client calls them in a thread.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .errors import ArgumentError, ConfigurationError, Speech302Error
from .handle import TaskHandle
from .ledger_error import LedgerError
from .task_error import TaskFailedError, TaskIdMissingError
from .task_machine import TaskMachine, task_id_of

if TYPE_CHECKING:
    from .configuration import Configuration
    from .request import Request

_UNSURE = "Outcome unknown: the service may have received this paid request. Look into the usage records of your key."


def intend(configuration: Configuration, machine: TaskMachine, request: Request[Any]) -> int | None:
    """Write down that a paid request is about to leave; the key of the entry. Raises LedgerError."""
    if configuration.ledger is None or not request.paid:
        return None
    return configuration.ledger.intend(
        family=machine.family, operation=request.operation, host=configuration.base_url, at=_now(configuration)
    )


def handle_of(
    configuration: Configuration, machine: TaskMachine, request: Request[Any], key: int | None, answer: Any
) -> TaskHandle:
    """The handle of the task that an answer created. Raises TaskIdMissingError if there is no id."""
    task_id = task_id_of(machine, request.operation, answer)
    if task_id is None:
        error = TaskIdMissingError(family=machine.family, answer=answer)
        failed(configuration, request, key, error)
        raise error
    return TaskHandle(
        family=machine.family,
        id=task_id,
        host=configuration.base_url,
        created_at=_now(configuration),
        operation=request.operation,
        answer=answer,
    )


def created(configuration: Configuration, key: int | None, handle: TaskHandle) -> TaskHandle:
    """Write down the id of a task that was created. Raises LedgerError, which carries the handle."""
    if key is not None and configuration.ledger is not None:
        try:
            configuration.ledger.created(key, handle.id)
        except LedgerError as error:
            raise error.about(handle) from None
    return handle


def failed(configuration: Configuration, request: Request[Any], key: int | None, error: BaseException) -> None:
    """Write down what is known of a creating call that failed: that nothing was accepted, or that nobody knows."""
    proven = isinstance(error, ArgumentError | ConfigurationError) or (
        isinstance(error, Speech302Error) and not getattr(error, "charge_possible", True)
    )
    if request.paid and not proven and not isinstance(error, Exception):
        error.add_note(_UNSURE)  # an interrupt or a cancellation says nothing by itself
    if key is None or configuration.ledger is None:
        return
    reason = type(error).__name__
    try:
        (configuration.ledger.dropped if proven else configuration.ledger.unsure)(key, reason)
    except LedgerError as problem:
        # The entry stays an intention, which is unfinished too; the call's own error matters more.
        _log(problem)


def ended(configuration: Configuration, handle: TaskHandle, error: Speech302Error | None) -> None:
    """Write down that a task succeeded (`error` None) or failed; any other error says nothing about its end."""
    if configuration.ledger is None or not (error is None or isinstance(error, TaskFailedError)):
        return
    try:
        configuration.ledger.ended(handle, "failed" if error else "succeeded", error.reasons if error else ())
    except LedgerError as problem:
        # The task's result matters more; the task stays unfinished, and can be resumed for nothing.
        _log(problem)


def _now(configuration: Configuration) -> datetime:
    return datetime.fromtimestamp(configuration.clock.wall(), UTC)


def _log(problem: LedgerError) -> None:
    import logging  # slow to import, and hardly ever needed here

    logging.getLogger("speech302").warning("the ledger could not be written: %s", problem)
