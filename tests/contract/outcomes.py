"""What a user of the client gets for an answer: a model, or one of the client's own errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import httpx

from speech302 import Model, Speech302Error
from tests.client.support import Operation, Run

Outcome: TypeAlias = Model | Speech302Error
JSON = {"Content-Type": "application/json"}


def outcomes(
    run: Run, operation: Operation, bodies: Iterable[bytes], status: int = 200, headers: dict[str, str] = JSON
) -> list[Outcome]:
    """What a user gets for each body; whatever is not the client's own passes through and fails the test."""
    answers = iter([httpx.Response(status, headers=headers, content=body) for body in bodies])

    async def calls(client: Any) -> list[Outcome]:
        found: list[Outcome] = []
        for _ in bodies:
            try:
                found.append(await operation.answered(client))
            except Speech302Error as error:
                found.append(error)
        return found

    result: list[Outcome] = run(calls, answer=lambda _: next(answers), retries=0)
    return result
