"""Anchors: where the operations of the Apifox page as text begin - a title, then a method, then an address."""

import re
from typing import Final
from urllib.parse import urlsplit

from attrs import frozen

from scripts.page.curl import find_curls
from scripts.page.field_lines import begins_field
from scripts.page.hosts import is_ours
from scripts.page.labelling import label
from scripts.page.notes import Notes
from scripts.page.passage import Passage

METHODS: Final = frozenset({"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"})
ADDRESS: Final = re.compile(r"/[^\s|\"'<>]*|(?:https?://|\{\{?[^{}\s]+\}?\})[^\s|\"'<>]*")
TOGETHER: Final = re.compile(r"([A-Z]{3,7})\s*(/[^\s|\"'<>]+|https?://[^\s|\"'<>]+)")
HEADINGS: Final = frozenset({"request", "responses", "path", "query", "header", "body_params", "samples"})
MAX_OPERATIONS: Final = 200
"""How many operations of a page are read; what has more is no page of the documentation."""
MENU: Final = re.compile(r"[-*•·]\s")


@frozen
class Anchor:
    """Where an operation begins: the indexes of its first line and of the one below its address."""

    start: int
    rest: int
    line: int
    title: str | None
    method: str
    path: str | None
    server: str | None


def anchors(passage: Passage, notes: Notes) -> list[Anchor]:
    """Find every operation. Where the page lost the address, a method above a request's headings tells of one."""
    lines = passage.lines
    found = [
        (index, *_addressed(lines, index + 1))
        for index, line in enumerate(lines[:-1])
        if line.upper() in METHODS and ADDRESS.fullmatch(lines[index + 1]) and is_ours(_address(lines[index + 1])[1])
    ]
    if not found and _is_documentation(passage):
        found = _together(lines) or _lost(lines)
    if len(found) > MAX_OPERATIONS:
        line = passage.numbers[found[MAX_OPERATIONS][0]]
        notes.warn(line, f"the page has more than {MAX_OPERATIONS} operations; the rest is left out", damage=True)
    made: list[Anchor] = []
    for index, rest, method, address in found[:MAX_OPERATIONS]:
        made.append(_anchor(passage, index, rest, method, address, made, notes))
    return made


def _addressed(lines: tuple[str, ...], index: int) -> tuple[int, str, str]:
    """Read the method above a line and the address on it; the server may stand on a line of its own."""
    method, address = lines[index - 1].upper(), lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else ""
    if _address(address)[0] in (None, "/") and following.startswith("/") and ADDRESS.fullmatch(following):
        return index + 2, method, address.rstrip("/") + following
    return index + 1, method, address


def _is_documentation(passage: Passage) -> bool:
    """Tell whether a page without the usual beginning has anything else of a page of this service."""
    curls = find_curls(passage.text)
    if curls:
        return any(is_ours(curl.server) for curl in curls)
    return any(begins_field(passage.lines, index) for index in range(len(passage.lines)))


def _together(lines: tuple[str, ...]) -> list[tuple[int, int, str, str]]:
    """A method and its address on one line, if the headings of a request follow."""
    matches = ((index, TOGETHER.fullmatch(line)) for index, line in enumerate(lines))
    found = [
        (index, index + 1, match.group(1), match.group(2))
        for index, match in matches
        if match and match.group(1) in METHODS
    ]
    return _headed(lines, found)


def _lost(lines: tuple[str, ...]) -> list[tuple[int, int, str, str]]:
    return _headed(lines, [(index, index + 1, line, "") for index, line in enumerate(lines) if line in METHODS])


def _headed(lines: tuple[str, ...], found: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """Keep the last of the candidates before the first heading of a request: the menu above may hold others."""
    if not found:
        return []
    heading = next((index for index, line in enumerate(lines) if index > found[0][0] and _is_heading(line)), None)
    return [one for one in found if heading is not None and one[0] < heading][-1:]


def _is_heading(line: str) -> bool:
    its = label("headings", line)
    return its is not None and its.concept in HEADINGS


def _anchor(
    passage: Passage, index: int, rest: int, method: str, address: str, before: list[Anchor], notes: Notes
) -> Anchor:
    line = passage.numbers[index]
    top = index
    while top and (mark := label("marks", passage.lines[top - 1])) and mark.concept == "ignored":
        # What says that the operation is deprecated stands below its title.
        top -= 1
    above = passage.lines[top - 1] if top else ""
    if before and before[-1].rest == index:
        # Two operations below one title.
        return Anchor(index, rest, line, before[-1].title, method, *_address(address))
    if not above or MENU.match(above):
        notes.warn(line, f"the page lost the title of {method} {address}".rstrip())
        return Anchor(index, rest, line, None, method, *_address(address))
    title = re.sub(r"\s+", " ", above.lstrip("# "))
    return Anchor(top - 1, rest, passage.numbers[top - 1], title, method, *_address(address))


def _address(text: str) -> tuple[str | None, str | None]:
    """Divide an address into its path and its server; None for what it lacks."""
    bare = re.sub(r"^\{\{?[^{}]*\}?\}(?=/)", "", text)
    if bare.startswith("/") or not bare:
        return bare or None, None
    try:
        parts = urlsplit(bare)
    except ValueError:
        return None, None
    return parts.path or None, f"{parts.scheme}://{parts.netloc}" if parts.netloc else None
