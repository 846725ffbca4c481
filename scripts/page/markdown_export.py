"""The Markdown export of an Apifox page: prose, then a fenced block with an OpenAPI document of one operation."""

import re
from pathlib import Path
from typing import Final, NamedTuple

from attrs import evolve

from scripts.page.facts import Operation
from scripts.page.notes import Notes
from scripts.page.openapi_operations import read_openapi
from scripts.page.yaml_mending import read_mended

FENCE: Final = re.compile(r"[ ]{0,3}(`{3,}|~{3,})\s*([\w-]*)\s*")
OPENAPI: Final = re.compile(r"[\s{]*[\"']?(?:openapi|swagger)[\"']?\s*:")
LONGEST: Final = 300
MOST_BLOCKS: Final = 200
"""How many blocks are read; what has more is no page of the documentation."""
TITLE: Final = re.compile(r"#\s+(\S.*?)\s*#*\s*")


class Fenced(NamedTuple):
    """A fenced block: the number of its first line, its text, and whether the page ends within it."""

    first: int
    text: str
    cut: bool


def find_blocks(text: str, notes: Notes) -> list[Fenced]:
    """Find the fenced blocks that hold an OpenAPI document."""
    lines = text.split("\n")
    found: list[Fenced] = []
    index = 0
    while index < len(lines) and len(found) < MOST_BLOCKS:
        opening = FENCE.fullmatch(lines[index])
        index += 1
        if opening is None:
            continue
        start, closed = index, False
        while index < len(lines) and not closed:
            closing = FENCE.fullmatch(lines[index])
            closed = bool(closing and closing.group(1).startswith(opening.group(1)) and not closing.group(2))
            index += 1
        block = lines[start : index - 1 if closed else index]
        if any(OPENAPI.match(line) for line in block):
            found.append(Fenced(start + 1, "\n".join(block), not closed))
            if not closed:
                notes.lose(len(lines), "the fenced block is not closed: the page may be cut here")
    return found


def read_markdown_export(text: str, blocks: list[Fenced], path: Path, notes: Notes) -> list[Operation]:
    """Read the operations of every block; the title of the prose serves an operation without a summary."""
    lines = [line.strip() for line in text.split("\n") if len(line) < LONGEST]
    titles = [match.group(1) for line in lines if (match := TITLE.fullmatch(line))]
    operations: list[Operation] = []
    for block in blocks:
        losses = notes.losses
        document = read_mended(block.text, block.first, path, notes)
        damaged = block.cut or notes.losses > losses
        if document is not None:
            for operation in read_openapi(document, titles[0] if titles else None, notes):
                # What is gone may have belonged to either body.
                whole = evolve(operation, request_damaged=True, response_damaged=True) if damaged else operation
                operations.append(whole)
    return operations
