"""The surprise file: what clients of any number of processes were surprised by, for `drift --surprises` to read.

Each line is a JSON object in ASCII, with a newline at its end:

    {"surprise": "unknown field", "operation": "get_subtitle_task", "pointer": "/fps", "found": "number", "count": 2}

`surprise` is the kind; `operation`, `pointer` and `found` are as in `Surprise`; `count` is how often the client met it
since its last line about the same. So the counts of a shape add up, whoever wrote them. Blank lines mean nothing. No
line holds a value of an answer, a time, or a word of who asked.
"""

from __future__ import annotations

import json
import os
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .surprise import Surprise


class SurpriseFileWarning(UserWarning):
    """The surprise file cannot be written. Nothing else is the matter: surprises are counted on the client as well."""


class SurpriseFile:
    """A file that lines are added to, beside other threads' and processes' lines; it is open only for that moment.

    One that cannot be written to is warned of once, from the beginning, and never raises: an answer that was paid for
    must not be lost to a full disk.
    """

    def __init__(self, path: str) -> None:
        self.path = str(Path(path).absolute())  # the program may change its folder
        self.problem: str | None = None
        """Why the last attempt to write failed; None if it did not."""
        self._warned = False
        self._cut = False
        self._try(b"")

    def add(self, surprise: Surprise, count: int) -> bool:
        """Write a line, and tell whether that went well."""
        fields = {
            "surprise": surprise.kind,
            "operation": surprise.operation,
            "pointer": surprise.pointer,
            "found": surprise.found,
            "count": count,
        }
        return self._try(f"{json.dumps(fields)}\n".encode())

    def _try(self, line: bytes) -> bool:
        try:
            self._append(line)
        except (OSError, ValueError) as error:  # ValueError: a path that no system can have
            self.problem = getattr(error, "strerror", None) or str(error)
            self._warn()
            return False
        self.problem = None
        return True

    def _append(self, line: bytes) -> None:
        """Write at the end of the file, wherever that is by then, all at once: so no two lines mix."""
        # What is left of a line that a full disk has cut must not swallow this one.
        text = b"\n" + line if line and self._cut else line
        # Opening a pipe that nobody reads would wait for a reader without O_NONBLOCK.
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self.path, flags, 0o666)  # which the user's umask narrows
        try:
            written = os.write(descriptor, text) if text else 0
        finally:
            os.close(descriptor)
        if text:
            self._cut = written < len(text)
        if written < len(text):
            raise OSError("only a part of a line could be written")

    def _warn(self) -> None:
        if self._warned:
            return
        self._warned = True
        told = (
            f"surprises cannot be written to {self.path}: {self.problem}. Nothing else is the matter: they are counted "
            "on the client, and it goes on trying. Make the file one that can be written to, or name another."
        )
        with suppress(SurpriseFileWarning):  # where warnings are errors, `problem` alone tells it
            warnings.warn(told, SurpriseFileWarning, stacklevel=2)
