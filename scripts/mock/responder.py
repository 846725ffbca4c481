"""The responder: answers requests, and says what befalls each answer on its way."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from scripts.failures import Failure
from scripts.mock.description import Envelope, Operation
from scripts.mock.faults.envelopes import USUAL, Envelopes
from scripts.mock.faults.fault import Target
from scripts.mock.faults.plan import FINE, Plan
from scripts.mock.faults.striker import HEADER, Striker
from scripts.mock.files import Files
from scripts.mock.reading import check_key, read_body, read_parameters
from scripts.mock.refusals import RefusalError, Refusals
from scripts.mock.schemas import Schemas
from scripts.mock.work import Asked, Work

FILE: Final = Target("files", "file")
"""What requests for files are for."""


@frozen
class Responder:
    """Answers for one service."""

    work: Work
    files: Files
    schemas: Schemas
    refusals: Refusals
    striker: Striker
    targets: Mapping[str, Target]

    async def respond(self, operation: Operation, request: Request) -> tuple[Response, Plan]:
        """Answer one request for an operation."""
        own = self.work.description.business(operation)
        target, plan, response = self.targets[operation.id], FINE, Response()
        try:
            plan = self._plan(target, request)
            if not plan.idle:
                check_key(operation, request)
                parameters = read_parameters(operation, request, self.schemas)
                body = await read_body(operation, request, self.schemas)
                plan = self.striker.marked(plan, target, parameters, body)
                if not plan.idle:
                    asked = Asked(parameters, body, plan.wishes, request)
                    response = self.work.response(operation, asked)
        except RefusalError as refused:
            response = self._refused(refused, own)
        return self._instead(plan, response, own), plan

    def fetch(self, request: Request) -> tuple[Response, Plan]:
        """Answer one request for a file. Raises `HTTPException` when there is no such file."""
        plan, response = FINE, Response()
        try:
            plan = self._plan(FILE, request)
            if not plan.idle:
                response = self.files.answer(request, plan.file)
        except RefusalError as refused:
            response = self._refused(refused)
        return self._instead(plan, response), plan

    def _plan(self, target: Target, request: Request) -> Plan:
        try:
            return self.striker.plan(target, request.headers.get(HEADER))
        except Failure as failure:
            raise RefusalError("fault", f"{failure.what}; {failure.cause or failure.cure}") from None

    def _instead(self, plan: Plan, response: Response, own: Envelope | None = None) -> Response:
        """Return what a fault answers, if one does, and else the response as it is."""
        if plan.maker is None:
            return response
        others = (envelope for envelope in self.work.description.envelopes if envelope.families)
        envelopes = Envelopes(self.refusals, own or next(others, USUAL), self.work.answers.trace())
        return plan.maker(envelopes).response()

    def _refused(self, refused: RefusalError, own: Envelope | None = None) -> Response:
        status, answer = self.refusals.answer(refused, own, self.work.answers.trace())
        # HTTP says that a refused key is told which scheme to use.
        return JSONResponse(answer, status, {"WWW-Authenticate": "Bearer"} if status == 401 else None)
