"""How a task of a family goes, in sentences, from `x-task`."""

from collections.abc import Iterable, Iterator
from typing import Any

from scripts.codegen.names import attribute
from scripts.codegen.raw import Node, Raw
from scripts.pointers import split


def task_life(operation: Node, raw: Raw) -> list[str]:
    """The life of the tasks that an operation reads, a sentence an entry; empty if it reads none."""
    task = operation.get("x-task")
    if task is None:
        return []
    inline = raw.binary_attribute(operation)
    status = _path(task["status"])
    said = [
        f"It goes on while `{status}` is {_either(map(_literal, task['running']))}, or any value that nobody described."
    ]
    for place, end in enumerate(task["ends"]):
        before = [other.get("status") for other in task["ends"][:place]]
        otherwise = " and nothing above fits" if "status" in end and end["status"] in before else ""
        said.append(f"It has {end['outcome']} when {_when(end, status, inline)}{otherwise}.")
    files = [*([inline] if inline else []), *map(_path, task["files"])]
    if files:
        said.append(f"Its files: {', '.join(f'`{name}`' for name in files)}; `download` takes the first that is there.")
    if task["errors"]:
        said.append(f"Why it failed: {', '.join(f'`{_path(pointer)}`' for pointer in task['errors'])}.")
    said.append(_pace(task["pace"]))
    return said


def _when(end: Node, status: str, inline: str | None) -> str:
    return " and ".join(_conditions(end, status, inline)) or "the answer is anything else"


def _conditions(end: Node, status: str, inline: str | None) -> Iterator[str]:
    if "status" in end:
        yield f"`{status}` is {_literal(end['status'])}"
    present = [*map(_path, end.get("present", [])), *([inline] if end.get("binary") and inline else [])]
    yield from (f"`{name}` is there" for name in present)
    yield from (f"`{_path(pointer)}` is empty" for pointer in end.get("empty", []))


def _pace(pace: Node) -> str:
    return (
        f"`wait` reads it first after {pace['first']} s, then ever more rarely, at most {pace['most']} s apart, and "
        f"for {pace['timeout']} s unless another timeout is given."
    )


def _path(pointer: str) -> str:
    return ".".join(attribute(name) for name in split(pointer))


def _literal(value: Any) -> str:
    return f"`{value}`"


def _either(parts: Iterable[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} or {last}" if first else last
