"""The exit codes, and which error means which."""

from __future__ import annotations

from ..errors import ArgumentError, ConfigurationError, DownloadError, NeverSentError, Speech302Error
from ..ledger_error import LedgerError
from ..task_error import TaskFailedError, TaskIdMissingError, WaitTimeoutError

DONE = 0
ERROR = 1
USAGE = 2
FAILED = 3
NOT_ENDED = 4
UNKNOWN = 5
FILES = 6
INTERRUPTED = 130

TABLE: tuple[tuple[int, str], ...] = (
    (DONE, "done"),
    (ERROR, "the service or the network failed, or the service refused; doctor: something is wrong"),
    (USAGE, "an argument, an option or the configuration is wrong; nothing was sent"),
    (FAILED, "the task failed"),
    (NOT_ENDED, "the task has not ended: the wait timed out and can be resumed, or the task was only read"),
    (UNKNOWN, "outcome unknown: a task may have been created and charged for"),
    (FILES, "a file or the ledger cannot be read or written"),
    (INTERRUPTED, "interrupted"),
)
"""What each exit code says."""

WORST = (UNKNOWN, FILES, ERROR, FAILED, NOT_ENDED, USAGE, DONE)
"""Of many tasks the one counts that stands first."""

_CODES: tuple[tuple[tuple[type[BaseException], ...], int], ...] = (
    ((KeyboardInterrupt,), INTERRUPTED),
    ((TaskFailedError,), FAILED),
    ((WaitTimeoutError,), NOT_ENDED),
    ((TaskIdMissingError,), UNKNOWN),
    ((DownloadError, LedgerError), FILES),
    ((ConfigurationError, ArgumentError), USAGE),
)


def code_of(error: BaseException, *, creating: bool) -> int:
    """The exit code of an error. `creating`: it came out of a paid call, so that what proves nothing is unknown."""
    for kinds, code in _CODES:
        if isinstance(error, kinds):
            return code
    return UNKNOWN if creating and not _refused(error) else ERROR


def _refused(error: BaseException) -> bool:
    """Whether it is sure that a paid call created nothing."""
    if isinstance(error, NeverSentError):
        return True
    return isinstance(error, Speech302Error) and not getattr(error, "charge_possible", True)
