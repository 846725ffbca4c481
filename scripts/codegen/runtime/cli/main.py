"""The way in: without what the command line needs, it says what to install."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from .exits import INTERRUPTED, USAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .command import Program
    from .world import World


def run(program: Program, arguments: Sequence[str] | None = None, world: World | None = None) -> int:
    """Run a command line on arguments, else on those of the process; the exit code."""
    try:
        return _run(program, sys.argv[1:] if arguments is None else list(arguments), world)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(program: Program, arguments: list[str], world: World | None) -> int:
    try:
        from .app import build
    except ModuleNotFoundError as error:
        if error.name not in ("typer", "rich"):
            raise
        sys.stderr.write(
            f"error: the command line needs {error.name}, which is not installed.\n"
            f"Install it: pip install '{program.name}[cli]'\n"
        )
        return USAGE
    from typer.main import get_command

    if world is None:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")  # a result is not lost for want of a letter
    completes = f"_{program.name}_COMPLETE".upper() in os.environ
    command = get_command(build(program, rich=_drawn(), words=None if completes else arguments))
    code = command.main(arguments, prog_name=program.name, standalone_mode=False, obj=world)
    return code if isinstance(code, int) else 0


def _drawn() -> bool:
    """Whether help is read on a terminal that can draw it."""
    return sys.stdout.isatty() and os.environ.get("TERM", "").lower() not in ("dumb", "unknown")
