"""Models: what the templates see of a schema that an answer or an argument is made of."""

from collections.abc import Iterable
from typing import Any

import attrs
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from scripts.codegen.annotations import annotation, models_in, optional
from scripts.codegen.names import attribute
from scripts.codegen.prose import docstring, wrapped
from scripts.codegen.raw import Node, Raw
from scripts.codegen.sources import source_text


@attrs.frozen
class Field:
    """One attribute of a model: `declaration` is all that follows its name."""

    name: str
    declaration: str
    doc: str


@attrs.frozen
class ModelClass:
    """One model: a class of fields."""

    name: str
    doc: str
    fields: list[Field]


@attrs.frozen
class OpenEnum:
    """Named values of a field that takes others too."""

    name: str
    base: str
    doc: str
    members: list[tuple[str, str, str]]
    """Name, value as code, docstring."""


@attrs.frozen
class ModelModule:
    """The models of one family."""

    family: str
    doc: str
    enums: list[OpenEnum]
    models: list[ModelClass]

    @property
    def exports(self) -> list[str]:
        """The public names of the module."""
        return sorted([*(enum.name for enum in self.enums), *(model.name for model in self.models)])


def reachable(roots: Iterable[ModelProperty], raw: Raw) -> list[ModelProperty]:
    """The roots and every model that they lead to, each once, a model before those it holds."""
    found: dict[str, ModelProperty] = {}
    waiting = list(roots)
    while waiting:
        model = waiting.pop(0)
        if found.setdefault(model.class_info.name, model) is model:
            children = [child for prop in raw.properties(model).values() for child in models_in(prop)]
            waiting = [child for child in children if child.class_info.name not in found] + waiting
    return list(found.values())


def model_class(model: ModelProperty, raw: Raw) -> ModelClass:
    """The view of one model."""
    schema = raw.schema(model.class_info.name)
    spellings = _spellings(schema)
    fields = [
        _field(prop, schema, raw, spellings)
        for prop in raw.properties(model).values()
        if not _spelling_of(prop, schema)
    ]
    if binary := schema.get("x-binary-attribute"):
        doc = docstring([["The answer itself, where the service answered with a file in place of JSON."]], 4)
        fields.append(Field(binary, "Audio | None = off_wire()", doc))
    paragraphs = [wrapped(schema.get("description", ""), 4)]
    if shapes := schema.get("x-shapes"):
        lines = [line for shape, names in shapes.items() for line in wrapped(f"- {shape}: {_listed(names)}", 4, 2)]
        paragraphs.append(["Which fields are there depends on how the task was made:"])
        paragraphs.append(lines)
    return ModelClass(model.class_info.name, docstring(paragraphs, 4), fields)


def open_enums(models: Iterable[ModelProperty], raw: Raw) -> list[OpenEnum]:
    """The named values of the models' fields; two fields may share one enumeration."""
    found: dict[str, OpenEnum] = {}
    for model in models:
        for prop in raw.schema(model.class_info.name).get("properties", {}).values():
            if isinstance(prop, dict) and (described := prop.get("x-open-enum")):
                found[described["name"]] = _open_enum(described, prop.get("description", ""))
    return list(found.values())


def _open_enum(described: Node, about: str) -> OpenEnum:
    values = [entry["value"] for entry in described["values"]]
    base = "IntEnum" if all(isinstance(value, int) for value in values) else "StrEnum"
    members = [
        (entry["name"], _literal(entry["value"]), _doc(entry.get("description", ""), entry.get("x-source"), 4))
        for entry in described["values"]
    ]
    open_ended = "These values have names; the service may send others, which arrive as they are."
    return OpenEnum(described["name"], base, docstring([wrapped(about, 4), [open_ended]], 4), members)


def _literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _field(prop: PropertyProtocol, schema: Node, raw: Raw, spellings: dict[str, list[str]]) -> Field:
    wire = prop.name.get_untrusted_value()
    name = attribute(wire)
    kind = optional(annotation(prop))
    other = spellings.get(wire, [])
    described = schema["properties"][wire]
    enum = described.get("x-open-enum")
    about = str(raw.followed(described).get("description", ""))
    if enum:
        about += f" Known values: `{enum['name']}`."
    if other:
        about += f" The service also spells it {_listed(other)}."
    default = _default(wire, other, enum, required=wire in schema.get("required", []))
    return Field(name, f"{kind} = {default}", _doc(about, described.get("x-source"), 4))


def _default(wire: str, other: list[str], enum: Node | None, *, required: bool) -> str:
    """What follows the `=` of a field: more than None only where more is known of it than its name and type."""
    facts = {
        repr(wire): bool(other) or attribute(wire) != wire,
        f"also={tuple(other)!r}": bool(other),
        f"known={enum['name'] if enum else None}": enum is not None,
        "required=True": required,
    }
    told = [fact for fact, there in facts.items() if there]
    return f"wire({', '.join(told)})" if told else "None"


def _doc(about: str, source: Any, indent: int) -> str:
    paragraphs = [wrapped(about, indent)]
    if source:
        paragraphs.append(wrapped(f"Source: {source_text(source)}", indent))
    return docstring(paragraphs, indent)


def _spelling_of(prop: PropertyProtocol, schema: Node) -> str | None:
    found: str | None = schema["properties"][prop.name.get_untrusted_value()].get("x-spelling-of")
    return found


def _spellings(schema: Node) -> dict[str, list[str]]:
    """For each field the other names under which the service sends it."""
    found: dict[str, list[str]] = {}
    for name, described in schema.get("properties", {}).items():
        if meant := described.get("x-spelling-of"):
            found.setdefault(meant, []).append(name)
    return found


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
