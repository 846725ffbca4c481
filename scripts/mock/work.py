"""Work: what the service does with a request that nothing is wrong with."""

from typing import Final

from attrs import frozen
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from scripts.mock.answers import Answers
from scripts.mock.description import Description, Machine, Operation
from scripts.mock.refusals import RefusalError
from scripts.mock.shape import Object, mapping, text
from scripts.mock.shelf import Shelf
from scripts.mock.tasks import Task, TaskStore
from scripts.mock.template import Scope
from scripts.mock.wishes import Wishes
from scripts.values import Json

FILES: Final = "files/"
"""Where result files stand below the address of the service."""


@frozen
class Asked:
    """What a request said, read and found good: parameters, body and wishes, beside the request itself."""

    parameters: Object
    body: Json
    wishes: Wishes
    request: Request


@frozen
class Work:
    """Creates tasks, moves them along, and answers everything else."""

    description: Description
    answers: Answers
    tasks: TaskStore
    shelf: Shelf

    def response(self, operation: Operation, asked: Asked) -> Response:
        """Carry out a request. Raises `RefusalError` when the task that it asks for is unknown."""
        creates = self.description.machine_of(operation)
        if creates:
            return JSONResponse(self._created(operation, creates, asked))
        if operation.machine:
            task_id = text({**mapping(asked.body), **asked.parameters}.get(operation.machine.id))
            task = None if asked.wishes.unknown else self.tasks.find(operation.id, task_id)
            if task:
                return self._polled(operation, operation.machine, task, asked.request)
            return self._unknown(operation, task_id)
        return JSONResponse(self.answers.plain(operation))

    def _created(self, operation: Operation, machine: Machine, asked: Asked) -> Json:
        cases, wishes = self.answers.cases, asked.wishes
        task_id = self.tasks.fresh_id(operation.id) + cases.suffix(machine.reader)
        usual = cases.states(machine.reader, machine.running)
        states = wishes.passed(usual, machine.running)
        self.tasks.add(Task(task_id, machine.reader, operation.id, asked.body, wishes, states), len(usual))
        return self.answers.created(operation, machine, task_id)

    def _polled(self, operation: Operation, machine: Machine, task: Task, request: Request) -> Response:
        step = task.poll(self.tasks.now())
        if step.state is not None:
            return JSONResponse(self.answers.running(operation, machine, task, step))
        binary = any(end.binary and end.outcome == task.wishes.outcome for end in machine.ends)
        if binary and task.wishes.binary:
            return Response(self.shelf.content(self.shelf.name_for("")), media_type=operation.file_type)
        files = f"{task.wishes.files.rstrip('/')}/" if task.wishes.files else f"{request.base_url}{FILES}"
        return JSONResponse(self.answers.ended(operation, machine, task, files))

    def _unknown(self, operation: Operation, task_id: str) -> Response:
        answer = self.answers.cases.answer((operation.id,), "unknown", Scope({}))
        if answer is None:
            raise RefusalError("task", task_id)
        return JSONResponse(answer)
