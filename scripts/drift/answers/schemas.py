"""Schemas made from what a page says or an exchange holds, and the place where a new one goes."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from scripts.drift.answers.actions import Action
from scripts.drift.comparison import Compared
from scripts.drift.described import DescribedOperation
from scripts.drift.pair import Said, kinds_said, parts_of
from scripts.drift.types import LOST, NULL, Kinds, items, kind_of_value, widened
from scripts.drift.view import View
from scripts.pointers import split
from scripts.values import Json, clone

PARTS: Final = {"list": "schema", "table": "table", "example": "example"}
"""The parts of a page: as facts name them, and as `x-source` does."""


@frozen
class Place:
    """Where a new field goes: the pointer of the object schema; `bare` if it has no properties so far."""

    holder: str
    bare: bool = False

    @property
    def name(self) -> str:
        """What the names of new schemas begin with."""
        tokens = split(self.holder)
        return camel(tokens[2]) if tokens[:2] == ["components", "schemas"] else camel("_".join(tokens[-3:]))


def place_for(view: View, operation: DescribedOperation, side: str, parent: str) -> Place | None:
    """The object schema that fields of a parent path stand in; None when the description has none."""
    for (its, _), one in operation.values.items():
        if its == side and one.parent == parent:
            return Place(one.holder)
    wanted = re.sub(r"(\[\])+$", "", parent)
    holder = next((one for (its, path), one in operation.values.items() if its == side and path == wanted), None)
    if holder is None or not parent:
        return None
    node, pointer = view.follow({"$ref": "#" + holder.schema}, holder.schema)
    for _ in range((len(parent) - len(wanted)) // 2):
        node, pointer = view.follow(node.get("items", {}), f"{pointer}/items")
    objects = isinstance(node, dict) and node.get("type") == "object"
    return Place(pointer, bare="properties" not in node) if objects else None


def source_of(compared: Compared, said: Said) -> Action:
    """The `x-source` of a statement on a page."""
    if not compared.page:
        return {"inferred": f"from {compared.file}"}
    parts = [name for part, name in PARTS.items() if part in parts_of(said)]
    return {"page": compared.page, "from": list[Json](parts or ["schema"])}


def schema_of_kinds(kinds: Kinds) -> Action:
    """The smallest schema that admits kinds; one that admits everything where they are not known."""
    if not kinds or kinds & LOST or "any" in kinds:
        return {}
    if len(kinds) > 1:
        return {"anyOf": [schema_of_kinds(frozenset({kind})) for kind in [*sorted(kinds - NULL), *(kinds & NULL)]]}
    (kind,) = kinds
    if kind == "file":
        return {"type": "string", "format": "binary"}
    if not kind.startswith("array"):
        return {"type": kind}
    inner = items(kind)
    # What objects in it hold is not known.
    return {"type": "array", "items": {} if inner == {"object"} else schema_of_kinds(inner)}


def schema_of(said: Said, source: Action, where: str, name: str) -> Action:
    """What a page says of one value, as a property of a schema. `name`: of its enumeration, if it is one."""
    made = schema_of_kinds(kinds_said(said))
    for keyword in ("default", "minimum", "maximum"):
        value = getattr(said, keyword)
        if value is not None:
            made[keyword] = value
    if said.enum:
        made |= open_enum(name, said.enum, source)
    return {**made, "description": f"Not explained; {where}.", "x-source": source}


def schema_of_values(
    values: Sequence[Json], name: str, source: Action, schemas: Action, told: str = "met in a recorded exchange"
) -> Action:
    """What exchanges hold in one place, as a property; each object becomes a schema of its own, put into `schemas`."""
    told = f"Not documented; {told}."
    about: Action = {"description": told, "x-source": clone(source)}
    kinds = widened(frozenset(), frozenset(kind_of_value(value) for value in values)) - NULL
    parts: list[Action] = []
    objects = [value for value in values if isinstance(value, dict)]
    if objects:
        fields = dict.fromkeys(key for value in objects for key in value)
        schemas[name] = {
            "type": "object",
            "description": told,
            "properties": {
                key: schema_of_values(
                    [one[key] for one in objects if key in one], camel(f"{name}_{key}"), source, schemas
                )
                for key in fields
            },
        }
        parts.append({"$ref": f"#/components/schemas/{name}"})
    items_ = [item for value in values if isinstance(value, list) for item in value]
    if "array" in kinds:
        inner = schema_of_values(items_, name, source, schemas) if items_ else {}
        parts.append({"type": "array", "items": {key: part for key, part in inner.items() if key not in about}})
    parts += [schema_of_kinds(frozenset({kind})) for kind in sorted(kinds - {"object", "array"})]
    if any(value is None for value in values) and parts:
        parts.append({"type": "null"})
    # What was only null has a type that nobody knows.
    whole: Action = {} if not parts else parts[0] if len(parts) == 1 else {"anyOf": list[Json](parts)}
    return {**whole, "x-source": about["x-source"]} if "$ref" in whole else {**whole, **about}


def open_enum(name: str, values: Iterable[Json], source: Action) -> Action:
    """Name the values of a field that may take others too."""
    return {"x-open-enum": {"name": name, "values": named_values(values, source, set())}}


def named_values(values: Iterable[Json], source: Action, taken: set[str]) -> list[Json]:
    """Values of an open enumeration; the name of each is made from it, and is not among those that are `taken`."""
    made: list[Json] = []
    for value in values:
        text = re.sub(r"\W+", "_", str(value), flags=re.ASCII).strip("_").upper()
        name = text if text and not text[0].isdigit() else f"VALUE_{text or 'EMPTY'}"
        names = (name, *(f"{name}_{number}" for number in range(2, len(taken) + 3)))
        name = next(each for each in names if each not in taken)
        taken.add(name)
        about = "Its meaning is not known."
        made.append({"value": value, "name": name, "description": about, "x-source": clone(source)})
    return made


def camel(text: str) -> str:
    """Write words as the name of a schema."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", text) if part)
