"""The 302.ai product page: a table of operations, each row followed by its details, all glued together.

The table's empty cells are lost, so a row is read by what its cells hold: a title first, a method, and perhaps an
address between them. A row without an address is a warning; only a catalogue can say it.
"""

import re
from typing import Final

from attrs import define

from scripts.page.anchors import ADDRESS, MAX_OPERATIONS, METHODS
from scripts.page.bodies import Shown, body_fields
from scripts.page.curl import find_curls
from scripts.page.facts import Example, Operation, Parameter
from scripts.page.field_table import split_cells
from scripts.page.glued_fields import clean_names, read_glued, shown_names
from scripts.page.glued_sections import GluedSection, glued_sections
from scripts.page.labelling import label, pattern
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.passage import Passage
from scripts.page.requests import add_example, body_of, check_path, once, security, with_curl, with_path_parameters

PLACES: Final = ("path", "query", "header", "cookie")


@define
class Row:
    """A row of the table of operations, and the offsets of the details below it."""

    line: int
    title: str | None
    method: str
    path: str | None
    start: int
    end: int = 0


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


def read_product_page(passage: Passage, notes: Notes) -> list[Operation]:
    """Read every operation of the page."""
    rows = _rows(passage, notes)
    known = set[str]()
    for row in rows:
        known |= clean_names(passage.text[row.start : row.end])
    if len(rows) > MAX_OPERATIONS:
        notes.warn(
            rows[MAX_OPERATIONS].line, f"the page has more than {MAX_OPERATIONS} operations; the rest is left out"
        )
    return [_Reading(row, passage, known, notes).operation() for row in rows[:MAX_OPERATIONS]]


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
        rows[-1].end = len(passage.text)
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


class _Reading:
    """The reading of one operation's details."""

    def __init__(self, row: Row, passage: Passage, known: set[str], notes: Notes) -> None:
        self.row = row
        self.passage = passage
        self.notes = notes
        text = passage.text[row.start : row.end]
        self.curls = find_curls(text)
        self.sections = glued_sections(passage, row.start, row.end, notes)
        self.known = known | {
            name for section in self.sections for block in section.blocks for name in shown_names(block.value)
        }

    def operation(self) -> Operation:
        """Join what the details say."""
        row = self.row
        found = [
            each.parameter(section.kind, self.notes) for section in self.of(*PLACES) for each in self.rows(section)
        ]
        found = with_path_parameters(found, row.path, row.line)
        examples: list[Example] = []
        shown = self.shown("body_params", "samples", examples=examples)
        found = self.with_curls(found, shown, examples)
        answers, answered = self.answers()
        return Operation(
            title=row.title,
            method=row.method,
            path=row.path,
            security=security(found, named=False),
            parameters=once(found, self.notes),
            request_fields=body_fields([self.listed("body_params")], shown, self.notes),
            response_fields=body_fields([self.listed("responses")], answered, self.notes),
            request_examples=tuple(examples),
            response_examples=tuple(answers),
            line=row.line,
            servers=tuple(dict.fromkeys(curl.server for curl in self.curls if curl.server)),
        )

    def with_curls(self, found: list[Parameter], shown: Shown, examples: list[Example]) -> list[Parameter]:
        """Add to parameters, examples and what they show what the curl commands of the details have."""
        row = self.row
        details = self.passage.part(self.passage.index(row.start), self.passage.index(max(row.end - 1, 0)) + 1)
        for curl in find_curls(details.text):
            found = with_curl(found, curl, details)
            block = body_of(curl, details, self.notes)
            if row.path:
                check_path(row.path, curl, details, self.notes)
            if block is not None and isinstance(block.value, dict | list):
                shown.append((block.value, block.mark))
                if block.fault is None:
                    add_example(examples, block.value, block.mark.line)
        return found

    def of(self, *kinds: str) -> list[GluedSection]:
        """The sections of some kinds."""
        return [section for section in self.sections if section.kind in kinds]

    def rows(self, section: GluedSection) -> list[Listed]:
        """The fields of a section."""
        return read_glued(self.passage, section.start, section.fields_end, self.known, self.notes)

    def listed(self, kind: str) -> list[Listed]:
        """The fields of every section of a kind."""
        return [row for section in self.of(kind) if _succeeds(section) for row in self.rows(section)]

    def answers(self) -> tuple[list[Example], Shown]:
        """The whole examples of the response, and what those of success show of its fields."""
        found: list[Example] = []
        shown: Shown = []
        for section in self.of("responses"):
            for block in section.blocks:
                found.append(Example(block.value, status=section.status, line=block.mark.line))
                if _succeeds(section):
                    shown.append((block.value, block.mark))
        return found, shown

    def shown(self, *kinds: str, examples: list[Example]) -> Shown:
        """What the examples of some sections show; the whole ones are added to `examples`."""
        shown: Shown = []
        for section in self.of(*kinds):
            for block in section.blocks:
                shown.append((block.value, block.mark))
                if block.fault is None:
                    add_example(examples, block.value, block.mark.line)
        return shown


def _succeeds(section: GluedSection) -> bool:
    return section.status is None or 200 <= section.status < 300
