"""What is done with one task: create it, read it, wait for it, and save what it made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..cues import cues
from ..errors import ArgumentError
from ..handle import TaskHandle
from ..request import Audio
from ..task_error import TaskFailedError
from ..task_machine import files, judge
from . import exits
from .handles import checked_id, configured, handle_in, host_of, of_family
from .progress import said, short, size, watcher
from .saving import Target, save, targets
from .session import Session

if TYPE_CHECKING:
    from .command import Command, Family
    from .run import Run


def create(run: Run, family: Family, command: Command, values: Mapping[str, Any]) -> int:
    """Create a task, and wait for it if that is wanted."""
    places = targets(run.settings)
    arguments = run.reader.arguments(command, values)
    with Session(run.program, run.world, run.settings, run.screen) as session:
        client = session.client(creates=True)
        resource = getattr(client, family.name)
        run.creating = True
        run.handle = getattr(resource, command.method)(**arguments)
        run.creating, run.goes_on = False, True
        if not run.settings.waits:
            run.screen.result(str(run.handle))
            run.screen.hint(f"Wait for it: {run.resume()}")
            return exits.DONE
        if run.screen.interactive or run.settings.verbose or session.place is None:
            # Now, since a process that is killed tells nothing; otherwise the ledger has it.
            run.screen.tell(f"handle: {run.handle}")
        return finish(run, family, resource, places)


def wait(run: Run, family: Family, given: str) -> int:
    """Wait for a task."""
    places = targets(run.settings)
    with Session(run.program, run.world, run.settings, run.screen) as session:
        return finish(run, family, _resource(run, family, given, session), places)


def get(run: Run, family: Family, given: str) -> int:
    """Read a task once; it is an error if it failed, and if its result is wanted and it has not ended."""
    places = targets(run.settings)
    with Session(run.program, run.world, run.settings, run.screen) as session:
        resource = _resource(run, family, given, session)
        handle = known(run)
        run.task = resource.get(handle.id)
        found = judge(resource._machine, run.task)
        run.state = found.kind
        if found.kind == "failed":
            raise TaskFailedError(handle=handle, status=found.status, reasons=found.reasons, answer=run.task)
        if found.kind == "succeeded":
            with watcher(run, f"{family.word} {short(handle.id)}") as shown:
                save(run, resource, places, shown)
            _tell_result(run, resource)
            return exits.DONE
        run.goes_on = True
        run.screen.result(said(found.kind, found.status))
        if not run.settings.waits:
            run.screen.hint(f"Wait for it: {run.resume()}")
            return exits.DONE
        run.screen.tell(f"error: the task has not ended, so there is nothing to save.\nresume: {run.resume()}")
        return exits.NOT_ENDED


def known(run: Run) -> TaskHandle:
    """The handle, once there is one."""
    if run.handle is None:
        raise ArgumentError("TASK", None, "must be a task")
    return run.handle


def _resource(run: Run, family: Family, given: str, session: Session) -> Any:
    """The family on a client for the host of the task that was given, whose handle is noted."""
    text = run.reader.text("TASK", given).strip()
    handle = handle_in(text)
    if handle is None:
        host = configured(run.program, run.settings, run.world)
        handle = TaskHandle(family=family.name, id=checked_id(text), host=host)
    of_family(handle, family, run.program)
    host = host_of(handle, run.program, run.settings, run.world)
    run.handle = TaskHandle(
        family=handle.family, id=handle.id, host=host, created_at=handle.created_at, operation=handle.operation
    )
    return getattr(session.client(host), family.name)


def finish(run: Run, family: Family, resource: Any, places: list[Target]) -> int:
    """Wait until the task has ended, save its result and tell it."""
    handle = known(run)
    run.goes_on = True
    with watcher(run, f"{family.word} {short(handle.id)}") as shown:
        try:
            run.task = resource.wait(handle, timeout=run.settings.timeout, on_update=shown.polled)
        except TaskFailedError as error:
            run.state, run.task, run.goes_on = "failed", error.answer, False
            raise
        run.state = "succeeded"
        save(run, resource, places, shown)
    run.goes_on = False
    _tell_result(run, resource)
    return exits.DONE


def _tell_result(run: Run, resource: Any) -> None:
    """Write what the task made, unless that was saved or printed."""
    run.screen.hint("succeeded")
    if run.files or run.settings.format is not None:
        return
    found = files(resource._machine, run.task)
    for name, value in found.items():
        shown = f"{size(len(value))} in the answer itself: get them with --save" if isinstance(value, Audio) else value
        run.screen.result(f"{name}  {shown}")
    try:
        lines = len(cues(run.task))
    except ArgumentError:
        lines = 0
    if lines:
        run.screen.result(f"subtitles  {lines:,} lines: get them with --format srt or --save FILE.srt")
    if not found and not lines:
        run.screen.result("It made nothing that this program can save; --json shows the whole answer.")
