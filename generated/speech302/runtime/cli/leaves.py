"""Which commands there are: what each is called, says of itself, takes and does. Typer has no part in it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .common import CONNECTION, CREATE, LEDGER, LISTED, MANY, OUTPUT, RESULT, WAIT, Common

if TYPE_CHECKING:
    from .command import Command, Family, Program
    from .run import Run

Act = Callable[["Run", Mapping[str, Any]], int]
GENERAL = ("tasks", "resume", "doctor")
"""The commands that are about no family."""
TASK = "task"
"""The value that is the task a command is about."""

_ONE = "The handle that `create` printed, or the task's id; @FILE, or - for standard input."
_GIVEN = "A TEXT or JSON can be @FILE, which is what the file holds, or -, which is standard input."
_KNOWN = "A handle, or the id of a task in the ledger; @FILE, or - for standard input."
_WAITING = (*WAIT, *RESULT, *OUTPUT, *CONNECTION, *LEDGER)


class Leaf(NamedTuple):
    """One command that does something. `about`: paragraphs of its help; `common`: the common options that it takes."""

    name: str
    about: tuple[str, ...]
    example: str
    act: Act
    common: tuple[Common, ...]
    command: Command | None = None
    """The operation whose arguments it takes."""
    task: str | None = None
    """What is said of the task that it is given; None if it is given none."""
    optional: bool = False
    """Whether the task may be left out."""


def create(program: Program, family: Family, command: Command) -> Leaf:
    """The command that creates a task."""

    def act(run: Run, values: Mapping[str, Any]) -> int:
        from . import tasks  # it imports the client

        return tasks.create(run, family, command, values)

    example = shlex.join([program.name, family.word, *command.words, *command.example, "--wait"])
    about = (command.summary, command.about, command.cost, _GIVEN)
    return Leaf(command.words[-1], about, example, act, (*CREATE, *_WAITING), command)


def get(program: Program, family: Family) -> Leaf:
    """The command that reads a task."""

    def act(run: Run, values: Mapping[str, Any]) -> int:
        from . import tasks  # it imports the client

        return tasks.get(run, family, values[TASK])

    about = ("Read a task once, and save or show what it made if it has ended.", "Free of charge.")
    example = f"{program.name} {family.word} get TASK --json"
    return Leaf("get", about, example, act, (*RESULT, *OUTPUT, *CONNECTION), task=_ONE)


def wait(program: Program, family: Family) -> Leaf:
    """The command that waits for a task."""

    def act(run: Run, values: Mapping[str, Any]) -> int:
        from . import tasks  # it imports the client

        return tasks.wait(run, family, values[TASK])

    about = ("Wait until a task has ended, and save or show what it made.", "Free of charge.")
    return Leaf("wait", about, f"{program.name} {family.word} wait TASK --save FILE", act, _WAITING, task=_ONE)


def general(program: Program) -> tuple[Leaf, ...]:
    """The commands that are about no family."""

    def listing(run: Run, _: Mapping[str, Any]) -> int:
        from . import listing  # it imports the ledger

        return listing.tasks(run)

    def resuming(run: Run, values: Mapping[str, Any]) -> int:
        from . import resuming  # it imports the client

        return resuming.resume(run, values[TASK])

    def doctor(run: Run, _: Mapping[str, Any]) -> int:
        from . import doctor  # it imports the client

        return doctor.examine(run)

    listed = ("List the tasks of the ledger, the unfinished first, with the command that resumes each.",)
    resumed = ("Take up the wait for a task again, or for all unfinished ones of the ledger.", "Free of charge.")
    examined = ("Say what is wrong with key, host, clock, proxy, packages and ledger.", "Free of charge.")
    name = program.name
    return (
        Leaf("tasks", listed, f"{name} tasks --all", listing, (*LISTED, *OUTPUT, *LEDGER)),
        Leaf("resume", resumed, f"{name} resume --all", resuming, (*MANY, *_WAITING), task=_KNOWN, optional=True),
        Leaf("doctor", examined, f"{name} doctor", doctor, (*OUTPUT, *CONNECTION, *LEDGER)),
    )
