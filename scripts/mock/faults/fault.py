"""One fault: how a person writes it, what it does, and which requests it can strike."""

import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from attrs import evolve, field, frozen

from scripts.mock.faults.plan import Plan

FILES: Final = "files"
"""What requests for files are called, beside the ids of operations."""

VARIES: Final = {
    "STATUS": r"200|[45]\d\d",
    "MOVED": r"30[12378]",
    "SECONDS": r"\d{1,6}(?:\.\d{1,6})?",
    "OFFSET": r"[+-]\d{1,6}(?:\.\d{1,6})?",
    "N": r"\d{1,6}",
    "CODE": r"-?\d{1,9}",
    "LENGTH": r"[+-]\d{1,9}",
    "URL": r"https?://\S+",
    "POINTER": r"/\S*",
    "NAME": r"[\w-]+",
    "JSON": r".+",
    "TEXT": r".+",
    "STATES": r"[^\s,]+(?:,[^\s,]+)*",
    "S": r".+",
}
"""What each word in capitals may be."""

Change: TypeAlias = Callable[..., Plan]
"""Adds a fault to a plan; takes the plan, and a text for each word in capitals."""


@frozen
class Target:
    """What a request is for: the id of an operation, or `files`; and its kind: create, read, plain or file."""

    name: str
    kind: str


@frozen
class Fault:
    """One row of the table. `kinds` of requests and, where it names any, `operations` are what it can strike.

    `mark`: in brackets, in a text of a request, it asks for itself. Texts say `[silence]` and `[unknown]` for other
    reasons, so not every fault is one.
    """

    written: str
    meaning: str
    kinds: frozenset[str]
    change: Change
    operations: tuple[str, ...] = ()
    mark: bool = False
    pattern: re.Pattern[str] = field(init=False)

    @pattern.default
    def _read_from_how_it_is_written(self) -> re.Pattern[str]:
        parts = re.split(r"([A-Z]+)", self.written)
        return re.compile("".join(f"({VARIES[part]})" if part in VARIES else re.escape(part) for part in parts))

    def strikes(self, target: Target) -> bool:
        """Tell whether it can strike a request."""
        return target.kind in self.kinds and (not self.operations or target.name in self.operations)


def sending(**changes: Any) -> Change:
    """Say how the answer is sent."""
    return lambda plan: evolve(plan, delivery=evolve(plan.delivery, **changes))


def serving_file(**changes: Any) -> Change:
    """Say how the file is served."""
    return lambda plan: evolve(plan, file=evolve(plan.file, **changes))


def wishing(**changes: Any) -> Change:
    """Say how the task runs."""
    return lambda plan: evolve(plan, wishes=evolve(plan.wishes, **changes))
