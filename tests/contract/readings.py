"""What three judges read in the one description: openapi-spec-validator, schemathesis, and the generated client."""

from __future__ import annotations

import inspect
import re
from functools import cached_property
from typing import Any

import httpx
from attrs import frozen
from jsonschema_path import SchemaPath
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from scripts.pointers import resolve
from speech302 import APIError, DecodeError, Speech302
from tests.client.support import DOCUMENT, KEY, OPERATIONS, Run
from tests.contract.judges import CONTRACT, JSON

FILE = b"RIFF\x24\x08\x00\x00WAVEfmt "
"""The beginning of a file that is no JSON."""
KINDS = {kind for one in OPERATIONS.values() for kind in one.node["responses"]["200"]["content"]} | {"text/html"}
"""Media types to try: all that the description has for a success, and one that it has for none."""


@frozen
class Reading:
    """One operation as a judge reads it. What is required and optional are names, in parameters and body alike."""

    method: str
    path: str
    key: bool
    """Whether it needs a key."""
    required: frozenset[str]
    optional: frozenset[str]
    sends: frozenset[str]
    """Media types of the request's body."""
    answers: frozenset[str]
    """Media types of a success."""


def by_validator() -> dict[str, Reading]:
    """What openapi-spec-validator reads, along the paths that it walks itself."""
    root = OpenAPIV31SpecValidator(DOCUMENT).schema_path
    return {
        str((node / "operationId").read_value()): _walked(root, path, method, node)
        for path, item in (root / "paths").items()
        for method, node in item.items()
    }


def _walked(root: SchemaPath, path: object, method: object, node: SchemaPath) -> Reading:
    fields: dict[str, bool] = {}
    for parameter in (node / "parameters") if "parameters" in node else ():
        fields[str((parameter / "name").read_value())] = (parameter / "required").read_value() is True
    sends = dict((node / "requestBody" / "content").items()) if "requestBody" in node else {}
    for media in sends.values():
        required: Any = (media / "schema" / "required").read_value()
        fields |= {str(name): name in required for name, _ in (media / "schema" / "properties").items()}
    security: Any = (node if "security" in node else root) / "security"
    answers = [str(kind) for kind, _ in (node / "responses" / "200" / "content").items()]
    return _reading(str(method), str(path), len(security) > 0, fields, [str(kind) for kind in sends], answers)


def by_schemathesis() -> dict[str, Reading]:
    """What schemathesis reads, as it lists the operations that it can test."""
    found = (result.ok() for result in CONTRACT.get_all_operations() if isinstance(result, Ok))
    return {operation.definition.raw["operationId"]: _listed(operation) for operation in found}


def _listed(operation: APIOperation[Any, Any, Any, Any]) -> Reading:
    fields = {parameter.name: parameter.is_required for parameter in operation.iter_parameters()}
    # It takes the key for a parameter.
    key = fields.pop("Authorization", False)
    for body in operation.body:
        schema: Any = body.optimized_schema
        if "$ref" in schema:
            schema = resolve(schema, schema["$ref"].removeprefix("#"))
        fields |= {name: name in schema["required"] for name in schema["properties"]}
    sends = operation.get_request_payload_content_types()
    answers = list(operation.responses.get("200").definition["content"])
    return _reading(operation.method, operation.path, key, fields, sends, answers)


def by_client(run: Run) -> dict[str, Reading]:
    """What the generated client does, seen from outside: its methods, what they send, and which answers they take."""
    families = [name for name, value in vars(Speech302).items() if isinstance(value, cached_property)]
    return dict(_called(run, family, name) for family in families for name in _methods(family))


def _methods(family: str) -> list[str]:
    """The methods of a family that send one request; to wait and to download is to send several, to anywhere."""
    kind = type(getattr(Speech302(api_key=KEY), family))
    several = re.compile(r"_.*|(.*_and_)?wait|download")
    return [name for name in vars(kind) if not several.fullmatch(name)]


def _called(run: Run, family: str, name: str) -> tuple[str, Reading]:
    parameters = inspect.signature(getattr(getattr(Speech302(api_key=KEY), family), name)).parameters
    fields = {argument: parameter.default is parameter.empty for argument, parameter in parameters.items()}
    (described,) = (one for one in OPERATIONS.values() if (one.family, one.name) == (family, name))
    given = described.arguments
    seen: list[httpx.Request] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(418)

    async def call(client: Any) -> Any:
        return await described.answered(client)

    try:
        raise AssertionError(run(call, answer=refuse, retries=0))
    except APIError as error:
        operation = error.operation
    (request,) = seen
    path = request.url.path
    for argument, value in given.items():
        path = path.replace(f"/{value}", f"/{{{argument}}}")
    sends = [request.headers["content-type"]] if request.content else []
    answers = [kind for kind in KINDS if _takes(run, call, kind)]
    return operation, _reading(request.method, path, "authorization" in request.headers, fields, sends, answers)


def _takes(run: Run, call: Any, kind: str) -> bool:
    """Whether a success of a media type is taken for an answer."""
    body = b"{}" if kind == JSON else FILE
    try:
        run(call, answer=httpx.Response(200, headers={"Content-Type": kind}, content=body))
    except DecodeError:
        return False
    return True


def _reading(
    method: str, path: str, key: bool, fields: dict[str, bool], sends: list[str], answers: list[str]
) -> Reading:
    required = frozenset(name for name, needed in fields.items() if needed)
    return Reading(
        method.upper(), path, key, required, frozenset(fields) - required, frozenset(sends), frozenset(answers)
    )
