"""What can go wrong with a ledger: one error, with the cause and the cure of each code of SQLite."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from .errors import Speech302Error

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from .handle import TaskHandle

_READ_ONLY = (
    "cannot be written, it or its folder is read-only",
    "Give this user the right to write the file and its folder, or name another file",
)
_FULL = (
    "cannot be written, the disk is full",
    "Free space on the disk and call again; what was written before is still there",
)
_UNOPENED = ("cannot be opened", "See that its folder exists and that this user may read and write it")
_DAMAGED = (
    "is damaged",
    "Keep it and what is beside it, read what `sqlite3 FILE .recover` finds in a copy, and name another file",
)

_BUSY = 5
_OF_SQLITE = {
    6: ("is locked by another use in this program", "Call again when that has ended"),
    8: _READ_ONLY,
    10: (
        "cannot be read or written, the disk or the network drive reports an error",
        "See whether the disk is full or failing, and keep the ledger on a disk of this machine",
    ),
    11: _DAMAGED,
    13: _FULL,
    14: _UNOPENED,
    26: ("is a file, but no database of SQLite", "Name another file; this one was left as it is"),
}
"""Problem and cure by the primary code of SQLite (https://www.sqlite.org/rescode.html)."""

_OF_SYSTEM = {
    errno.ENOENT: ("cannot be made, its folder does not exist", "Make the folder first, or name another file"),
    errno.ENOTDIR: ("cannot be made, a part of its path is no folder", "Name a file in a folder that exists"),
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
}


class LedgerError(Speech302Error):
    """The ledger cannot be read or written. What was written before is still there, unless `problem` says otherwise.

    Facts: `path`, `problem`, `cure`, and `handle`: the task whose id or end could not be written, None if it is not
    about one. With the handle nothing is lost: `client.resume` finds the task by it.
    """

    def __init__(self, path: Path | str, problem: str, cure: str, *, handle: TaskHandle | None = None) -> None:
        self.path = str(path)
        self.problem = problem
        self.cure = cure
        self.handle = handle
        kept = "" if handle is None else f" The task is not lost, keep its handle and resume with it: {handle}"
        super().__init__(f"The ledger {self.path} {problem}. {cure}.{kept}")

    def about(self, handle: TaskHandle) -> LedgerError:
        """The same error, about a task."""
        return LedgerError(self.path, self.problem, self.cure, handle=handle)


def damaged(path: Path, detail: str) -> LedgerError:
    """The error about a file that does not hold what it should."""
    problem, cure = _DAMAGED
    return LedgerError(path, f"{problem} ({detail})", cure)


def is_busy(error: BaseException) -> bool:
    """Whether SQLite says that another process holds the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == _BUSY


def of_sqlite(error: sqlite3.Error, path: Path, patience: float) -> LedgerError:
    """The error for what SQLite says; `patience` is how many seconds it waited for others."""
    if is_busy(error):
        problem = f"was locked by another program for {patience:g} s"
        return LedgerError(path, problem, "End what holds it, such as an open editor of databases, and call again")
    default = ("cannot be used", "Name another file, and report this with the words in parentheses")
    # What stands above the lowest byte tells the kinds of one code apart.
    problem, cure = _OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, default)
    said = f"{getattr(error, 'sqlite_errorname', type(error).__name__)}: {error}"
    return LedgerError(path, f"{problem} ({said})", cure)


def of_system(error: OSError, path: Path) -> LedgerError:
    """The error for what the operating system says about the file."""
    problem, cure = _OF_SYSTEM.get(error.errno or 0, _UNOPENED)
    return LedgerError(path, f"{problem} ({error.strerror or error})", cure)
