"""What is written where: results to standard output, all else to standard error; plain text, and never the key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from ..secret import Secret

_KEPT = "\n\t"
_LEAST = 6


def plain(text: str) -> str:
    """The text without characters that steer a terminal: what a service or a file says may hold some."""
    return "".join(c if c.isprintable() or c in _KEPT else c.encode("unicode_escape").decode() for c in text)


class Screen:
    """The two streams of a command.

    `quiet`: hints and warnings are left out. `document`: standard output gets one JSON document, and `result` nothing.
    """

    def __init__(self, out: TextIO, err: TextIO, *, quiet: bool = False, document: bool = False) -> None:
        self._out = out
        self._err = err
        self._quiet = quiet
        self._document = document
        self._secrets: list[Secret] = []
        self.above: Callable[[str], None] | None = None
        """Writes a line above a live display, while there is one."""

    @property
    def err(self) -> TextIO:
        """Standard error, for a display that is drawn there."""
        return self._err

    @property
    def interactive(self) -> bool:
        """Whether a person reads standard error, and wants to be told more than what went wrong."""
        return not self._quiet and self._err.isatty()

    def hide(self, secret: Secret) -> None:
        """Write `***` wherever this would stand."""
        # What is shorter is no key of the service's, and would tear holes into any text.
        if len(secret.reveal()) >= _LEAST:
            self._secrets.append(secret)

    def result(self, text: str) -> None:
        """Write a line of what was asked for."""
        if not self._document:
            self._out.write(f"{self._clean(text)}\n")
            self._out.flush()

    def raw(self, text: str) -> None:
        """Write a result that is a file's content."""
        if not self._document:
            self._out.write(self._scrubbed(text))
            self._out.flush()

    def document(self, data: Mapping[str, Any]) -> None:
        """Write the JSON document, if one was asked for."""
        if self._document:
            self._out.write(json.dumps(self._without(data), indent=2) + "\n")
            self._out.flush()

    def hint(self, text: str) -> None:
        """Write a line that helps a person, and nobody else."""
        if self.interactive:
            self.tell(text)

    def warn(self, text: str) -> None:
        """Write what went wrong without ending the command."""
        if not self._quiet:
            self.tell(f"warning: {text}")

    def tell(self, text: str) -> None:
        """Write a line to standard error, whatever was asked for."""
        line = self._clean(text)
        if self.above is not None:
            self.above(line)
            return
        self._err.write(f"{line}\n")
        self._err.flush()

    def _clean(self, text: str) -> str:
        return plain(self._scrubbed(text))

    def _without(self, value: Any) -> Any:
        """JSON without the key: in texts alone, so that it stays JSON whatever the key is."""
        if isinstance(value, str):
            return self._scrubbed(value)
        if isinstance(value, Mapping):
            return {self._scrubbed(str(name)): self._without(item) for name, item in value.items()}
        return [self._without(item) for item in value] if isinstance(value, list | tuple) else value

    def _scrubbed(self, text: str) -> str:
        for secret in self._secrets:
            text = secret.scrub(text)
        return text
