"""A ledger: a file that knows every task that may have been paid for, whatever becomes of the process."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import attrs

from .clock import Clock
from .errors import ArgumentError
from .ledger_entry import COLUMNS, LedgerEntry, entry_of, in_utc, written
from .ledger_error import LedgerError, damaged
from .ledger_store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from .handle import TaskHandle

PATIENCE = 10.0
MOST_PATIENCE = 3600


class Ledger:
    """Paid calls in a SQLite file: the intention before one is sent, its task's id once known, its end once seen.

    Give it to a client as `ledger`, which then writes it. After a crash `unfinished()` names every call that may have
    been paid for, and `client.resume(entry.handle)` finishes those whose id is known. Every method that writes returns
    when it is on disk. Threads and processes may share the file at the same time, and a ledger may be carried through
    a fork; a file on a network drive is refused. It holds no key, argument or answer; reasons are kept as they are
    given, so whoever gives them takes secrets out first.

    `path`: made if it is missing, for its owner alone; its folder is not. `patience`: how many seconds to wait while
    another process holds the file (10). `clock`: time for tests.

    Every method raises LedgerError where the file cannot be used; what was written before is still there then.
    """

    def __init__(self, path: str | os.PathLike[str], *, patience: float = PATIENCE, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._store = Store(_checked_path(path), _checked_patience(patience), self._clock)
        self._flying: dict[int, LedgerEntry] = {}

    @property
    def path(self) -> Path:
        """The file, as an absolute path."""
        return self._store.path

    def intend(self, *, family: str, operation: str, host: str, at: datetime) -> int:
        """Write that a paid call is about to be sent, and return the key of its entry."""
        key = self._store.insert(
            "INSERT INTO entry (state, family, operation, host, intended_at) VALUES ('intended', ?, ?, ?, ?)",
            (family, operation, host, written(at)),
        )
        # Remembered, so that the task's handle can be told even if the file fails later.
        self._flying[key] = LedgerEntry(
            key=key, state="intended", family=family, operation=operation, host=host, intended_at=in_utc(at)
        )
        return key

    def created(self, key: int, task_id: str) -> None:
        """Write the id of the task that a call created; written again it changes nothing.

        Raises LedgerError with the task's `handle` if it cannot be written, and for an entry that has another id.
        """
        if not isinstance(task_id, str) or not task_id:
            raise ArgumentError("task_id", task_id, "must be the id of a task")
        try:
            self._name(key, task_id)
        except LedgerError as error:
            raise self._with_handle(error, key, task_id) from error.__cause__
        self._flying.pop(key, None)

    def dropped(self, key: int, reason: str) -> None:
        """Write that a call provably created nothing: it never left, or was refused."""
        self._settle(key, "dropped", reason)

    def unsure(self, key: int, reason: str) -> None:
        """Write that nobody knows whether a call created a task; its entry stays unfinished."""
        self._settle(key, "unsure", reason)

    def ended(self, handle: TaskHandle, outcome: Literal["succeeded", "failed"], reasons: Iterable[str] = ()) -> None:
        """Write how a task ended, and when that was seen first; nothing if the task is not in this ledger."""
        if outcome not in ("succeeded", "failed"):
            raise ArgumentError("outcome", outcome, "must be succeeded or failed")
        texts = [reasons] if isinstance(reasons, str) else list(reasons)
        try:
            self._store.write(
                "UPDATE entry SET state = ?, ended_at = ?, reasons = ? "
                "WHERE task_id = ? AND family = ? AND host = ? AND state <> ?",
                (outcome, self._now(), json.dumps(texts), handle.id, handle.family, handle.host, outcome),
            )
        except LedgerError as error:
            raise error.about(handle) from error.__cause__

    def unfinished(self) -> list[LedgerEntry]:
        """Every call that may have been paid for and was not seen to end, the oldest first.

        Those that another thread or process is just about to send are among them.
        """
        return self._entries("WHERE ended_at IS NULL")

    def entries(self) -> list[LedgerEntry]:
        """Every call, the oldest first."""
        return self._entries("")

    def forget(self, before: datetime) -> int:
        """Remove the entries that ended before a time, and return how many; unfinished ones stay."""
        return self._store.write("DELETE FROM entry WHERE ended_at < ?", (written(before),))

    def close(self) -> None:
        """Close the file; again it does nothing."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Ledger({str(self.path)!r})"

    def _name(self, key: int, task_id: str) -> None:
        changed = self._store.write(
            "UPDATE entry SET state = 'created', task_id = ?, ended_at = NULL, reasons = '[]' "
            "WHERE key = ? AND task_id IS NULL",
            (task_id, key),
        )
        if not changed and (known := self._entry(key)).task_id != task_id:
            problem = f"has the task {known.task_id!r} in entry {key} already"
            raise LedgerError(self.path, problem, "Call intend for every task")

    def _settle(self, key: int, state: str, reason: str) -> None:
        ended_at = self._now() if state == "dropped" else None
        changed = self._store.write(
            "UPDATE entry SET state = ?, ended_at = ?, reasons = ? WHERE key = ? AND task_id IS NULL",
            (state, ended_at, json.dumps([reason]), key),
        )
        if not changed:
            known = self._entry(key)
            problem = f"has the task {known.task_id!r} in entry {key}, which cannot become {state}"
            raise LedgerError(self.path, problem, "Call ended for a task that is known", handle=known.handle)
        self._flying.pop(key, None)

    def _entry(self, key: int) -> LedgerEntry:
        found = self._entries("WHERE key = ?", (key,))
        if not found:
            raise LedgerError(self.path, f"has no entry {key!r}", "Give a key that intend of this ledger returned")
        return found[0]

    def _entries(self, where: str, values: tuple[int, ...] = ()) -> list[LedgerEntry]:
        rows = self._store.read(f"SELECT {COLUMNS} FROM entry {where} ORDER BY key", values)  # noqa: S608 - all ours
        try:
            return [entry_of(row) for row in rows]
        except (TypeError, ValueError) as error:
            raise damaged(self.path, f"an entry that nobody writes: {error}") from error

    def _with_handle(self, error: LedgerError, key: int, task_id: str) -> LedgerError:
        entry = self._flying.get(key)
        if entry is None:
            try:
                entry = self._entry(key)
            except LedgerError:
                problem = f"{error.problem}; the task {task_id!r} was not written"
                return LedgerError(self.path, problem, error.cure)
        handle = attrs.evolve(entry, task_id=task_id).handle
        return error if handle is None else error.about(handle)

    def _now(self) -> str:
        return written(datetime.fromtimestamp(self._clock.wall(), UTC))


def _checked_path(path: object) -> Path:
    """The absolute path, so that it stays the same file wherever the program goes."""
    cure = "Give the path of a file, such as tasks.sqlite"
    if not isinstance(path, str | os.PathLike) or not isinstance(text := os.fspath(path), str):
        raise ArgumentError("path", path, "must be a path", cure)
    if text == ":memory:":
        raise ArgumentError("path", path, "must be a file, since memory does not survive a crash", cure)
    if not text.strip() or "\0" in text:
        raise ArgumentError("path", path, "must be a path", cure)
    return Path(text).absolute()


def _checked_patience(patience: object) -> float:
    if isinstance(patience, bool) or not isinstance(patience, int | float) or not 0 <= patience <= MOST_PATIENCE:
        raise ArgumentError("patience", patience, f"must be a number of seconds from 0 to {MOST_PATIENCE:,}")
    return float(patience)
