"""An answer that does not fit its model, or is not JSON at all."""

from __future__ import annotations

from .errors import Speech302Error


class DecodeError(Speech302Error):
    """An answer came that cannot become its model.

    Facts: `pointer` (JSON pointer from the top of the body, with the names on the wire; empty for the whole body),
    `expected` and `found` (JSON types: object, array, string, number, integer, boolean, null; where the body is not
    JSON, `expected` is "JSON" and `found` says what it is instead), `detail` (a few words more: the start of the value,
    or line and column), `body` (the bytes as received; None where no bytes were read), and `operation` and `status`,
    None until the caller who knows them sets them.
    """

    def __init__(self, pointer: str, expected: str, found: str, *, detail: str = "", body: bytes | None = None) -> None:
        self.pointer = pointer
        self.expected = expected
        self.found = found
        self.detail = detail
        self.body = body
        self.operation: str | None = None
        self.status: int | None = None
        super().__init__(self._text())

    def _text(self) -> str:
        found = f"{self.found} ({self.detail})" if self.detail else self.found
        if self.expected == "JSON":
            return (
                f"The answer is not JSON that can be read: found {found}. Likely cause: a proxy or gateway answered in "
                "place of the service, or the answer was cut off. Look at `body`, then call again if the call is free."
            )
        return (
            f"The answer does not fit its model at {self.pointer or 'its top'}: expected {self.expected}, "
            f"found {found}. Likely cause: the service changed, or does something that its documentation does not "
            "say. The answer stands unread in `body`; please report this place and the two types."
        )
