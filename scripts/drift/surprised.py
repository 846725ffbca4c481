"""Surprised: what clients met beside the description; what it knows by now is left out."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from attrs import field, frozen

from scripts.drift.described import DescribedOperation
from scripts.drift.surprises import ANY, Surprise
from scripts.drift.types import COMBINED
from scripts.drift.view import View, media
from scripts.failures import choices
from scripts.page.shape import join
from scripts.pointers import escape, split

Kind = Literal["undocumented", "missing", "unnamed", "spelling", "unplaced"]
"""As misfits are named; a `spelling` is another one of a field, and what is `unplaced` has no place to compare with."""


@frozen
class Surprised:
    """Surprises that differ only in what was found. `path`: as facts write it. `name`: of the field.

    `holder`: the pointer of the object schema that the field is in, or should be. `at`: that of the field's schema, or
    of the holder where the field is not described. `schema`: the field's. `why`: what makes it `unplaced`.
    """

    kind: Kind
    surprises: tuple[Surprise, ...]
    path: str = ""
    name: str = ""
    holder: str = ""
    at: str = ""
    schema: dict[str, Any] = field(factory=dict)
    why: str = ""

    @property
    def operation(self) -> str:
        """The operation whose answers surprised."""
        return self.surprises[0].operation

    @property
    def found(self) -> str:
        """Everything that was found, as types are written: `string|null`."""
        kinds = {one.found for one in self.surprises}
        return "|".join([*sorted(kinds - {"null"}), *sorted(kinds & {"null"})])

    @property
    def count(self) -> int:
        """How often it was met."""
        return sum(one.count for one in self.surprises)


@frozen
class _Spot:
    """A schema that a pointer leads to. `at`: its own pointer. `path`: of the value, as facts write it."""

    schema: dict[str, Any]
    at: str
    path: str


def surprised(view: View, surprises: Iterable[Surprise]) -> Iterator[Surprised]:
    """Each thing that the description does not know, once, whatever types it came with."""
    groups: dict[tuple[str, ...], list[Surprise]] = {}
    for one in surprises:
        known = one.operation in view.operations
        spelling = (one.found,) if one.kind == "other spelling" else ()
        key = (one.operation, one.kind, one.pointer, *spelling) if known else (one.operation,)
        groups.setdefault(key, []).append(one)
    for group in groups.values():
        found = _judged(view, tuple(group))
        if found is not None:
            yield found


def _judged(view: View, group: tuple[Surprise, ...]) -> Surprised | None:
    first = group[0]
    operation = view.operations.get(first.operation)
    if operation is None:
        why = f"there is no operation `{first.operation}`: {choices(first.operation, view.operations, 'operations')}"
        return Surprised("unplaced", group, path=first.operation, why=why)
    *steps, name = split(first.pointer)
    holders = _holders(view, operation, steps)
    if not holders:
        path = ".".join(["", *steps])[1:]
        return Surprised("unplaced", group, path=path, why=f"no object is described at `{path or 'the top'}`")
    if first.kind == "unknown field":
        return _unknown(group, holders, name)
    for spot in holders:
        given = spot.schema.get("properties", {}).get(name)
        if given is not None:
            schema, at = view.follow(given, f"{spot.at}/properties/{escape(name)}")
            return _known(group, spot, name, schema, at)
    path = join(holders[0].path, name)
    return Surprised("unplaced", group, path=path, why=f"no field `{path}` is described")


def _unknown(group: tuple[Surprise, ...], holders: list[_Spot], name: str) -> Surprised | None:
    # As with recordings: an object of which no field is described, or any name is, may hold everything.
    open_ = any(
        isinstance(one.schema.get("additionalProperties"), dict) or not one.schema.get("properties") for one in holders
    )
    if open_ or any(name in one.schema["properties"] for one in holders):
        return None
    spot = holders[0]
    return Surprised("undocumented", group, join(spot.path, name), name, spot.at, spot.at)


def _known(group: tuple[Surprise, ...], spot: _Spot, name: str, schema: dict[str, Any], at: str) -> Surprised | None:
    """What surprised about a field that is described."""
    first, path = group[0], join(spot.path, name)
    if first.kind == "absent field":
        required = name in spot.schema.get("required", [])
        return Surprised("missing", group, path, name, spot.at, spot.at) if required else None
    if first.kind == "new value":
        named = "x-open-enum" in schema or "enum" in schema
        return Surprised("unnamed", group, path, name, spot.at, at, schema) if named else None
    if first.found in spot.schema["properties"]:
        return None
    return Surprised("spelling", group, path, name, spot.at, spot.at, spot.schema["properties"][name])


def _holders(view: View, operation: DescribedOperation, steps: list[str]) -> list[_Spot]:
    """The objects that steps of a pointer lead to in the answers of success."""
    spots: list[_Spot] = []
    for status, answer in operation.answers.items():
        content = media(answer) if status.startswith("2") else None
        if content is not None:
            at = f"{operation.at}/responses/{escape(status)}/content/schema"
            spots += _alternatives(view, content.get("schema", {}), at, "")
    for step in steps:
        spots = [inner for spot in spots for inner in _inside(view, spot, step)]
    return [one for one in spots if "properties" in one.schema or one.schema.get("type") == "object"]


def _inside(view: View, spot: _Spot, step: str) -> Iterator[_Spot]:
    properties, rest = spot.schema.get("properties", {}), spot.schema.get("additionalProperties")
    if step in properties:
        at = f"{spot.at}/properties/{escape(step)}"
        yield from _alternatives(view, properties[step], at, join(spot.path, step))
    elif step == ANY and "items" in spot.schema:
        yield from _alternatives(view, spot.schema["items"], f"{spot.at}/items", f"{spot.path}[]")
    elif step == ANY and isinstance(rest, dict):
        yield from _alternatives(view, rest, f"{spot.at}/additionalProperties", join(spot.path, ANY))


def _alternatives(view: View, node: Any, pointer: str, path: str, within: tuple[str, ...] = ()) -> Iterator[_Spot]:
    """A schema, and those that it is a choice of."""
    schema, at = view.follow(node, pointer)
    if isinstance(schema, dict) and at not in within:
        yield _Spot(schema, at, path)
        for key in COMBINED:
            for index, part in enumerate(schema.get(key, [])):
                yield from _alternatives(view, part, f"{at}/{key}/{index}", path, (*within, at))
