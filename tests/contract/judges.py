"""The effective description as the contract tests read it: as it is, closed, tolerant, and turned into answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import httpx
import schemathesis
from jsonschema import Draft202012Validator
from schemathesis.schemas import APIOperation, BaseSchema

from tests.client.support import DOCUMENT, OPERATIONS, Operation

JSON = "application/json"
Node = dict[str, Any]


def rewritten(node: Any, change: Callable[[Node], Node]) -> Any:
    """A copy of a description in which every object, from the innermost out, is what `change` makes of it."""
    if isinstance(node, list):
        return [rewritten(item, change) for item in node]
    if not isinstance(node, dict):
        return node
    return change({name: rewritten(inner, change) for name, inner in node.items()})


def _closed(node: Node) -> Node:
    """Close a schema. Parts joined by `allOf` would refuse each other's fields; the description has none."""
    assert "allOf" not in node
    schema = node.get("type") == "object" and "properties" in node
    return {**node, "additionalProperties": False} if schema else node


def _tolerant(node: Node) -> Node:
    """Let null stand for each field and item, and let each field be missing: what the client promises to take."""
    made = {name: value for name, value in node.items() if name != "required" or not isinstance(value, list)}
    if isinstance(made.get("properties"), dict):
        made["properties"] = {name: _or_null(schema) for name, schema in made["properties"].items()}
    return {**made, "items": _or_null(made["items"])} if "items" in made else made


def _kept_nulls(node: Node) -> Node:
    """Let null stand for an item and for a field that may be missing: a model gives back what came in an answer."""
    made = dict(node)
    if isinstance(made.get("properties"), dict):
        needed = made.get("required", ())
        fields = made["properties"].items()
        made["properties"] = {name: schema if name in needed else _or_null(schema) for name, schema in fields}
    return {**made, "items": _or_null(made["items"])} if "items" in made else made


def _or_null(schema: Node) -> Node:
    return {"anyOf": [schema, {"type": "null"}]}


CLOSED: Node = rewritten(DOCUMENT, _closed)
"""The description in a closed world: a field that no schema declares is a mistake."""

TOLERANT: Node = rewritten(DOCUMENT, _tolerant)
"""The description with the tolerance of the client, which refuses no answer for a null or a missing field."""

BODIES = {operation.schema["$ref"].rpartition("/")[2] for operation in OPERATIONS.values() if operation.schema}
"""Schemas that are the arguments of a method, and no model."""

SENT: Node = {
    "schemas": {
        name: schema if name in BODIES else rewritten(schema, _kept_nulls)
        for name, schema in CLOSED["components"]["schemas"].items()
    }
}
"""The components that requests are held against: a closed world, and inside models the nulls that models keep."""

CONTRACT: BaseSchema = schemathesis.openapi.from_dict(DOCUMENT)
CLOSED_CONTRACT: BaseSchema = schemathesis.openapi.from_dict(CLOSED)


def judged(contract: BaseSchema, operation: Operation) -> APIOperation[Any, Any, Any, Any]:
    """An operation as schemathesis reads it."""
    found: APIOperation[Any, Any, Any, Any] = contract[operation.path][operation.method]
    return found


def answer_schema(operation: Operation) -> Node:
    """The schema of the JSON that an operation answers with."""
    found: Node = operation.node["responses"]["200"]["content"][JSON]["schema"]
    return found


_TOLERATED = {
    operation.id: Draft202012Validator({**answer_schema(operation), "components": TOLERANT["components"]})
    for operation in OPERATIONS.values()
}


def tolerated(operation: Operation, body: Any) -> bool:
    """Whether a body is an answer of the operation, nulls and missing fields aside; jsonschema judges."""
    return _TOLERATED[operation.id].is_valid(body)


def measured(response: httpx.Response) -> httpx.Response:
    """The response with the time that schemathesis asks of each and that an answer made by hand does not have."""
    response.elapsed = timedelta(0)
    return response


def mirrored(document: Node) -> BaseSchema:
    """A description in which every operation is asked with what it answers in the given one.

    Schemathesis makes requests; so a body of its request is an answer of the operation.
    """
    paths = {
        f"/{operation.id}": {
            "post": {
                "requestBody": {"required": True, "content": {JSON: {"schema": answer_schema(operation)}}},
                "responses": {"200": {"description": "Nobody answers."}},
            }
        }
        for operation in OPERATIONS.values()
    }
    components = {"schemas": document["components"]["schemas"]}
    made: BaseSchema = schemathesis.openapi.from_dict(
        {"openapi": document["openapi"], "info": document["info"], "paths": paths, "components": components}
    )
    return made


def objects_in(value: Any, pointer: str = "") -> Iterator[str]:
    """The JSON pointers to all objects in a value."""
    if isinstance(value, dict):
        yield pointer
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in entries:
        yield from objects_in(inner, f"{pointer}/{name}")


def canonical(value: Any) -> str:
    """JSON in one form: unlike in Python, 0 is not 0.0 and true is not 1."""
    return json.dumps(value, sort_keys=True)
