"""Rows of the product page's table of operations, and where the details below each of them begin and end.

The table's empty cells are lost, so a row is read by what its cells hold: a title first, a method, and perhaps an
address between them.
"""

import re
from typing import Final

from attrs import define

from scripts.page.anchors import ADDRESS, METHODS
from scripts.page.field_table import split_cells
from scripts.page.labelling import label, pattern
from scripts.page.notes import Notes
from scripts.page.passage import Passage

COUNT: Final = re.compile(r"(.{1,60}?)\s*[(\uff08]([0-9]{1,4})[)\uff09]")


@define
class Row:
    """A row of the table of operations, and the offsets of the details below it. `cut`: the page ends within them."""

    line: int
    title: str | None
    method: str
    path: str | None
    start: int
    end: int = 0
    cut: bool = False


def is_product_page(passage: Passage) -> bool:
    """Tell the product page by the header of its table, or by what opens the details of an operation."""
    for line in passage.lines:
        if "|" not in line:
            continue
        found = {its.concept for cell in split_cells(line) if (its := label("product", cell))}
        if "method" in found and len(found) >= 3:
            return True
        cells = split_cells(line)
        if any(cell.upper() in METHODS for cell in cells[1:]) and any(
            (its := label("product_texts", cell)) and its.concept == "open" for cell in cells
        ):
            return True
    return False


def find_rows(passage: Passage, notes: Notes) -> list[Row]:
    """Find every row; a page that counts more of them has lost some."""
    rows = _rows(passage, notes)
    counted = _counted(passage, rows[0].line) if rows else None
    if counted and counted[1] > len(rows):
        told = f"the page counts {counted[1]} operations and shows {len(rows)}: it may be cut"
        notes.warn(counted[0], told)
    return rows


def _counted(passage: Passage, end: int) -> tuple[int, int] | None:
    """The line above the first row that counts the operations, `API列表 (4)`, and how many it says there are."""
    for line, number in zip(passage.lines, passage.numbers, strict=True):
        match = COUNT.fullmatch(line)
        if number >= end:
            break
        if match and label("product_texts", match.group(1)):
            return number, int(match.group(2))
    return None


def _rows(passage: Passage, notes: Notes) -> list[Row]:
    rows: list[Row] = []
    for index, line in enumerate(passage.lines):
        if rows and not rows[-1].end and _ends_operations(line):
            rows[-1].end = passage.starts[index]
        found = _row(passage, index)
        if found:
            if rows and not rows[-1].end:
                rows[-1].end = passage.starts[index]
            rows.append(found)
        elif "|" in line:
            for cell in split_cells(line):
                its = label("product", cell)
                notes.saw(its.language if its else None, passage.numbers[index])
    if rows and not rows[-1].end:
        # The details close their row of the table; where the list of prices follows, the page is longer anyway.
        rows[-1].end = len(passage.text)
        rows[-1].cut = not passage.lines[-1].endswith("|") or passage.numbers[-1] == rows[-1].line
    return rows


def _ends_operations(line: str) -> bool:
    found = label("product_texts", line)
    return found is not None and found.concept == "prices"


def _row(passage: Passage, index: int) -> Row | None:
    line = passage.lines[index]
    if "|" not in line:
        return None
    cells = split_cells(line)
    at = next((place for place, cell in enumerate(cells) if cell.upper() in METHODS), None)
    if at is None or not any(cells[:at]) or any(len(cell) > 200 for cell in cells[: at + 1]):
        return None
    before = [cell for cell in cells[:at] if cell]
    addresses = [cell for cell in [*before[1:], *cells[at + 1 :]] if ADDRESS.fullmatch(cell)]
    details = pattern("product_texts", "details").search(line)
    start = passage.starts[index] + (details.start() if details else len(line))
    path = re.sub(r"^https?://[^/]+", "", addresses[0]) if addresses else None
    title = None if ADDRESS.fullmatch(before[0]) else before[0]
    return Row(passage.numbers[index], title, cells[at].upper(), path or None, start)
