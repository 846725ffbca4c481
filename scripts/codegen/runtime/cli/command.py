"""What the command line is made of, as data that is generated from the description.

Named tuples, and no attrs: `speech302 --help` reads all of it, and loads nothing else of the package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

Kind = Literal["text", "integer", "number", "boolean", "model", "json"]

RESERVED = (
    "all",
    "allow_http",
    "allow_private",
    "base_url",
    "debug",
    "format",
    "help",
    "json",
    "key_file",
    "ledger",
    "no_ledger",
    "overwrite",
    "quiet",
    "request_timeout",
    "retries",
    "save",
    "task",
    "timeout",
    "verbose",
    "version",
    "wait",
    "which",
)
"""Names that the command line's own options have. An argument of an operation that has one of them is `--task-NAME`."""


class Option(NamedTuple):
    """One argument of an operation, as an option of its command."""

    name: str
    """What the client's method calls it."""
    kind: Kind
    about: str
    required: bool = False
    many: bool = False
    """Whether it is a list: the option can be repeated, or takes the list as JSON."""
    model: str | None = None
    """The class of `speech302.models` that a value of the kind `model` becomes."""
    one_text: tuple[str, ...] = ()
    """The fields of the model that a plain text fills, if one may stand for it."""

    @property
    def flag(self) -> str:
        """How it is given, such as `--audio-man`."""
        return f"--{'task-' if self.name in RESERVED else ''}{self.name.replace('_', '-')}"


class Command(NamedTuple):
    """One operation that creates a task."""

    words: tuple[str, ...]
    """How it is called within its family: `create`, or `create` and the kind of task."""
    method: str
    """The method of the family's resource that it calls."""
    summary: str
    about: str
    cost: str
    example: tuple[str, ...]
    """Options with which it can be called, for its help."""
    options: tuple[Option, ...]


class Family(NamedTuple):
    """One family: `name` is the client's attribute, `word` what the command line calls it."""

    name: str
    word: str
    about: str
    commands: tuple[Command, ...]


class Program(NamedTuple):
    """A whole command line. What is heavy stands behind functions, and is loaded when it is first needed."""

    name: str
    version: str
    hosts: tuple[str, ...]
    """The base URLs that are known, the default first."""
    families: tuple[Family, ...]
    client: Callable[..., Any]
    """Makes a blocking client of keyword arguments."""
    model: Callable[[str], Any]
    """The model of a name."""

    def family(self, name: str) -> Family | None:
        """The family of that name; None if there is none."""
        return next((family for family in self.families if family.name == name), None)
