"""The description with the links that `x-task` means, and with the recorded requests as its examples."""

from __future__ import annotations

import copy
from typing import Any

from scripts.recordings import recordings
from tests.client.support import DOCUMENT, OPERATIONS, ROOT, Operation
from tests.contract.judges import JSON, Node


def linked() -> Node:
    """A copy of the description for schemathesis: a task that was created is read, and read again."""
    made = copy.deepcopy(DOCUMENT)
    nodes = {name: made["paths"][one.path][one.method.lower()] for name, one in OPERATIONS.items()}
    for name, reader in OPERATIONS.items():
        machine = reader.node.get("x-task", {})
        for creator, pointer in machine.get("created-by", {}).items():
            _link(nodes[creator], "read", reader, f"$response.body#{pointer}")
        if machine:
            _link(nodes[name], "read again", reader, own_id(reader))
    for recording in recordings(ROOT / "spec"):
        if recording.request["body"]:
            content = nodes[recording.operation]["requestBody"]["content"][JSON]
            content.setdefault("examples", {})[recording.case] = {"value": recording.request["body"]}
    return made


def own_id(reader: Operation) -> str:
    """Where the id of the task stands in a request to read it, as a runtime expression of OpenAPI."""
    name = reader.node["x-task"]["id"]
    parameter = reader.parameters.get(name)
    return f"$request.{parameter['in']}.{name}" if parameter else f"$request.body#/{name}"


def _link(node: Node, name: str, reader: Operation, expression: str) -> None:
    task_id: dict[str, Any] = {reader.node["x-task"]["id"]: expression}
    link = {"operationId": reader.id, "parameters" if reader.parameters else "requestBody": task_id}
    node["responses"]["200"].setdefault("links", {})[name] = link
