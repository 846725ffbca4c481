"""The task table: `x-task` and `x-envelopes` of the description as the data that the runtime interprets."""

from collections.abc import Iterable
from typing import Any

import attrs

from scripts.codegen.names import attribute, constant
from scripts.codegen.raw import Node, Raw
from scripts.failures import Failure, choices
from scripts.pointers import split


@attrs.frozen
class TableEntry:
    """One constant of the generated table: its name, its docstring's text and the call that makes it."""

    name: str
    doc: str
    code: str


def machines(raw: Raw) -> list[TableEntry]:
    """The state machine of each family that has one, in the order of the description."""
    found = []
    for operation in raw.operations.values():
        if "x-task" in operation:
            family = operation["tags"][0]
            doc = f"How a task of `{family}` goes: read by `{operation['operationId']}` until it has ended."
            found.append(
                TableEntry(constant(family), doc, _machine(family, operation, raw.binary_attribute(operation)))
            )
    return found


def envelopes(raw: Raw) -> list[TableEntry]:
    """The error envelopes, by their names in the description."""
    described = raw.description["components"].get("x-envelopes", {})
    return [
        TableEntry(
            constant(name), f"The {name} error envelope: its code stands at `{entry['code']}`.", _envelope(name, entry)
        )
        for name, entry in described.items()
    ]


def envelopes_of(family: str, raw: Raw) -> list[str]:
    """The constants of the envelopes in which the operations of a family may answer an error."""
    described = raw.description["components"].get("x-envelopes", {})
    return [
        constant(name)
        for name, entry in described.items()
        if entry["operations"] == "all" or family in entry["operations"]
    ]


def retries(raw: Raw) -> list[TableEntry]:
    """The answers after which a request is sent again, by their names in the description."""
    described = raw.description["components"].get("x-retries", {})
    return [
        TableEntry(constant(name), f"The answers after which what is `{name}` may be sent again.", _transient(entry))
        for name, entry in described.items()
    ]


def retry_of(operation: Node, raw: Raw) -> str | None:
    """The constant of the answers after which an operation is sent again; None if it is sent once.

    Raises `Failure` for a name that is not described, and for an operation that costs money.
    """
    name = operation.get("x-retry")
    if name is None:
        return None
    described = raw.description["components"].get("x-retries", {})
    what = f"the operation `{operation['operationId']}` cannot be sent again"
    if name not in described:
        raise Failure(what, cause=choices(str(name), described, "x-retries"), cure="describe it among the components")
    if "x-cost" in operation:
        raise Failure(
            what, cause="it has both x-cost and x-retry", cure="what costs money is never sent twice: drop x-retry"
        )
    return constant(name)


def _transient(entry: Node) -> str:
    statuses = ", ".join(_literal(status) for status in entry.get("statuses", []))
    codes = ", ".join(_literal(code) for code in entry.get("codes", []))
    return f"Transient(statuses=frozenset({{{statuses}}}), codes=frozenset({{{codes}}}))"


def _machine(family: str, operation: Node, binary: str | None) -> str:
    task = operation["x-task"]
    inline = [_tuple([f'"{binary}"'])] if binary else []
    files = _tuple([*inline, *map(_path, task["files"])])
    paces = ", ".join(f'"{name}": {_pace({**task["pace"], **own})}' for name, own in task.get("paces", {}).items())
    created = ", ".join(f'"{name}": {_path(pointer)}' for name, pointer in task["created-by"].items())
    endings = _tuple(_ending(end, inline) for end in task["ends"])
    return (
        f'TaskMachine(family="{family}", read="{operation["operationId"]}", created_by={{{created}}}, '
        f"status={_path(task['status'])}, running={_tuple(map(_literal, task['running']))}, "
        f"endings={endings}, files={files}, errors={_paths(task['errors'])}, "
        f"pace={_pace(task['pace'])}{f', paces={{{paces}}}' if paces else ''})"
    )


def _pace(pace: Node) -> str:
    return f"Pace(first={pace['first']}, factor={pace['growth']}, most={pace['most']}, timeout={pace['timeout']})"


def _ending(end: Node, inline: list[str]) -> str:
    present = [_path(pointer) for pointer in end.get("present", [])] + (inline if end.get("binary") else [])
    parts = [f'outcome="{end["outcome"]}"']
    if "status" in end:
        parts.append(f"status={_literal(end['status'])}")
    if present:
        parts.append(f"present={_tuple(present)}")
    if "empty" in end:
        parts.append(f"empty={_paths(end['empty'])}")
    return f"Ending({', '.join(parts)})"


def _envelope(name: str, entry: Node) -> str:
    parts = [f'name="{name}"', f"code={_wire_path(entry['code'])}", f"message={_tuple([_wire_path(entry['message'])])}"]
    if "trace" in entry:
        parts.append(f"trace={_wire_path(entry['trace'])}")
    if "ok" in entry:
        parts.append(f"ok={_tuple(map(_literal, entry['ok']))}")
    return f"Envelope({', '.join(parts)})"


def _literal(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _tuple(items: Iterable[str]) -> str:
    # Without a needless comma at its end the formatter may keep a short tuple on one line.
    listed = list(items)
    return f"({', '.join(listed)}{',' if len(listed) == 1 else ''})"


def _path(pointer: str) -> str:
    """A pointer into an answer as the attributes of its model."""
    return _tuple(f'"{attribute(name)}"' for name in split(pointer))


def _wire_path(pointer: str) -> str:
    return _tuple(f'"{name}"' for name in split(pointer))


def _paths(pointers: list[str]) -> str:
    return _tuple(map(_path, pointers))
