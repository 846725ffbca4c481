"""Answers about what values are: types, values of enumerations, defaults and bounds."""

from collections.abc import Iterable
from typing import Any

from scripts.drift.answers.actions import Action, Actions, quoted, remove, remove_member, target, update
from scripts.drift.answers.fields import make_optional
from scripts.drift.answers.schemas import Place, camel, named_values, open_enum, schema_of_kinds
from scripts.drift.described import Described
from scripts.drift.fit import Misfit
from scripts.drift.types import NULL, Kinds, widened
from scripts.drift.view import View
from scripts.pointers import resolve
from scripts.values import Json, clone, same


def retype(view: View, one: Described, kinds: Kinds) -> Actions:
    """Give a value other kinds, leaving as much of its schema as still holds."""
    node = _node(view, one)
    if "$ref" in node or "anyOf" in node:
        return _rechosen(view, one, node, kinds)
    plain = kinds == one.kinds | NULL or kinds == one.kinds - NULL
    if not plain or not isinstance(node.get("type"), str | list):
        return _replaced(one, {**schema_of_kinds(kinds), **_about(node)})
    # Only null comes or goes: the rest of the schema holds as it is.
    names = [name for name in _names(node) if name != "null"]
    typed: Json = [*names, "null"] if "null" in kinds else names[0] if len(names) == 1 else list[Json](names)
    return (remove(f"{_at(one)}/type"), update(_at(one), {"type": typed}))


def _names(node: dict[str, Any]) -> list[str]:
    stated = node["type"]
    return [stated] if isinstance(stated, str) else list(stated)


def _about(node: dict[str, Any]) -> Action:
    return {name: clone(node[name]) for name in ("description", "x-source") if name in node}


def admit_kind(view: View, one: Described, path: str, kind: str) -> Actions:
    """Let a value, or the items of the array that it is, be of one more kind; `path`: of what was seen."""
    depth = path[len(path.rstrip("[]")) :].count("[]")
    if depth == 0:
        return retype(view, one, widened(one.kinds, frozenset({kind})))
    node, pointer = view.follow({"$ref": f"#{one.schema}"}, one.schema)
    for _ in range(depth - 1):
        node, pointer = view.follow(node.get("items", {}), f"{pointer}/items")
    if "items" not in node:
        return ()
    items: Action = {"anyOf": [clone(node["items"]), {"type": kind}]}
    return (remove(f"{pointer}/items"), update(pointer, {"items": items}))


def _rechosen(view: View, one: Described, node: dict[str, Any], kinds: Kinds) -> Actions:
    """Give other kinds to a reference or a choice."""
    at = _at(one)
    if "anyOf" in node and kinds == one.kinds | NULL:
        return (update(f"{at}/anyOf", [{"type": "null"}]),)
    if "anyOf" in node and kinds == one.kinds - NULL:
        return ({"target": f"{target(at)}.anyOf[?@.type == 'null']", "x-expect": 1, "remove": True},)
    about = _about(node)
    if "$ref" in node and kinds > one.kinds:
        rest = schema_of_kinds(kinds - one.kinds)
        return _replaced(one, {"anyOf": [{"$ref": node["$ref"]}, rest], **about})
    return _replaced(one, {**schema_of_kinds(kinds), **about})


def _replaced(one: Described, node: Action) -> Actions:
    """Put a schema where a value's one stood; an object gets a name, as everywhere in the description."""
    at = _at(one)
    holder, _, _ = at.rpartition("/")
    name = "schema" if one.side == "parameter" else one.name
    own = camel(f"{Place(one.holder).name}_{one.name}")
    objects = [part for part in (node, *_list(node.get("anyOf"))) if _is_object(part)]
    for part in objects:
        part.pop("type")
        part["$ref"] = f"#/components/schemas/{own}"
    schema: Action = {own: {"type": "object", "description": "What it holds is not known.", "properties": {}}}
    first = (update("/components/schemas", schema),) if objects else ()
    return (*first, remove(at), update(holder, {name: node}))


def _is_object(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "object"


def _list(value: Json) -> list[Any]:
    return value if isinstance(value, list) else []


def set_keywords(view: View, one: Described, keywords: dict[str, Json]) -> Actions:
    """Set keywords of a schema; None takes one out. What others refer to as well is written out first."""
    node = _node(view, one)
    if "$ref" in node:
        whole, _ = view.follow(node, _at(one))
        edited: Action = {key: clone(value) for key, value in whole.items()}
        for name, value in keywords.items():
            part = _part(edited, name)
            part.pop(name, None)
            part.update({} if value is None else {name: value})
        return _replaced(one, edited)
    made: list[Action] = []
    for name, value in keywords.items():
        part = _part(node, name)
        index = next((i for i, each in enumerate(node.get("anyOf", [])) if each is part), None)
        at = _at(one) if index is None else f"{_at(one)}/anyOf/{index}"
        if value is not None:
            made.append(update(at, {name: value}))
        elif name in part:
            made.append(remove(f"{at}/{name}"))
    return tuple(made)


def _part(node: dict[str, Any], keyword: str) -> dict[str, Any]:
    """The part of a schema that a keyword stands in: a bound belongs to the alternative that is a number."""
    parts: list[dict[str, Any]] = [part for part in node.get("anyOf", []) if isinstance(part, dict)]
    if keyword == "default" or keyword in node:
        return node
    return next((part for part in parts if keyword in part or part.get("type") in ("number", "integer")), node)


def add_values(view: View, one: Described, values: Iterable[Json], source: Action) -> Actions:
    """List more values: in an open enumeration, else in a closed one, else in a new open one."""
    node, _ = view.follow(_node(view, one), _at(one))
    if "x-open-enum" in node:
        taken = {str(each.get("name")) for each in node["x-open-enum"]["values"]}
        return (update(f"{one.schema}/x-open-enum/values", named_values(values, source, taken)),)
    if "enum" in node:
        return (update(f"{one.schema}/enum", list(values)),)
    name = camel(f"{one.holder.rpartition('/')[2]}_{one.name}")
    return (update(one.schema, open_enum(name, values, source)),)


def remove_values(view: View, one: Described, values: Iterable[Json]) -> Actions:
    """Take values out of a closed enumeration; those of an open one are deprecated, since programs name them."""
    made: list[Action] = []
    for value in values:
        if any(same(value, each) for each in one.enum or ()):
            made.append(remove_member(f"{one.schema}/enum", value))
        if any(same(value, each) for each in one.open_enum or ()):
            where = f"{target(one.schema)}['x-open-enum'].values[?@.value == {quoted(value)}]"
            made.append({"target": where, "x-expect": 1, "update": {"deprecated": True}})
    return tuple(made)


def admit(view: View, one: Described, misfit: Misfit, source: Action) -> Actions:
    """Let the description admit what was seen; nothing where no overlay should."""
    if misfit.kind in ("type", "null"):
        return admit_kind(view, one, misfit.path, misfit.told)
    if misfit.kind == "missing":
        return (make_optional(one),)
    return add_values(view, one, [misfit.value], source) if misfit.kind in ("value", "unnamed") else ()


def _at(one: Described) -> str:
    return one.schema if one.side == "parameter" else one.at


def _node(view: View, one: Described) -> dict[str, Any]:
    node = resolve(view.data, _at(one))
    return node if isinstance(node, dict) else {}
