"""Views: a description read as facts, operation by operation, field by field."""

from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve, frozen

from scripts.drift.described import Described, DescribedOperation, Side
from scripts.drift.types import COMBINED, kinds_of_schema
from scripts.page.shape import join
from scripts.pointers import escape, resolve

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
DEEPEST: Final = 30


@frozen
class View:
    """One description: its operations by id, and its servers."""

    data: dict[str, Any]
    operations: dict[str, DescribedOperation]
    servers: tuple[str, ...]

    def follow(self, node: Any, pointer: str) -> tuple[Any, str]:
        """Follow references; what stands beside one counts more than what it leads to."""
        beside: dict[str, Any] = {}
        for _ in range(DEEPEST):
            target = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(target, str):
                break
            beside = {**node, **beside}
            pointer = target.removeprefix("#")
            try:
                node = resolve(self.data, pointer)
            except LookupError:
                return {}, pointer
        if beside and isinstance(node, dict):
            node = {**node, **{key: value for key, value in beside.items() if key != "$ref"}}
        return node, pointer


def view(data: dict[str, Any]) -> View:
    """Read a bundled description."""
    servers = tuple(str(one.get("url", "")).rstrip("/") for one in data.get("servers", []))
    made = View(data, {}, servers)
    for path, item in data.get("paths", {}).items():
        for method in METHODS:
            node = item.get(method)
            if isinstance(node, dict):
                one = _operation(made, path, method, node, item)
                made.operations[one.id] = one
    return made


def _operation(made: View, path: str, method: str, node: dict[str, Any], item: dict[str, Any]) -> DescribedOperation:
    at = f"/paths/{escape(path)}/{method}"
    values: dict[tuple[Side, str], Described] = {}
    listed = [(one, f"{at}/parameters/{index}") for index, one in enumerate(node.get("parameters", []))]
    shared = f"/paths/{escape(path)}/parameters"
    listed += [(one, f"{shared}/{index}") for index, one in enumerate(item.get("parameters", []))]
    for one, pointer in listed:
        parameter, its = made.follow(one, pointer)
        value = _parameter(made, parameter, its, at)
        values["parameter", value.path] = value
    body, its = made.follow(node.get("requestBody", {}), f"{at}/requestBody")
    for value in _body(made, body, its, "request"):
        values.setdefault(("request", value.path), value)
    answers = {status: made.follow(one, f"{at}/responses/{escape(status)}")[0] for status, one in _responses(node)}
    for status, one in _responses(node):
        answer, its = made.follow(one, f"{at}/responses/{escape(status)}")
        for value in _body(made, answer, its, "response") if status.startswith("2") else ():
            values.setdefault(("response", value.path), value)
    security = node.get("security", made.data.get("security", []))
    return DescribedOperation(
        id=node.get("operationId", f"{method} {path}"),
        method=method.upper(),
        path=path,
        at=at,
        key_needed=bool(security) and all(security),
        deprecated=node.get("deprecated") is True,
        pages=tuple(node.get("x-pages", ())),
        price=node.get("x-cost"),
        values=values,
        answers=answers,
    )


def _responses(node: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(str(status), one) for status, one in node.get("responses", {}).items()]


def _parameter(made: View, node: dict[str, Any], at: str, holder: str) -> Described:
    schema, pointer = made.follow(node.get("schema", {}), f"{at}/schema")
    path = f"{node.get('in')} {node.get('name')}"
    value = _value(made, str(node.get("name")), path, "parameter", schema, pointer)
    required = node.get("required") is True
    deprecated = node.get("deprecated") is True
    source = node.get("x-source", {})
    return evolve(value, at=at, holder=holder, required=required, deprecated=deprecated, source=source)


def media(holder: dict[str, Any]) -> dict[str, Any] | None:
    """The JSON content of a body, or its only other one that has a schema of fields; None for none."""
    content = holder.get("content", {})
    for name, one in content.items():
        if "json" in name or "form" in name:
            return one if isinstance(one, dict) else None
    return None


def _body(made: View, holder: dict[str, Any], at: str, side: Side) -> Iterator[Described]:
    content = media(holder)
    if content is None:
        return
    name = next(name for name, one in holder["content"].items() if one is content)
    yield from _fields(made, content.get("schema", {}), f"{at}/content/{escape(name)}/schema", "", side, ())


def _fields(made: View, node: Any, pointer: str, path: str, side: Side, within: tuple[str, ...]) -> Iterator[Described]:
    """Walk through the fields of a schema, each before what it holds; none is entered again within itself."""
    schema, at = made.follow(node, pointer)
    if not isinstance(schema, dict) or at in within or len(within) > DEEPEST:
        return
    within = (*within, at)
    required = schema.get("required", [])
    for name, given in schema.get("properties", {}).items():
        its = f"{at}/properties/{escape(name)}"
        field, target = made.follow(given, its)
        value = _value(made, name, join(path, name), side, field, target)
        yield evolve(value, at=its, holder=at, required=name in required)
        yield from _fields(made, given, its, value.path, side, within)
    if isinstance(schema.get("items"), dict):
        yield from _fields(made, schema["items"], f"{at}/items", f"{path}[]", side, within)
    for key in COMBINED:
        for index, part in enumerate(schema.get(key, [])):
            yield from _fields(made, part, f"{at}/{key}/{index}", path, side, within)


def _value(made: View, name: str, path: str, side: Side, schema: dict[str, Any], pointer: str) -> Described:
    parts = [made.follow(part, "")[0] for key in COMBINED for part in schema.get(key, [])]
    enum, named = schema.get("enum"), schema.get("x-open-enum")
    inner = made.follow(schema.get("items", {}), "")[0]
    return Described(
        name=name,
        path=path,
        side=side,
        at=pointer,
        schema=pointer,
        holder="",
        kinds=kinds_of_schema(schema, lambda one: made.follow(one, "")[0]),
        alternatives=any(key in schema for key in COMBINED),
        required=False,
        default=schema.get("default"),
        minimum=_bound("minimum", schema, parts),
        maximum=_bound("maximum", schema, parts),
        enum=tuple(enum) if enum is not None else tuple(inner["enum"]) if "enum" in inner else None,
        open_enum=tuple(one["value"] for one in named["values"] if not one.get("deprecated")) if named else None,
        deprecated=schema.get("deprecated") is True,
        spelling_of=schema.get("x-spelling-of"),
        source=schema.get("x-source", {}),
    )


def _bound(key: str, schema: dict[str, Any], parts: list[dict[str, Any]]) -> float | None:
    found: list[float] = [node[key] for node in [schema, *parts] if key in node]
    return found[0] if found else None
