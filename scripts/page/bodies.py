"""Bodies: the fields of one body, from what the lists, tables and examples of a page say of them together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from attrs import evolve

from scripts.documents.marks import Mark
from scripts.page.facts import Field
from scripts.page.frames import Place
from scripts.page.listed import Listed
from scripts.page.nesting import LONGEST, nest
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
        places = _places(rows, tree, notes)
        for row, place in zip(rows, places, strict=True):
            if place.path is None:
                lost.append(row)
                continue
            _warn_of_assumption(row, place, known=bool(root), notes=notes)
            said.setdefault(place.path, []).append(row)
        _grow(tree, rows, places)
    order = {id(row): index for index, rows in enumerate(lists) for row in rows}
    for rows in [lost, *said.values()]:
        rows.sort(key=lambda row: order[id(row)])
    fields = [_field(name, node.path, said.get(node.path, []), node, notes) for name, node in tree.fields()]
    return (*_with_mentions(fields, lost), *_without_place(lost, fields, notes))


def _bounded(rows: Sequence[Listed], notes: Notes) -> Sequence[Listed]:
    if len(rows) > LONGEST:
        notes.lose(rows[LONGEST].line, f"the body lists more than {LONGEST} fields; the rest is left out")
    return rows[:LONGEST]


def _places(rows: Sequence[Listed], tree: Shape, notes: Notes) -> list[Place]:
    if any(row.path is not None for row in rows):
        return [Place(row.path, row.parent) for row in rows]
    return nest(rows, tree if tree.kinds or tree.members else None, notes)


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


def _field(name: str, path: str | None, rows: list[Listed], node: Shape, notes: Notes) -> Field:
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
        any(row.stated for row in rows),
        frozenset([*(row.origin for row in rows), *(("example",) if node.shown else ())]),
        tuple(next((row.named for row in rows if row.named), ())),
        _first(row.alternatives for row in rows),
    )


def _first(values: Iterable[Said | None]) -> Said | None:
    return next((value for value in values if value is not None), None)


def _with_mentions(fields: list[Field], rows: list[Listed]) -> Iterator[Field]:
    """Add to the parts of each field the rows without a place that can be about no other one."""
    counts = Counter(field.name for field in fields)
    mentions: dict[str, list[Listed]] = {}
    for row in rows:
        mentions.setdefault(row.name, []).append(row)
    for field in fields:
        about = mentions.get(field.name, []) if counts[field.name] == 1 else []
        named = next((row.named for row in about if row.named), field.named)
        yield evolve(field, parts=field.parts | {row.origin for row in about}, named=tuple(named))


def _without_place(rows: list[Listed], fields: list[Field], notes: Notes) -> Iterator[Field]:
    """The fields whose place is lost; what another list placed is no more than a second mention."""
    names = {field.name for field in fields}
    lost: dict[str, dict[str, Listed]] = {}
    for row in rows:
        if row.name not in names:
            # Two rows of one list are two fields; of these the first one is kept.
            lost.setdefault(row.name, {}).setdefault(row.origin, row)
    for name, mentions in lost.items():
        told = f"the page lost where `{name}` stands in the body, and its example does not show it"
        notes.warn(min(row.line for row in mentions.values()), told)
        yield _field(name, None, list(mentions.values()), Shape("", 0), notes)
