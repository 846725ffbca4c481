"""Sections of the product page's details: labels in the midst of the text divide it.

A section of fields may end in an example of the whole body, and a section of the response holds a case, its fields and
its example; only whole JSON behind a label counts, as fields have examples of their own.
"""

import re
from typing import Final, NamedTuple

from attrs import define

from scripts.page.json_block import Block, read_block
from scripts.page.labelling import label, pattern
from scripts.page.notes import Notes
from scripts.page.passage import Passage

KINDS: Final = ("path", "query", "header", "cookie", "body_params", "samples", "responses")
EXAMPLE: Final = re.compile(r"(?:示例|Examples?|例|レスポンス例|リクエスト例)\s*(?=[{\[])")
# A media type is glued to the first name behind it, so only known ones can be told from it.
MEDIA: Final = re.compile(
    r"\s*(?:application/(?:json|xml|octet-stream|x-www-form-urlencoded)|multipart/form-data|text/plain|form-data)\s*"
)
CIRCLE: Final = re.compile(r"[\U0001f534-\U0001f535\U0001f7e0-\U0001f7e4\u26aa\u26ab]\ufe0f?\s*([1-5][0-9]{2})")


class Head(NamedTuple):
    """A heading in the midst of the text; `status` of a case of the response."""

    start: int
    end: int
    kind: str
    status: int | None = None


@define
class GluedSection:
    """A stretch of the text about one thing: `start` to `end`, its fields up to `fields_end`, whole examples behind.

    `damaged`: an example of it is cut or no JSON.
    """

    kind: str
    start: int
    end: int
    fields_end: int
    blocks: list[Block]
    status: int | None = None
    damaged: bool = False


def glued_sections(passage: Passage, start: int, end: int, notes: Notes) -> list[GluedSection]:
    """Divide the details between two offsets."""
    text = passage.text
    heads: list[Head] = []
    for match in pattern("headings", *KINDS).finditer(text, start, end):
        found = label("headings", match.group())
        # A word of the prose is glued to letters where a heading is not.
        if found and not (match.group().isascii() and text[max(match.start() - 1, 0)] in "_\"'"):
            heads.append(Head(match.start(), match.end(), found.concept))
            notes.saw(found.language, passage.number(match.start()))
    circles = CIRCLE.finditer(text, start, end)
    heads.extend(Head(match.start(), match.end(), "responses", int(match.group(1))) for match in circles)
    heads = [head for head in sorted(heads) if _is_heading(text, head)]
    made: list[GluedSection] = []
    for index, head in enumerate(heads):
        stop = heads[index + 1].start if index + 1 < len(heads) else end
        media = MEDIA.match(text, head.end, stop)
        behind = media.end() if media else head.end
        losses = notes.losses
        blocks, fields_end = _examples(passage, behind, stop, notes)
        damaged = notes.losses > losses
        made.append(GluedSection(head.kind, behind, stop, fields_end, blocks, head.status, damaged))
    return made


def _is_heading(text: str, head: Head) -> bool:
    """Tell a short heading, such as `响应`, from a word of a sentence: it ends its line, or JSON or a case follows."""
    start, end, kind, _ = head
    if kind not in ("responses", "samples") or end - start > len("返回响应") or head.status:
        return True
    return re.match(r"[ ]?(?:$|[{\[|\n]|[\U0001f534-\U0001f7e4])", text[end : end + 2]) is not None


def _examples(passage: Passage, start: int, end: int, notes: Notes) -> tuple[list[Block], int]:
    """Read the whole examples of a section, and tell where its fields end."""
    blocks: list[Block] = []
    fields_end = end
    text = passage.text
    at = start
    first = re.compile(r"[\s|]*(?=[{\[])").match(text, start, end)
    while at < end:
        match = first if first and at == start else EXAMPLE.search(text, at, end)
        if match is None:
            break
        block = read_block(text, match.end(), passage.number, limit=end)
        if block.fault is None and isinstance(block.value, dict | list):
            blocks.append(block)
            fields_end = min(fields_end, match.start())
        elif block.fault is not None and isinstance(block.value, dict) and block.value:
            # Names in quotes tell an object from brackets in prose.
            notes.lose(passage.number(block.fault.offset), f"an example is cut or not JSON: {block.fault.cause}")
        at = max(block.end, match.end() + 1)
    return blocks, fields_end
