"""The two decisions after each sending of a request: send it again, or settle what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .errors import Speech302Error
from .model import Model
from .outcome import Answer, Silence, conclude
from .retry import AGAIN

if TYPE_CHECKING:
    from .configuration import Configuration
    from .request import Request

M = TypeVar("M", bound=Model)


def pause(
    configuration: Configuration,
    request: Request[M],
    outcome: Answer | Silence,
    *,
    sent: int,
    started: float,
    budget: float,
) -> float | None:
    """Seconds until the request is sent again, or None: its outcome stands. Arguments as for `Retry.pause`."""
    answer = outcome if isinstance(outcome, Answer) else None
    if not request.repeatable or (answer is not None and answer.status not in AGAIN):
        return None
    clock = configuration.clock
    return configuration.retry.pause(
        repeatable=request.repeatable,
        status=None if answer is None else answer.status,
        sent=sent,
        elapsed=clock.now() - started,
        budget=budget,
        retry_after=None if answer is None else answer.pause(clock.wall()),
        chance=clock.chance(),
    )


def settle(configuration: Configuration, request: Request[M], outcome: Answer | Silence) -> M:
    """The model that came of a request; raises the error that it is, without the key and without a chain holding it."""
    result = conclude(request, configuration.base_url, outcome, configuration.clock.wall())
    if isinstance(result, Speech302Error):
        raise configuration.key.clean(result)
    return result
