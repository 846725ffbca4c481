"""Passages: the lines of a page that hold something, and where in the file each of them stands.

Blank lines and the blanks around a line mean nothing in any rendering but the Markdown export, so they are dropped
here, once, for all readers.
"""

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Final

from attrs import frozen

# Copies of web pages hold marks without width, which strip() does not take for blanks.
BLANKS: Final = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)


@frozen(eq=False)
class Passage:
    """Some lines, none of them blank, and the number of each in its file (from 1)."""

    lines: tuple[str, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, text: str, first: int = 1) -> "Passage":
        """Take the lines of a text whose first line has the number `first`."""
        kept = [(line, number) for number, raw in enumerate(text.split("\n"), first) if (line := raw.strip(BLANKS))]
        return cls(tuple(line for line, _ in kept), tuple(number for _, number in kept))

    def part(self, start: int, end: int | None = None) -> "Passage":
        """Take the lines from index `start` up to `end`."""
        return Passage(self.lines[start:end], self.numbers[start:end])

    @cached_property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(self.lines)

    @cached_property
    def starts(self) -> list[int]:
        """The offset in `text` of each line."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)][: len(self.lines)]

    def index(self, offset: int) -> int:
        """The index of the line that holds an offset of `text`."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def number(self, offset: int) -> int:
        """The number in the file of the line that holds an offset of `text`; 1 in an empty passage."""
        return self.numbers[self.index(offset)] if self.numbers else 1

    @property
    def first(self) -> int:
        """The number of the first line; 1 in an empty passage."""
        return self.numbers[0] if self.numbers else 1

    @property
    def last(self) -> int:
        """The number of the last line; 1 in an empty passage."""
        return self.numbers[-1] if self.numbers else 1
