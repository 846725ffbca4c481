"""The parts of a page without headings: JSON values, curl commands, and the prose between them, in their order."""

import re
from typing import Final

from attrs import Factory, define, frozen

from scripts.page.anchors import MENU
from scripts.page.curl import START, Curl, read_curl
from scripts.page.json_block import Block, read_block
from scripts.page.labelling import label
from scripts.page.notes import Notes
from scripts.page.passage import Passage

OPENING: Final = re.compile(r"[{\[](?=$|[\s{\[\"\]}])", re.MULTILINE)
TITLE: Final = re.compile(r"#{1,3}\s+(\S.*)")
ENDS: Final = (":", "\uff1a", "'", "}", "]")
"""What may stand right before JSON on its line."""
MOST: Final = 500
"""How many examples and curl commands of a page are read; no page has a tenth of it."""


@frozen(eq=False)
class Value:
    """A JSON value, its offset and line, and the prose above it."""

    at: int
    line: int
    block: Block
    caption: str


class Ahead:
    """The next match of a pattern, searched for once however often it is asked for: a line may be as long as a page."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self.pattern = pattern
        self.text = text
        self.found = pattern.search(text)

    def before(self, end: int, at: int) -> re.Match[str] | None:
        """The first match at or behind `at` that begins before `end`; `at` must never decrease."""
        if self.found and self.found.start() < at:
            self.found = self.pattern.search(self.text, at)
        return self.found if self.found and self.found.start() < end else None


@define
class Parts:
    """What a page holds besides tables; `line` is that of the title, or of the beginning."""

    line: int
    curl: Ahead
    opening: Ahead
    title: str | None = None
    values: list[Value] = Factory(list)
    curls: list[Curl] = Factory(list)


def find_parts(passage: Passage, tables: dict[int, int], notes: Notes) -> Parts:
    """Walk through the text once. `tables`: the offset of each table, and the index of the line behind it."""
    text = passage.text
    parts = Parts(passage.first, Ahead(START, text), Ahead(OPENING, text))
    at, caption = 0, ""
    while at < len(text):
        if at in tables:
            end = tables[at]
            at, caption = passage.starts[end] if end < len(passage.lines) else len(text), ""
            continue
        found = text.find("\n", at)
        line_end = len(text) if found < 0 else found
        at, caption = _step(parts, passage, at, line_end, caption)
        at += text.startswith("\n", at)
        if len(parts.values) + len(parts.curls) > MOST:
            notes.lose(passage.number(at), f"the page has more than {MOST} examples; the rest is left out")
            break
    return parts


def _step(parts: Parts, passage: Passage, at: int, line_end: int, caption: str) -> tuple[int, str]:
    """Read what stands next on a line, and return the offset behind it and the caption of what follows."""
    text = passage.text
    if MENU.match(text, at):
        return line_end, caption
    curl = parts.curl.before(line_end, at)
    opening = parts.opening.before(line_end, at)
    if curl and not (opening and opening.start() < curl.start()):
        parts.curls.append(read_curl(text, curl.start()))
        return max(parts.curls[-1].end, curl.end()), ""
    before = text[at : opening.start()].strip() if opening else ""
    if opening and (not before or before.endswith(ENDS) or label("headings", before) or label("details", before)):
        return _value(parts, passage, opening.start(), before or caption), ""
    prose = text[at:line_end].strip()
    match = TITLE.fullmatch(prose)
    if match and parts.title is None and not label("headings", match.group(1)):
        parts.title = re.sub(r"\s+", " ", match.group(1))
        parts.line = passage.number(at)
    return line_end, prose or caption


def _value(parts: Parts, passage: Passage, at: int, caption: str) -> int:
    """Read a value, and return the offset behind it."""
    # Where the value is never closed, a curl command behind it ends it.
    curl = parts.curl.before(len(passage.text), at)
    block = read_block(passage.text, at, passage.number, curl.start() if curl else None)
    parts.values.append(Value(at, passage.number(at), block, caption))
    if block.fault is None:
        return block.end
    return max(min(curl.start(), block.end) if curl else block.end, at + 1)
