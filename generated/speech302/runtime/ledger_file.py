"""Opening the file of a ledger: made for its owner alone, checked, and brought into the mode that survives a crash."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from .ledger_error import LedgerError, damaged, is_busy

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from .clock import Clock

APPLICATION = 0x53333032
"""`application_id` of a ledger: S302."""
VERSION = 1
"""`user_version`: to be raised with every change of the tables."""
PAUSE = 0.02
"""Seconds between two attempts to open what another process is just making."""

# AUTOINCREMENT never gives a key twice, so that a key kept too long names no other entry.
_TABLE = """
CREATE TABLE entry (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL,
    family TEXT NOT NULL,
    operation TEXT NOT NULL,
    host TEXT NOT NULL,
    intended_at TEXT NOT NULL,
    task_id TEXT,
    ended_at TEXT,
    reasons TEXT NOT NULL DEFAULT '[]'
)
"""
_SCHEMA = (
    _TABLE,
    "CREATE INDEX entry_of_task ON entry (task_id) WHERE task_id IS NOT NULL",
    "CREATE INDEX entry_unfinished ON entry (key) WHERE ended_at IS NULL",
    f"PRAGMA application_id = {APPLICATION}",
)


def make(path: Path) -> None:
    """Make the file if it is not there. SQLite gives the files that it puts beside it the same rights."""
    try:
        # Never open it otherwise: closing any descriptor of a file gives up all locks that the process has on it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return


def identity(path: Path) -> tuple[int, int]:
    """What tells the file from another one of the same name. Raises LedgerError if it is none."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise LedgerError(path, "is a folder", "Name a file in it")
    if not stat.S_ISREG(found.st_mode):
        raise LedgerError(path, "is a device or a pipe", "Name a file")
    return found.st_dev, found.st_ino


def opened(path: Path, patience: float, clock: Clock, *, thorough: bool) -> sqlite3.Connection:
    """A connection on which every statement is a transaction of its own, on disk when it returns.

    `thorough`: look for damage, too, which takes about a second for a million entries. Raises LedgerError and what
    SQLite raises.
    """
    import sqlite3  # slow to import, and only a ledger needs it

    deadline = clock.now() + patience
    while True:
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, path, thorough=thorough)
        except BaseException as error:
            connection.close()
            # SQLite itself does not wait while another process changes the journal mode or leaves last.
            if not is_busy(error) or clock.now() >= deadline:
                raise
        else:
            return connection
        clock.sleep(PAUSE)


def _prepare(connection: sqlite3.Connection, path: Path, *, thorough: bool) -> None:
    # Reading first: what is damaged, or somebody else's, is left as it is.
    _is_new(connection, path)
    if thorough and (said := _value(connection, "quick_check(1)")) != "ok":
        raise damaged(path, str(said).strip())
    mode = _value(connection, "journal_mode = WAL")
    if mode != "wal":
        cure = "Name a file on a disk of this machine; network drives cannot keep one"
        raise LedgerError(path, f"cannot have a write-ahead log, only the mode {mode!r}", cure)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # without it macOS leaves written data in the cache of the disk
    connection.execute("BEGIN IMMEDIATE")
    if _is_new(connection, path):
        for statement in _SCHEMA:
            connection.execute(statement)
    # Written in any case: it proves, before anything is paid, that the file is not read-only and the disk not full.
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _is_new(connection: sqlite3.Connection, path: Path) -> bool:
    application, version = _value(connection, "application_id"), _value(connection, "user_version")
    if application == APPLICATION:
        if version != VERSION:
            problem = f"was made by another version of this client (its format is {version}, this one's {VERSION})"
            raise LedgerError(path, problem, "Update speech302, or name another file; this one was left as it is")
        return False
    if application or version or connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise LedgerError(path, "is a database of another program", "Name another file; this one was left as it is")
    return True


def _value(connection: sqlite3.Connection, pragma: str) -> object:
    """The first value that a PRAGMA answers with; None if it answers with none."""
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return row[0] if row else None
