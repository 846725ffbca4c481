"""Bodies: the fields of one body, from what the lists, tables and examples of a page say of them together."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from scripts.documents.marks import Mark
from scripts.page.facts import Field
from scripts.page.listed import Listed
from scripts.page.nesting import LONGEST, Place, nest
from scripts.page.notes import Notes
from scripts.page.shape import Shape, shape_of
from scripts.page.type_names import refine
from scripts.values import Json

Shown = list[tuple[Json, Mark]]
Said = TypeVar("Said")


def body_fields(lists: Sequence[Sequence[Listed]], examples: Shown, notes: Notes) -> tuple[Field, ...]:
    """Join everything that a page says of one body. `lists`: the most telling one first."""
    root = shape_of(examples)
    tree = root or Shape("", 0)
    said: dict[str, list[Listed]] = {}
    lost: list[Listed] = []
    # A table that kept its columns knows its nesting for certain, and helps to place the other rows.
    lists = [_bounded(rows, notes) for rows in lists]
    for rows in sorted(lists, key=lambda rows: not any(row.level is not None for row in rows)):
        places = _places(rows, tree)
        for row, place in zip(rows, places, strict=True):
            if place.path is None:
                lost.append(row)
                continue
            _warn_of_assumption(row, place, known=bool(root), notes=notes)
            said.setdefault(place.path, []).append(row)
        _grow(tree, rows, places)
    fields = [
        _field(name, node.path, _in_order(said.get(node.path, []), lists), node, notes) for name, node in tree.fields()
    ]
    return (*fields, *_without_place(lost, {field.name for field in fields}, notes))


def _bounded(rows: Sequence[Listed], notes: Notes) -> Sequence[Listed]:
    if len(rows) > LONGEST:
        notes.warn(rows[LONGEST].line, f"the body lists more than {LONGEST} fields; the rest is left out")
    return rows[:LONGEST]


def _places(rows: Sequence[Listed], tree: Shape) -> list[Place]:
    if any(row.path is not None for row in rows):
        return [Place(row.path, row.parent) for row in rows]
    return nest(rows, tree if tree.kinds or tree.members else None)


def _in_order(rows: list[Listed], lists: Sequence[Sequence[Listed]]) -> list[Listed]:
    order = {id(row): index for index, rows_of in enumerate(lists) for row in rows_of}
    return sorted(rows, key=lambda row: order[id(row)])


def _grow(tree: Shape, rows: Sequence[Listed], places: Sequence[Place]) -> None:
    """Add to the tree the rows that no example shows, so that they have a place in the order of the fields."""
    nodes = {"": tree.inner()} | {node.path: node for _, node in tree.fields()}
    holders = {node.inner().path: node.inner() for node in [tree, *nodes.values()]}
    for row, place in zip(rows, places, strict=True):
        if place.path is None or place.path in nodes:
            continue
        node = Shape(place.path, row.line)
        holder = holders.get(place.parent) or nodes.get(place.parent.rstrip("[]")) or tree
        holder.members.setdefault(row.name, node)
        nodes[place.path] = holders[place.path] = node
        if row.type and "array" in row.type:
            depth = row.type.count("array[") or 1
            holders[place.path + "[]" * depth] = node


def _warn_of_assumption(row: Listed, place: Place, *, known: bool, notes: Notes) -> None:
    if known and place.assumed and row.level is None and not row.chained:
        told = f"`{row.name}` is taken to stand in `{place.parent}`, of which the example shows nothing"
        notes.warn(row.line, told)


def _field(name: str, path: str, rows: list[Listed], node: Shape, notes: Notes) -> Field:
    kind = None
    for row in rows:
        kind = refine(kind, row.type)
    inner = node.inner()
    enums = [values for row in rows if (values := row.enum([*node.values, *inner.values], notes)) is not None]
    return Field(
        name,
        path,
        refine(kind, node.type),
        _first(row.required for row in rows),
        _first(row.default() for row in rows),
        _first(row.minimum for row in rows),
        _first(row.maximum for row in rows),
        enums[0] if enums else None,
        rows[0].line if rows else node.line,
        rows[0].origin if rows else "example",
    )


def _first(values: Iterable[Said | None]) -> Said | None:
    return next((value for value in values if value is not None), None)


def _without_place(rows: list[Listed], names: set[str], notes: Notes) -> list[Field]:
    """The rows whose place is lost; one that another list placed is no more than a second mention."""
    fields = []
    for row in rows:
        if row.name in names:
            continue
        names.add(row.name)
        told = f"the page lost where `{row.name}` stands in the body, and its example does not show it"
        notes.warn(row.line, told)
        enum = row.enum([], notes)
        fields.append(
            Field(
                row.name,
                None,
                row.type,
                row.required,
                row.default(),
                row.minimum,
                row.maximum,
                enum,
                row.line,
                row.origin,
            )
        )
    return fields
