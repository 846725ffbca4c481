"""The command `resume`: takes up one task again, or all that the ledger has unfinished."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from ..errors import ArgumentError
from ..many import Finished
from . import exits
from .handles import configured, handle_in, host_of
from .listing import command_of
from .progress import Watcher, watcher
from .saving import targets
from .session import Session
from .tasks import finish
from .telling import facts_of, text_of

if TYPE_CHECKING:
    from ..handle import TaskHandle
    from ..ledger_entry import LedgerEntry
    from .run import Run


def resume(run: Run, given: str | None) -> int:
    """Resume one task, or all. Raises what waiting and the ledger raise."""
    if run.settings.all:
        return _all(run, given)
    places = targets(run.settings)
    with Session(run.program, run.world, run.settings, run.screen) as session:
        handle = _only(run, session) if given is None else _named(run, session, given)
        if handle is None:
            run.screen.result("Nothing is unfinished.")
            return exits.DONE
        run.handle = handle
        family = run.program.family(handle.family)
        if family is None:
            raise ArgumentError("TASK", handle.family, f"must be a task of {_families(run)}")
        return finish(run, family, getattr(session.client(handle.host), family.name), places)


def _named(run: Run, session: Session, given: str) -> TaskHandle:
    """The handle that was given, or that the ledger has for an id."""
    text = run.reader.text("TASK", given).strip()
    if (handle := handle_in(text)) is not None:
        return attrs.evolve(handle, host=host_of(handle, run.program, run.settings, run.world))
    found = [entry.handle for entry in _entries(run, session) if entry.task_id == text and entry.handle]
    if not found:
        words = "|".join(family.word for family in run.program.families)
        cure = f"`{run.program.name} {words} wait` takes one that is not"
        raise ArgumentError("TASK", text, "must be a handle, or the id of a task in the ledger", cure)
    return _asked(run, found[-1])


def _only(run: Run, session: Session) -> TaskHandle | None:
    """The one task that is unfinished; None if there is none. Raises ArgumentError if there are several."""
    found = [entry for entry in _entries(run, session) if entry.unfinished and entry.handle]
    if len(found) > 1 and session.place is not None:
        for entry in found:
            run.screen.tell(command_of(run, entry, session.place) or "")
        cure = "Choose one of the commands above, or give --all"
        raise ArgumentError("TASK", None, f"must say which of {len(found)} unfinished tasks is meant", cure)
    return _asked(run, found[0].handle) if found and found[0].handle else None


def _asked(run: Run, handle: TaskHandle) -> TaskHandle:
    """A handle of the ledger, which names a host that the user chose once; another one named now contradicts it."""
    if run.settings.base_url is not None:
        chosen = configured(run.program, run.settings, run.world)
        if chosen != handle.host:
            raise ArgumentError("--base-url", chosen, f"must be the host of the task, {handle.host}", "Leave it out")
    return handle


def _entries(run: Run, session: Session) -> list[LedgerEntry]:
    if session.place is None:
        raise ArgumentError("--no-ledger", True, "leaves nothing to look the task up in", "Give a handle")
    ledger = session.ledger() if session.place.path.exists() else None
    return [] if ledger is None else ledger.entries()


def _all(run: Run, given: str | None) -> int:
    """Resume all unfinished tasks; each gets a line, and none hides another."""
    if given is not None or run.settings.save or run.settings.format is not None:
        cure = "Resume one task at a time to save what it made"
        raise ArgumentError("--all", True, "cannot stand beside a task, --save or --format", cure)
    run.document = {"tasks": []}
    with Session(run.program, run.world, run.settings, run.screen) as session:
        unfinished = [entry for entry in _entries(run, session) if entry.unfinished]
        handles = [entry.handle for entry in unfinished if entry.handle is not None]
        place = session.place.words() if session.place else []
        words = [*run.world.prefix, run.program.name, "resume", "--all", *place, *run.settings.carried()]
        run.again = shlex.join(words)
        codes = [exits.DONE]
        with watcher(run, f"0 of {len(handles)} ended") as shown:
            for number, finished in enumerate(_ending(run, session, handles, shown), 1):
                shown.rename(f"{number} of {len(handles)} ended")
                codes.append(_told(run, finished))
    lost = len(unfinished) - len(handles)
    if lost:
        run.screen.warn(f"{lost} calls may have been paid for, and their tasks are not known: {run.program.name} tasks")
    if not handles:
        run.screen.result("Nothing is unfinished that could be resumed.")
    return next(code for code in exits.WORST if code in codes)


def _ending(run: Run, session: Session, handles: list[TaskHandle], shown: Watcher) -> Iterator[Finished]:
    """Each task as it ends, host by host: a client has one."""
    known = [handle for handle in handles if run.program.family(handle.family)]
    for handle in handles:
        if handle not in known:
            yield Finished(
                handle=handle, error=ArgumentError("family", handle.family, f"must be one of {_families(run)}")
            )
    for host in sorted({handle.host for handle in known}):
        client = session.client(host)
        those = [handle for handle in known if handle.host == host]
        yield from client.as_completed(those, timeout=run.settings.timeout, on_update=shown.polled)


def _told(run: Run, finished: Finished) -> int:
    """Write what came of one task; the exit code that it alone would have."""
    handle, error = finished.handle, finished.error
    code = exits.DONE if error is None else exits.code_of(error, creating=False)
    state = {exits.DONE: "succeeded", exits.FAILED: "failed", exits.NOT_ENDED: "not ended"}.get(code, "error")
    family = run.program.family(handle.family)
    why = "" if error is None else f": {text_of(error)}"
    run.screen.result(f"{state}  {family.word if family else handle.family}  {handle.id}{why}")
    task: dict[str, Any] | None = None if finished.task is None else finished.task.to_dict()
    about = None if error is None else facts_of(error, code)
    if run.document is not None:
        run.document["tasks"].append({"handle": handle.to_dict(), "state": state, "task": task, "error": about})
    return code


def _families(run: Run) -> str:
    return ", ".join(family.name for family in run.program.families)
