"""Claims about what a ledger keeps."""

from __future__ import annotations

import sqlite3
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.runtime.clock import Clock
from scripts.codegen.runtime.errors import ArgumentError
from scripts.codegen.runtime.handle import TaskHandle
from scripts.codegen.runtime.ledger import Ledger
from scripts.codegen.runtime.ledger_entry import LedgerEntry
from scripts.codegen.runtime.ledger_error import LedgerError
from tests.runtime.ledgers import HOST, LATER, NOON, handle, intend


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(tmp_path / "tasks.sqlite", clock=Clock(wall=LATER.timestamp)) as made:
        yield made


def test_an_intention_is_unfinished_and_has_no_handle(ledger: Ledger) -> None:
    key = intend(ledger)
    (entry,) = ledger.unfinished()
    assert entry == LedgerEntry(
        key=key, state="intended", family="voice_clones", operation="create_voice_clones", host=HOST, intended_at=NOON
    )
    assert (entry.unfinished, entry.handle) == (True, None)


def test_a_created_task_is_unfinished_and_has_the_handle_that_finds_it(ledger: Ledger) -> None:
    ledger.created(intend(ledger), "t1")
    (entry,) = ledger.unfinished()
    assert (entry.state, entry.unfinished) == ("created", True)
    assert entry.handle == handle("t1")
    assert TaskHandle.from_json(str(entry.handle)) == entry.handle


@pytest.mark.parametrize("outcome", ["succeeded", "failed"])
def test_an_ended_task_is_finished_with_time_and_reasons(ledger: Ledger, outcome: Any) -> None:
    ledger.created(intend(ledger), "t1")
    ledger.ended(handle("t1"), outcome, ("no sound", "quality too low"))
    (entry,) = ledger.entries()
    assert (entry.state, entry.ended_at, entry.unfinished) == (outcome, LATER, False)
    assert entry.reasons == ("no sound", "quality too low")
    assert ledger.unfinished() == []


def test_what_provably_never_left_is_finished_and_what_may_have_left_is_not(ledger: Ledger) -> None:
    ledger.dropped(intend(ledger), "no connection")
    ledger.unsure(intend(ledger), "no answer in time")
    assert [(entry.state, entry.reasons) for entry in ledger.entries()] == [
        ("dropped", ("no connection",)),
        ("unsure", ("no answer in time",)),
    ]
    assert [entry.state for entry in ledger.unfinished()] == ["unsure"]


@pytest.mark.parametrize("settle", [Ledger.dropped, Ledger.unsure])
def test_an_id_that_turns_up_late_counts_more_than_what_was_thought_before(ledger: Ledger, settle: Any) -> None:
    key = intend(ledger)
    settle(ledger, key, "no answer in time")
    ledger.created(key, "t1")
    (entry,) = ledger.unfinished()
    assert (entry.state, entry.handle, entry.reasons, entry.ended_at) == ("created", handle("t1"), (), None)


@pytest.mark.parametrize("settle", [Ledger.dropped, Ledger.unsure])
def test_an_id_is_never_given_up_again(ledger: Ledger, settle: Any) -> None:
    ledger.created(key := intend(ledger), "t1")
    with pytest.raises(LedgerError, match="in entry 1, which cannot become") as caught:
        settle(ledger, key, "no answer in time")
    assert caught.value.handle == handle("t1")
    assert [entry.handle for entry in ledger.unfinished()] == [handle("t1")]


def test_a_task_of_another_family_or_host_or_of_no_ledger_does_not_end_one_of_the_same_id(ledger: Ledger) -> None:
    for family, host in [
        ("voice_clones", HOST),
        ("voice_generations", HOST),
        ("voice_clones", "https://other.example"),
    ]:
        ledger.created(intend(ledger, family, host), "t1")
    ledger.ended(handle("t1"), "succeeded")
    ledger.ended(handle("t2"), "succeeded")
    assert [(entry.family, entry.host) for entry in ledger.unfinished()] == [
        ("voice_generations", HOST),
        ("voice_clones", "https://other.example"),
    ]


def test_an_end_that_is_seen_twice_keeps_the_first_time(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l", clock=Clock(wall=LATER.timestamp)) as ledger:
        ledger.created(intend(ledger), "t1")
        ledger.ended(handle("t1"), "succeeded")
    with Ledger(tmp_path / "l", clock=Clock(wall=NOON.timestamp)) as ledger:
        ledger.ended(handle("t1"), "succeeded")
        assert ledger.entries()[0].ended_at == LATER


def test_an_id_written_twice_changes_nothing_and_another_one_is_refused_with_its_handle(ledger: Ledger) -> None:
    ledger.created(key := intend(ledger), "t1")
    ledger.created(key, "t1")
    with pytest.raises(LedgerError, match="has the task 't1' in entry 1 already") as caught:
        ledger.created(key, "t2")
    assert caught.value.handle is not None
    assert caught.value.handle.id == "t2"
    assert str(caught.value.handle) in str(caught.value)
    assert [entry.task_id for entry in ledger.entries()] == ["t1"]


def test_an_unknown_key_is_told_and_so_is_the_id_that_has_no_place(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"has no entry 7; the task 't1' was not written"):
        ledger.created(7, "t1")
    with pytest.raises(LedgerError, match=r"has no entry 7\."):
        ledger.dropped(7, "no connection")
    with pytest.raises(LedgerError, match="cannot hold"):
        ledger.unsure(2**70, "no answer")


@pytest.mark.parametrize("task_id", ["", None, 7])
def test_an_id_that_is_none_is_refused(ledger: Ledger, task_id: Any) -> None:
    key = intend(ledger)
    with pytest.raises(ArgumentError, match="task_id: must be the id of a task"):
        ledger.created(key, task_id)


def test_an_id_that_no_file_can_hold_is_told_with_its_handle(ledger: Ledger) -> None:
    key = intend(ledger)
    with pytest.raises(LedgerError, match="cannot hold this value") as caught:
        ledger.created(key, "\ud800")
    assert caught.value.handle is not None
    assert caught.value.handle.id == "\ud800"
    assert [entry.state for entry in ledger.unfinished()] == ["intended"]


def test_an_outcome_that_is_none_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ArgumentError, match="outcome: must be succeeded or failed"):
        ledger.ended(handle("t1"), "SUCCESS")  # type: ignore[arg-type]  # it is refused


def test_times_are_kept_in_utc_and_without_a_zone_taken_for_it(ledger: Ledger) -> None:
    for moment in (NOON.astimezone(timezone(timedelta(hours=8))), NOON.replace(tzinfo=None)):
        ledger.intend(family="f", operation="o", host=HOST, at=moment)
    assert [entry.intended_at.isoformat() for entry in ledger.entries()] == [NOON.isoformat()] * 2


def test_forgetting_removes_old_ends_alone_and_gives_no_key_again(ledger: Ledger) -> None:
    ledger.created(intend(ledger), "t1")
    for _ in range(2):
        ledger.dropped(intend(ledger), "refused")
    assert ledger.forget(LATER) == 0
    assert ledger.forget(LATER + timedelta(microseconds=1)) == 2
    assert [entry.task_id for entry in ledger.entries()] == ["t1"]
    assert intend(ledger) == 4


def test_the_file_is_its_owners_alone_and_nothing_but_the_file_stays(tmp_path: Path) -> None:
    with Ledger(tmp_path / "tasks.sqlite") as ledger:
        intend(ledger)
        rights = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert rights == dict.fromkeys(["tasks.sqlite", "tasks.sqlite-wal", "tasks.sqlite-shm"], 0o600)
    assert [path.name for path in tmp_path.iterdir()] == ["tasks.sqlite"]


def test_the_file_is_written_ahead_and_to_the_disk(ledger: Ledger) -> None:
    with sqlite3.connect(ledger.path) as beside:
        assert beside.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    beside.close()
    assert ledger._store._connection is not None
    assert ledger._store._connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_ledger_shows_its_path_and_stays_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Ledger("tasks.sqlite") as ledger:
        assert repr(ledger) == f"Ledger({str(tmp_path / 'tasks.sqlite')!r})"
        assert ledger.path == tmp_path / "tasks.sqlite"


def test_a_closed_ledger_says_so_and_is_closed_twice_in_peace(tmp_path: Path) -> None:
    with Ledger(tmp_path / "tasks.sqlite") as ledger:
        key = intend(ledger)
    ledger.close()
    with pytest.raises(LedgerError, match=r"is closed\. Make a new Ledger of the same file") as caught:
        ledger.created(key, "t1")
    assert caught.value.handle == handle("t1")


def test_nothing_of_a_ledger_is_stored_but_what_its_entries_show(ledger: Ledger) -> None:
    ledger.created(intend(ledger), "t1")
    ledger.ended(handle("t1"), "failed", ["no sound"])
    with sqlite3.connect(ledger.path) as beside:
        rows = beside.execute("SELECT * FROM entry").fetchall()
    beside.close()
    noon, later = "2026-01-02T12:00:00.000000+00:00", "2026-01-02T13:00:00.000000+00:00"
    assert rows == [(1, "failed", "voice_clones", "create_voice_clones", HOST, noon, "t1", later, '["no sound"]')]
