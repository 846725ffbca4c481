"""The embedded service under watch: what it was asked, what it answered, and how far tasks were followed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scripts.mock import create_app
from scripts.mock.description import Machine
from scripts.mock.shape import find
from tests.client.support import KEY, OPERATIONS
from tests.mock.conversation import CREATING, EFFECTIVE, RECORDINGS, outcome_of

CASE = b"x-schemathesis-testcaseid"


@frozen
class Asked:
    """One request that reached the service, and what it answered."""

    case: str
    """The id that schemathesis gave the request."""
    method: str
    path: str
    said: str
    """Path, query and body."""
    answer: Any


@frozen
class Watched:
    """The service, watched. Like a real one it knows its keys: any key but ours is taken from a request."""

    app: ASGIApp = field(factory=lambda: create_app(dict(EFFECTIVE.root), RECORDINGS))
    log: list[Asked] = field(factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if headers.get(b"authorization") != f"Bearer {KEY}".encode():
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"authorization"]}
        asked, answered = bytearray(), bytearray()

        async def received() -> Message:
            message = await receive()
            asked.extend(message.get("body", b""))
            return message

        async def sent(message: Message) -> None:
            answered.extend(message.get("body", b""))
            await send(message)

        await self.app(scope, received, sent)
        said = b" ".join([scope["path"].encode(), scope["query_string"], bytes(asked)]).decode(errors="replace")
        case = headers.get(CASE, b"").decode()
        self.log.append(Asked(case, scope["method"], scope["path"], said, _parsed(bytes(answered))))


def lives(log: list[Asked], creator: str) -> list[list[str | None]]:
    """For each task that an operation created, what each later reading of that very task found: None while it runs."""
    machine, operation = CREATING[creator], OPERATIONS[creator]
    return [
        list(_life(log[index + 1 :], machine, task_id))
        for index, asked in enumerate(log)
        if (asked.method, asked.path) == (operation.method, operation.path)
        and isinstance(task_id := find(asked.answer, machine.created_by[creator]), str)
    ]


def _life(log: list[Asked], machine: Machine, task_id: str) -> Iterator[str | None]:
    reader = OPERATIONS[machine.reader]
    for asked in log:
        ours = asked.method == reader.method and asked.path.startswith(reader.path.partition("{")[0])
        if ours and task_id in asked.said and find(asked.answer, machine.status) is not None:
            yield outcome_of(machine, asked.answer)


def _parsed(body: bytes) -> Any:
    """The JSON of a body; nothing if it is none."""
    try:
        return json.loads(body)
    except ValueError:
        return None
