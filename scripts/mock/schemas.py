"""Schemas: whether a value fits one, and an example of what does."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from scripts.mock.shape import Object, find, mapping, sequence, text
from scripts.pointers import pointer_of
from scripts.values import Json

URI: Final = "urn:description"
LONGEST: Final = 200
"""Characters of a fault that are told: some quote the whole value."""


def _same_order(_: object, names: list[str], value: Json, __: object) -> Iterator[ValidationError]:
    """Judge `x-same-order`: lists whose items belong together are equally long."""
    lists = {name: sequence(mapping(value)[name]) for name in names if isinstance(mapping(value).get(name), list)}
    if len({len(items) for items in lists.values()}) > 1:
        told = " and ".join(f"{len(items)} in {name}" for name, items in lists.items())
        yield ValidationError(f"{' and '.join(names)} belong together, and there are {told}")


REMEMBERED: Final = 50_000
"""Short texts whose fault is known."""

VALIDATOR: Final[Any] = extend(Draft202012Validator, {"x-same-order": _same_order})  # type: ignore[no-untyped-call]


class Schemas:
    """The schemas of one description, named by their JSON pointers in it."""

    def __init__(self, root: Object) -> None:
        """Make the whole document known, so that `$ref`s in a schema lead where they lead in the document."""
        self._root = root
        self._registry: Registry[Any] = Registry().with_resource(URI, DRAFT202012.create_resource(root))
        self._validators: dict[str, Any] = {}
        # Thousands of tasks are asked for by the same ids, again and again.
        self._known = lru_cache(maxsize=REMEMBERED)(self._fault)

    def fault(self, pointer: str, value: Json) -> str | None:
        """Say in one sentence what keeps a value from fitting the schema at `pointer`; `None` when it fits."""
        if isinstance(value, str) and len(value) <= LONGEST:
            return self._known(pointer, value)
        return self._fault(pointer, value)

    def _fault(self, pointer: str, value: Json) -> str | None:
        if pointer not in self._validators:
            schema = {"$ref": f"{URI}#{quote(pointer, safe='/~')}"}
            self._validators[pointer] = VALIDATOR(schema, registry=self._registry)
        error = best_match(self._validators[pointer].iter_errors(value))
        if error is None:
            return None
        where = pointer_of(tuple(error.absolute_path))
        told = f"{where}: {error.message}" if where else str(error.message)
        return told if len(told) <= LONGEST else f"{told[:LONGEST]}..."

    def type_at(self, pointer: str) -> Json:
        """Return the `type` of the schema at `pointer`, through its `$ref`s."""
        return self._followed(find(self._root, pointer)).get("type")

    def example(self, pointer: str | None, *, whole: bool) -> Json:
        """Make the plainest value that fits the schema at `pointer`, with all properties or with the required ones."""
        return None if pointer is None else self._example(find(self._root, pointer), whole=whole)

    def _followed(self, schema: Json) -> Object:
        node = mapping(schema)
        if "$ref" in node:
            beside = {name: value for name, value in node.items() if name != "$ref"}
            return self._followed(find(self._root, text(node["$ref"]).removeprefix("#"))) | beside
        for choices in (node.get("anyOf"), node.get("oneOf")):
            for choice in sequence(choices):
                if self._followed(choice).get("type") != "null":
                    return self._followed(choice)
        return node

    def _example(self, schema: Json, *, whole: bool) -> Json:
        node = self._followed(schema)
        for name in ("example", "const", "default"):
            if name in node:
                return node[name]
        chosen = find(node, "/enum/0") or find(node, "/x-open-enum/values/0/value") or find(node, "/examples/0")
        if chosen is not None:
            return chosen
        kind = node.get("type", "object" if "properties" in node else None)
        kind = next((one for one in kind if one != "null"), None) if isinstance(kind, list) else kind
        if kind == "object":
            return self._object(node, whole=whole)
        if kind == "array":
            # A single item, or none where none is asked for.
            return [self._example(node.get("items"), whole=whole)] if whole or node.get("minItems") else []
        plain: Object = {"string": "text", "integer": node.get("minimum", 0), "boolean": False}
        plain["number"] = plain["integer"]
        return plain.get(text(kind))

    def _object(self, node: Object, *, whole: bool) -> Object:
        required = sequence(node.get("required"))
        return {
            name: self._example(schema, whole=whole)
            for name, schema in mapping(node.get("properties")).items()
            if name in required or (whole and not mapping(schema).get("deprecated"))
        }
