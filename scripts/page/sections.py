"""Sections of the Apifox page as text: which part of an operation each stretch of lines is about."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from attrs import frozen

from scripts.page.field_lines import NAME, begins_field, type_line
from scripts.page.labelling import LONGEST, Label, label
from scripts.page.notes import Notes
from scripts.page.passage import Passage

# The circle that stands before a status: green, orange, red and their like.
CASE: Final = re.compile(
    r"[\U0001f534-\U0001f535\U0001f7e0-\U0001f7e4\u26aa\u26ab]\ufe0f?\s*(?:([1-5][0-9]{2})|[1-5]XX|x|default)\s*(.*)"
)
CASE_BEHIND: Final = re.compile(r"(.{0,60}?)\s*[((]\s*([1-5][0-9]{2})\s*[))]")
CASE_PLAIN: Final = re.compile(
    r"(?:HTTP\s*)?(?:状态码|Status(?: code)?|ステータスコード)\s*[:\uff1a]?\s*([1-5][0-9]{2})\s*(.*)", re.IGNORECASE
)
CASE_BARE: Final = re.compile(r"([1-5][0-9]{2})\b\s*(.{0,60})")
MEDIA: Final = re.compile(
    r"\s*((?:application|multipart|text|audio|image|video)/[\w.+*-]+|form-?data|x-www-form-urlencoded|raw|json|none)\s*",
    re.IGNORECASE,
)
MARKS: Final = re.compile(r"\s*(required|optional|必需|可选|必須|任意)$", re.IGNORECASE)

ASIDE: Final = frozenset({"samples", "modified"})
"""Headings around the facts: their language tells nothing, as a page that is translated by hand leaves them out."""
WITHIN_RESPONSE: Final = frozenset({"body", "response_headers"})


@frozen
class Section:
    """A stretch of lines below one heading. `name` and `status`: of a case of the response."""

    kind: str
    line: int
    passage: Passage
    name: str | None = None
    status: int | None = None


def sections(passage: Passage, notes: Notes) -> list[Section]:
    """Divide what stands below the address of an operation; the first section, `about`, is its prose."""
    heads: list[tuple[int, str, str | None, int | None]] = [(-1, "about", None, None)]
    answering = False
    for index in range(len(passage.lines)):
        head = _heading(passage, index, notes, answering=answering)
        if head is not None:
            answering = answering or head[0] in ("responses", "case")
            heads.append((index, *head))
    ends = [index for index, *_ in heads[1:]] + [len(passage.lines)]
    return [
        Section(
            kind, passage.numbers[index] if index >= 0 else passage.first, passage.part(index + 1, end), name, status
        )
        for (index, kind, name, status), end in zip(heads, ends, strict=True)
    ]


def _heading(
    passage: Passage, index: int, notes: Notes, *, answering: bool
) -> tuple[str, str | None, int | None] | None:
    line = passage.lines[index]
    case = _case(line, "".join(passage.lines[index + 1 : index + 2]), answering=answering)
    if case:
        return case
    if len(line) > LONGEST + 40 or line[0] in "\"{}[]'":
        return None
    found = _labelled(line)
    if found is None or (found.concept in WITHIN_RESPONSE and not answering):
        return None
    following = passage.lines[index + 1 : index + 2]
    headed = index > 0 and MEDIA.fullmatch(passage.lines[index - 1]) is not None
    named = NAME.fullmatch(line) and following and type_line(following[0])
    if named and not headed and not begins_field(passage.lines, index + 1):
        # A field may have the name of a heading: `Authorization`, then `string`.
        return None
    if found.concept not in ASIDE:
        notes.saw(found.language, passage.numbers[index])
    return found.concept, None, None


@lru_cache(maxsize=10_000)
def _labelled(line: str) -> Label | None:
    """Read a heading with what may stand behind it: a media type, a mark, a date."""
    line = line.strip("#* ")
    found = label("headings", line)
    if found:
        return found
    plain = MARKS.sub("", unicodedata.normalize("NFKC", line))
    media = MEDIA.search(plain)
    if media and media.end() == len(plain):
        return label("headings", plain[: media.start()])
    dated = re.match(r"(.*?)\s*[:\uff1a]?\s*[0-9]{4}[-/年]", plain)
    return label("headings", dated.group(1)) if dated else label("headings", plain)


def _case(line: str, following: str, *, answering: bool) -> tuple[str, str | None, int | None] | None:
    match = CASE.fullmatch(line)
    if match:
        return "case", match.group(2).strip() or None, int(match.group(1)) if match.group(1) else None
    if not answering:
        return None
    # A bare status is one where a media type follows; elsewhere it may begin a sentence.
    plain = CASE_PLAIN.fullmatch(line) or (CASE_BARE.fullmatch(line) if MEDIA.fullmatch(following) else None)
    if plain:
        return "case", plain.group(2).strip() or None, int(plain.group(1))
    behind = CASE_BEHIND.fullmatch(unicodedata.normalize("NFKC", line))
    return ("case", behind.group(1).strip() or None, int(behind.group(2))) if behind else None
