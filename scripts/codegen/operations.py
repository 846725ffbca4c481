"""Operations: what the templates see of an operation and of the family that it belongs to."""

from typing import Any

import attrs
from openapi_python_client.parser.openapi import Endpoint, EndpointCollection
from openapi_python_client.parser.properties import ModelProperty

from scripts.codegen.annotations import models_in
from scripts.codegen.arguments import Argument, arguments, body_model, together
from scripts.codegen.models import reachable
from scripts.codegen.names import class_name, constant
from scripts.codegen.prose import docstring, section, wrapped
from scripts.codegen.raw import Node, Raw
from scripts.codegen.sources import source_text
from scripts.codegen.task_table import envelopes_of, retry_of
from scripts.failures import Failure


@attrs.frozen
class OperationView:
    """One operation: a method of its family, and the function that builds its request."""

    id: str
    method: str
    http_method: str
    path: str
    arguments: list[Argument]
    checks: list[str]
    answer: str
    binary: str | None
    paid: bool
    retry: str | None
    creates: bool
    """Whether it creates a task, so that the method returns the task's handle."""
    envelopes: list[str]
    doc: str
    waiting_doc: str
    """The docstring of the method that creates the task and waits for it."""

    @property
    def keyword_only(self) -> bool:
        """A lone argument may be given by position; several are given by name."""
        return len(self.arguments) > 1

    def placed(self, place: str) -> list[Argument]:
        """The arguments that go to `path`, `query` or `body`."""
        return [argument for argument in self.arguments if argument.place == place]


@attrs.frozen
class Family:
    """One family: its operations and, if its tasks have a state machine, how its results are waited for."""

    tag: str
    class_name: str
    doc: str
    operations: list[OperationView]
    machine: str | None
    wait_timeout: int | None
    """How long a wait lasts by default, in seconds."""
    reader: OperationView | None
    files: bool
    """Whether a result names files, or is one."""
    models: list[str]
    """The models that the module may name; imports that it turns out not to need are dropped."""


def family(collection: EndpointCollection, raw: Raw) -> Family:
    """The view of the operations of one tag; creating operations stand before reading ones."""
    read = next((endpoint.name for endpoint in collection.endpoints if "x-task" in raw.operations[endpoint.name]), None)
    task = raw.operations[read]["x-task"] if read else {}
    views = [_operation(endpoint, raw, task.get("created-by", {})) for endpoint in collection.endpoints]
    views.sort(key=lambda view: not view.paid)
    reader = next((view for view in views if view.id == read), None)
    _no_clash(class_name(collection.tag), views)
    met = [model for endpoint in collection.endpoints for model in roots(endpoint, raw)]
    used = {model.class_info.name for model in reachable(met, raw)}
    return Family(
        tag=str(collection.tag),
        class_name=class_name(collection.tag),
        doc=raw.tag(str(collection.tag)),
        operations=views,
        machine=constant(collection.tag) if reader else None,
        wait_timeout=task["pace"]["timeout"] if reader else None,
        reader=reader,
        files=bool(task.get("files")),
        models=sorted(str(name) for name in used),
    )


def _no_clash(family_class: str, views: list[OperationView]) -> None:
    """Refuse names that would hide one another in the family's module."""
    methods = [view.method for view in views]
    for view in views:
        if view.answer in (family_class, f"Async{family_class}"):
            raise Failure(
                f"the schema `{view.answer}` has the name of the class of its family's operations",
                cause=f"the operation `{view.id}` answers it, and both would stand in one module",
                cure="give the schema another name, such as one that ends in Task",
            )
        methods += [f"{view.method}_and_wait"] if view.creates else []
        if view.creates and {argument.name for argument in view.arguments} & {"timeout", "on_update"}:
            raise Failure(
                f"the operation `{view.id}` has an argument named timeout or on_update",
                cause="the method that creates its task and waits for it has arguments of these names",
                cure="openapi-python-client renames a property by an overlay; rename it there",
            )
        if methods.count(view.method) > 1 or view.method in ("wait", "download"):
            raise Failure(
                f"the operation `{view.id}` has a method name that is taken: `{view.method}`",
                cure="give it another `x-method`; `wait` and `download` are the client's own",
            )


def roots(endpoint: Endpoint, raw: Raw) -> list[ModelProperty]:
    """The models that a user meets first: the answer, and what arguments are made of."""
    body = body_model(endpoint)
    inner = [model for prop in raw.properties(body).values() for model in models_in(prop)] if body else []
    return [answer_model(endpoint), *inner]


def answer_model(endpoint: Endpoint) -> ModelProperty:
    """The model of the answer to a request that went well. Raises `Failure` for an answer that is no object."""
    for response in endpoint.responses.patterns:
        if isinstance(response.prop, ModelProperty) and (code := response.status_code.range) and code[0] // 100 == 2:
            return response.prop
    raise Failure(
        f"the operation `{endpoint.name}` has no answer that the client could return",
        cause="no 2xx response has a JSON object as its schema",
        cure="describe the answer in an overlay, marked as inferred if nobody has seen it",
    )


def _operation(endpoint: Endpoint, raw: Raw, creators: Node) -> OperationView:
    operation = raw.operations[endpoint.name]
    found = arguments(endpoint, raw)
    answer = answer_model(endpoint)
    checks = [line for argument in found for line in argument.checks] + together(endpoint, raw)
    creates = endpoint.name in creators
    return OperationView(
        id=str(endpoint.name),
        method=operation.get("x-method", str(endpoint.name)),
        http_method=endpoint.method.upper(),
        path=endpoint.path.get_untrusted_value(),
        arguments=found,
        checks=checks,
        answer=str(answer.class_info.name),
        binary=raw.binary_attribute(operation),
        paid="x-cost" in operation,
        retry=retry_of(operation, raw),
        creates=creates,
        envelopes=envelopes_of(operation["tags"][0], raw),
        doc=_doc(operation, endpoint, found, creates=creates),
        waiting_doc=_waiting_doc(operation),
    )


def _doc(operation: Node, endpoint: Endpoint, found: list[Argument], *, creates: bool) -> str:
    answered = operation["responses"]["200"]["description"]
    where = f"{endpoint.method.upper()} {endpoint.path.get_untrusted_value()}"
    answer = str(answer_model(endpoint).class_info.name)
    raises = []
    if any(argument.checks or argument.place == "path" for argument in found):
        raises.append(("ArgumentError", "an argument breaks one of the rules above; nothing was sent."))
    if creates:
        raises.append(("TaskIdMissingError", "the answer holds no task id; it stands in the error."))
    raises.append(("Speech302Error", "any other error; each kind says what to do next."))
    handed = ("TaskHandle", f"The task; its `answer` is a `{answer}`. {answered}")
    return docstring(
        [
            wrapped(f"{operation['summary']}.", 8),
            wrapped(operation["description"], 8),
            wrapped(_price(operation), 8),
            section("Args", [(argument.name, argument.doc) for argument in found], 8),
            section("Returns", [handed if creates else (answer, answered)], 8),
            section("Raises", raises, 8),
            wrapped(f"Source: {where}, {source_text(operation['x-source'])}", 8),
        ],
        8,
    )


def _waiting_doc(operation: Node) -> str:
    method = operation.get("x-method", operation["operationId"])
    about = (
        f"The same as `{method}` and then `wait`: arguments, price and errors are theirs. An error of the wait, and an "
        "interrupt of it, carries the handle of the task."
    )
    return docstring([wrapped(f"{operation['summary']}, and wait until it has ended.", 8), wrapped(about, 8)], 8)


def _price(operation: Node) -> str:
    price: Any = operation.get("x-cost")
    if price is None:
        return "Free of charge."
    amount = "" if price["amount"] is None else f"{price['amount']} PTC per "
    unit = price["unit"] if amount else f"at {price['unit']} price"
    note = f" {price['note']}" if "note" in price else ""
    source = source_text(price["source"]).removesuffix(".")
    return f"**Costs money**: {amount}{unit} (source: {source}).{note} It is sent at most once."
