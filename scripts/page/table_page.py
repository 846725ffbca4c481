"""The Apifox page as field table, request example, curl command and response example, one behind the other.

Such a copy has no headings, and may have lost the ends of lines between its parts: JSON stands right behind the curl
command's last quote, or the curl command behind JSON. So it is read as one text, from left to right. What stands
before the first curl command is the request's, what follows the response's, unless a line above says otherwise.
"""

import re
from typing import Final

from scripts.page.bodies import Shown, body_fields
from scripts.page.facts import Example, Operation, Parameter
from scripts.page.field_table import Table, about, find_tables, pairs_of, role_of
from scripts.page.hosts import is_ours, warn_of_hosts
from scripts.page.json_block import Block
from scripts.page.labelling import label
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.passage import Passage
from scripts.page.requests import add_example, body_of, called_path, form_rows, once, security, with_curls
from scripts.page.shape import shape_of
from scripts.page.table_parts import Value, find_parts

CAPTION: Final = re.compile(r"[#*\s]*(.*?)[:\uff1a*\s]*")


def read_table_page(passage: Passage, notes: Notes) -> list[Operation]:
    """Read the one operation of the page; none when it is not one of this service."""
    reading = _Reading(passage, notes)
    return [reading.operation()] if reading.is_page() else []


class _Reading:
    """The reading of one page: first its parts, then what they say together."""

    def __init__(self, passage: Passage, notes: Notes) -> None:
        self.passage = passage
        self.notes = notes
        found = find_tables(passage, set(), Notes())
        self.tables: list[Table] = []
        self.damaged = set[str]()
        self.parts = find_parts(passage, {passage.starts[table.start]: table.end for table in found}, notes)
        self.values = self.parts.values
        self.curls = self.parts.curls
        if found:
            shapes = shape_of(self.shown("request") + self.sent()), shape_of(self.shown("response"))
            self.tables = find_tables(passage, pairs_of(shapes), notes)
        for table in self.tables:
            for language in table.languages:
                notes.saw(language, table.line)

    def is_page(self) -> bool:
        """Tell a page of this service: a curl command that calls it beside a table or JSON, or a table about the JSON.

        A page without that is another site's: a table and a curl command stand on many.
        """
        if any(curl.path and is_ours(curl.server) for curl in self.curls) and (self.tables or self.values):
            return True
        warn_of_hosts(self.curls, self.passage, self.notes)
        shapes = shape_of(self.shown("request") + self.sent()), shape_of(self.shown("response"))
        return any(role_of(table, *shapes) and about(table, *shapes) for table in self.tables)

    def role(self, value: Value) -> str:
        """Tell whose example a value is: by the line above it, else by its place before or behind the curl command."""
        match = CAPTION.fullmatch(value.caption[:100])
        found = label("headings", match.group(1)) if match else None
        if found and found.concept in ("responses", "body"):
            return "response"
        if found and found.concept in ("request", "body_params", "samples"):
            return "request"
        if self.curls:
            return "request" if value.at < self.curls[0].start else "response"
        return "request" if len(self.values) > 1 and value is self.values[0] else "response"

    def shown(self, role: str) -> Shown:
        """What the examples of a body show, cut ones too."""
        return [
            (value.block.value, value.block.mark)
            for value in self.values
            if self.role(value) == role and (value.block.fault is None or isinstance(value.block.value, dict | list))
        ]

    def operation(self) -> Operation:
        """Join what the parts say."""
        warn_of_hosts(self.curls, self.passage, self.notes)
        requests, responses = self.examples()
        with self.notes.losses_of("request", self.damaged):
            shown = self.shown("request") + self.sent()
        tables = self.roles()
        parameters = self.parameters(tables["request"])
        forms = form_rows(self.curls, self.passage)
        path = self.path(parameters)
        with self.notes.losses_of("request", self.damaged):
            request_fields = body_fields([*tables["request"], forms], shown, self.notes)
        with self.notes.losses_of("response", self.damaged):
            response_fields = body_fields(tables["response"], self.shown("response"), self.notes)
        return Operation(
            title=self.parts.title,
            method=self.curls[0].method if self.curls else None,
            path=path,
            security=security(parameters, named=False),
            parameters=parameters,
            request_fields=request_fields,
            response_fields=response_fields,
            request_examples=tuple(requests),
            response_examples=tuple(responses),
            line=self.parts.line,
            servers=tuple(dict.fromkeys(curl.server for curl in self.curls if curl.server)),
            request_damaged="request" in self.damaged,
            response_damaged="response" in self.damaged,
        )

    def examples(self) -> tuple[list[Example], list[Example]]:
        """The whole examples of the request and of the response; a cut or wrong one is a warning."""
        requests: list[Example] = []
        responses: list[Example] = []
        for value in self.values:
            role = self.role(value)
            fault = value.block.fault
            if fault is not None:
                cut = fault.offset >= len(self.passage.text)
                what = f"the example of the {role} is cut" if cut else f"the example of the {role} is not JSON"
                self.notes.lose(self.passage.number(fault.offset), f"{what}: {fault.cause}")
                self.damaged.add(role)
                continue
            add_example(requests if role == "request" else responses, value.block.value, value.line)
        for block in self.bodies():
            if block.fault is None:
                add_example(requests, block.value, block.mark.line)
        if not responses and not any(self.role(value) == "response" for value in self.values):
            self.notes.lose(self.passage.last, "the page shows no response: it may be cut here")
            self.damaged.add("response")
        return requests, responses

    def bodies(self) -> list[Block]:
        """The JSON bodies that the curl commands send, cut ones too."""
        found = [body_of(curl, self.passage, self.notes) for curl in self.curls]
        return [block for block in found if block is not None and isinstance(block.value, dict | list)]

    def sent(self) -> Shown:
        """What the curl commands show of the request's body."""
        return [(block.value, block.mark) for block in self.bodies()]

    def roles(self) -> dict[str, list[list[Listed]]]:
        """The rows of the tables, by the body that they are about."""
        shapes = shape_of(self.shown("request") + self.sent()), shape_of(self.shown("response"))
        roles: dict[str, list[list[Listed]]] = {"request": [], "response": []}
        for table in self.tables:
            role = role_of(table, *shapes)
            if role is None:
                self.notes.warn(table.line, "nothing tells whether this table is about the request or the response")
                continue
            roles[role].append(table.rows)
            self.damaged |= {role} if table.damaged else set()
        return roles

    def parameters(self, tables: list[list[Listed]]) -> tuple[Parameter, ...]:
        found: list[Parameter] = []
        for rows in tables:
            found.extend(row.parameter(row.place, self.notes) for row in rows if row.place not in (None, "body"))
            rows[:] = [row for row in rows if row.place in (None, "body")]
        return once(with_curls(found, self.curls, self.passage), self.notes)

    def path(self, parameters: tuple[Parameter, ...]) -> str | None:
        """The address that the curl command calls, as far as that can tell it."""
        curl = next((curl for curl in self.curls if curl.path), None)
        if curl is None:
            self.notes.warn(self.parts.line, "the page has no curl command, so the address is not known")
            return None
        path = called_path(curl, self.passage, self.notes)
        variable = next((one.name for one in parameters if one.place == "path"), None)
        if path and variable and f"{{{variable}}}" not in path:
            told = f"the curl command calls {path}, and which part of it is the path parameter `{variable}` is lost"
            self.notes.warn(self.passage.number(curl.url_at), told)
            return None
        return path
