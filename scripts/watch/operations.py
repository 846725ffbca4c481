"""Operations of the description, as `watch record` calls them: what they take, and what they cost."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from scripts.failures import UNUSABLE, Failure, choices
from scripts.pointers import resolve

JSON_TYPE: Final = "application/json"
# OpenAPI says that parameters of these names are to be ignored: other parts of the description speak of them.
_NO_PARAMETERS: Final = ("accept", "authorization", "content-type")


@frozen(eq=False)
class Operation:
    """One operation.

    `parameters`: those outside of the body, by name. `body`: the schema of its JSON body, without references at its
    root; None where it takes none. `fields`: the properties of that schema. `types`: the JSON types that each argument
    may have, by name; none where the description leaves them open.
    """

    id: str
    method: str
    path: str
    node: Mapping[str, Any]
    parameters: Mapping[str, Mapping[str, Any]]
    body: Mapping[str, Any] | None
    fields: Mapping[str, Any]
    types: Mapping[str, frozenset[str]]

    @property
    def is_paid(self) -> bool:
        """Whether a request costs money."""
        return "x-cost" in self.node

    @property
    def only_reads(self) -> bool:
        """Whether a request changes nothing and is free, so that it may be sent at any time and again."""
        return not self.is_paid and (self.method == "GET" or self.node.get("x-method") == "get")

    @property
    def price(self) -> str:
        """What the description says of the price, in words."""
        price = self.node.get("x-cost", {})
        amount, unit = price.get("amount"), price.get("unit")
        told = "unknown" if amount is None else f"{amount} PTC"
        per = "" if unit is None else f" per {unit}" if amount is not None else f" ({unit})"
        note = f" ({str(price['note']).rstrip('.')})" if price.get("note") else ""
        return told + per + note

    @property
    def takes(self) -> list[str]:
        """The names of its arguments."""
        return list(dict.fromkeys([*self.parameters, *self.fields]))

    def fits(self, method: str, path: str) -> bool:
        """Tell whether a request is one of this operation; no parameter of its path may be empty."""
        pattern = re.sub(r"\\\{[^/]*?\\\}", "[^/]+", re.escape(self.path))
        return method.upper() == self.method and re.fullmatch(pattern, path) is not None


def operation_named(description: Mapping[str, Any], name: str) -> Operation:
    """Find an operation. Raises `Failure`, exit code 2, that tells the known ones."""
    found = {one: (method, path, node) for one, method, path, node in _operations(description)}
    if name not in found:
        near = choices(name, found, "operations")
        # All of them: there are few, and nobody remembers their names.
        cure = f"the operations are {', '.join(found)}"
        cure = f"{near}\n{cure}" if near.startswith("did you mean") else cure
        raise Failure(f"there is no operation `{name}`", cure=cure, exit_code=UNUSABLE)
    method, path, node = found[name]
    body = _body(description, name, node)
    fields: Mapping[str, Any] = {} if body is None else body.get("properties", {})
    given = [*description["paths"][path].get("parameters", []), *node.get("parameters", [])]
    listed = [_followed(description, parameter) for parameter in given]
    parameters = {one["name"]: one for one in listed if one["name"].lower() not in _NO_PARAMETERS}
    schemas = {**fields, **{one["name"]: one.get("schema", {}) for one in parameters.values()}}
    types = {argument: frozenset(_types(description, schema)) for argument, schema in schemas.items()}
    return Operation(name, method.upper(), path, node, parameters, body, fields, types)


def server_of(description: Mapping[str, Any]) -> str:
    """Return the address of the service that the description names first."""
    return str(description["servers"][0]["url"])


def _body(description: Mapping[str, Any], name: str, node: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if "requestBody" not in node:
        return None
    content = _followed(description, node["requestBody"])["content"]
    if JSON_TYPE not in content:
        cause = f"its body is {' or '.join(content)}, and a recording holds JSON alone"
        raise Failure(f"`{name}` cannot be recorded", cause=cause)
    return _followed(description, content[JSON_TYPE].get("schema", {}))


def _types(description: Mapping[str, Any], schema: Any) -> Iterator[str]:
    found = _followed(description, schema)
    named = found.get("type", [])
    yield from [named] if isinstance(named, str) else named
    for part in [*found.get("anyOf", []), *found.get("oneOf", []), *found.get("allOf", [])]:
        yield from _types(description, part)


def _followed(description: Mapping[str, Any], node: Any) -> Mapping[str, Any]:
    found: Any = node
    while "$ref" in found:
        found = resolve(dict(description), found["$ref"].removeprefix("#"))
    assert isinstance(found, dict)  # the description is valid OpenAPI
    return found


def _operations(description: Mapping[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for path, item in description["paths"].items():
        for method, node in item.items():
            if isinstance(node, dict) and "operationId" in node:
                yield node["operationId"], method, path, node
