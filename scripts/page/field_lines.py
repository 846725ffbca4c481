"""Lines of the Apifox page as text: which of them is a type, begins a field, or begins a detail of one.

Nothing but its type tells that a line is a field's name, so a name is a line that reads as one, before a line that is
nothing but a type.
"""

import re
from functools import lru_cache
from typing import Final

from scripts.page.labelling import LONGEST, label, pattern
from scripts.page.type_names import TypeName, read_type

NAME: Final = re.compile(r"[A-Za-z_$@][\w$@.\-\[\]*:/]{0,120}")


@lru_cache(maxsize=10_000)
def type_line(text: str) -> tuple[TypeName, bool | None] | None:
    """Read a line that is a type, alone or with its mark glued on: `string`, `string required`, `string必需`."""
    found = read_type(text)
    if found:
        return found, None
    if len(text) > LONGEST or text[:1] not in "sinboafe":
        return None
    for concept, value in (("required", True), ("optional", False)):
        for match in pattern("marks", concept).finditer(text):
            # `non-required` ends in `required`: the type before the mark has to be one.
            if match.end() == len(text) and (found := read_type(text[: match.start()].rstrip(" ,·"))):
                return found, value
    return None


def begins_field(lines: tuple[str, ...], index: int) -> bool:
    """Tell whether a field's name stands on a line."""
    if index + 1 >= len(lines) or not NAME.fullmatch(lines[index]) or lines[index].endswith(":"):
        return False
    if type_line(lines[index + 1]) is None:
        return False
    if index and _mark(lines[index]) and type_line(lines[index - 1]):
        # A mark, and prose that is one word; or a field that has the name of a mark.
        return index + 2 < len(lines) and _mark(lines[index + 2]) is not None
    if index + 2 >= len(lines) or type_line(lines[index + 2]) is None or not NAME.fullmatch(lines[index + 1]):
        return True
    # Three lines such as `Upload`, `file`, `file`: one word of prose, and then a field that has the name of a type.
    following = lines[index + 3] if index + 3 < len(lines) else ""
    return _mark(following) is None


def _mark(line: str) -> str | None:
    found = label("marks", line)
    return found.concept if found else None


def read_detail(line: str) -> tuple[str | None, str]:
    """Tell which detail a line begins, and the value behind its label."""
    whole = label("details", line)
    if whole:
        return whole.concept, ""
    head, colon, value = re.match(r"([^:\uff1a]{0,40})([:\uff1a]?)(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
    found = label("details", head) if colon else None
    return (found.concept, value.strip()) if found else (None, "")
