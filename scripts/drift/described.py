"""The description as facts: what it says of every operation, parameter and field, with the pointer of each."""

from typing import Any, Literal, TypeAlias

from attrs import Factory, frozen

from scripts.drift.types import Kinds
from scripts.values import Json

Side: TypeAlias = Literal["parameter", "request", "response"]


@frozen
class Described:
    """What the description says of one value.

    `path`: as facts write it, `data.subtitles[].key`; for a parameter `query task_id`. `at`: the pointer of the
    property or parameter. `schema`: the pointer of the schema that its references lead to. `holder`: the pointer of the
    object schema that it is a property of, or of the operation.
    """

    name: str
    path: str
    side: Side
    at: str
    schema: str
    holder: str
    kinds: Kinds
    alternatives: bool
    required: bool
    default: Json = None
    minimum: float | None = None
    maximum: float | None = None
    enum: tuple[Json, ...] | None = None
    open_enum: tuple[Json, ...] | None = None
    deprecated: bool = False
    spelling_of: str | None = None
    source: dict[str, Any] = Factory(dict)

    @property
    def known(self) -> tuple[Json, ...]:
        """The values that are listed, whether others are allowed or not."""
        return (*(self.enum or ()), *(self.open_enum or ()))

    @property
    def parent(self) -> str:
        """The path of the object that holds it; empty for a body's root, and for a parameter."""
        return parent_of(self.path) if self.side != "parameter" else ""


@frozen
class DescribedOperation:
    """What the description says of one operation. `at`: its pointer. `pages`: its entries of `x-pages`."""

    id: str
    method: str
    path: str
    at: str
    key_needed: bool
    deprecated: bool
    pages: tuple[dict[str, Any], ...]
    price: dict[str, Any] | None
    values: dict[tuple[Side, str], Described]
    answers: dict[str, dict[str, Any]]

    def side(self, side: Side) -> dict[str, Described]:
        """The values of one side by their paths."""
        return {path: one for (its, path), one in self.values.items() if its == side}


def parent_of(path: str) -> str:
    """The path of what holds a field: `data.subtitles[]` of `data.subtitles[].key`."""
    depth, quoted = 0, False
    for index in range(len(path) - 1, -1, -1):
        quoted ^= path[index] == '"'
        if path[index] == "." and not quoted and depth == 0:
            return path[:index]
    return ""


def holder_of(path: str) -> str:
    """The path of the field that holds another one, without the marks of arrays: `data.subtitles`."""
    parent = parent_of(path)
    while parent.endswith("[]"):
        parent = parent[:-2]
    return parent
