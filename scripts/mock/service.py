"""The service: routes made from the paths of the description, and what happens behind each."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from scripts.mock.answers import Answers
from scripts.mock.description import Description, Operation, read_description
from scripts.mock.faults.delivery import deliver
from scripts.mock.faults.fault import Target
from scripts.mock.faults.rules import read_rules
from scripts.mock.faults.striker import Striker
from scripts.mock.files import Files
from scripts.mock.refusals import RefusalError, load_refusals
from scripts.mock.responder import FILE, Responder
from scripts.mock.schemas import Schemas
from scripts.mock.shelf import load_shelf
from scripts.mock.tasks import Span, TaskStore
from scripts.mock.work import FILES, Work
from scripts.recordings import Recording
from scripts.values import Json

TASKS: Final = "/_mock/tasks"
"""Where the service itself tells which tasks it accepted. No such path is described: it is for tests."""


class Service:
    """One running service: its description, its tasks, its files, and what is to go wrong."""

    def __init__(
        self,
        description: Description,
        recordings: Iterable[Recording],
        capacity: int = 1000,
        *,
        faults: Iterable[str] = (),
        task_seconds: Span | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make a service that keeps at most `capacity` tasks, and in which `faults` strike; see `faults.rules`.

        With `task_seconds` a task ends after a time between the two, told by the clock `now`, and not after some polls.
        Raises `Failure` when there is no such fault.
        """
        self.description: Final = description
        self.tasks: Final = TaskStore(capacity, task_seconds, now)
        schemas, shelf = Schemas(description.root), load_shelf()
        self._refusals = load_refusals()
        targets = {operation.id: _target(description, operation) for operation in description.operations}
        striker = Striker((*targets.values(), FILE), tuple(rule for written in faults for rule in read_rules(written)))
        work = Work(description, Answers(description, schemas, recordings, shelf), self.tasks, shelf)
        self._responder = Responder(work, Files(shelf), schemas, self._refusals, striker, targets)

    def app(self) -> Starlette:
        """Make the ASGI application."""
        paths: dict[str, dict[str, Operation]] = {}
        for operation in self.description.operations:
            paths.setdefault(operation.path, {})[operation.method] = operation
        routes: list[BaseRoute] = [Route(path, _Path(self._responder, methods)) for path, methods in paths.items()]
        routes += [Route(f"/{FILES}{{name}}", _File(self._responder)), Route(TASKS, self._accepted)]
        made = Starlette(routes=routes, exception_handlers={HTTPException: self._not_served})
        # An address that nearly fits is not the one of the description.
        made.router.redirect_slashes = False
        return made

    async def _accepted(self, _: Request) -> Response:
        """Tell every task that was accepted, in order: `ends_at` is on this machine's monotonic clock, or null."""
        tasks: list[Json] = [
            {"operation": one.operation, "id": one.id, "ends_at": one.ends_at} for one in self.tasks.accepted
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

    def __init__(self, responder: Responder, operations: Mapping[str, Operation]) -> None:
        self._responder = responder
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request to this path."""
        request = Request(scope, receive)
        operation = self._operations.get(request.method)
        if operation is None:
            raise HTTPException(405, headers={"Allow": ", ".join(self._operations)})
        response, plan = await self._responder.respond(operation, request)
        await deliver(response, plan, scope, receive, send)


class _File:
    """The files, as an application of their own, which can also be sent past HTTP."""

    def __init__(self, responder: Responder) -> None:
        self._responder = responder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a file."""
        request = Request(scope, receive)
        if request.method not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        response, plan = self._responder.fetch(request)
        await deliver(response, plan, scope, receive, send)


def create_app(description: Json, recordings: Iterable[Recording], **options: Any) -> Starlette:
    """Make the service of a description as an ASGI application; `options` are those of `Service`.

    Raises `Failure` when the description has nothing to serve.
    """
    return Service(read_description(description), recordings, **options).app()


def _target(description: Description, operation: Operation) -> Target:
    creates = description.machine_of(operation)
    return Target(operation.id, "create" if creates else "read" if operation.machine else "plain")
