"""A value that JSON cannot carry."""

from __future__ import annotations

from .errors import Speech302Error


class EncodeError(Speech302Error):
    """A model or request body holds a value that cannot be written as JSON; nothing was sent.

    Facts: `pointer` (JSON pointer to the value, empty if unknown), `expected`, `found` (JSON type, or Python type where
    JSON has none), `detail` (a few words more).
    """

    def __init__(self, pointer: str, expected: str, found: str, *, detail: str = "") -> None:
        self.pointer = pointer
        self.expected = expected
        self.found = found
        self.detail = detail
        place = f"at {pointer}" if pointer else "at the top or below"
        text = f"{found} ({detail})" if detail else found
        super().__init__(f"No JSON can be written {place}: expected {expected}, found {text}. Set another value there.")
