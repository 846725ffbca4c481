"""A conversation with the embedded service, in which every answer is held against the description."""

import asyncio
import io
import re
import wave
from typing import Any

import httpx
from attrs import field, frozen
from starlette.types import ASGIApp

from scripts.mock import create_app
from scripts.mock.description import Description, Machine, Operation, load_description, read_description
from scripts.mock.schemas import Schemas
from scripts.mock.serving import DESCRIPTION, SPEC
from scripts.mock.shape import blank, find, put
from scripts.pointers import pointer_of
from scripts.recordings import Recording, recordings
from scripts.values import Json

BASE = "http://service.test:8302"
EFFECTIVE = load_description(DESCRIPTION)
RECORDINGS: list[Recording] = recordings(SPEC)
OPERATIONS = {operation.id: operation for operation in EFFECTIVE.operations}
CREATING = {creator: one.machine for one in EFFECTIVE.operations if one.machine for creator in one.machine.created_by}
READING = [operation for operation in EFFECTIVE.operations if operation.machine]
WITH_BODY = [operation for operation in EFFECTIVE.operations if operation.body]
SPEECH = "speech_synthesis"


@frozen
class Conversation:
    """Requests to one service in this process; an answer that the description does not allow fails the test."""

    description: Description = EFFECTIVE
    capacity: int = 1000
    app: ASGIApp = field(init=False)
    schemas: Schemas = field(init=False)

    def __attrs_post_init__(self) -> None:
        app = create_app(dict(self.description.root), RECORDINGS, capacity=self.capacity)
        object.__setattr__(self, "app", app)
        object.__setattr__(self, "schemas", Schemas(self.description.root))

    def send(self, method: str, url: str, *, key: str | None = "Bearer some-key", **how: Any) -> httpx.Response:
        """Send one request."""
        headers = {**how.pop("headers", {}), **({} if key is None else {"Authorization": key})}

        async def talk() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=BASE) as client:
                return await client.request(method, url, headers=headers, **how)

        response = asyncio.run(talk())
        self.judge(response)
        return response

    def judge(self, response: httpx.Response) -> None:
        """Hold an answer against the schema that the description has for its status and content type."""
        kind = response.headers["content-type"].partition(";")[0]
        operation = self.operation_at(response.request.method, response.request.url.path)
        body = response.json() if kind == "application/json" and response.request.method != "HEAD" else None
        if operation is None or (isinstance(body, dict) and "error" in body):
            # The vendor's envelope comes with any status, 200 among them; x-envelopes says so, schemas cannot.
            assert body is None or self.fault("/components/schemas/VendorErrorEnvelope", body) is None
            return
        assert response.status_code == 200
        content = pointer_of(("paths", operation.path, operation.method.lower(), "responses", "200", "content", kind))
        assert find(self.description.root, content) is not None, f"{kind} is not described"
        assert body is None or self.fault(f"{content}/schema", body) is None

    def fault(self, pointer: str, value: Json) -> str | None:
        """What keeps a value from fitting a schema."""
        return self.schemas.fault(pointer, value)

    def operation_at(self, method: str, path: str) -> Operation | None:
        """The operation that a request is for."""
        for operation in self.description.operations:
            pattern = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(operation.path))
            if operation.method == method and re.fullmatch(pattern, path):
                return operation
        return None

    def body_for(self, creator: str, mark: str = "", **fields: Json) -> dict[str, Json]:
        """The plainest body that a creating operation takes, with a mark in one of its texts."""
        body = self.schemas.example(self.operation(creator).body, whole=False)
        assert isinstance(body, dict)
        return {**body, **fields, **({"note": mark} if mark else {})}

    def create(self, creator: str, mark: str = "", **fields: Json) -> str:
        """Create a task and return its id."""
        operation = self.operation(creator)
        answer = self.send(operation.method, operation.path, json=self.body_for(creator, mark, **fields)).json()
        task_id = find(answer, self.machine(creator).created_by[creator])
        assert isinstance(task_id, str), answer
        return task_id

    def poll(self, reader: str, task_id: str) -> httpx.Response:
        """Read a task once."""
        operation = self.operation(reader)
        path = operation.path.replace("{task_id}", task_id)
        named = {operation.parameters[0].place: {"task_id": task_id}} if operation.parameters else {}
        how: dict[str, Any] = {"params": named.get("query")} if operation.parameters else {"json": {"task_id": task_id}}
        return self.send(operation.method, path, **how)

    def life(self, creator: str, mark: str = "", **fields: Json) -> tuple[list[Json], Json]:
        """Create a task and poll it to its end: the states that it passed, and its last answer."""
        machine = self.machine(creator)
        task_id = self.create(creator, mark, **fields)
        passed: list[Json] = []
        for _ in range(50):
            answer = self.poll(machine.reader, task_id).json()
            if outcome_of(machine, answer) is not None:
                assert self.poll(machine.reader, task_id).json() == answer, "once ended, a task stays as it is"
                return passed, answer
            passed.append(find(answer, machine.status))
        raise AssertionError(passed)

    def operation(self, name: str) -> Operation:
        """The operation of a name."""
        return next(operation for operation in self.description.operations if operation.id == name)

    def machine(self, creator: str) -> Machine:
        """The machine of the tasks that an operation creates."""
        machine = self.description.machine_of(self.operation(creator))
        assert machine is not None
        return machine


def outcome_of(machine: Machine, answer: Json) -> str | None:
    """How a task ended, read as the comment in the overlay of the task machines says; None while it runs."""
    for end in machine.ends:
        fits = not end.binary and end.status in (None, find(answer, machine.status))
        filled = all(not blank(find(answer, pointer)) for pointer in end.present)
        if fits and filled and all(blank(find(answer, pointer)) for pointer in end.empty):
            return end.outcome
    return None


def sound_of(content: bytes) -> tuple[int, int, int, float]:
    """Channels, bytes a sample, rate and seconds of a WAV file, which is checked to sound."""
    with wave.open(io.BytesIO(content)) as file:
        frames = file.readframes(file.getnframes())
        assert len(frames) == file.getnframes() * file.getsampwidth() * file.getnchannels()
        assert any(frames)
        return file.getnchannels(), file.getsampwidth(), file.getframerate(), file.getnframes() / file.getframerate()


def recorded(operation: str) -> Any:
    """The recorded answer of an operation."""
    return next(one.response["body"] for one in RECORDINGS if one.operation == operation and one.response)


def changed(description: Description, pointer: str, value: Any) -> Description:
    """A description in which one node is another; the original stays as it is."""
    root = httpx.Response(200, json=description.root).json()
    put(root, pointer, value)
    return read_description(root)
