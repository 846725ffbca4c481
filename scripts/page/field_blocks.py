"""Blocks of the Apifox page as text: each field's name, type, marks, prose and details, on lines of their own."""

import re
from typing import Final

from attrs import define

from scripts.page.bounds import Bounds, read_bounds
from scripts.page.field_lines import begins_field, read_detail, type_line
from scripts.page.json_block import Block, read_block
from scripts.page.labelling import label
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.passage import Passage

BARE_JSON: Final = re.compile(r"[{\[](?:$|[\s{\[\"]|[\]}])")
MAX_EXAMPLE: Final = 200
"""How many lines of a field's own example are looked through for its end."""


@define
class Blocks:
    """What a section says: its rows, its other lines (by index), and where its body's examples begin."""

    rows: list[Listed]
    rest: int


def read_blocks(passage: Passage, notes: Notes, *, whole_example: bool) -> Blocks:
    """Read the fields of a section. `whole_example`: the section may end in an example of the whole body."""
    lines = passage.lines
    rows: list[Listed] = []
    index = 0
    while index < len(lines):
        if begins_field(lines, index):
            row, index = _Block(passage, notes, whole_example=whole_example).read(index)
            rows.append(row)
        elif whole_example and begins_example(passage, index):
            return Blocks(rows, index)
        else:
            index += 1
    return Blocks(rows, len(lines))


def begins_example(passage: Passage, index: int) -> bool:
    """Tell whether the examples of a whole body begin on a line: at a label without a colon, or at bare JSON."""
    line = passage.lines[index]
    if BARE_JSON.match(line):
        return True
    found = label("details", line)
    if not found or found.concept != "example" or line.endswith((":", "\uff1a")):
        return False
    # Names of several examples may stand between the label and the JSON. Without JSON, it is a field's own example if
    # more fields follow.
    for following in range(index + 1, min(index + MAX_EXAMPLE, len(passage.lines))):
        if BARE_JSON.match(passage.lines[following]):
            return True
        if begins_field(passage.lines, following):
            return False
    return True


class _Block:
    """The reading of one field."""

    def __init__(self, passage: Passage, notes: Notes, *, whole_example: bool) -> None:
        self.passage = passage
        self.lines = passage.lines
        self.notes = notes
        self.whole_example = whole_example
        self.row = Listed("", 0)

    def read(self, index: int) -> tuple[Listed, int]:
        found = type_line(self.lines[index + 1])
        assert found is not None
        kind, required = found
        name, line = self.lines[index], self.passage.numbers[index]
        self.row = Listed(name, line, type=kind.name, count=kind.members, required=required, enumerated=kind.enum)
        index += 2
        while index < len(self.lines) and not begins_field(self.lines, index):
            if self.whole_example and begins_example(self.passage, index):
                break
            following = self.line(index)
            if following == index:
                break
            index = following
        return self.row, index

    def line(self, index: int) -> int:
        """Read what begins on a line, and return the index behind it; the same index for what ends the field."""
        line = self.lines[index]
        mark = label("marks", line)
        if mark:
            self.notes.saw(mark.language, self.passage.numbers[index])
            if mark.concept != "ignored" and self.row.required is None:
                self.row.required = mark.concept == "required"
            return index + 1
        bounds = read_bounds(line)
        if bounds:
            self.bounds(bounds, index)
            return index + 1
        concept, value = read_detail(line)
        if concept is None:
            return index + 1
        found = label("details", line[: len(line) - len(value)] if value else line)
        self.notes.saw(found.language if found else None, self.passage.numbers[index])
        return self.detail(concept, value, index)

    def bounds(self, bounds: Bounds, index: int) -> None:
        self.row.minimum = bounds.minimum if bounds.minimum is not None else self.row.minimum
        self.row.maximum = bounds.maximum if bounds.maximum is not None else self.row.maximum
        if bounds.exclusive:
            told = f"a bound of `{self.row.name}` excludes its value, which these facts cannot say: {self.lines[index]}"
            self.notes.warn(self.passage.numbers[index], told)

    def detail(self, concept: str, value: str, index: int) -> int:
        end = index + 1
        if concept == "example" and not value and end < len(self.lines) and self.lines[end][0] in "{[":
            block = self.json(end)
            if self.whole_example and isinstance(block.value, dict) and (self.row.type or "") not in ("object", "any"):
                # The label of the body's example, with a colon.
                return index
            if block.fault is None:
                return self.passage.index(self.passage.starts[0] + max(block.end - 1, 0)) + 1
        if not value:
            end = self.until(index + 1, single=concept not in ("enum", "example"))
        texts = [(self.passage.numbers[index], value)] if value else self.texts(index + 1, end)
        self.keep(concept, texts)
        return end

    def json(self, index: int) -> Block:
        text = self.passage.text
        start = self.passage.starts[index]
        # Where a field's example is no JSON, its lines tell where it ends.
        return read_block(text, start, self.passage.number, limit=start)

    def until(self, index: int, *, single: bool) -> int:
        """The index behind the values of a detail."""
        start = index
        while index < len(self.lines) and index - start < (1 if single else MAX_EXAMPLE):
            line = self.lines[index]
            if label("marks", line) or read_detail(line)[0] or read_bounds(line) or begins_field(self.lines, index):
                break
            index += 1
        return index

    def texts(self, start: int, end: int) -> list[tuple[int, str]]:
        return list(zip(self.passage.numbers[start:end], self.lines[start:end], strict=True))

    def keep(self, concept: str, texts: list[tuple[int, str]]) -> None:
        told = texts[0][1] if texts else None
        if concept == "enum":
            self.row.enum_lines.extend(texts)
        elif concept == "default":
            self.row.default_text = told
        elif concept == "example":
            self.row.shown.extend(text for _, text in texts)
        elif told is not None and concept in ("minimum", "maximum"):
            bounds = read_bounds(f">= {told}")
            setattr(self.row, concept, bounds.minimum if bounds else None)
