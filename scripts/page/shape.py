"""Shapes: what the examples of a body show of its fields - their names, places, types and values."""

import json
import re
from collections.abc import Iterator
from typing import Final

from attrs import Factory, define

from scripts.documents.marks import Mark
from scripts.page.json_reader import Unread
from scripts.page.type_names import union
from scripts.values import Json

PLAIN_NAME: Final = re.compile(r"[^.\[\]\s\"]+")
MAX_VALUES: Final = 50


@define(eq=False)
class Shape:
    """A node of a body, as one or more examples show it.

    `shown` is False for a node that no example has, only a list. A value that is cut shows no more than its name.
    """

    path: str
    line: int
    kinds: set[str] = Factory(set)
    members: "dict[str, Shape]" = Factory(dict)
    items: "Shape | None" = None
    values: list[Json] = Factory(list)
    shown: bool = False

    @property
    def type(self) -> str | None:
        """The type that the examples show, in its normal form."""
        names = {self._array() if kind == "array" else kind for kind in self.kinds}
        return union(names) or None

    def _array(self) -> str:
        item = self.items.type if self.items else None
        return f"array[{item}]" if item else "array"

    def inner(self) -> "Shape":
        """The node that has the names: this one, or the innermost items of an array."""
        node = self
        while node.items is not None and not node.members:
            node = node.items
        return node

    def add(self, value: Json, mark: Mark) -> None:
        """Take in what one example shows of this node."""
        self.shown = True
        if isinstance(value, Unread):
            return
        self.kinds.add(kind_of(value))
        if isinstance(value, dict):
            children = mark.children if isinstance(mark.children, dict) else {}
            for name, item in value.items():
                its = children.get(name, Mark(mark.line))
                node = self.members.setdefault(name, Shape(join(self.path, name), its.line))
                node.add(item, its)
        elif isinstance(value, list):
            marks = mark.children if isinstance(mark.children, list) else []
            for index, item in enumerate(value):
                its = marks[index] if index < len(marks) else Mark(mark.line)
                self.items = self.items or Shape(f"{self.path}[]", its.line)
                self.items.add(item, its)
        elif value is not None and len(self.values) < MAX_VALUES:
            self.values.append(value)

    def fields(self) -> "Iterator[tuple[str, Shape]]":
        """Every named node below this one, with its name: each before what it holds."""
        inner = self.inner()
        for name, node in inner.members.items():
            yield name, node
            yield from node.fields()


def shape_of(examples: list[tuple[Json, Mark]]) -> Shape | None:
    """What examples show together; None without any."""
    if not examples:
        return None
    root = Shape("", examples[0][1].line)
    for value, mark in examples:
        root.add(value, mark)
    return root


def join(path: str, name: str) -> str:
    """The path of a name in what stands at `path`."""
    told = name if PLAIN_NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    return f"{path}.{told}" if path else told


def kind_of(value: Json) -> str:
    """The type of a JSON value, integers apart from other numbers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if isinstance(value, int) else "number"
    if isinstance(value, str):
        return "string"
    return "object" if isinstance(value, dict) else "array"
