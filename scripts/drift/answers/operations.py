"""Answers about operations and their parameters."""

from typing import Any

from scripts.drift.answers.actions import Action, Actions, copy, remove, update
from scripts.drift.answers.fields import task_id
from scripts.drift.answers.schemas import camel, schema_of, source_of
from scripts.drift.comparison import Compared
from scripts.drift.described import Described, DescribedOperation
from scripts.drift.view import METHODS, View
from scripts.page import Parameter
from scripts.pointers import escape, resolve
from scripts.values import Json


def move(view: View, operation: DescribedOperation, method: str | None, path: str | None) -> Actions:
    """Move an operation to another method or address: make room, copy, remove."""
    verb, address = (method or operation.method).lower(), path or operation.path
    item: Any = resolve(view.data, f"/paths/{escape(operation.path)}")
    alone = address != operation.path and sum(name in item for name in METHODS) == 1
    new = f"/paths/{escape(address)}/{verb}"
    room: dict[str, Json] = {address: {verb: {}}}
    return (
        update("/paths", room),
        copy(new, operation.at),
        remove(f"/paths/{escape(operation.path)}" if alone else operation.at),
    )


def add_parameter(compared: Compared, said: Parameter) -> Actions:
    """Describe a new parameter."""
    source = source_of(compared, said)
    where = f"the page {compared.page or compared.file} lists it"
    schema = schema_of(said, source, where, camel(f"{compared.id}_{said.name}"))
    description, its = schema.pop("description"), schema.pop("x-source")
    parameter: Action = {"name": said.name, "in": said.place, "required": said.required is True}
    parameter |= {"description": description, "schema": schema, "x-source": its}
    return (update(compared.effective.at, {"parameters": [parameter]}),)


def rename_parameter(
    view: View, operation: DescribedOperation, old: Described, new: Parameter, path: str | None
) -> Actions:
    """Give a parameter its new name; one of the path moves the operation, too."""
    made: list[Action] = [update(old.at, {"name": new.name}), *task_id(view, operation, old.name, new.name)]
    if new.place == "path":
        made += move(view, operation, None, path or operation.path.replace(f"{{{old.name}}}", f"{{{new.name}}}"))
    return tuple(made)
