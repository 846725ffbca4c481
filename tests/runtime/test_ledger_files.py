"""Claims about files that cannot be a ledger: each is told at once, before anything is paid."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.runtime.errors import ArgumentError
from scripts.codegen.runtime.ledger import Ledger
from scripts.codegen.runtime.ledger_error import LedgerError
from tests.runtime.ledgers import full_ledger

NOBODY = 65534


def database(path: Path, *statements: str) -> None:
    """Make a database of somebody else's."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def no_folder(path: Path) -> None:
    path.parent.rmdir()


def file_for_folder(path: Path) -> None:
    path.parent.rmdir()
    path.parent.touch()


def damaged(path: Path) -> None:
    full_ledger(path)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)


def cut(path: Path) -> None:
    full_ledger(path)
    os.truncate(path, path.stat().st_size // 2)


def newer(path: Path) -> None:
    full_ledger(path)
    database(path, "PRAGMA user_version = 2")


def of_another_program(path: Path) -> None:
    database(path, "CREATE TABLE mine (a)")


def marked_by_another_program(path: Path) -> None:
    database(path, "PRAGMA application_id = 7")


def strange(path: Path) -> None:
    full_ledger(path)
    database(path, "UPDATE entry SET state = 'done' WHERE key = 7")


UNUSABLE: dict[str, tuple[Callable[[Path], Any], str, str]] = {
    "a missing folder": (
        lambda path: path.parent.rmdir(),
        "cannot be made, its folder does not exist",
        "Make the folder",
    ),
    "a file for a folder": (file_for_folder, "no folder", "in a folder that"),
    "a folder": (lambda path: path.mkdir(), "is a folder", "Name a file in it"),
    "a pipe": (os.mkfifo, "is a device or a pipe", "Name a file"),
    "a text": (lambda path: path.write_text("tasks\n" * 99), "no database of SQLite (SQLITE_NOTADB", "left as it is"),
    "damage": (damaged, "is damaged", "name another file"),
    "half a file": (cut, "is damaged", "name another file"),
    "a newer format": (newer, "its format is 2, this one's 1", "Update speech302"),
    "another program's tables": (of_another_program, "a database of another program", "left as it is"),
    "another program's mark": (marked_by_another_program, "a database of another program", "left as it is"),
    "a dangling link": (lambda path: path.symlink_to("gone"), "its folder does not exist", "Make the folder"),
}
"""For each file that cannot be a ledger: how to make it, and words of the problem and the cure."""


@pytest.mark.parametrize(("make", "problem", "cure"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_file_that_cannot_be_a_ledger_is_told_at_once_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], Any], problem: str, cure: str
) -> None:
    path = tmp_path / "folder" / "tasks.sqlite"
    path.parent.mkdir()
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LedgerError) as caught:
        Ledger(path)
    error = caught.value
    assert (error.path, error.handle) == (str(path), None)
    assert problem in error.problem
    assert cure in error.cure
    assert str(error) == f"The ledger {path} {error.problem}. {error.cure}."
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("path", [":memory:", "", " ", "a\0b", b"tasks.sqlite", None, 7, True], ids=repr)
def test_what_is_no_path_of_a_file_is_refused(path: Any) -> None:
    with pytest.raises(ArgumentError, match="path: must be a "):
        Ledger(path)


@pytest.mark.parametrize("patience", [-1, float("nan"), float("inf"), "5", None, True], ids=repr)
def test_a_patience_that_is_no_time_is_refused(tmp_path: Path, patience: Any) -> None:
    with pytest.raises(ArgumentError, match="patience: must be a number of seconds"):
        Ledger(tmp_path / "tasks.sqlite", patience=patience)
    assert list(tmp_path.iterdir()) == []


def test_an_entry_that_no_ledger_writes_is_told_as_damage(tmp_path: Path) -> None:
    strange(tmp_path / "tasks.sqlite")
    with Ledger(tmp_path / "tasks.sqlite") as ledger, pytest.raises(LedgerError, match="no call has the state 'done'"):
        ledger.entries()


@pytest.fixture
def plain_folder() -> Iterator[Path]:
    """A folder of a user whom read-only files do stop: root is nobody meanwhile."""
    folder = Path(tempfile.mkdtemp())
    user = os.geteuid()
    if user == 0:
        os.chown(folder, NOBODY, -1)
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(user)
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.parametrize("locked", ["file", "folder"])
def test_a_ledger_that_cannot_be_written_is_told_before_anything_is_paid(plain_folder: Path, locked: str) -> None:
    path = plain_folder / "tasks.sqlite"
    Ledger(path).close()
    (path if locked == "file" else plain_folder).chmod(0o400 if locked == "file" else 0o500)
    with pytest.raises(LedgerError, match=r"SQLITE_(READONLY|CANTOPEN)"):
        Ledger(path)


def test_a_new_ledger_in_a_folder_that_cannot_be_written_is_told(plain_folder: Path) -> None:
    plain_folder.chmod(0o500)
    with pytest.raises(LedgerError, match="its folder is read-only") as caught:
        Ledger(plain_folder / "tasks.sqlite")
    assert "right to write" in caught.value.cure
