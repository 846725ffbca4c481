"""Laws of a ledger, and of files that are damaged."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from scripts.codegen.runtime.clock import Clock
from scripts.codegen.runtime.ledger import Ledger
from scripts.codegen.runtime.ledger_entry import LedgerEntry
from scripts.codegen.runtime.ledger_error import LedgerError
from tests.runtime.ledgers import HOST, LATER, NOON, full_ledger, handle, intend

FAMILIES = st.sampled_from(["voice_clones", "voice_generations"])
HOSTS = st.sampled_from([HOST, "https://other.example"])
IDS = st.sampled_from(["t1", "t2", "t\x003", "t4 'quoted'"])
REASONS = st.text(max_size=5)


class LedgerMachine(RuleBasedStateMachine):
    """A ledger beside a plain table of what must be in it; it is closed and opened again at any point."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = self.open()
        self.table: dict[int, LedgerEntry] = {}

    def open(self) -> Ledger:
        return Ledger(Path(self.folder.name) / "tasks.sqlite", clock=Clock(wall=LATER.timestamp))

    def teardown(self) -> None:
        self.ledger.close()
        self.folder.cleanup()

    @rule(family=FAMILIES, host=HOSTS)
    def intend(self, family: str, host: str) -> None:
        key = intend(self.ledger, family, host)
        assert key not in self.table
        self.table[key] = LedgerEntry(
            key=key, state="intended", family=family, operation=f"create_{family}", host=host, intended_at=NOON
        )

    @precondition(lambda self: self.table)
    @rule(data=st.data(), task_id=IDS)
    def created(self, data: st.DataObject, task_id: str) -> None:
        before = self.table[data.draw(st.sampled_from(sorted(self.table)))]
        try:
            self.ledger.created(before.key, task_id)
        except LedgerError:
            assert before.task_id not in (None, task_id)
        else:
            if before.task_id is None:
                self.set(before, state="created", task_id=task_id, ended_at=None, reasons=())

    @precondition(lambda self: self.table)
    @rule(data=st.data(), dropped=st.booleans(), reason=REASONS)
    def settle(self, data: st.DataObject, dropped: bool, reason: str) -> None:
        before = self.table[data.draw(st.sampled_from(sorted(self.table)))]
        try:
            (self.ledger.dropped if dropped else self.ledger.unsure)(before.key, reason)
        except LedgerError:
            assert before.task_id is not None
        else:
            ended_at = LATER if dropped else None
            self.set(before, state="dropped" if dropped else "unsure", ended_at=ended_at, reasons=(reason,))

    @rule(task_id=IDS, family=FAMILIES, host=HOSTS, well=st.booleans(), reasons=st.lists(REASONS, max_size=2))
    def ended(self, task_id: str, family: str, host: str, well: bool, reasons: list[str]) -> None:
        self.ledger.ended(handle(task_id, family, host), "succeeded" if well else "failed", reasons)
        state = "succeeded" if well else "failed"
        for entry in list(self.table.values()):
            if entry.handle == handle(task_id, family, host) and entry.state != state:
                self.set(entry, state=state, ended_at=LATER, reasons=tuple(reasons))

    @rule()
    def reopen(self) -> None:
        self.ledger.close()
        self.ledger = self.open()

    @invariant()
    def the_file_has_what_was_written(self) -> None:
        assert self.ledger.entries() == list(self.table.values())

    @invariant()
    def unfinished_is_what_may_have_been_paid_for_and_did_not_end(self) -> None:
        assert self.ledger.unfinished() == [entry for entry in self.table.values() if entry.unfinished]

    def set(self, entry: LedgerEntry, **changes: Any) -> None:
        self.table[entry.key] = evolve(entry, **changes)


LedgerMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestWhatWasWrittenIsThereWhateverIsCalled = LedgerMachine.TestCase


def sound() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        full_ledger(path := Path(folder) / "tasks.sqlite")
        return path.read_bytes()


SOUND = sound()


@given(place=st.floats(0, 1, exclude_max=True), content=st.binary(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_damage_anywhere_gives_entries_or_a_ledger_error(place: float, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tasks.sqlite"
        path.write_bytes(SOUND)
        with path.open("r+b") as file:
            file.seek(int(place * len(SOUND)))
            file.write(content)
        with suppress(LedgerError), Ledger(path) as ledger:
            ledger.created(intend(ledger), "t1")
            assert all(isinstance(entry, LedgerEntry) for entry in [*ledger.entries(), *ledger.unfinished()])
