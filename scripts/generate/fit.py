"""Whether a recording fits the description: its request the operation, its answer the schema of its status."""

import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from scripts.failures import Failure, choices
from scripts.pointers import pointer_of
from scripts.recordings import Recording

_CURE = "if the service really does so, write an overlay with the recording as its evidence; else mend the recording"


def misfits(recording: Recording, description: dict[str, Any], before: dict[str, Any] | None = None) -> list[Failure]:
    """Every way in which the recording disagrees with the description; none if it fits.

    `before`: the description without overlays. One that moves an operation makes no recording of it wrong.
    """
    found = _operation(recording.operation, description)
    if found is None:
        known = [operation["operationId"] for _, _, operation in _operations(description)]
        cure = choices(recording.operation, known, "operations")
        return [Failure(f"there is no operation `{recording.operation}`", recording.place("/operation"), cure=cure)]
    method, path, operation = found
    old = _operation(recording.operation, before) if before else None
    return [
        *(_address(recording, method, path) if old is None or list(_address(recording, *old[:2])) else ()),
        *_body(recording, "/request/body", operation.get("requestBody"), description),
        *_answer(recording, operation, description),
    ]


def _address(recording: Recording, method: str, path: str) -> Iterator[Failure]:
    if recording.request["method"].lower() != method or not went_to(recording.request["path"], path):
        cause = f"the description says {method.upper()} {path}"
        yield Failure("a recorded request went elsewhere", recording.place("/request/path"), cause, _CURE)


def went_to(path: str, template: str) -> bool:
    """Tell whether a request's path is one of an address."""
    # A page can lose the parameter of a path in its request example, so a parameter may be empty.
    return re.fullmatch(re.sub(r"\\\{[^/]*?\\\}", "[^/]*", re.escape(template)), path) is not None


def _answer(recording: Recording, operation: dict[str, Any], description: dict[str, Any]) -> Iterator[Failure]:
    if recording.response is None:
        return
    status = str(recording.response["status"])
    responses = operation["responses"]
    described = responses.get(status, responses.get(f"{status[0]}XX", responses.get("default")))
    if described is None:
        cause = f"the description knows {', '.join(responses)}"
        yield Failure(
            f"the recorded status {status} is not described", recording.place("/response/status"), cause, _CURE
        )
        return
    yield from _body(recording, "/response/body", described, description)


def _body(
    recording: Recording, pointer: str, holder: dict[str, Any] | None, description: dict[str, Any]
) -> Iterator[Failure]:
    side = recording.request if pointer.startswith("/request") else recording.response
    schema = _json_schema(holder, description)
    if side is None or schema is None:
        return
    # The schema stands in the whole description, so that its references lead somewhere.
    rooted = {"components": description["components"], **schema}
    for error in Draft202012Validator(rooted).iter_errors(side.get("body")):
        # A page can require a field and show a request without it: only an answered one proves anything.
        if side is recording.request and error.validator == "required" and not recording.live:
            continue
        place = recording.place(pointer + pointer_of(tuple(error.absolute_path)))
        where = pointer_of(tuple(error.absolute_path)) or "the root"
        what = (
            "a recorded request does not fit its schema"
            if side is recording.request
            else "a recorded answer does not fit its schema"
        )
        yield Failure(what, place, f"at {where}: {error.message[:300]}", _CURE)


def _json_schema(holder: dict[str, Any] | None, description: dict[str, Any]) -> dict[str, Any] | None:
    if holder and "$ref" in holder:
        holder = description["components"]["responses"][holder["$ref"].rpartition("/")[2]]
    schema: dict[str, Any] | None = (holder or {}).get("content", {}).get("application/json", {}).get("schema")
    return schema


def _operation(name: str, description: dict[str, Any]) -> tuple[str, str, dict[str, Any]] | None:
    return next((found for found in _operations(description) if found[2]["operationId"] == name), None)


def _operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in description["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "operationId" in operation:
                yield method, path, operation
