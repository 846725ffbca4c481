"""Marks: the source line of every node of a document."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from scripts.pointers import INDEX

MAX_DEPTH: Final = 200
"""The deepest nesting that is read: ten times what descriptions need, and far below what exhausts the interpreter."""

TOO_DEEP: Final = f"the document nests deeper than {MAX_DEPTH} levels"


@frozen
class Mark:
    """The line (from 1) where a node is written (for a member: its key), and the marks of what it holds."""

    line: int
    children: "dict[str, Mark] | list[Mark] | None" = None

    def at(self, tokens: Sequence[str]) -> "Mark":
        """Follow pointer names down; stop at the nearest known ancestor."""
        mark = self
        for token in tokens:
            child = mark.child(token)
            if child is None:
                break
            mark = child
        return mark

    def child(self, token: str) -> "Mark | None":
        """Return the mark of one member or entry, if there is one."""
        if isinstance(self.children, dict):
            return self.children.get(token)
        if isinstance(self.children, list) and INDEX.fullmatch(token) and int(token) < len(self.children):
            return self.children[int(token)]
        return None
