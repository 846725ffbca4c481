"""Rows of a table of fields: which cells are names, and what the others say."""

import re
from typing import Final, NamedTuple

from attrs import frozen

from scripts.page.labelling import label
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.type_names import read_loose_type
from scripts.values import Json

NAME: Final = re.compile(r"[A-Za-z_$@][\w$@\-\[\]/]*(?:\.[\w$@\-\[\]/]+)*")
# What pages draw before a name to show how deep it stands.
DEPTH: Final = re.compile(r"(?:&nbsp;|[\s»>└├│─↳·\-—])+")
STEP: Final = re.compile(r"»|>|└─*|├─*|↳|·|-+|—+|(?:&nbsp;)+")
ASIDE: Final = re.compile(r"\s*[(\uff08]([^()\uff08\uff09]{1,40})[)\uff09]\s*$")


LONGEST: Final = 300
MEANING: Final = re.compile(r"\s*(-?[0-9]{1,9})\s*[:=\-]?\s*[^\W\d].*")


class Cells(NamedTuple):
    """The cells of a row, and its line."""

    line: int
    texts: list[str]


@frozen
class Layout:
    """What the columns of a table are, None for an unknown one, and in which languages they say it."""

    columns: tuple[str | None, ...]
    languages: tuple[str | None, ...] = ()

    @property
    def names(self) -> int:
        """How many columns of names there are; they stand first."""
        return max(sum(concept == "name" for concept in self.columns), 1)

    @property
    def others(self) -> tuple[str | None, ...]:
        """The columns behind those of names."""
        return tuple(concept for concept in self.columns if concept != "name")


def rows_of(layout: Layout, body: list[Cells], pairs: set[tuple[str, str]], notes: Notes) -> list[Listed]:
    """Read the rows of a table."""
    positions = _keeps_columns(layout, body)
    found: list[Listed] = []
    for cells in body:
        texts = cells.texts
        if positions:
            depth = next((index for index, text in enumerate(texts[: layout.names]) if text), 0)
            names = [text for text in texts[depth : layout.names] if text]
            others = texts[layout.names :]
            level: int | None = depth
        else:
            names, others = _compacted(layout, texts, pairs)
            names = [name for name in names if name]
            level = None
        if names:
            found.extend(_row(names, dict(zip(layout.others, others, strict=False)), cells.line, level, notes))
    if layout.names == 1 and not any(row.level for row in found) and not any(row.chained for row in found):
        # One column and no sign of depth: whatever nests here, the page lost it.
        for row in found:
            row.level = None
    return found


def _keeps_columns(layout: Layout, body: list[Cells]) -> bool:
    """Tell whether a table kept its empty cells: a row has one before a full one, and every cell suits its column."""
    if layout.names == 1:
        return True
    shifted = False
    for cells in body:
        texts = cells.texts + [""] * (len(layout.columns) - len(cells.texts))
        last = max((index for index, text in enumerate(texts) if text), default=0)
        shifted = shifted or not all(texts[: min(layout.names, last)])
        for concept, text in zip(layout.columns, texts, strict=False):
            if text and not _suits(concept, text):
                return False
    return shifted


def _suits(concept: str | None, text: str) -> bool:
    if concept == "name":
        return _name(text)[0] is not None
    if concept == "type":
        return read_loose_type(text) is not None
    return concept != "required" or label("yes_no", text) is not None


def _compacted(layout: Layout, texts: list[str], pairs: set[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Divide a row without empty cells into its names and its other cells."""
    while texts and not texts[-1]:
        texts = texts[:-1]
    if "type" in layout.others and layout.others[0] == "type":
        typed = next(
            (index for index in range(1, min(layout.names, len(texts) - 1) + 1) if _is_type(texts, index, layout)), None
        )
        if typed is not None:
            return texts[:typed], texts[typed:]
    count = min(max(len(texts) - 1, 1), layout.names)
    if len(texts) == 2 and layout.names > 1 and (_name(texts[0])[0], texts[1]) in pairs:
        # A child without a description, and no description that happens to be one word.
        return texts, []
    return texts[:count], texts[count:]


def _is_type(texts: list[str], index: int, layout: Layout) -> bool:
    if read_loose_type(texts[index]) is None:
        return False
    if len(layout.others) > 1 and layout.others[1] == "required" and index + 1 < len(texts):
        return not texts[index + 1] or label("yes_no", texts[index + 1]) is not None
    return True


def _name(cell: str) -> tuple[str | None, int, str | None, bool]:
    """Read a cell with a name: the name, its drawn depth, what stands in brackets behind it, a star for required."""
    cell = cell[:LONGEST]
    text = cell.strip("`* \t") if cell.startswith(("`", "*")) else cell.strip()
    drawn = DEPTH.match(text)
    depth = len(STEP.findall(drawn.group())) if drawn else 0
    text = text[drawn.end() :] if drawn else text
    aside = ASIDE.search(text)
    text = (text[: aside.start()] if aside else text).strip()
    starred = text.endswith("*")
    text = text.strip("`*").strip()
    return (text if NAME.fullmatch(text) else None), depth, aside.group(1) if aside else None, starred


def _row(names: list[str], others: dict[str | None, str], line: int, level: int | None, notes: Notes) -> list[Listed]:
    """Make the rows of the names of one line: each stands within the one before, and the last has what is said."""
    rows: list[Listed] = []
    for cell in names:
        name, depth, aside, starred = _name(cell)
        if name is None:
            notes.lose(line, f"a row of the table has no name of a field where one should stand: {cell[:60]}")
            return []
        for index, part in enumerate(name.removeprefix("[].").split(".")):
            plain = part.rstrip("[]") or part
            row = Listed(plain, line, "table", chained=bool(rows), level=None)
            if not rows:
                # A dotted name is a path from the root.
                row.level = 0 if "." in name and index == 0 else (level + depth if level is not None else None)
            if part.endswith("[]"):
                row.type = "array"
            rows.append(row)
        _aside(rows[-1], aside, starred=starred)
    _say(rows[-1], others, line)
    return rows


def _aside(row: Listed, aside: str | None, *, starred: bool) -> None:
    """Read what stands in brackets behind a name: `subtitles (array type)`, `id (required)`."""
    row.required = True if starred else row.required
    if aside is None:
        return
    kind = read_loose_type(aside)
    mark = label("marks", aside)
    if kind:
        row.type = kind.name
    elif mark and mark.concept != "ignored":
        row.required = mark.concept == "required"


def _say(row: Listed, others: dict[str | None, str], line: int) -> None:
    kind = read_loose_type(others.get("type", "")) if others.get("type") else None
    if kind:
        row.type, row.count = kind.name, kind.members
    answer = label("yes_no", others.get("required", ""))
    if answer:
        row.required = answer.concept == "yes"
    place = label("places", others.get("place", ""))
    row.place = place.concept if place else None
    row.default_text = _value(others.get("default"))
    row.minimum, row.maximum = _number(others.get("minimum")), _number(others.get("maximum"))
    if _value(others.get("enum")):
        row.enum_lines.append((line, others["enum"]))
    if _value(others.get("example")):
        row.shown.append(others["example"])
    row.named = next((found for text in others.values() if (found := _named_values(text))), [])


def _named_values(text: str) -> list[Json]:
    """The numbers that a description gives a meaning each: `Status: 10 Generating, 9 Generated`; two at least."""
    _, colon, told = re.sub(r"\([^()]*\)", "", text.replace("\uff1a", ":")).partition(":")
    matches = [MEANING.fullmatch(part) for part in re.split(r"[,;\uff0c\uff1b、]", told)] if colon else []
    whole = len(matches) > 1 and all(matches)
    return [int(match.group(1)) for match in matches if match] if whole else []


def _value(text: str | None) -> str | None:
    return text.strip("`\"' ") if text and text not in ("-", "—", "/", "无", "なし", "none", "N/A") else None


def _number(text: str | None) -> float | None:
    if not text or not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text):
        return None
    return float(text) if "." in text else int(text)
