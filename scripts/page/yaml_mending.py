"""The YAML of an exported page, read even where it is not valid: each mend is the smallest, and a warning.

Exports write prose without quotes, and such prose can hold what means something in YAML. A line at which the parser
stops is quoted; what cannot be mended so is left out, with what stands below it.
"""

import re
from pathlib import Path
from typing import Final

from attrs import evolve

from scripts.documents import Document, parse
from scripts.documents.marks import Mark
from scripts.failures import Failure
from scripts.page.notes import Notes

TRIES: Final = 30
CHEAP: Final = 200
"""How many characters of YAML are parsed again in the time of one step of work."""
ENTRY: Final = re.compile(r"(\s*(?:- +)*)([^\s:#'\"][^:]*|'[^']*'|\"[^\"]*\"): +(\S.*)")
LONGEST: Final = 10_000
"""A longer line is not mended: it holds no prose."""
ITEM: Final = re.compile(r"(\s*- +)(\S.*)")
UNPRINTABLE: Final = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_mended(text: str, first: int, path: Path, notes: Notes) -> Document | None:
    """Read a block of YAML whose first line has the number `first`; None if it cannot be mended."""
    lines = [UNPRINTABLE.sub(" ", line).replace("\t", "  ") for line in text.split("\n")]
    for _ in range(TRIES):
        try:
            document = parse("\n".join(lines), path, "yaml")
        except Failure as failure:
            at = _line(failure, lines)
            if at is None or failure.what.startswith("aliases copy"):
                notes.lose(first, f"the OpenAPI block cannot be read: {failure.what}")
                return None
            _mend(lines, at, failure, first, notes)
        else:
            return evolve(document, mark=_moved(document.mark, first - 1, {}))
        notes.work -= len(text) // CHEAP
        if notes.work < 0:
            break
    notes.lose(first, "the OpenAPI block has too many faults to be read")
    return None


def _moved(mark: Mark, by: int, known: dict[int, Mark]) -> Mark:
    """The mark of a node in the page, from that in the block. `known`: what an alias repeats is one and the same."""
    found = known.get(id(mark))
    if found is None:
        children: dict[str, Mark] | list[Mark] | None = None
        if isinstance(mark.children, dict):
            children = {name: _moved(child, by, known) for name, child in mark.children.items()}
        elif mark.children is not None:
            children = [_moved(child, by, known) for child in mark.children]
        found = known[id(mark)] = Mark(mark.line + by, children)
    return found


def _line(failure: Failure, lines: list[str]) -> int | None:
    """The index of the line that a failure is about."""
    number = (failure.where or "").rpartition(":")[2]
    if not number.isdecimal() or not any(line.strip() for line in lines):
        return None
    at = min(max(int(number) - 1, 0), len(lines) - 1)
    if "quoted scalar" in (failure.cause or ""):
        # The parser stops at the end of the text; the quote was opened where none closes it.
        at = next((index for index, line in enumerate(lines[: at + 1]) if _is_open(line)), at)
    while at > 0 and not lines[at].strip():
        at -= 1
    return at


def _is_open(line: str) -> bool:
    value = ENTRY.fullmatch(line.rstrip()) if len(line) <= LONGEST else None
    text = value.group(3) if value else line.strip().removeprefix("- ")
    return text.startswith(('"', "'")) and (len(text) == 1 or not text.endswith(text[0]))


def _mend(lines: list[str], at: int, failure: Failure, first: int, notes: Notes) -> None:
    why = failure.cause or failure.what
    if "is written twice" in failure.what:
        notes.lose(first + at, f"the OpenAPI block has a key twice, and the second one is left out: {failure.what}")
        _leave_out(lines, at)
        return
    for index in (at, _above(lines, at)):
        quoted = _quoted(lines[index])
        if quoted is not None and quoted != lines[index]:
            told = f"the OpenAPI block is not valid YAML, and this line is read as if quoted: {why}"
            notes.warn(first + index, told, damage=True)
            lines[index] = quoted
            return
    notes.lose(first + at, f"the OpenAPI block is not valid YAML, and this line is left out: {why}")
    _leave_out(lines, at)


def _above(lines: list[str], at: int) -> int:
    index = at - 1
    while index > 0 and not lines[index].strip():
        index -= 1
    return max(index, 0)


def _quoted(line: str) -> str | None:
    """Quote the plain value of a line; None for a line without one."""
    line = line.rstrip()
    entry = ENTRY.fullmatch(line) if len(line) <= LONGEST else None
    head, value = (f"{entry.group(1)}{entry.group(2)}: ", entry.group(3)) if entry else (None, "")
    if head is None and len(line) <= LONGEST and (item := ITEM.fullmatch(line)):
        head, value = item.groups()
    if head is None or re.fullmatch(r"[|>][+-]?\d?|[{\[].*[}\]]|'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"", value):
        return None
    return head + "'" + value.replace("'", "''") + "'"


def _leave_out(lines: list[str], at: int) -> None:
    indent = _indent(lines[at])
    lines[at] = ""
    for index in range(at + 1, len(lines)):
        if lines[index].strip() and _indent(lines[index]) <= indent:
            return
        lines[index] = ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
