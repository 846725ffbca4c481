"""The command `tasks`: what the ledger knows, the unfinished first."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from . import exits
from .session import Session

if TYPE_CHECKING:
    from ..ledger_entry import LedgerEntry
    from .places import Place
    from .run import Run


def tasks(run: Run) -> int:
    """List them. Raises LedgerError."""
    with Session(run.program, run.world, run.settings, run.screen) as session:
        place = session.place
        if place is None:
            run.document = {"ledger": None, "tasks": []}
            run.screen.result("No ledger is kept (--no-ledger).")
            return exits.DONE
        run.document = {"ledger": str(place.path), "tasks": []}
        ledger = place.existing(run.world)
        if ledger is None:
            run.screen.result(f"There is no ledger yet; {place.path} is made when a task is created.")
            return exits.DONE
        with ledger:
            _list(run, ledger.entries(), place)
    return exits.DONE


def _list(run: Run, entries: list[LedgerEntry], place: Place) -> None:
    unfinished = [entry for entry in entries if entry.unfinished]
    ended = [entry for entry in entries if not entry.unfinished]
    shown = [*unfinished, *(ended if run.settings.all else ())]
    run.document = {"ledger": str(place.path), "tasks": [_data(run, entry, place) for entry in shown]}
    run.screen.result(f"{len(unfinished)} unfinished, {len(entries)} in all, in {place.path}")
    for entry in shown:
        run.screen.result("")
        for line in _lines(run, entry, place):
            run.screen.result(line)
    if ended and not run.settings.all:
        run.screen.hint("\n--all lists those that have ended, too.")


def command_of(run: Run, entry: LedgerEntry, place: Place) -> str | None:
    """The command that resumes an entry; None if it has ended, or its task is not known."""
    if entry.task_id is None or not entry.unfinished:
        return None
    words = [*run.world.prefix, run.program.name, "resume", *place.words()]
    # An id is whatever the service chose; one that looks like an option is none.
    return shlex.join([*words, *(["--"] if entry.task_id.startswith("-") else []), entry.task_id])


def _lines(run: Run, entry: LedgerEntry, place: Place) -> list[str]:
    family = run.program.family(entry.family)
    at = entry.intended_at.strftime("%Y-%m-%d %H:%M:%S UTC")
    parts = [entry.state, family.word if family else entry.family, entry.task_id or "no id", entry.operation, at]
    lines = ["  ".join(parts)]
    lines += [f"    {reason}" for reason in entry.reasons if reason]
    if (command := command_of(run, entry, place)) is not None:
        lines.append(f"    {command}")
    elif entry.unfinished:
        lines.append(f"    Perhaps paid for: look into the usage records of your key at {entry.host}, at that time.")
    return lines


def _data(run: Run, entry: LedgerEntry, place: Place) -> dict[str, Any]:
    return {
        "key": entry.key,
        "state": entry.state,
        "family": entry.family,
        "operation": entry.operation,
        "host": entry.host,
        "intended_at": entry.intended_at.isoformat(),
        "ended_at": None if entry.ended_at is None else entry.ended_at.isoformat(),
        "task_id": entry.task_id,
        "reasons": list(entry.reasons),
        "handle": None if entry.handle is None else entry.handle.to_dict(),
        "resume": command_of(run, entry, place),
    }
