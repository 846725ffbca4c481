"""Types as sets of kinds, so that what a page writes and what a schema states can be compared.

A kind is a JSON type, `file`, `any`, or `array[...]` with the kinds of its items. `anyOf`, `oneOf` and `allOf` are what
a page says when it lost the alternatives: they fit whatever has some.
"""

import re
from typing import Any, Final, Protocol, TypeAlias

from scripts.values import Json

Kinds: TypeAlias = frozenset[str]

COMBINED: Final = ("anyOf", "oneOf", "allOf")
LOST: Final = frozenset(COMBINED)
ANY: Final = frozenset({"any"})
NULL: Final = frozenset({"null"})


class Typed(Protocol):
    """What has kinds. `alternatives`: it is written as a choice of some."""

    @property
    def kinds(self) -> Kinds:
        """What it admits."""
        ...

    @property
    def alternatives(self) -> bool:
        """Whether it is a choice."""
        ...


def kinds_of_text(text: str) -> Kinds:
    """Read the type that a page states, in the normal form of its facts: `string|null`, `array[object]`."""
    parts: list[str] = []
    depth = 0
    for piece in re.split(r"([\[\]|])", text):
        depth += (piece == "[") - (piece == "]")
        if piece == "|" and depth == 0:
            parts.append("")
        else:
            parts = [*parts[:-1], parts[-1] + piece] if parts else [piece]
    return frozenset(part for part in parts if part)


def text_of(kinds: Kinds) -> str:
    """Write kinds as pages and messages do: in alphabetical order, null last."""
    return "|".join([*sorted(kinds - {"null"}), *sorted(kinds & {"null"})])


def kind_of_value(value: Json) -> str:
    """Name the kind of a value; a number without a fraction is an integer."""
    if isinstance(value, dict):
        return "object"
    if isinstance(value, list):
        return "array"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    return "integer" if isinstance(value, int) or value.is_integer() else "number"


def fits(said: Kinds, one: "Typed", *, stated: bool) -> bool:
    """Tell whether a page says of a value what a description does: exactly what it states, possibly what it shows."""
    if stated:
        return is_exactly(said, one.kinds, alternatives=one.alternatives)
    return all(admits(one.kinds, kind) for kind in said) or "any" in said


def differ_in_null(said: Kinds, described: Kinds, *, stated: bool) -> bool:
    """Tell whether only null keeps a page and a description apart."""
    if not stated and "null" not in said:
        return False
    if said == NULL:
        return not stated and "null" not in described
    return (said ^ described) == NULL or (not stated and is_within(said - NULL, described))


def widened(described: Kinds, seen: Kinds) -> Kinds:
    """Kinds that admit what was seen as well; a number stands for integers, too."""
    made = described | seen
    made = made - {"integer"} if "number" in made else made
    bare = {"array"} & made
    return made - bare if bare and any(kind.startswith("array[") for kind in made) else made


def is_exactly(stated: Kinds, described: Kinds, *, alternatives: bool) -> bool:
    """Tell whether a stated type is the described one; `alternatives`: the schema is written as a choice of some."""
    if stated & LOST:
        return alternatives or len(described) > 1
    return _same_arrays(stated, described)


def is_within(shown: Kinds, described: Kinds) -> bool:
    """Tell whether values of the kinds that an example shows are possible where others are described."""
    return not shown & ANY and all(admits(described, kind) for kind in shown)


def admits(described: Kinds, kind: str) -> bool:
    """Tell whether a value of one kind is possible."""
    if "any" in described or kind in described or (kind == "integer" and "number" in described):
        return True
    if kind == "string" and "file" in described:
        return True
    if not kind.startswith("array"):
        return False
    arrays = [one for one in described if one.startswith("array")]
    return any(is_within(items(kind), items(one)) or "any" in items(kind) for one in arrays)


def items(kind: str) -> Kinds:
    """Read the kinds of the items of an array; any where they are not told."""
    inner = kind[len("array[") : -1] if kind.startswith("array[") else ""
    return kinds_of_text(inner) if inner else ANY


def _same_arrays(one: Kinds, other: Kinds) -> bool:
    """Compare kinds; an array without a word about its items is the same as any other."""
    if one == other:
        return True
    left, right = one - other, other - one
    bare = {"array"}
    arrays = all(kind.startswith("array") for kind in left | right)
    return arrays and len(left) == len(right) == 1 and (left == bare or right == bare)


def kinds_of_schema(schema: dict[str, Any], resolve: Any) -> Kinds:
    """Read the kinds that a schema admits. `resolve`: follows a reference and returns the schema that it leads to."""
    return _kinds(schema, resolve, 0)


def _kinds(schema: Any, resolve: Any, depth: int) -> Kinds:
    schema = resolve(schema)
    if not isinstance(schema, dict) or depth > 20:
        return ANY
    stated = schema.get("type")
    names = [stated] if isinstance(stated, str) else stated if isinstance(stated, list) else []
    found = {_one(name, schema, resolve, depth) for name in names if isinstance(name, str)}
    if found:
        return frozenset(found | ({"null"} if schema.get("nullable") is True else set()))
    for key in COMBINED:
        parts = schema.get(key)
        if isinstance(parts, list) and parts:
            return frozenset().union(*(_kinds(part, resolve, depth + 1) for part in parts))
    if isinstance(schema.get("properties"), dict):
        return frozenset({"object"})
    if isinstance(schema.get("items"), dict):
        return frozenset({_one("array", schema, resolve, depth)})
    values = schema.get("enum")
    return frozenset(map(kind_of_value, values)) if isinstance(values, list) and values else ANY


def _one(name: str, schema: dict[str, Any], resolve: Any, depth: int) -> str:
    if name == "string" and schema.get("format") == "binary":
        return "file"
    if name != "array":
        return name
    inner = _kinds(schema.get("items", {}), resolve, depth + 1)
    return "array" if inner == ANY else f"array[{text_of(inner)}]"
