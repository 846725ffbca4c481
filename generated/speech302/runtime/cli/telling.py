"""Errors in the words of the command line: as text for people, and as facts for programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError, ConfigurationError, Speech302Error
from ..handle import resumption
from ..ledger_error import LedgerError
from ..task_error import TaskFailedError, WaitTimeoutError

if TYPE_CHECKING:
    from .command import Command

_LEFT_OUT = {"answer", "body", "handle", "args"}
_FLAGS = {
    "timeout": "--request-timeout",
    "base_url": "--base-url",
    "retries": "--retries",
    "format": "--format",
    "which": "--which",
    "path": "--save",
}
# What the errors of the client say to programmers, in the words of the command line.
_WORDS = (
    (re.compile(r"\bapi_key\b"), "--key-file"),
    (re.compile(r"\bbase_url=(?:'([^']*)')?"), r"--base-url \1"),
    (re.compile(r"\bbase_url\b"), "--base-url"),
    (re.compile(r"\boverwrite=True"), "--overwrite"),
    (re.compile(r"\ballow_http=True"), "--allow-http"),
    (re.compile(r"\ballow_private=True"), "--allow-private"),
    (re.compile(r"\bformat='(\w+)'"), r"--format \1"),
    (re.compile(r"\bwhich='(\w+)'"), r"--which \1"),
    (re.compile(r"speech302\[subtitles\]"), "speech302[cli]"),
)


def text_of(error: BaseException, command: Command | None = None) -> str:
    """What happened, where, the likely cause and the next step. `command`: whose arguments an error may be about."""
    if isinstance(error, KeyboardInterrupt):
        return "interrupted; a task that was created goes on at the service."
    if not isinstance(error, Speech302Error):
        cause = f"{type(error).__name__}: {error}"
        return f"{cause}. This is a mistake of this program: run it again with --debug, and report what that prints."
    return " ".join([_said(error, command), *_notes(error)])


def _said(error: Speech302Error, command: Command | None) -> str:
    if isinstance(error, ArgumentError):
        cure = f" {_worded(error.cure)}." if error.cure else ""
        got = "it is missing" if error.value == "None" else f"got {error.value}"
        return f"{_labelled(error.parameter, command)}: {error.rule}, but {got}.{cure}"
    if isinstance(error, ConfigurationError):
        return f"{_FLAGS.get(error.setting, error.setting)}: {error.problem}. {_worded(error.cure)}."
    if isinstance(error, WaitTimeoutError):
        return _late(error)
    if isinstance(error, LedgerError) and error.handle is not None:
        return f"The ledger {error.path} {error.problem}. {error.cure}. The task is not lost: keep its handle."
    if isinstance(error, LedgerError):
        return f"{error} Or name another one (--ledger FILE), or go without (--no-ledger)."
    if isinstance(error, TaskFailedError):
        return str(error)
    cure = getattr(error, "cure", "")
    return str(error).replace(cure, _worded(cure)) if isinstance(cure, str) and cure else str(error)


def _late(error: WaitTimeoutError) -> str:
    unknown = "" if error.known else ", which nobody described"
    state = "nothing was told of it" if error.answer is None else f"its status was {error.status!r}{unknown}"
    broken = f" The last read failed: {error.last_error}" if error.last_error else ""
    return f"The task has not ended after {error.waited:.1f} s and {error.polls} polls; {state}.{broken} It goes on."


def _notes(error: Speech302Error) -> list[str]:
    """What the client added, but for how a program resumes."""
    known = None if error.handle is None else resumption(error.handle)
    return [note for note in getattr(error, "__notes__", []) if note != known]


def _labelled(parameter: str, command: Command | None) -> str:
    """The option that a parameter of the client is given by."""
    name = re.split(r"[.\[]", parameter, maxsplit=1)[0]
    options = () if command is None else command.options
    flag = next((option.flag for option in options if option.name == name), None)
    if flag is None:
        return "--timeout" if parameter == "timeout" else _FLAGS.get(parameter, parameter)
    return flag if name == parameter else f"{flag} ({parameter})"


def _worded(cure: str) -> str:
    for pattern, word in _WORDS:
        cure = pattern.sub(word, cure)
    return cure


def facts_of(error: BaseException, code: int, command: Command | None = None) -> dict[str, Any]:
    """The error as JSON: its type, text and exit code, and its facts as far as JSON can hold them."""
    facts = error.facts if isinstance(error, Speech302Error) else {}
    plain = {name: value for name, value in facts.items() if name not in _LEFT_OUT and _is_json(value)}
    return {"type": type(error).__name__, "message": text_of(error, command), "exit_code": code, "facts": plain}


def _is_json(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(isinstance(name, str) and _is_json(item) for name, item in value.items())
    if isinstance(value, list | tuple):
        return all(map(_is_json, value))
    return value is None or isinstance(value, str | int | float)
