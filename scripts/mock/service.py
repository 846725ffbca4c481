"""The service: routes made from the paths of the description, and what happens behind each."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from scripts.mock.answers import Answers
from scripts.mock.description import Description, Machine, Operation, read_description
from scripts.mock.ranges import part_of
from scripts.mock.reading import check_key, read_body, read_parameters
from scripts.mock.refusals import RefusalError, load_refusals
from scripts.mock.schemas import Schemas
from scripts.mock.shape import Object, text
from scripts.mock.shelf import load_shelf
from scripts.mock.tasks import Span, Task, TaskStore
from scripts.mock.template import Scope as Said
from scripts.mock.wishes import Wishes, wishes_in
from scripts.recordings import Recording
from scripts.values import Json

FILES: Final = "files/"
"""Where result files stand below the address of the service."""

TASKS: Final = "/_mock/tasks"
"""Where the service itself tells which tasks it accepted. No such path is described: it is for tests."""


class Service:
    """One running service: its description, its tasks and its files."""

    def __init__(
        self,
        description: Description,
        recordings: Iterable[Recording],
        capacity: int = 1000,
        *,
        task_seconds: Span | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make a service that keeps at most `capacity` tasks.

        With `task_seconds` a task ends after a time between the two, told by the clock `now`, and not after some polls.
        """
        self.description: Final = description
        self._schemas = Schemas(description.root)
        self._shelf = load_shelf()
        self._refusals = load_refusals()
        self._answers = Answers(description, self._schemas, recordings, self._shelf)
        self._tasks = TaskStore(capacity, task_seconds, now)

    def app(self) -> Starlette:
        """Make the ASGI application."""
        paths: dict[str, dict[str, Operation]] = {}
        for operation in self.description.operations:
            paths.setdefault(operation.path, {})[operation.method] = operation
        routes: list[BaseRoute] = [Route(path, _Path(self, methods)) for path, methods in paths.items()]
        routes.append(Route(f"/{FILES}{{name}}", self._file))
        routes.append(Route(TASKS, self._accepted))
        made = Starlette(routes=routes, exception_handlers={HTTPException: self._not_served})
        # An address that nearly fits is not the one of the description.
        made.router.redirect_slashes = False
        return made

    async def respond(self, operation: Operation, request: Request) -> Response:
        """Answer one request."""
        try:
            check_key(operation, request)
            parameters = read_parameters(operation, request, self._schemas)
            body = await read_body(operation, request, self._schemas)
            return self._answered(operation, request, parameters, body)
        except RefusalError as refused:
            own = self.description.business(operation)
            status, answer = self._refusals.answer(refused, own, self._answers.trace())
            # HTTP says that a refused key is told which scheme to use.
            return JSONResponse(answer, status, {"WWW-Authenticate": "Bearer"} if status == 401 else None)

    def _answered(self, operation: Operation, request: Request, parameters: Object, body: Json) -> Response:
        wishes = wishes_in(parameters, body)
        if wishes.http_status:
            raise RefusalError("wished", status=wishes.http_status)
        creates = self.description.machine_of(operation)
        if creates:
            return JSONResponse(self._created(operation, creates, body, wishes))
        if operation.machine:
            named = {**(body if isinstance(body, dict) else {}), **parameters}
            return self._read(operation, operation.machine, text(named.get(operation.machine.id)), request)
        return JSONResponse(self._answers.plain(operation))

    def _created(self, operation: Operation, machine: Machine, body: Json, wishes: Wishes) -> Json:
        cases = self._answers.cases
        task_id = self._tasks.fresh_id(operation.id) + cases.suffix(machine.reader)
        usual = cases.states(machine.reader, machine.running)
        states = _states(usual, wishes)
        self._tasks.add(Task(task_id, machine.reader, operation.id, body, wishes, states), len(usual))
        return self._answers.created(operation, machine, task_id)

    def _read(self, operation: Operation, machine: Machine, task_id: str, request: Request) -> Response:
        task = self._tasks.find(operation.id, task_id)
        if task is None:
            answer = self._answers.cases.answer((operation.id,), "unknown", Said({}))
            if answer is None:
                raise RefusalError("task", task_id)
            return JSONResponse(answer)
        step = task.poll(self._tasks.now())
        if step.state is not None:
            return JSONResponse(self._answers.running(operation, machine, task, step))
        files = f"{request.base_url}{FILES}"
        binary = any(end.binary and end.outcome == task.wishes.outcome for end in machine.ends)
        if binary and task.wishes.binary:
            return Response(self._shelf.content(self._shelf.name_for("")), media_type=operation.file_type)
        return JSONResponse(self._answers.ended(operation, machine, task, files))

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if "authorization" in request.headers:
            status, answer = self._refusals.answer(RefusalError("file key"))
            return JSONResponse(answer, status)
        if name not in self._shelf.files:
            raise HTTPException(404)
        part = part_of(self._shelf.content(name), self._shelf.etag(name), request.headers)
        return Response(part.content, part.status, part.headers, self._shelf.files[name].media_type)

    async def _accepted(self, _: Request) -> Response:
        """Tell every task that was accepted, in order: `ends_at` is on this machine's monotonic clock, or null."""
        tasks: list[Json] = [
            {"operation": one.operation, "id": one.id, "ends_at": one.ends_at} for one in self._tasks.accepted
        ]
        return JSONResponse({"tasks": tasks})

    async def _not_served(self, request: Request, error: Exception) -> Response:
        """Answer an unknown path or a wrong method, in the vendor's envelope."""
        wrong = error if isinstance(error, HTTPException) else HTTPException(500)
        refused = RefusalError("method" if wrong.status_code == 405 else "path", f"{request.method} {request.url.path}")
        status, answer = self._refusals.answer(refused)
        return JSONResponse(answer, status, wrong.headers)


class _Path:
    """The operations of one path, as an application of its own.

    Starlette's routes would answer HEAD by running the operation behind GET, which would move a task along.
    """

    def __init__(self, service: Service, operations: Mapping[str, Operation]) -> None:
        self._service = service
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request to this path."""
        request = Request(scope, receive)
        operation = self._operations.get(request.method)
        if operation is None:
            raise HTTPException(405, headers={"Allow": ", ".join(self._operations)})
        response = await self._service.respond(operation, request)
        await response(scope, receive, send)


def create_app(description: Json, recordings: Iterable[Recording], *, capacity: int = 1000) -> Starlette:
    """Make the service of a description as an ASGI application; it keeps at most `capacity` tasks.

    Raises `Failure` when the description has nothing to serve.
    """
    return Service(read_description(description), recordings, capacity).app()


def _states(running: tuple[Json, ...], wishes: Wishes) -> tuple[Json, ...]:
    """Return the running states that a task passes: the usual ones, the last of them longer if so wished, and S."""
    states = (*running, *running[-1:] * wishes.more_polls)
    if wishes.state is None:
        return states
    number = all(isinstance(state, int) for state in running)
    if not number:
        return (*states, wishes.state)
    # A state of another type than the family's would not fit the description.
    return (*states, int(wishes.state)) if wishes.state.lstrip("-").isdecimal() else states
