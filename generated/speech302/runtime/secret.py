"""A secret that does not show itself, and takes itself out of what others show."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, TypeVar

from .errors import Speech302Error

HIDDEN = "***"
E = TypeVar("E", bound=Speech302Error)
_ENTITIES = {"&": "amp", "<": "lt", ">": "gt", '"': "quot"}


class Secret:
    """Holds the API key. `reveal()` gives it; `str`, `repr` and formatting give `***`; pickling is refused."""

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The key itself, for the one place that writes the Authorization header."""
        return self._value

    def __repr__(self) -> str:
        return f"Secret({HIDDEN!r})"

    def __str__(self) -> str:
        return HIDDEN

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self

    def __copy__(self) -> Secret:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("an API key is not pickled: build the client in the process that uses it")

    @cached_property
    def _echo(self) -> re.Pattern[str]:
        # A service echoes a key plainly or as JSON, a URL or HTML writes it, so each character has four spellings.
        return re.compile("".join(_spellings(character) for character in self._value))

    def scrub(self, text: str) -> str:
        """The text with every spelling of the key replaced by `***`."""
        return self._echo.sub(HIDDEN, text) if self._value else text

    def clean(self, error: E) -> E:
        """Take the key out of an error's text and facts, in place, and drop the chain that could show it."""
        error.args = self._cleaned(error.args)
        for name, value in error.__dict__.items():
            error.__dict__[name] = self._cleaned(value)
        # Causes hold whole documents (json) and request headers (httpx), and tracebacks their local variables.
        error.__cause__ = error.__context__ = None
        return error.with_traceback(None)

    def _cleaned(self, value: Any) -> Any:
        if isinstance(value, str):
            cleaned = self.scrub(value)
            return value if cleaned == value else cleaned  # a named state stays one
        if isinstance(value, bytes):
            return self.scrub(value.decode("latin-1")).encode("latin-1")
        if type(value) in (tuple, list):
            return type(value)(self._cleaned(item) for item in value)
        if type(value) is dict:
            return {self._cleaned(name): self._cleaned(item) for name, item in value.items()}
        return value


def _spellings(character: str) -> str:
    number = ord(character)
    plain = re.escape(character)
    hexadecimal = f"(?i:{number:02x})"
    spellings = [plain, rf"\\u00{hexadecimal}", f"%{hexadecimal}", rf"&\#(?:0*{number}|[xX]0*{hexadecimal});"]
    if character in '"\\/':
        spellings.append(rf"\\{plain}")
    if character in _ENTITIES:
        spellings.append(f"&{_ENTITIES[character]};")
    # The longest spelling first: a plain backslash must not win over the escape that it begins.
    return f"(?:{'|'.join(reversed(spellings))})"
