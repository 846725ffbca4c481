"""Claims about a ledger whose file fails while it is in use: nothing is lost."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.runtime.ledger import Ledger
from scripts.codegen.runtime.ledger_error import LedgerError
from tests.runtime.ledgers import NOON, handle, intend

CONNECT = sqlite3.connect


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """The connections that ledgers open from now on."""
    opened: list[sqlite3.Connection] = []

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        opened.append(CONNECT(*arguments, **named))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", connect)
    return opened


def fill(connection: sqlite3.Connection) -> None:
    """Let the disk be full: no page can be added."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_loses_nothing_and_the_id_is_written_once_there_is_space(
    tmp_path: Path, connections: list[sqlite3.Connection]
) -> None:
    long_id = "t" * 9000
    with Ledger(tmp_path / "tasks.sqlite") as ledger:
        key = intend(ledger)
        fill(connections[0])
        with pytest.raises(LedgerError, match=r"the disk is full \(SQLITE_FULL") as caught:
            ledger.created(key, long_id)
        assert caught.value.handle == handle(long_id)
        assert str(caught.value).endswith(f"resume with it: {handle(long_id)}")
        assert [entry.state for entry in ledger.unfinished()] == ["intended"]
        connections[0].execute("PRAGMA max_page_count = 1000")
        ledger.created(key, long_id)
        assert [entry.handle for entry in ledger.unfinished()] == [handle(long_id)]


def test_a_full_disk_is_told_before_anything_is_paid(tmp_path: Path, connections: list[sqlite3.Connection]) -> None:
    with Ledger(tmp_path / "tasks.sqlite") as ledger:
        fill(connections[0])
        with pytest.raises(LedgerError, match="the disk is full") as caught:
            ledger.intend(family="f" * 9000, operation="o", host="h", at=NOON)
        assert caught.value.handle is None
        assert ledger.unfinished() == []


def test_a_ledger_that_another_program_holds_says_for_how_long_and_keeps_the_handle(tmp_path: Path) -> None:
    path = tmp_path / "tasks.sqlite"
    with Ledger(path, patience=0.05) as ledger, closing(CONNECT(path, isolation_level=None)) as other:
        key = intend(ledger)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match=r"was locked by another program for 0\.05 s\. End what") as caught:
            ledger.created(key, "t1")
        assert caught.value.handle == handle("t1")
        with pytest.raises(LedgerError, match="was locked by another program") as caught:
            ledger.ended(handle("t1"), "succeeded")
        assert caught.value.handle == handle("t1")
        with pytest.raises(LedgerError, match="was locked by another program"):
            Ledger(path, patience=0.05)
        other.execute("ROLLBACK")
        ledger.created(key, "t1")
        assert [entry.handle for entry in ledger.unfinished()] == [handle("t1")]


def test_a_drive_that_cannot_keep_a_write_ahead_log_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # SQLite's locking by files has no shared memory, and neither has a network drive.
    monkeypatch.setattr(
        sqlite3,
        "connect",
        lambda path, **named: CONNECT(f"{path.as_uri()}?vfs=unix-dotfile", uri=True, **named),
    )
    with pytest.raises(LedgerError, match="cannot have a write-ahead log, only the mode 'delete'") as caught:
        Ledger(tmp_path / "tasks.sqlite")
    assert "network drives cannot" in caught.value.cure


@pytest.mark.parametrize("put", [lambda path: None, Path.touch], ids=["removed", "replaced"])
def test_a_file_that_is_taken_away_is_told_before_anything_is_paid(tmp_path: Path, put: Callable[[Path], None]) -> None:
    path = tmp_path / "tasks.sqlite"
    with Ledger(path) as ledger:
        key = intend(ledger)
        away = path.rename(tmp_path / "away")
        put(path)
        with pytest.raises(LedgerError, match="was removed or replaced while it was in use"):
            intend(ledger)
        with pytest.raises(LedgerError) as caught:
            ledger.created(key, "t1")
        assert caught.value.handle == handle("t1")
        away.rename(path)
        ledger.created(key, "t1")
        assert len(ledger.unfinished()) == 1


def test_an_error_is_a_value_that_can_be_pickled() -> None:
    error = LedgerError(Path("tasks.sqlite"), "is damaged", "Name another file", handle=handle("t1"))
    assert pickle.loads(pickle.dumps(error)) == error  # noqa: S301 - it is our own
    assert error != LedgerError("tasks.sqlite", "is damaged", "Name another file")
    assert error.facts == {
        "path": "tasks.sqlite",
        "problem": "is damaged",
        "cure": "Name another file",
        "handle": handle("t1"),
    }
