"""Arguments: what the templates see of a parameter or of a property of a request's body."""

from itertools import pairwise
from typing import Any

import attrs
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from scripts.codegen.annotations import annotation, optional
from scripts.codegen.names import attribute
from scripts.codegen.raw import Node, Raw
from scripts.codegen.sources import source_text


@attrs.frozen
class Argument:
    """One argument of a method: where it goes (`path`, `query` or `body`), its type, its checks and its prose."""

    name: str
    wire: str
    place: str
    annotation: str
    required: bool
    checks: list[str]
    about: str
    """What it is, without its source."""
    doc: str

    @property
    def signature(self) -> str:
        """The argument as it stands in a signature; what is left out is None and is not sent."""
        return f"{self.name}: {self.annotation}" if self.required else f"{self.name}: {self.annotation} = None"


def arguments(endpoint: Endpoint, raw: Raw) -> list[Argument]:
    """The arguments of an operation, the required ones first, otherwise in the order of the description."""
    operation = raw.operations[endpoint.name]
    described = {entry["name"]: entry for entry in operation.get("parameters", [])}
    found = []
    for place, props in (("path", endpoint.path_parameters), ("query", endpoint.query_parameters)):
        for prop in props:
            entry = described[prop.name.get_untrusted_value()]
            found.append(_argument(prop, place, {**entry["schema"], **entry}, entry["required"], raw))
    for field, node, required in _body(endpoint, raw):
        found.append(_argument(field, "body", node, required, raw))
    return sorted(found, key=lambda argument: not argument.required)


def body_model(endpoint: Endpoint) -> ModelProperty | None:
    """The model of the request's body, or None without a body."""
    prop = endpoint.bodies[0].prop if endpoint.bodies else None
    return prop if isinstance(prop, ModelProperty) else None


def together(endpoint: Endpoint, raw: Raw) -> list[str]:
    """The checks that concern two arguments: lists in the same order have to be equally long."""
    model = body_model(endpoint)
    names = raw.schema(model.class_info.name).get("x-same-order", []) if model else []
    return [
        f'checks.same_length("{second}", {attribute(second)}, "{first}", {attribute(first)})'
        for first, second in pairwise(names)
    ]


def _body(endpoint: Endpoint, raw: Raw) -> list[tuple[PropertyProtocol, Node, bool]]:
    model = body_model(endpoint)
    if model is None:
        return []
    schema = raw.schema(model.class_info.name)
    required = schema.get("required", [])
    # A field that is another one's old name is read and no longer sent.
    sent = {name: node for name, node in schema["properties"].items() if "x-spelling-of" not in node}
    return [(prop, sent[wire], wire in required) for wire, prop in raw.properties(model).items() if wire in sent]


def _argument(prop: PropertyProtocol, place: str, node: Node, required: bool, raw: Raw) -> Argument:
    wire = prop.name.get_untrusted_value()
    name = attribute(wire)
    kind = annotation(prop, sequence="Sequence")
    node = raw.followed(node)
    checks = [] if place == "path" else _checks(name, name, prop, node, raw)
    if checks and not required:
        checks = [f"if {name} is not None:", *(f"    {line}" for line in checks)]
    about = _about(node, raw)
    doc = f"{about} Source: {source_text(node['x-source'])}" if "x-source" in node else about
    return Argument(name, wire, place, kind if required else optional(kind), required, checks, about, doc)


def _checks(name: str, value: str, prop: PropertyProtocol, node: Node, raw: Raw) -> list[str]:
    """The calls that check one argument, or one field of a model that was given for it."""
    if isinstance(prop, ModelProperty):
        schema = raw.schema(prop.class_info.name)
        return [f'checks.instance("{name}", {value}, {prop.class_info.name})'] + [
            line
            for wire, inner in raw.properties(prop).items()
            if wire in node.get("required", [])
            for line in _checks(f"{name}.{wire}", f"{value}.{attribute(wire)}", inner, schema["properties"][wire], raw)
        ]
    if isinstance(prop, ListProperty):
        kind = annotation(prop.inner_property)
        return [f'checks.items("{name}", {value})' if kind == "str" else f'checks.instances("{name}", {value}, {kind})']
    schema = next(iter(raw.alternatives(node)), {})
    lines = [_CALLS[schema["type"]](name, value, schema)] if schema.get("type") in _CALLS else []
    if "maxLength" in schema:
        lines.append(f'checks.shorter_than("{name}", {value}, {schema["maxLength"] + 1:_})')
    return lines


def _text(name: str, value: str, schema: Node) -> str:
    return f'checks.{"not_blank" if schema.get("minLength") else "text"}("{name}", {value})'


def _number(call: str) -> Any:
    def line(name: str, value: str, schema: Node) -> str:
        limits = [f", {key}={schema[key]!r}" for key in ("minimum", "maximum") if key in schema]
        return f'checks.{call}("{name}", {value}{"".join(limits)})'

    return line


_CALLS = {
    "string": _text,
    "boolean": lambda name, value, _: f'checks.boolean("{name}", {value})',
    "integer": _number("integer"),
    "number": _number("bounds"),
}


def _about(node: Node, raw: Raw) -> str:
    schema = next(iter(raw.alternatives(node)), {})
    parts = [str(node.get("description", ""))]
    if "minimum" in schema:
        parts.append(f"From {schema['minimum']} to {schema['maximum']}.")
    if "default" in node:
        parts.append(f"The service's default is {node['default']}.")
    return " ".join(parts)
