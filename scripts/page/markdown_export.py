"""The Markdown export of an Apifox page: prose, then a fenced block with an OpenAPI document of one operation."""

import re
from pathlib import Path
from typing import Final

from scripts.page.facts import Operation
from scripts.page.notes import Notes
from scripts.page.openapi_operations import read_openapi
from scripts.page.yaml_mending import read_mended

FENCE: Final = re.compile(r"[ ]{0,3}(`{3,}|~{3,})\s*([\w-]*)\s*")
OPENAPI: Final = re.compile(r"[\s{]*[\"']?(?:openapi|swagger)[\"']?\s*:")
LONGEST: Final = 300
TITLE: Final = re.compile(r"#\s+(\S.*?)\s*#*\s*")


def find_blocks(text: str, notes: Notes) -> list[tuple[int, str]]:
    """Find the fenced blocks that hold an OpenAPI document: the number of the first line of each, and its text."""
    lines = text.split("\n")
    found: list[tuple[int, str]] = []
    index = 0
    while index < len(lines):
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
            found.append((start + 1, "\n".join(block)))
            if not closed:
                notes.warn(len(lines), "the fenced block is not closed: the page may be cut here")
    return found


def read_markdown_export(text: str, blocks: list[tuple[int, str]], path: Path, notes: Notes) -> list[Operation]:
    """Read the operations of every block; the title of the prose serves an operation without a summary."""
    lines = [line.strip() for line in text.split("\n") if len(line) < LONGEST]
    titles = [match.group(1) for line in lines if (match := TITLE.fullmatch(line))]
    operations: list[Operation] = []
    for first, block in blocks:
        document = read_mended(block, first, path, notes)
        if document is not None:
            operations.extend(read_openapi(document, titles[0] if titles else None, notes))
    return operations
