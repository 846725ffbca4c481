"""Fit: how a JSON value that was seen disagrees with the schema that describes it, closed world or open.

In the closed world a field that the schema does not name is a misfit; that is so for this check alone.
"""

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

from attrs import frozen

from scripts.drift.types import COMBINED, Kinds, admits, kind_of_value, kinds_of_schema
from scripts.drift.view import View
from scripts.page.shape import join
from scripts.pointers import escape
from scripts.values import Json, same

Kind: TypeAlias = Literal["type", "null", "missing", "value", "unnamed", "bound", "undocumented"]


@frozen
class Misfit:
    """One disagreement. `path`: as facts write it. `seen`: the pointer in the value. `at`: the schema's pointer.

    For a missing or undocumented field, `at` is the pointer of the object schema. `kinds`: what the schema admits. A
    `value` is not allowed; one that is `unnamed` is not listed by an enumeration that takes others too.
    """

    kind: Kind
    path: str
    seen: str
    at: str
    value: Json
    kinds: Kinds
    told: str
    name: str = ""


def misfits(view: View, schema: Any, pointer: str, value: Json, *, closed: bool) -> list[Misfit]:
    """Every disagreement of a value with a schema, the first of each kind and path: items of an array repeat them."""
    found: dict[tuple[str, str], Misfit] = {}
    for one in _Walk(view, closed).walk(schema, pointer, value, "", ""):
        found.setdefault((one.kind, one.path), one)
    return list(found.values())


@frozen
class _Walk:
    view: View
    closed: bool

    def walk(self, node: Any, pointer: str, value: Json, path: str, seen: str) -> Iterator[Misfit]:
        schema, at = self.view.follow(node, pointer)
        if not isinstance(schema, dict):
            return
        kinds = kinds_of_schema(schema, lambda one: self.view.follow(one, "")[0])
        if not admits(_bare(kinds), kind_of_value(value)):
            kind: Kind = "null" if value is None else "type"
            told = "null" if value is None else kind_of_value(value)
            yield Misfit(kind, path, seen, at, value, kinds, told)
            return
        yield from self.limits(schema, at, value, path, seen, kinds)
        if isinstance(value, dict):
            yield from self.members(schema, at, value, path, seen, kinds)
        elif isinstance(value, list) and isinstance(schema.get("items"), dict):
            for index, item in enumerate(value):
                yield from self.walk(schema["items"], f"{at}/items", item, f"{path}[]", f"{seen}/{index}")
        yield from self.choice(schema, at, value, path, seen)

    def choice(self, schema: dict[str, Any], at: str, value: Json, path: str, seen: str) -> Iterator[Misfit]:
        """Judge by the alternative that fits best."""
        for key in COMBINED:
            parts = schema.get(key, [])
            found = [
                list(self.walk(part, f"{at}/{key}/{index}", value, path, seen)) for index, part in enumerate(parts)
            ]
            if key == "allOf":
                yield from (one for each in found for one in each)
            elif found:
                yield from min(found, key=lambda each: (any(one.path == path for one in each), len(each)))

    def members(
        self, schema: dict[str, Any], at: str, value: dict[str, Json], path: str, seen: str, kinds: Kinds
    ) -> Iterator[Misfit]:
        properties = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                yield Misfit("missing", join(path, name), seen, at, None, kinds, "absent", name)
        for name, member in value.items():
            its, its_seen = join(path, name), f"{seen}/{escape(name)}"
            if name in properties:
                yield from self.walk(properties[name], f"{at}/properties/{escape(name)}", member, its, its_seen)
            elif self.closed and properties and not isinstance(schema.get("additionalProperties"), dict):
                told = kind_of_value(member)
                yield Misfit("undocumented", its, its_seen, at, member, kinds, told, name)

    def limits(
        self, schema: dict[str, Any], at: str, value: Json, path: str, seen: str, kinds: Kinds
    ) -> Iterator[Misfit]:
        named = schema.get("x-open-enum", {}).get("values")
        known = schema.get("enum") or (named and [one["value"] for one in named])
        if known and not any(same(value, one) for one in known) and value is not None:
            yield Misfit("value" if "enum" in schema else "unnamed", path, seen, at, value, kinds, repr(value))
        if isinstance(value, int | float) and not isinstance(value, bool):
            low, high = schema.get("minimum"), schema.get("maximum")
            if (low is not None and value < low) or (high is not None and value > high):
                yield Misfit("bound", path, seen, at, value, kinds, repr(value))
        size = len(value) if isinstance(value, str | list) else None
        if size is not None and size < schema.get("minItems" if isinstance(value, list) else "minLength", 0):
            yield Misfit("bound", path, seen, at, value, kinds, f"{size} long")


def _bare(kinds: Kinds) -> Kinds:
    """Kinds without what arrays hold: the items are judged one by one."""
    return frozenset("array" if kind.startswith("array") else kind for kind in kinds)


def fields_of(value: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """Every field that a value holds, with its path."""
    if isinstance(value, dict):
        for name, member in value.items():
            its = join(path, name)
            yield its, member
            yield from fields_of(member, its)
    elif isinstance(value, list):
        for item in value:
            yield from fields_of(item, f"{path}[]")


def values_at(value: Json, path: str) -> Iterator[Json]:
    """Every value that stands at a path."""
    yield from (member for its, member in fields_of(value) if its == path)
