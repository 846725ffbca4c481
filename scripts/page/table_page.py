"""The Apifox page as field table, request example, curl command and response example, one behind the other.

Such a copy has no headings, and may have lost the ends of lines between its parts: JSON stands right behind the curl
command's last quote, or the curl command behind JSON. So it is read as one text, from left to right. What stands
before the first curl command is the request's, what follows the response's, unless a line above says otherwise.
"""

import re
from typing import Final

from attrs import define

from scripts.page.bodies import Shown, body_fields
from scripts.page.curl import START, Curl, read_curl
from scripts.page.facts import Example, Operation, Parameter
from scripts.page.field_table import Table, about, find_tables, pairs_of, role_of
from scripts.page.hosts import is_ours, warn_of_hosts
from scripts.page.json_block import Block, read_block
from scripts.page.labelling import label
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.passage import Passage
from scripts.page.requests import add_example, body_of, called_path, form_rows, once, security, with_curl
from scripts.page.shape import shape_of

OPENING: Final = re.compile(r"[{\[](?=$|[\s{\[\"\]}])", re.MULTILINE)
CAPTION: Final = re.compile(r"[#*\s]*(.*?)[:\uff1a*\s]*")
TITLE: Final = re.compile(r"#{1,3}\s+(\S.*)")


@define
class _Json:
    """A JSON value on the page, and the line of prose above it."""

    line: int
    block: Block
    caption: str


def read_table_page(passage: Passage, notes: Notes) -> list[Operation]:
    """Read the one operation of the page; none when it is not one of this service."""
    reading = _Reading(passage, notes)
    return [reading.operation()] if reading.is_page() else []


class _Reading:
    """The reading of one page: first its parts, then what they say together."""

    def __init__(self, passage: Passage, notes: Notes) -> None:
        self.passage = passage
        self.notes = notes
        self.title: str | None = None
        self.line = passage.first
        self.values: list[_Json] = []
        self.curls: list[Curl] = []
        found = find_tables(passage, set(), Notes())
        self.tables: list[Table] = []
        self.scan({passage.starts[table.start]: table.end for table in found})
        if found:
            shapes = shape_of(self.shown("request") + self.sent()), shape_of(self.shown("response"))
            self.tables = find_tables(passage, pairs_of(shapes), notes)

    def is_page(self) -> bool:
        """Tell a page of this service: a curl command that calls it beside a table or JSON, or a table about the JSON.

        A page without that is another site's: a table and a curl command stand on many.
        """
        if any(curl.path and is_ours(curl.server) for curl in self.curls) and (self.tables or self.values):
            return True
        warn_of_hosts(self.curls, self.passage, self.notes)
        shapes = shape_of(self.shown("request") + self.sent()), shape_of(self.shown("response"))
        return any(role_of(table, *shapes) and about(table, *shapes) for table in self.tables)

    def scan(self, tables: dict[int, int]) -> None:
        """Walk through the text once, from part to part."""
        text = self.passage.text
        at, caption = 0, ""
        while at < len(text):
            if at in tables:
                end = tables[at]
                at = self.passage.starts[end] if end < len(self.passage.lines) else len(text)
                caption = ""
                continue
            break_at = text.find("\n", at)
            line_end = len(text) if break_at < 0 else break_at
            curl = START.search(text, at, line_end)
            opening = OPENING.search(text, at, line_end)
            if curl and not (opening and opening.start() < curl.start()):
                self.curls.append(read_curl(text, curl.start()))
                at, caption = max(self.curls[-1].end, curl.end()), ""
            elif opening and (
                opening.start() == at
                or text[at : opening.start()].strip().endswith((":", "\uff1a", "'"))
                or label("headings", text[at : opening.start()])
            ):
                before = text[at : opening.start()].strip()
                at, caption = self.json(opening.start(), before or caption), ""
            else:
                caption = text[at:line_end].strip() or caption
                self.heading(caption, at)
                at = line_end
            at += text.startswith("\n", at)

    def heading(self, text: str, at: int) -> None:
        match = TITLE.fullmatch(text)
        if match and self.title is None and not label("headings", match.group(1)):
            self.title = re.sub(r"\s+", " ", match.group(1))
            self.line = self.passage.number(at)

    def json(self, at: int, caption: str) -> int:
        block = read_block(self.passage.text, at, self.passage.number)
        self.values.append(_Json(self.passage.number(at), block, caption))
        if block.fault is None:
            return block.end
        # Behind a fault nothing tells where the JSON ends but the next curl command.
        curl = START.search(self.passage.text, at)
        return max(curl.start(), at + 1) if curl else len(self.passage.text)

    def role(self, value: _Json) -> str:
        """Tell whose example a value is: by the line above it, else by its place before or behind the curl command."""
        match = CAPTION.fullmatch(value.caption[:100])
        found = label("headings", match.group(1)) if match else None
        if found and found.concept in ("responses", "body"):
            return "response"
        if found and found.concept in ("request", "body_params", "samples"):
            return "request"
        if self.curls:
            return (
                "request"
                if value.line <= self.passage.number(self.curls[0].start) and value is not self.behind()
                else "response"
            )
        return "request" if len(self.values) > 1 and value is self.values[0] else "response"

    def behind(self) -> _Json | None:
        """The first value behind the first curl command; it may stand on the line that the command ends on."""
        end = self.curls[0].end
        return next((value for value in self.values if value.block.end > end), None)

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
        shown = self.shown("request") + self.sent()
        tables = self.roles()
        parameters = self.parameters(tables["request"])
        forms = form_rows(self.curls, self.passage)
        path = self.path(parameters)
        return Operation(
            title=self.title,
            method=self.curls[0].method if self.curls else None,
            path=path,
            security=security(parameters, named=False),
            parameters=parameters,
            request_fields=body_fields([*tables["request"], forms], shown, self.notes),
            response_fields=body_fields(tables["response"], self.shown("response"), self.notes),
            request_examples=tuple(requests),
            response_examples=tuple(responses),
            line=self.line,
            servers=tuple(dict.fromkeys(curl.server for curl in self.curls if curl.server)),
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
                self.notes.warn(self.passage.number(fault.offset), f"{what}: {fault.cause}")
                continue
            add_example(requests if role == "request" else responses, value.block.value, value.line)
        for block in self.bodies():
            if block.fault is None:
                add_example(requests, block.value, block.mark.line)
        if not responses and not any(self.role(value) == "response" for value in self.values):
            self.notes.warn(self.passage.last, "the page shows no response: it may be cut here")
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
        return roles

    def parameters(self, tables: list[list[Listed]]) -> tuple[Parameter, ...]:
        found: list[Parameter] = []
        for rows in tables:
            found.extend(row.parameter(row.place, self.notes) for row in rows if row.place not in (None, "body"))
            rows[:] = [row for row in rows if row.place in (None, "body")]
        for curl in self.curls:
            found = with_curl(found, curl, self.passage)
        return once(found, self.notes)

    def path(self, parameters: tuple[Parameter, ...]) -> str | None:
        """The address that the curl command calls, as far as that can tell it."""
        curl = next((curl for curl in self.curls if curl.path), None)
        if curl is None:
            self.notes.warn(self.line, "the page has no curl command, so the address is not known")
            return None
        path = called_path(curl, self.passage, self.notes)
        variable = next((one.name for one in parameters if one.place == "path"), None)
        if path and variable and f"{{{variable}}}" not in path:
            told = f"the curl command calls {path}, and which part of it is the path parameter `{variable}` is lost"
            self.notes.warn(self.passage.number(curl.url_at), told)
            return None
        return path
