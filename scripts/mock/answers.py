"""Answers: what the service says when all is well.

A case tells it where there is one. Elsewhere a recording or the schema does, with the state, the files and the reasons
put where `x-task` says that they stand.
"""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from scripts.mock.cases import load_cases
from scripts.mock.description import Description, Ending, Machine, Operation
from scripts.mock.schemas import Schemas
from scripts.mock.shape import Object, blank, drop, find, mapping, put
from scripts.mock.shelf import Shelf
from scripts.mock.tasks import Step, Task
from scripts.mock.template import Scope
from scripts.recordings import Recording
from scripts.values import Json, clone

REASON: Final = "The task failed, as asked for by a mark in the request that created it"


class Answers:
    """Makes the answers of one description."""

    def __init__(
        self, description: Description, schemas: Schemas, recordings: Iterable[Recording], shelf: Shelf
    ) -> None:
        """Read the cases beside what the description and the recordings say."""
        self._description = description
        self._schemas = schemas
        self._shelf = shelf
        self._exchanges = count(1)
        self.cases: Final = load_cases(recordings)

    def created(self, operation: Operation, machine: Machine, task_id: str) -> Json:
        """Answer a request that created a task."""
        answer = self._drawn(operation, whole=False)
        put(answer, machine.created_by[operation.id], task_id)
        return answer

    def running(self, operation: Operation, machine: Machine, task: Task, step: Step) -> Json:
        """Answer a poll of a task that has not ended."""
        scope = Scope({"body": task.body, "state": step.state, "progress": step.progress})
        answer = self.cases.answer((task.creator, operation.id), "running", scope)
        if answer is None:
            answer = self._drawn(operation, whole=False)
            put(answer, machine.status, step.state)
        return answer

    def ended(self, operation: Operation, machine: Machine, task: Task, files: str) -> Json:
        """Answer a poll of a task that has ended; `files` is the address below which files are served."""
        scope = Scope({"body": task.body, "reason": REASON}, files)
        outcome = task.wishes.outcome.partition(" ")[0]
        for wanted in dict.fromkeys((task.wishes.outcome, outcome)):
            answer = self.cases.answer((task.creator, operation.id), wanted, scope)
            if answer is not None:
                return answer
        ending = next((end for end in machine.ends if end.outcome == outcome and not end.binary), Ending(outcome))
        if outcome == "failed":
            return self._failed(operation, machine, ending)
        return self._succeeded(operation, machine, ending, files)

    def plain(self, operation: Operation) -> Json:
        """Answer an operation that has nothing to do with tasks: as recorded, or as its schema allows."""
        return next(self._recorded(operation), None) or self._drawn(operation, whole=True)

    def trace(self) -> str:
        """Make the id of the next exchange: 32 hexadecimal digits, the same ones in every run."""
        return f"{next(self._exchanges):032x}"

    def _drawn(self, operation: Operation, *, whole: bool) -> Object:
        """Draw an answer from the schema, one that the family's own envelope calls a success."""
        answer = mapping(self._schemas.example(operation.answer, whole=whole))
        envelope = self._description.business(operation)
        if envelope:
            put(answer, envelope.code, envelope.ok[0] if envelope.ok else 0)
            put(answer, envelope.message, "success")
            put(answer, envelope.trace, self.trace())
        return answer

    def _failed(self, operation: Operation, machine: Machine, ending: Ending) -> Json:
        answer = self._drawn(operation, whole=False)
        put(answer, machine.status, ending.status)
        for pointer in machine.errors[:1]:
            put(answer, pointer, REASON)
        return answer

    def _succeeded(self, operation: Operation, machine: Machine, ending: Ending, files: str) -> Json:
        recorded = (one for one in self._recorded(operation) if find(one, machine.status) == ending.status)
        answer = next(recorded, None) or self._drawn(operation, whole=True)
        for pointer in machine.errors:
            drop(answer, pointer)
        put(answer, machine.status, ending.status)
        for pointer in ending.present:
            if blank(find(answer, pointer)):
                put(answer, pointer, "text")
        for pointer in machine.files:
            if not blank(find(answer, pointer)):
                put(answer, pointer, files + self._shelf.name_for(pointer))
        return answer

    def _recorded(self, operation: Operation) -> Iterator[Object]:
        for (owner, _), body in self.cases.recorded.items():
            if owner == operation.id:
                yield mapping(clone(body))
