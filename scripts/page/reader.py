"""Reading a page: its rendering recognised, and the reader of that rendering asked for the facts."""

import json
import re
from pathlib import Path
from typing import Final

from scripts.documents import place, shown
from scripts.failures import Failure
from scripts.page.addresses import fill
from scripts.page.anchors import MENU
from scripts.page.apifox_text import read_apifox_text
from scripts.page.catalogue import load_catalogue, read_catalogue
from scripts.page.decoding import check_size, decode, read_bytes
from scripts.page.facts import Operation, Page
from scripts.page.markdown_export import find_blocks, read_markdown_export
from scripts.page.notes import Notes
from scripts.page.passage import BLANKS, Passage
from scripts.page.product_page import read_product_page
from scripts.page.product_rows import is_product_page
from scripts.page.table_page import read_table_page

CURE: Final = "store the documentation page again, from its title to its end"
PEEKED: Final = 1000
"""How many bytes tell whether a file is meant as JSON."""
KANA: Final = re.compile(r"[\u3041-\u30ff]")
HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def read_page(path: Path, catalogue: Path | None = None) -> Page:
    """Read a stored page, with a catalogue for what it lost.

    Raises `Failure`: exit code 2 when a file cannot be read, 1 when no operation is found.
    """
    return parse_page(read_bytes(path), path, catalogue)


def parse_page(content: bytes, path: Path, catalogue: Path | None = None) -> Page:
    """Read the content of a page as if it stood in `path`."""
    notes = Notes()
    found = _operations(content, path, notes)
    rendering, operations = found
    if not operations:
        raise _nothing(content, path, notes)
    _warn_of_titles(operations, notes)
    if catalogue is not None and rendering != "catalogue":
        operations = fill(operations, load_catalogue(catalogue), catalogue, notes)
    if rendering == "product-page":
        _warn_of_addresses(operations, notes)
    language = notes.language() or _script(operations)
    return Page(path, rendering, language, notes.sorted(), tuple(operations))


def _operations(content: bytes, path: Path, notes: Notes) -> tuple[str, list[Operation]]:
    """Tell the rendering, and read the operations by its reader."""
    is_json = content[:PEEKED].decode(errors="ignore").lstrip(BLANKS).startswith(("{", "["))
    if not is_json or b'"definition"' not in content:
        check_size(content, path)
    text = decode(content, path, notes)
    passage = Passage.of(text)
    if is_json and '"definition"' in passage.text and (operations := read_catalogue(passage, notes)):
        return "catalogue", operations
    check_size(content, path)
    blocks = find_blocks(text, notes)
    if blocks:
        return "markdown-export", read_markdown_export(text, blocks, path, notes)
    operations = read_apifox_text(passage, notes)
    if operations:
        return "apifox-text", operations
    if is_product_page(passage):
        return "product-page", read_product_page(passage, notes)
    return "field-table", read_table_page(passage, notes)


def _nothing(content: bytes, path: Path, notes: Notes) -> Failure:
    """Say why no operation was found."""
    lines = Passage.of(content.decode("utf-8-sig", errors="replace").replace("\r", "\n")).lines
    told = next(iter(notes.sorted()), None)
    if not lines:
        cause = "the file is empty" if not content else "the file holds nothing but blanks"
    elif all(MENU.match(line) for line in lines):
        cause = f"it holds a menu of {len(lines)} entries, and nothing else"
    elif told is not None:
        return Failure("no operation is found", place(path, told.line), told.text, CURE)
    elif _is_json(content):
        cause = "it is JSON without a product: no object in it has a list `definition`"
    else:
        cause = (
            "no line is a method above an address, and there is no table of fields beside a curl command of this "
            "service, no row of a product page, no block of OpenAPI, and no row of a catalogue"
        )
    return Failure("no operation is found", shown(path), cause, CURE)


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _warn_of_titles(operations: list[Operation], notes: Notes) -> None:
    seen: dict[str, Operation] = {}
    for operation in operations:
        if operation.title is None:
            continue
        first = seen.setdefault(operation.title, operation)
        if first is not operation and first.method == operation.method and first.path == operation.path:
            told = f"`{operation.title}` stands on the page twice, on line {first.line} before"
            notes.warn(operation.line, told, damage=True)
        elif first is not operation:
            told = f"two operations have the title `{operation.title}`, one on line {first.line}"
            notes.warn(operation.line, told, damage=True)


def _warn_of_addresses(operations: list[Operation], notes: Notes) -> None:
    for operation in operations:
        if operation.path is None:
            told = f"the page lost the address of {operation.method} `{operation.title}`"
            notes.warn(operation.line, f"{told}; a catalogue may say it (--catalogue FILE)")


def _script(operations: list[Operation]) -> str | None:
    """Tell the language of titles by their script, for a rendering without labels; None without a title."""
    titles = " ".join(operation.title for operation in operations if operation.title)
    if KANA.search(titles):
        return "ja"
    if HAN.search(titles):
        return "zh"
    return "en" if re.search(r"[A-Za-z]", titles) else None
