"""What is wrong with the use of the command line, told like any other error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from .exits import INTERRUPTED, USAGE
from .screen import Screen

# Typer has either a Click beside it or one of its own: their errors are found by one that Typer exports.
_ERRORS = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def reported(call: Callable[[], Any], arguments: Sequence[str]) -> int:
    """The exit code of a call with these arguments; errors of use are written to standard error."""
    try:
        code = call()
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        if not isinstance(error, _ERRORS):
            raise
        return _tell(error, document="--json" in arguments)
    return code if isinstance(code, int) else 0


def _tell(error: Any, *, document: bool) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return USAGE
    said = " ".join(str(error.format_message()).split())
    cure = f" See: {context.command_path} --help" if context else ""
    message = f"{said}{'' if said.endswith(('.', '?')) else '.'}{cure}"
    screen = Screen(sys.stdout, sys.stderr, document=document)
    screen.tell(f"error: {message}")
    screen.document({"error": {"type": type(error).__name__, "message": message, "exit_code": USAGE}})
    return USAGE
