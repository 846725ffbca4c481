"""Answers about fields that came, went, or have another name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from scripts.drift.answers.actions import Action, Actions, remove_member, update
from scripts.drift.answers.schemas import Place, camel, schema_of, schema_of_values, source_of
from scripts.drift.comparison import Compared
from scripts.drift.described import Described, DescribedOperation
from scripts.drift.types import fits, kinds_of_text
from scripts.drift.view import View
from scripts.page import Field
from scripts.pointers import resolve
from scripts.values import Json, clone


def add_property(place: Place, name: str, schema: Action, schemas: Action, *, required: bool = False) -> Actions:
    """Describe a new field; `schemas`: new ones that it refers to."""
    first = (update("/components/schemas", schemas),) if schemas else ()
    if not required and not place.bare:
        return (*first, update(f"{place.holder}/properties", {name: schema}))
    node: Action = {"properties": {name: schema}}
    if required:
        node["required"] = [name]
    return (*first, update(place.holder, node))


def add_fields(
    place: Place, compared: Compared, top: Field, inner: Mapping[str, Field], where: str, *, of_request: bool
) -> Actions:
    """Describe a new field with all that the page shows in it: each object becomes a schema of its own.

    Only what is sent can be required; an answer guarantees nothing.
    """
    schemas: Action = {}

    def described(said: Field, name: str) -> Action:
        source = source_of(compared, said)
        own = camel(f"{name}_{said.name}")
        made = schema_of(said, source, where, own)
        depth = (said.type or "").count("array")
        prefix = f"{said.path}{'[]' * depth}."
        members = [one for path, one in inner.items() if path.startswith(prefix) and "." not in path[len(prefix) :]]
        if not members and kinds_of_text(said.type or "") != {"object"}:
            return made
        object_: Action = {"type": "object", "description": f"Not explained; {where}."}
        object_["properties"] = {one.name: described(one, own) for one in members}
        needed: list[Json] = [one.name for one in members if of_request and one.required]
        schemas[own] = {**object_, "required": needed} if needed else object_
        reference: Action = {"$ref": f"#/components/schemas/{own}"}
        return {**made, "items": reference} if depth else {**reference, "x-source": source}

    required = of_request and top.required is True
    return add_property(place, top.name, described(top, place.name), schemas, required=required)


def add_observed(place: Place, name: str, values: Sequence[Json], source: Action) -> Actions:
    """Describe a field that exchanges hold, by all of its values."""
    schemas: Action = {}
    schema = schema_of_values(values, camel(f"{place.name}_{name}"), source, schemas)
    return add_property(place, name, schema, schemas)


EXAMPLES: Final[dict[str, Json]] = {
    "object": {},
    "array": [],
    "string": "",
    "integer": 0,
    "number": 0.5,
    "boolean": False,
    "null": None,
}
"""A value of each type, to describe what nobody kept."""


def add_met(place: Place, name: str, found: Iterable[str], operation: str) -> Actions:
    """Describe a field that clients met, by the types that they found; what is inside is not known."""
    values = [EXAMPLES[kind] for kind in found if kind in EXAMPLES]
    schemas: Action = {}
    own = camel(f"{place.name}_{name}")
    schema = schema_of_values(values, own, {"surprise": operation}, schemas, told="met by clients")
    return add_property(place, name, schema, schemas)


def add_spelling(place: Place, name: str, spelling: str, schema: Action, operation: str) -> Actions:
    """Describe another spelling of a field that clients met."""
    about: Action = {"x-spelling-of": name, "x-source": {"surprise": operation}}
    kept: Action = {keyword: clone(value) for keyword, value in schema.items()}
    return add_property(place, spelling, kept | about, {})


def rename_property(view: View, compared: Compared, old: Described, said: Field) -> Actions:
    """Describe a field under its new name, and deprecate the old one; a reader takes either for the new one."""
    operation, new = compared.effective, said.name
    node = clone(resolve(view.data, old.at))
    before = compared.base.values.get((old.side, old.path)) if compared.base else None
    known = [one for one in (old, before) if one is not None]
    if said.type and not any(fits(kinds_of_text(said.type), one, stated=said.stated) for one in known):
        where = f"the page {compared.page or compared.file} shows it"
        node = schema_of(said, source_of(compared, said), where, camel(f"{compared.id}_{new}"))
    made: list[Action] = [update(f"{old.holder}/properties", {new: node})]
    if old.required:
        made.append(make_optional(old))
    made.append(update(old.at, {"deprecated": True, "x-spelling-of": new}))
    if old.side == "request":
        made += [update(old.holder, {"required": [new]})] if old.required else []
        made += task_id(view, operation, old.name, new)
    return tuple(made)


def task_id(view: View, operation: DescribedOperation, old: str, new: str) -> Actions:
    """Tell the state machine of a task that its id is called otherwise."""
    node: Any = resolve(view.data, operation.at)
    return (update(operation.at, {"x-task": {"id": new}}),) if node.get("x-task", {}).get("id") == old else ()


def deprecate(one: Described) -> Actions:
    """Keep a value that a page no longer has, marked as deprecated and no longer required."""
    made = update(one.at, {"deprecated": True})
    return (made, make_optional(one)) if one.required else (made,)


def make_optional(one: Described) -> Action:
    """Leave a field out of what is required; a parameter loses the mark."""
    if one.side == "parameter":
        return update(one.at, {"required": False})
    return remove_member(f"{one.holder}/required", one.name)


def make_required(one: Described) -> Action:
    """Require a value."""
    if one.side == "parameter":
        return update(one.at, {"required": True})
    return update(one.holder, {"required": [one.name]})
