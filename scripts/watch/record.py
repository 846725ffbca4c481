"""The run of `watch record`: one live exchange, stored as a recording."""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from scripts.documents import dump_json, shown, write_output
from scripts.failures import UNUSABLE, Failure
from scripts.generate.fit import misfits
from scripts.pointers import resolve
from scripts.recordings import read
from scripts.values import Json, same
from scripts.watch.call import Call
from scripts.watch.exchange import exchange
from scripts.watch.operations import Operation
from scripts.watch.sending import Service

LIVE: Final = "live"
CASE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")


@frozen
class Target:
    """Where a recording goes. `case`: as it was given; None lets the answer say it. `replace`: over an older one."""

    folder: Path
    case: str | None = None
    replace: bool = False

    def file(self, operation: Operation, case: str) -> Path:
        """Return the file of a case. Raises `Failure` when it is taken."""
        path = self.folder / f"{operation.id}.{case}.json"
        if path.exists() and not self.replace:
            cure = "give this one another name with --case, or put it in the other one's place with --replace"
            raise Failure(f"there is a recording of the case `{case}` already", shown(path), cure=cure)
        return path


def settled(target: Target, operation: Operation) -> Target:
    """Check the target as far as it can be before anything is sent.

    Raises `Failure`: for a case that is no name or is taken, and, exit code 2, for a folder that cannot be written.
    """
    # The name of what costs money is settled now: a charged answer must not be lost for a name that is taken.
    case = target.case or (LIVE if operation.is_paid else None)
    if case is not None:
        if not CASE.fullmatch(case):
            cause = f"it is {case!r}"
            raise Failure("a case is no name", cause=cause, cure="use letters, digits, _ and -", exit_code=UNUSABLE)
        target.file(operation, case)
    try:
        target.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=target.folder):
            pass
    except OSError as error:
        cause = error.strerror or str(error)
        raise Failure("the folder cannot be written", shown(target.folder), cause, exit_code=UNUSABLE) from None
    return evolve(target, case=case)


def record(operation: Operation, call: Call, service: Service, target: Target) -> tuple[Path, dict[str, Json]]:
    """Send a call that was checked and store the exchange; return the file and its content.

    Raises `Failure`; when the file cannot be written, its content is told on standard output: it may have cost money.
    """
    made = exchange(operation, call, LIVE, service)
    response = made["response"]
    assert isinstance(response, dict)  # a live exchange has an answer
    case = target.case or case_of(operation.node, response)
    path = target.file(operation, case)
    made["case"] = case
    try:
        write_output(dump_json(made), path)
    except Failure:
        print(dump_json(made), end="")
        raise
    return path, made


def misfits_of(path: Path, description: dict[str, Any]) -> list[str]:
    """Tell what in a stored recording the description does not say."""
    faults = misfits(read(path), description)
    told = [f"{fault.where}: {fault.what}: {fault.cause}" for fault in faults]
    return told + (["`make generate` refuses it until an overlay says what the service does"] if faults else [])


def case_of(node: Mapping[str, Any], response: Mapping[str, Json]) -> str:
    """Name what an answer shows: how the task ended, its state, the status of an error, or `live`."""
    status, machine = response["status"], node.get("x-task")
    if isinstance(status, int) and status >= 400:
        return f"http_{status}"
    body = response["body"]
    state = _find(body, machine["status"]) if machine else None
    if not machine or not isinstance(state, str | int):
        return LIVE
    for end in machine["ends"]:
        if not end.get("binary") and _ends(end, state, body):
            return str(end["outcome"])
    name = re.sub(r"[^a-z0-9]+", "_", str(state).lower()).strip("_")[:40]
    return (name if isinstance(state, str) else f"state_{name}") or LIVE


def _ends(end: Mapping[str, Any], state: Json, body: Json) -> bool:
    return (
        ("status" not in end or same(end["status"], state))
        and all(_find(body, pointer) for pointer in end.get("present", ()))
        and not any(_find(body, pointer) for pointer in end.get("empty", ()))
    )


def _find(body: Json, pointer: str) -> Json:
    try:
        return resolve(body, pointer)
    except LookupError:
        return None
