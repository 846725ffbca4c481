"""The bundled description, with the hand-written place of everything in it."""

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from scripts.documents import Document, place
from scripts.values import Json


@frozen
class Source:
    """A node of a hand-written file: the file, and a JSON pointer into it."""

    document: Document
    pointer: str

    def place(self) -> str:
        """Return `file:line`."""
        return self.document.place(self.pointer)

    def below(self, rest: str) -> "Source":
        """Return the node that a pointer leads to from here."""
        return Source(self.document, self.pointer + rest)


@frozen
class Bundle:
    """The description in one document.

    `data`: the bundled document. `path`: its root file. `files`: every file that it was made of, sorted.
    `sources`: for each pointer of `data` where another file begins, the node that stands there.
    """

    data: dict[str, Json]
    path: Path
    files: tuple[Path, ...]
    sources: Mapping[str, Source]

    def origin(self, pointer: str) -> tuple[Path, int]:
        """Return the hand-written file and line (from 1) of a node of `data`, or of its nearest known ancestor."""
        source = self.source(pointer)
        return source.document.path, source.document.line(source.pointer)

    def place(self, pointer: str) -> str:
        """Return `origin` as `file:line`."""
        return place(*self.origin(pointer))

    def source(self, pointer: str) -> Source:
        """Return the hand-written node behind a node of `data`."""
        head = pointer
        while head not in self.sources:
            head = head.rpartition("/")[0]
        return self.sources[head].below(pointer[len(head) :])
