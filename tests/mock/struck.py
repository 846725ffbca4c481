"""Requests to a service that was asked to go wrong; nothing holds its answers against the description."""

import asyncio
from typing import Any

import httpx
from attrs import field, frozen
from starlette.types import ASGIApp

from scripts.mock import Service
from scripts.mock.shape import find
from tests.mock.conversation import BASE, CREATING, EFFECTIVE, OPERATIONS, RECORDINGS, Conversation

KEY = {"Authorization": "Bearer some-key"}
BODIES = Conversation()


@frozen
class Struck:
    """One service with faults, in this process."""

    faults: tuple[str, ...] = ()
    app: ASGIApp = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "app", Service(EFFECTIVE, RECORDINGS, faults=self.faults).app())

    def send(self, method: str, url: str, asked: str | None = None, **how: Any) -> httpx.Response:
        """Send one request, which asks for faults by its header."""
        headers = {**({} if url.startswith("/files/") else KEY), **how.pop("headers", {})}
        headers |= {} if asked is None else {"X-Fault": asked}

        async def talk() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=BASE) as client:
                return await client.request(method, url, headers=headers, **how)

        return asyncio.run(talk())

    def create(self, creator: str, asked: str | None = None, **fields: Any) -> httpx.Response:
        """Send a request that creates a task."""
        operation = OPERATIONS[creator]
        return self.send("POST", operation.path, asked, json=BODIES.body_for(creator, **fields))

    def task(self, creator: str, asked: str | None = None, **fields: Any) -> str:
        """Create a task and return its id."""
        task_id = find(self.create(creator, asked, **fields).json(), CREATING[creator].created_by[creator])
        assert isinstance(task_id, str)
        return task_id

    def poll(self, creator: str, task_id: str, asked: str | None = None) -> httpx.Response:
        """Read a task once; `creator` is the operation that created it."""
        operation = OPERATIONS[CREATING[creator].reader]
        if operation.method == "POST":
            return self.send("POST", operation.path, asked, json={"task_id": task_id})
        path = operation.path.replace("{task_id}", task_id)
        return self.send("GET", path, asked, params={} if path != operation.path else {"task_id": task_id})

    def states(self, creator: str, task_id: str, polls: int) -> list[Any]:
        """The states that some polls find."""
        return [find(self.poll(creator, task_id).json(), CREATING[creator].status) for _ in range(polls)]

    def accepted(self) -> int:
        """How many tasks the service accepted."""
        return len(self.send("GET", "/_mock/tasks").json()["tasks"])
