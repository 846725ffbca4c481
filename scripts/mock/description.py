"""The description as the service reads it: operations, task machines and error envelopes."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from scripts.documents import load
from scripts.failures import Failure
from scripts.mock.shape import Object, find, mapping, sequence, text, texts
from scripts.pointers import escape, pointer_of
from scripts.values import Json

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON_TYPE: Final = "application/json"


@frozen
class Parameter:
    """One parameter: where it stands in a request, and the pointer to its schema."""

    name: str
    place: str
    required: bool
    schema: str


@frozen
class Ending:
    """One way a task ends: `status` as it stands in the answer, or a file in the place of JSON (`binary`)."""

    outcome: str
    status: Json = None
    present: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    binary: bool = False


@frozen
class Machine:
    """How the tasks that one operation reads run; `created_by` maps each creating operation to the new id's pointer."""

    reader: str
    id: str
    created_by: Mapping[str, str]
    status: str
    running: tuple[Json, ...]
    ends: tuple[Ending, ...]
    files: tuple[str, ...]
    errors: tuple[str, ...]


@frozen
class Operation:
    """One operation: how it is called, and the pointers to the schemas of its body and of its JSON answer."""

    id: str
    method: str
    path: str
    families: tuple[str, ...]
    needs_key: bool
    parameters: tuple[Parameter, ...]
    body: str | None
    body_required: bool
    answer: str | None
    file_type: str | None
    machine: Machine | None


@frozen
class Envelope:
    """Where an error of one kind stands in an answer, and which families use it; `None`: all of them."""

    code: str
    ok: tuple[Json, ...]
    message: str
    trace: str
    families: tuple[str, ...] | None


@frozen
class Description:
    """A whole description: the document, and what the service needs to know of it."""

    root: Object
    operations: tuple[Operation, ...]
    envelopes: tuple[Envelope, ...]

    def machine_of(self, operation: Operation) -> Machine | None:
        """Return the machine whose tasks an operation creates."""
        machines = (other.machine for other in self.operations if other.machine)
        return next((machine for machine in machines if operation.id in machine.created_by), None)

    def business(self, operation: Operation) -> Envelope | None:
        """Return the envelope that the families of an operation have to themselves."""
        own = (envelope for envelope in self.envelopes if set(envelope.families or ()) & set(operation.families))
        return next(own, None)


def load_description(path: Path) -> Description:
    """Read a description. Raises `Failure` when the file is missing, wrong, or has no operation."""
    return read_description(load(path).data)


def read_description(root: Json) -> Description:
    """Look through a description. Raises `Failure` when there is no operation in it, or one cannot be served."""
    document = mapping(root)
    operations = tuple(_operations(document))
    if not operations:
        cure = "serve an OpenAPI description with paths"
        raise Failure("the description has no operation to serve", cause="there is nothing in `paths`", cure=cure)
    envelopes = mapping(find(document, "/components/x-envelopes")).values()
    return Description(document, operations, tuple(_envelope(mapping(envelope)) for envelope in envelopes))


def _operations(root: Object) -> Iterator[Operation]:
    for path, item in mapping(root.get("paths")).items():
        for method in METHODS:
            if method in mapping(item):
                yield _operation(root, path, method)


def _operation(root: Object, path: str, method: str) -> Operation:
    at = pointer_of(("paths", path, method))
    node = mapping(find(root, at))
    shared, own = (sequence(find(root, f"{above}/parameters")) for above in (pointer_of(("paths", path)), at))
    places = [f"{at}/parameters/{index}" for index in range(len(own))]
    places += [f"{pointer_of(('paths', path))}/parameters/{index}" for index in range(len(shared))]
    body = _followed(root, f"{at}/requestBody")
    answer = _followed(root, f"{at}/responses/200")
    name = text(node.get("operationId")) or f"{method} {path}"
    return Operation(
        name,
        method.upper(),
        path,
        texts(node.get("tags")),
        _needs_key(root, node, name),
        tuple(_parameter(root, place) for place in places),
        _json_schema(root, body),
        find(root, f"{body}/required") is True,
        _json_schema(root, answer),
        next((kind for kind in mapping(find(root, f"{answer}/content")) if kind != JSON_TYPE), None),
        _machine(name, mapping(node["x-task"])) if "x-task" in node else None,
    )


def _followed(root: Object, pointer: str) -> str:
    reference = text(mapping(find(root, pointer)).get("$ref"))
    return _followed(root, reference.removeprefix("#")) if reference else pointer


def _json_schema(root: Object, holder: str) -> str | None:
    pointer = f"{holder}/content/{escape(JSON_TYPE)}/schema"
    return None if find(root, pointer) is None else pointer


def _parameter(root: Object, place: str) -> Parameter:
    pointer = _followed(root, place)
    node = mapping(find(root, pointer))
    return Parameter(text(node.get("name")), text(node.get("in")), node.get("required") is True, f"{pointer}/schema")


def _needs_key(root: Object, node: Object, name: str) -> bool:
    alternatives = [mapping(one) for one in sequence(node.get("security", root.get("security")))]
    for scheme in {scheme for one in alternatives for scheme in one}:
        found = mapping(find(root, pointer_of(("components", "securitySchemes", scheme))))
        if (found.get("type"), found.get("scheme")) != ("http", "bearer"):
            cause = f"operation {name} asks for the security scheme {scheme}, which is not http bearer"
            raise Failure("the embedded service cannot check this key", cause=cause, cure="teach it the scheme first")
    return bool(alternatives) and {} not in alternatives


def _machine(reader: str, node: Object) -> Machine:
    return Machine(
        reader,
        text(node.get("id")),
        {name: text(pointer) for name, pointer in mapping(node.get("created-by")).items()},
        text(node.get("status")),
        tuple(sequence(node.get("running"))),
        tuple(_ending(mapping(one)) for one in sequence(node.get("ends"))),
        texts(node.get("files")),
        texts(node.get("errors")),
    )


def _ending(node: Object) -> Ending:
    present, empty = texts(node.get("present")), texts(node.get("empty"))
    return Ending(text(node.get("outcome")), node.get("status"), present, empty, node.get("binary") is True)


def _envelope(node: Object) -> Envelope:
    families = None if node.get("operations") == "all" else texts(node.get("operations"))
    where = (text(node.get("message")), text(node.get("trace")))
    return Envelope(text(node.get("code")), tuple(sequence(node.get("ok"))), *where, families)
