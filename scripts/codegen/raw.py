"""The description in both its forms: as plain data, with all that the generator parses past, and as it was parsed."""

from typing import Any

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from scripts.pointers import resolve

Node = dict[str, Any]
"""An object of the description, whose values are looked at one by one."""


class Raw:
    """The effective description, validated, as plain data, with a way from each schema to its parsed model."""

    def __init__(self, description: Node, data: GeneratorData) -> None:
        self.description = description
        self._models = {model.class_info.name: model for model in data.models if isinstance(model, ModelProperty)}
        self.operations: dict[str, Node] = {
            operation["operationId"]: operation
            for item in description["paths"].values()
            for operation in item.values()
            if isinstance(operation, dict) and "operationId" in operation
        }
        """Every operation by its operationId."""

    def followed(self, node: Node) -> Node:
        """The node with its `$ref` followed; what stands beside the `$ref` wins over what it leads to."""
        if "$ref" not in node:
            return node
        target = resolve(self.description, node["$ref"].removeprefix("#"))
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return {**self.followed(target), **beside}  # type: ignore[arg-type]  # a validated $ref leads to an object

    def schema(self, name: str) -> Node:
        """The component schema of that name."""
        found: Node = self.description["components"]["schemas"][name]
        return found

    def properties(self, model: ModelProperty) -> dict[str, PropertyProtocol]:
        """The parsed properties of a model by their wire names, in the order in which the description lists them."""
        # A model that stands inside a list or another model is a sketch without properties; this one has them.
        complete = self._models[model.class_info.name]
        props = [*(complete.required_properties or []), *(complete.optional_properties or [])]
        parsed = {prop.name.get_untrusted_value(): prop for prop in props}
        return {name: parsed[name] for name in self.schema(complete.class_info.name).get("properties", {})}

    def tag(self, name: str) -> str:
        """The description of a tag, which is the description of a family."""
        return next((str(tag["description"]) for tag in self.description["tags"] if tag["name"] == name), name)

    def alternatives(self, node: Node) -> list[Node]:
        """The schemas that a value may fit, each of one type: the node's own, or those of its `anyOf`; without null."""
        node = self.followed(node)
        members = [self.followed(member) for member in node.get("anyOf", [node])]
        single = [
            {**member, "type": name} if isinstance(member.get("type"), list) else member
            for member in members
            for name in (member["type"] if isinstance(member.get("type"), list) else [None])
        ]
        return [member for member in single if member.get("type") != "null"]

    def binary_attribute(self, operation: Node) -> str | None:
        """The attribute of the answer's model that takes a file that came in place of JSON, or None."""
        content = operation["responses"].get("200", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        found: str | None = self.followed(schema).get("x-binary-attribute") if schema else None
        return found
