"""Docstrings as Markdown: paragraphs on one line each, lists, code, and the sections `Args`, `Returns` and `Raises`."""

import re
from collections.abc import Iterator

import attrs

_SECTION = re.compile(r"(Args|Returns|Raises)\b[^`]*:")
_SOURCE = "Source: "

Entry = tuple[str, str]
"""A name, such as that of an argument, and what is said of it."""


@attrs.frozen
class Docstring:
    """What a docstring says: its blocks of Markdown, its sections by their titles, its source (empty without one)."""

    blocks: tuple[str, ...]
    sections: dict[str, list[Entry]]
    source: str

    @property
    def line(self) -> str:
        """All that is said, on one line."""
        return " ".join(" ".join(block.split()) for block in self.blocks)

    @property
    def summary(self) -> str:
        """The first sentence."""
        first = self.blocks[0] if self.blocks else ""
        return re.split(r"(?<=[.?!]) (?=[A-Z`])", first, maxsplit=1)[0]


def read_docstring(text: str) -> Docstring:
    """The parts of a docstring that is indented no more than its first line."""
    blocks: list[str] = []
    sections: dict[str, list[Entry]] = {}
    source = ""
    for lines in _paragraphs(text):
        if (title := _SECTION.fullmatch(lines[0])) and len(lines) > 1:
            sections[title[1]] = list(_entries(lines[1:]))
        elif lines[0].startswith(_SOURCE):
            source = " ".join(lines).removeprefix(_SOURCE)
        else:
            blocks.append(_block(lines))
    return Docstring(tuple(blocks), sections, source)


def _paragraphs(text: str) -> Iterator[list[str]]:
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        if block.strip():
            yield block.splitlines()


def _block(lines: list[str]) -> str:
    if all(line.startswith("    ") for line in lines):
        return "\n".join(lines)  # code, in Markdown as in a docstring
    made: list[str] = []
    for line in lines:
        if made and not line.startswith("- "):
            made[-1] += f" {line.strip()}"
        else:
            made.append(line.strip())
    return "\n".join(made)


def _entries(lines: list[str]) -> Iterator[Entry]:
    """The entries of a section, one of which may go over several lines, those after the first indented deeper."""
    least = min(len(line) - len(line.lstrip()) for line in lines)
    joined: list[str] = []
    for line in lines:
        if joined and line[least] == " ":
            joined[-1] += f" {line.strip()}"
        else:
            joined.append(line.strip())
    for entry in joined:
        name, _, said = entry.partition(": ")
        yield name, said
