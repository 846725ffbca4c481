"""The commands that a document tells its readers to type, and whether they would be understood."""

import re
import shlex
import tomllib
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from io import StringIO
from itertools import pairwise
from typing import Any, NoReturn

from typer.main import get_command

from scripts.cli import parser
from scripts.failures import Failure
from scripts.mock.faults.rules import read_rules
from speech302.commands import PROGRAM
from speech302.runtime.cli.app import build
from tests.documents.pages import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.MULTILINE))
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
VARIABLES = {"AI302_API_KEY", "AI302_KEY", "AI302_BASE_URL"}


class NotUnderstoodError(Exception):
    """A command that would end in a complaint; the text says why."""


def typed(text: str) -> list[list[str]]:
    """The commands in a console block, each as its words; what a shell adds (`|`, `&&`, `>`) parts or ends them."""
    found = []
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line.startswith("$ "):
            lexer = shlex.shlex(line[2:], posix=True, punctuation_chars="|&;<>")
            lexer.whitespace_split = True
            found += _parted(list(lexer))
    return found


def _parted(words: Sequence[str]) -> list[list[str]]:
    commands: list[list[str]] = [[]]
    file = False
    for word in words:
        if set(word) <= set("|&;"):
            commands.append([])
        elif not file and word[0] not in "<>":
            commands[-1].append(word)
        file = word[0] in "<>"
    return [command for command in commands if command]


def check(command: Sequence[str]) -> None:
    """Raise `NotUnderstoodError` for a command that its program would not understand, or that no reader knows."""
    given = list(command)
    while given and re.fullmatch(r"[A-Z0-9_]+=.*", given[0]):
        _variable(given.pop(0))
    if given:
        known = next((words for words in _CHECKS if given[: len(words)] == list(words)), None)
        if known is None:
            raise NotUnderstoodError(f"{given[0]}: not one of the programs that documents may name")
        _CHECKS[known](given[len(known) :])


def _variable(given: str) -> None:
    name = given.partition("=")[0]
    if name.startswith("AI302") and name not in VARIABLES:
        raise NotUnderstoodError(f"{name}: nothing reads this variable")


def _make(given: list[str]) -> None:
    targets = [word for word in given if "=" not in word]
    if unknown := set(targets) - TARGETS:
        raise NotUnderstoodError(f"make has no target {', '.join(unknown)}")


def _toolchain(given: list[str]) -> None:
    try:
        with redirect_stdout(StringIO()):
            parser(given).parse_args(given)
    except Failure as failure:
        raise NotUnderstoodError(f"python -m scripts {shlex.join(given)}: {failure.cause}") from failure
    except SystemExit:
        pass  # --help has been printed


def _client(given: list[str]) -> None:
    """Read the words as the command line does, and stop before anything is done."""
    command: Any = get_command(build(PROGRAM, rich=False))
    context = None
    try:
        with redirect_stdout(StringIO()):
            while True:
                context = command.make_context(command.name or PROGRAM.name, list(given), parent=context)
                given = [*context._protected_args, *context.args]
                if not hasattr(command, "resolve_command"):
                    return
                _, command, given = command.resolve_command(context, given)
    except Exception as error:
        # Typer brings its own copy of click's exceptions; whatever stops the reading is a complaint, help apart.
        if type(error).__name__ != "Exit":
            raise NotUnderstoodError(f"{PROGRAM.name} {shlex.join(given)}: {error}") from error


def _pip(given: list[str]) -> None:
    asked = {extra for word in given for extra in re.findall(r"[\w-]+", word.partition("[")[2])}
    if unknown := asked - EXTRAS.keys():
        raise NotUnderstoodError(f"there is no extra {', '.join(unknown)}")


def _export(given: list[str]) -> None:
    for word in given:
        _variable(word)


def _refuse(given: list[str]) -> NoReturn:
    raise NotUnderstoodError(f"python {shlex.join(given)}: only `python -m scripts` is known")


def _curl(given: list[str]) -> None:
    """What the embedded service is asked to do wrong has to be a fault that it knows."""
    for before, word in pairwise(["", *given]):
        name, _, value = word.partition(": ")
        if before == "-H" and name == "X-Fault":
            try:
                read_rules(value)
            except Failure as failure:
                raise NotUnderstoodError(f"{word}: {failure.what}") from None


_CHECKS: dict[tuple[str, ...], Callable[[list[str]], None]] = {
    ("make",): _make,
    ("python", "-m", "scripts"): _toolchain,
    ("python",): _refuse,
    (PROGRAM.name,): _client,
    ("pip", "install"): _pip,
    ("export",): _export,
    ("curl",): _curl,
}
"""What checks the words after those that begin a command."""
