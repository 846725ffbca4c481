"""Failures: errors that are values.

A failure says what is wrong, where, the likely cause and the next step. Two failures with the same facts are equal, so
a test compares the value and not its text. This is a leaf: it knows nothing of documents, overlays or descriptions.
"""

import difflib
from collections.abc import Iterable, Sequence
from typing import Final

WRONG: Final = 1
"""Exit code: a document or an action is wrong."""

UNUSABLE: Final = 2
"""Exit code: unusable arguments, or a file that cannot be read or written."""

Facts = tuple[str, str | None, str | None, str | None, int]


class Failure(Exception):  # noqa: N818 - the glossary says failure
    """One error with its facts.

    `what`: one sentence without full stop. `where`: `file:line`, or a file. `cause`: why, in the words of the input.
    `cure`: the next step. `exit_code`: `WRONG` or `UNUSABLE`.
    """

    def __init__(
        self,
        what: str,
        where: str | None = None,
        cause: str | None = None,
        cure: str | None = None,
        exit_code: int = WRONG,
    ) -> None:
        super().__init__(what, where, cause, cure, exit_code)
        self.what: Final = what
        self.where: Final = where
        self.cause: Final = cause
        self.cure: Final = cure
        self.exit_code: Final = exit_code

    @property
    def facts(self) -> Facts:
        """What makes this failure equal to another one."""
        return (self.what, self.where, self.cause, self.cure, self.exit_code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Failure) and self.facts == other.facts

    def __hash__(self) -> int:
        return hash(self.facts)

    def __repr__(self) -> str:
        return f"Failure{self.facts!r}"

    def __str__(self) -> str:
        lines = [f"error: {self.what}"]
        for label, text in (("at", self.where), ("cause", self.cause), ("cure", self.cure)):
            if text is not None:
                # The continuation lines of a longer text stand under its first one.
                lines.append(f"  {label + ':':<6} " + text.replace("\n", "\n" + " " * 9))
        return "\n".join(lines)


class Failures(Exception):  # noqa: N818 - as above
    """Several failures found in one pass, in the order of discovery; never empty."""

    def __init__(self, failures: Iterable[Failure]) -> None:
        self.failures: Final[tuple[Failure, ...]] = tuple(failures)
        super().__init__(self.failures)

    @property
    def exit_code(self) -> int:
        """The gravest exit code among the failures."""
        return max(failure.exit_code for failure in self.failures)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Failures) and self.failures == other.failures

    def __hash__(self) -> int:
        return hash(self.failures)

    def __str__(self) -> str:
        return "\n".join(str(failure) for failure in self.failures)


def raise_all(failures: Sequence[Failure]) -> None:
    """Raise nothing, the one failure, or `Failures` of all of them, each told once."""
    told = list(dict.fromkeys(failures))
    if len(told) == 1:
        raise told[0]
    if told:
        raise Failures(told)


def choices(name: str, known: Iterable[str], noun: str = "names") -> str:
    """Tell the known names that are near to `name`, or the first of all of them when none is."""
    names = list(known)
    if not names:
        return f"there are no {noun} here"
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.7)
    if near:
        return "did you mean " + " or ".join(near) + "?"
    shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    return f"known {noun}: {shown}"
