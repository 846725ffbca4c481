"""Tables of fields: found in a page, their columns recognised, their rows read.

A table is made of web cells that span rows and columns, and its copy keeps only the cells that are there, padded at the
end: `data | id | Video ID | |`, then `type | Voice type | ||` for a row below `data`. So in such a table a cell's
place says nothing, and a row is its names and then the other columns. A table that kept its empty cells is read by its
columns, and knows how deep each name stands.
"""

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from scripts.page.labelling import label
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.passage import Passage
from scripts.page.shape import Shape
from scripts.page.table_rows import Cells, Layout, rows_of

RULE: Final = frozenset("-|: \t")
PIPE: Final = re.compile(r"(?<!\\)\|")


@frozen(eq=False)
class Table:
    """One table. `start`, `end`: the indexes of its lines in the passage; `caption`: the line above it.

    `languages`: of the labels of its columns; `damaged`: a row of it could not be read.
    """

    start: int
    end: int
    line: int
    rows: list[Listed]
    caption: str
    languages: tuple[str | None, ...]
    damaged: bool


def is_rule(line: str) -> bool:
    """Tell the line of dashes below a header."""
    return "--" in line and RULE.issuperset(line)


def split_cells(line: str) -> list[str]:
    """Split a line of a table into its cells; a pipe at either edge frames the row and ends no cell."""
    cells = [cell.strip().replace("\\|", "|") for cell in PIPE.split(line)]
    if len(cells) > 1 and not cells[0] and line.startswith("|"):
        cells = cells[1:]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


def find_tables(passage: Passage, pairs: set[tuple[str, str]], notes: Notes) -> list[Table]:
    """Find every table of fields. `pairs`: the names that examples show to stand directly within another."""
    found: list[Table] = []
    index = 0
    while index < len(passage.lines):
        if "|" not in passage.lines[index]:
            index += 1
            continue
        end = index
        while end < len(passage.lines) and "|" in passage.lines[end]:
            end += 1
        # Other lines with a pipe may stand right above a table: a menu, or a sentence.
        layouts = ((start, _layout(passage, start, end)) for start in range(index, end))
        start, layout = next(((start, layout) for start, layout in layouts if layout), (end, None))
        if layout:
            body = [
                Cells(passage.numbers[at], split_cells(passage.lines[at]))
                for at in range(start + 1, end)
                if not is_rule(passage.lines[at])
            ]
            caption = passage.lines[start - 1] if start else ""
            losses = notes.losses
            rows = rows_of(layout, body, pairs, notes)
            lost = notes.losses > losses
            found.append(Table(start, end, passage.numbers[start], rows, caption, layout.languages, lost))
        index = end
    return found


def _layout(passage: Passage, start: int, end: int) -> Layout | None:
    """Recognise the header of a table of fields; None for a table of anything else."""
    cells = split_cells(passage.lines[start])
    labels = [label("columns", cell.strip("*` ")) for cell in cells]
    concepts = [found.concept if found else None for found in labels]
    ruled = start + 1 < end and is_rule(passage.lines[start + 1])
    known = sum(concept is not None for concept in concepts)
    if "name" not in concepts and ruled and {"type", "required"} & set(concepts) and concepts[0] is None:
        # The words for a field vary most; a column of types beside it says what it is.
        concepts[0] = "name"
    if "name" not in concepts or known < (1 if ruled and len(cells) > 1 else 2):
        return None
    if known < 2 and len(cells) != 2:
        return None
    return Layout(tuple(concepts), tuple(found.language if found else None for found in labels))


def role_of(table: Table, request: Shape | None, response: Shape | None) -> str | None:
    """Tell whether a table is about the `request` or the `response`: by the example that shows more of its names.

    Without a difference, its caption tells; None when nothing does.
    """
    if any(row.place for row in table.rows):
        return "request"
    of_request, of_response = _fit(table, request), _fit(table, response)
    if of_request != of_response:
        return "request" if of_request > of_response else "response"
    return _captioned(table.caption)


def _fit(table: Table, shape: Shape | None) -> tuple[int, int]:
    """How well an example fits a table: how many of its names it shows, and then how few others."""
    names, shown = {row.name for row in table.rows}, _names(shape)
    return len(names & shown), -len(shown - names) if names & shown else 0


def about(table: Table, *shapes: Shape | None) -> bool:
    """Tell whether examples show most of the names of a table."""
    names = {row.name for row in table.rows}
    shown = set[str]().union(*map(_names, shapes))
    return 2 * len(names & shown) > len(names)


def _names(shape: Shape | None) -> set[str]:
    return {name for name, _ in shape.fields()} if shape else set()


def _captioned(caption: str) -> str | None:
    found = label("headings", caption.strip("#* "))
    if found is None:
        return None
    if found.concept == "responses":
        return "response"
    return "request" if found.concept in ("request", "body_params", "query", "header", "path") else None


def pairs_of(shapes: Sequence[Shape | None]) -> set[tuple[str, str]]:
    """The names that examples show, each with a name that stands directly within it."""
    return {
        (name, inside) for shape in shapes if shape for name, node in shape.fields() for inside in node.inner().members
    }
