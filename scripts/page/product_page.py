"""The 302.ai product page: a table of operations, each row followed by its details, all glued together.

A row without an address is a warning; only a catalogue can say it.
"""

from typing import Final

from scripts.page.anchors import MAX_OPERATIONS
from scripts.page.bodies import Shown, body_fields
from scripts.page.curl import find_curls
from scripts.page.facts import Example, Operation, Parameter
from scripts.page.glued_fields import read_glued, shown_names
from scripts.page.glued_heads import clean_names
from scripts.page.glued_sections import GluedSection, glued_sections
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.passage import Passage
from scripts.page.product_rows import Row, find_rows
from scripts.page.requests import add_example, body_of, check_path, once, security, with_curls, with_path_parameters

PLACES: Final = ("path", "query", "header", "cookie")


def read_product_page(passage: Passage, notes: Notes) -> list[Operation]:
    """Read every operation of the page."""
    rows = find_rows(passage, notes)
    known = set[str]()
    for row in rows:
        known |= clean_names(passage.text[row.start : row.end])
    if len(rows) > MAX_OPERATIONS:
        told = f"the page has more than {MAX_OPERATIONS} operations; the rest is left out"
        notes.warn(rows[MAX_OPERATIONS].line, told, damage=True)
    return [_Reading(row, passage, known, notes).operation() for row in rows[:MAX_OPERATIONS]]


class _Reading:
    """The reading of one operation's details."""

    def __init__(self, row: Row, passage: Passage, known: set[str], notes: Notes) -> None:
        self.row = row
        self.passage = passage
        self.notes = notes
        self.lines = passage.part(passage.index(row.start), passage.index(max(row.end - 1, 0)) + 1)
        self.curls = find_curls(self.lines.text)
        self.damaged = set[str]()
        self.sections = glued_sections(passage, row.start, row.end, notes)
        for section in self.sections:
            if section.damaged:
                self.damaged.add("response" if section.kind == "responses" else "request")
        if row.cut:
            self.damaged |= {"request", "response"}
            told = f"the page ends within the details of `{row.title}`: it may be cut here"
            notes.lose(passage.number(max(row.end - 1, 0)), told)
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
        with self.notes.losses_of("request", self.damaged):
            found = self.with_curls(found, shown, examples)
            request_fields = body_fields([self.listed("body_params")], shown, self.notes)
        answers, answered = self.answers()
        with self.notes.losses_of("response", self.damaged):
            response_fields = body_fields([self.listed("responses")], answered, self.notes)
        return Operation(
            title=row.title,
            method=row.method,
            path=row.path,
            security=security(found, named=False),
            parameters=once(found, self.notes),
            request_fields=request_fields,
            response_fields=response_fields,
            request_examples=tuple(examples),
            response_examples=tuple(answers),
            line=row.line,
            servers=tuple(dict.fromkeys(curl.server for curl in self.curls if curl.server)),
            request_damaged="request" in self.damaged,
            response_damaged="response" in self.damaged,
        )

    def with_curls(self, found: list[Parameter], shown: Shown, examples: list[Example]) -> list[Parameter]:
        """Add to parameters, examples and what they show what the curl commands of the details have."""
        row = self.row
        for curl in self.curls:
            block = body_of(curl, self.lines, self.notes)
            if row.path:
                check_path(row.path, curl, self.lines, self.notes)
            if block is not None and isinstance(block.value, dict | list):
                shown.append((block.value, block.mark))
                if block.fault is None:
                    add_example(examples, block.value, block.mark.line)
        return with_curls(found, self.curls, self.lines)

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
