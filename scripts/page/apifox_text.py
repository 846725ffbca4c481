"""The Apifox page as text: a menu, then for each operation its title, method and address on three lines, and sections.

The list of fields, a table in the prose, the examples and the curl command are read together: each says of a body what
the others leave out.
"""

from typing import Final

from scripts.page.anchors import Anchor, anchors
from scripts.page.bodies import Shown, body_fields
from scripts.page.curl import find_curls
from scripts.page.examples import find_examples
from scripts.page.facts import Example, Operation, Parameter
from scripts.page.field_blocks import read_blocks
from scripts.page.field_table import find_tables, pairs_of, role_of
from scripts.page.hosts import warn_of_hosts
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.passage import Passage
from scripts.page.requests import (
    add_example,
    body_of,
    called_path,
    check_path,
    form_rows,
    once,
    security,
    with_curls,
    with_path_parameters,
)
from scripts.page.response_cases import examples_of, read_answers, shown_by
from scripts.page.sections import sections
from scripts.page.shape import shape_of

PLACES: Final = ("path", "query", "header", "cookie")


def read_apifox_text(passage: Passage, notes: Notes) -> list[Operation]:
    """Read every operation of the page; none when no line is a method above an address."""
    found = anchors(passage, notes)
    ends = [*(anchor.start for anchor in found[1:]), len(passage.lines)][: len(found)]
    readings = [
        _Reading(anchor, passage.part(anchor.rest, end), notes, last=end == len(passage.lines))
        for anchor, end in zip(found, ends, strict=True)
    ]
    if readings and not any(reading.is_described() for reading in readings):
        told = "nothing of a request or a response stands below this method and address"
        notes.warn(readings[0].anchor.line, told, damage=True)
        return []
    return [reading.operation() for reading in readings]


class _Reading:
    """The reading of one operation, step by step: later steps use what earlier ones found. `last`: it ends the page."""

    def __init__(self, anchor: Anchor, passage: Passage, notes: Notes, *, last: bool) -> None:
        self.anchor = anchor
        self.passage = passage
        self.notes = notes
        self.sections = sections(passage, notes)
        self.curls = find_curls(passage.text)
        self.examples: list[Example] = []
        self.shown: Shown = []
        self.rows: list[Listed] = []
        self.tables: dict[str, list[list[Listed]]] = {"request": [], "response": []}
        self.damaged = set[str]()
        with notes.losses_of("request", self.damaged):
            self.read_request()
        self.answers = read_answers(self.sections, notes, last=last)
        if any(answer.damaged for answer in self.answers if answer.succeeds):
            self.damaged.add("response")
        self.read_tables()

    def is_described(self) -> bool:
        """Tell whether anything follows the address that a page of this service has."""
        return bool(self.curls) or any(section.kind not in ("about", "modified") for section in self.sections)

    def operation(self) -> Operation:
        """Join what was read."""
        self.check_end()
        warn_of_hosts(self.curls, self.passage, self.notes)
        path = self.path()
        parameters = self.parameters(path)
        forms = form_rows(self.curls, self.passage)
        lists = [answer.rows for answer in self.answers if answer.succeeds and answer.rows]
        shown = shown_by(self.answers)
        with self.notes.losses_of("request", self.damaged):
            request_fields = body_fields([self.rows, *self.tables["request"], forms], self.shown, self.notes)
        with self.notes.losses_of("response", self.damaged):
            response_fields = body_fields([*lists, *self.tables["response"]], shown, self.notes)
        return Operation(
            title=self.anchor.title,
            method=self.anchor.method,
            path=path,
            security=security(parameters, named=any(each.kind == "authorization" for each in self.sections)),
            parameters=parameters,
            request_fields=request_fields,
            response_fields=response_fields,
            request_examples=tuple(self.examples),
            response_examples=examples_of(self.answers),
            line=self.anchor.line,
            servers=tuple(dict.fromkeys([*filter(None, [self.anchor.server, *(curl.server for curl in self.curls)])])),
            cases=tuple(answer.case for answer in self.answers),
            request_damaged="request" in self.damaged,
            response_damaged="response" in self.damaged,
        )

    def read_request(self) -> None:
        """Read the body's list of fields, and every example of a whole body."""
        for section in self.sections:
            if section.kind == "body_params":
                blocks = read_blocks(section.passage, self.notes, whole_example=True)
                self.rows.extend(blocks.rows)
                for found in find_examples(section.passage.part(blocks.rest), "the request", self.notes):
                    if found.telling:
                        self.shown.append((found.block.value, found.block.mark))
                    if found.whole:
                        add_example(self.examples, found.block.value, found.line)
        for curl in self.curls:
            block = body_of(curl, self.passage, self.notes)
            if block is not None and isinstance(block.value, dict | list):
                self.shown.append((block.value, block.mark))
                if block.fault is None:
                    add_example(self.examples, block.value, block.mark.line)

    def read_tables(self) -> None:
        """Read the tables in the prose; one that is about neither body for certain is left out, with a warning."""
        shapes = shape_of(self.shown), shape_of(shown_by(self.answers))
        about = self.sections[0].passage
        for table in find_tables(about, pairs_of(shapes), self.notes):
            role = role_of(table, *shapes)
            if role is None:
                self.notes.warn(table.line, "nothing tells whether this table is about the request or the response")
                continue
            self.tables[role].append(table.rows)
            self.damaged |= {role} if table.damaged else set()

    def parameters(self, path: str | None) -> tuple[Parameter, ...]:
        """Every parameter: the listed ones, then those that only the address or the curl command shows."""
        found: list[Parameter] = []
        for section in self.sections:
            if section.kind in PLACES:
                rows = read_blocks(section.passage, self.notes, whole_example=False).rows
                found.extend(row.parameter(section.kind, self.notes) for row in rows)
        for rows in self.tables["request"]:
            found.extend(row.parameter(row.place, self.notes) for row in rows if row.place in PLACES)
            rows[:] = [row for row in rows if row.place not in PLACES]
        found = with_path_parameters(found, path, self.anchor.line)
        return once(with_curls(found, self.curls, self.passage), self.notes)

    def path(self) -> str | None:
        """The address of the page; where it is lost, the one that the curl command calls, with a warning."""
        curl = next((curl for curl in self.curls if curl.path), None)
        path = self.anchor.path
        if path is None:
            told = f"the page lost the address of {self.anchor.method}"
            if curl is None:
                self.notes.warn(self.anchor.line, told, damage=True)
                return None
            self.notes.warn(self.anchor.line, f"{told}, which is read from the curl command instead")
            return called_path(curl, self.passage, self.notes)
        if curl:
            check_path(path, curl, self.passage, self.notes)
            if curl.method != self.anchor.method:
                told = f"the curl command sends {curl.method}, and the page says {self.anchor.method}"
                self.notes.warn(self.passage.number(curl.start), told)
        return path

    def check_end(self) -> None:
        """Warn of a page that ends too early: nothing else tells that its facts are not all."""
        kinds = [section.kind for section in self.sections]
        if self.answers:
            return
        self.damaged.add("response")
        if {"responses", "case"} & set(kinds):
            self.notes.lose(self.passage.last, "the page ends within the response: it may be cut here")
            return
        self.notes.lose(self.passage.last, "the page says nothing of the response: it may be cut here")
        if kinds[-1] != "samples" and not self.curls:
            self.damaged.add("request")
