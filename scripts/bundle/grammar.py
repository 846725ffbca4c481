"""Which object of OpenAPI 3.1 stands where.

A `$ref` is a reference only where OpenAPI puts an object that may be one: a property that is called `$ref`, an example
that holds one and an `x-` extension are data. So the fold walks by this grammar, and the place of a reference tells
what it names.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from scripts.pointers import escape
from scripts.values import Json

# "kind": the object itself. "{kind}": a map from any name to it. "[kind]": a list of it.
# The key "*" stands for every key that is no extension.
Shape = str

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

SECTIONS: Final[Mapping[str, str]] = {
    "schema": "schemas",
    "response": "responses",
    "parameter": "parameters",
    "example": "examples",
    "requestBody": "requestBodies",
    "header": "headers",
    "securityScheme": "securitySchemes",
    "link": "links",
    "callback": "callbacks",
}
"""The section of `components` for each kind that has one, in the order of the specification."""

# Path items and operations are what a description is read for, and generators do not all follow a reference to them.
INLINED: Final = frozenset({"pathItem", "operation"})

_CONTENT: Final = {"content": "{mediaType}", "examples": "{example}", "schema": "schema"}
_SCHEMAS: Final = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
_SCHEMA_LISTS: Final = ("allOf", "anyOf", "oneOf", "prefixItems")
_SCHEMA: Final = (
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
)

GRAMMAR: Final[Mapping[str, Mapping[str, Shape]]] = {
    "root": {"paths": "paths", "webhooks": "{pathItem}", "components": "components"},
    "components": {**{section: f"{{{kind}}}" for kind, section in SECTIONS.items()}, "pathItems": "{pathItem}"},
    "paths": {"*": "pathItem"},
    "pathItem": {**dict.fromkeys(METHODS, "operation"), "parameters": "[parameter]"},
    "operation": {
        "parameters": "[parameter]",
        "requestBody": "requestBody",
        "responses": "responses",
        "callbacks": "{callback}",
    },
    "responses": {"*": "response"},
    "callback": {"*": "pathItem"},
    "parameter": _CONTENT,
    "header": _CONTENT,
    "requestBody": {"content": "{mediaType}"},
    "response": {"headers": "{header}", "content": "{mediaType}", "links": "{link}"},
    "mediaType": {"schema": "schema", "examples": "{example}", "encoding": "{encoding}"},
    "encoding": {"headers": "{header}"},
    "schema": {
        **dict.fromkeys(_SCHEMA, "schema"),
        **dict.fromkeys(_SCHEMAS, "{schema}"),
        **dict.fromkeys(_SCHEMA_LISTS, "[schema]"),
    },
}


def shape_of(kind: str, key: str) -> Shape | None:
    """Tell what stands under `key` of an object of this kind; `None` where it is data."""
    fields = GRAMMAR.get(kind, {})
    if key in fields:
        return fields[key]
    return None if key.startswith("x-") else fields.get("*")


def refers(kind: str) -> bool:
    """Tell whether an object of this kind may be a reference to one."""
    return kind in SECTIONS or kind in INLINED


def walk(value: Json, kind: str = "root", pointer: str = "") -> Iterator[tuple[str, str, dict[str, Json]]]:
    """Yield kind, JSON pointer and value of every OpenAPI object of a description, parents first."""
    if not isinstance(value, dict):
        return
    yield kind, pointer, value
    for key, item in value.items():
        shape = shape_of(kind, key)
        for tail, child in _children(item, shape) if shape else ():
            yield from walk(child, (shape or "").strip("{}[]"), f"{pointer}/{escape(key)}{tail}")


def _children(value: Json, shape: Shape) -> Iterable[tuple[str, Json]]:
    if shape[0] == "{":
        return [("/" + escape(key), item) for key, item in value.items()] if isinstance(value, dict) else []
    if shape[0] == "[":
        return [(f"/{index}", item) for index, item in enumerate(value)] if isinstance(value, list) else []
    return [("", value)]
