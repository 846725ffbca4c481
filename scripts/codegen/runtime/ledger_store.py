"""A ledger's database, used by several threads and through forks."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from . import ledger_file
from .ledger_error import LedgerError, of_sqlite, of_system

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from .clock import Clock

Values = tuple[str | int | None, ...]


class Store:
    """Runs statements, each a transaction of its own that is on disk when it returns. Raises LedgerError alone.

    `patience`: how many seconds to wait for other processes.
    """

    def __init__(self, path: Path, patience: float, clock: Clock) -> None:
        self.path = path
        self.lock = threading.RLock()  # a signal handler may ask while its own thread is at work here
        self._patience = patience
        self._clock = clock
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._identity: tuple[int, int] | None = None
        self._closed = False
        from .ledger_forks import watch  # importing it has every fork of this process tell it

        watch(self)
        with self._using():
            pass  # a file that cannot be used is told at once

    def read(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """All rows of a SELECT."""
        with self._using() as connection:
            return connection.execute(statement, values).fetchall()

    def insert(self, statement: str, values: Values) -> int:
        """Insert a row and return its key."""
        with self._using() as connection:
            return connection.execute(statement, values).lastrowid or 0

    def write(self, statement: str, values: Values) -> int:
        """Run a statement and return how many rows it changed."""
        with self._using() as connection:
            return connection.execute(statement, values).rowcount

    def close(self) -> None:
        """Close the file for good."""
        with self.lock:
            self._closed = True
            self.release()

    def release(self) -> None:
        """Close the file until the next use."""
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
            self._connection = None

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        import sqlite3  # slow to import, and only a ledger needs it

        with self.lock:
            try:
                yield self._connected()
            except sqlite3.Error as error:
                raise of_sqlite(error, self.path, self._patience) from error
            except OSError as error:
                raise of_system(error, self.path) from error
            except (UnicodeEncodeError, OverflowError) as error:
                cure = "Report this: every id seen so far is a plain text"
                raise LedgerError(self.path, f"cannot hold this value ({error})", cure) from error

    def _connected(self) -> sqlite3.Connection:
        if self._closed:
            raise LedgerError(self.path, "is closed", "Make a new Ledger of the same file")
        self._check_identity()
        if self._connection is None:
            self._connection = ledger_file.opened(self.path, self._patience, self._clock, thorough=self._process == 0)
            self._process = os.getpid()
        elif self._process != os.getpid():
            # What SQLite believes to be locked here is locked by the parent: using it could destroy the file.
            problem = "was opened before a fork of which Python was not told"
            raise LedgerError(self.path, problem, "Make the Ledger in the process that uses it")
        return self._connection

    def _check_identity(self) -> None:
        """Raise LedgerError if the file is not the one that was opened: what is written then would be lost."""
        if self._identity is None:
            ledger_file.make(self.path)
            self._identity = ledger_file.identity(self.path)
        try:
            there = ledger_file.identity(self.path) == self._identity
        except FileNotFoundError:
            there = False
        if not there:
            problem = "was removed or replaced while it was in use"
            raise LedgerError(self.path, problem, "Move it back, or make a new Ledger")
