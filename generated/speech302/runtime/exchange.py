"""What a transport decides after each sending of a request: what came of it, and whether to send it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from .errors import Speech302Error
from .model import Model
from .observing import LOGGER
from .outcome import Answer, Silence, conclude
from .retry import LONGEST, may_repeat

if TYPE_CHECKING:
    from .configuration import Configuration
    from .request import Request

M = TypeVar("M", bound=Model)


@attrs.frozen
class Reply(Generic[M]):
    """What came of one sending: the model, or the error that it is; and the pause that the service asks for.

    The error holds no key. `asked`: seconds, capped, or None.
    """

    result: M | Speech302Error
    asked: float | None = None

    def settle(self) -> M:
        """The model. Raises the error, without a chain."""
        if isinstance(self.result, Speech302Error):
            raise self.result
        return self.result


def reply(configuration: Configuration, request: Request[M], outcome: Answer | Silence) -> Reply[M]:
    """What an outcome means to the caller; what a model tolerated is counted."""
    wall = configuration.clock.wall()
    result = conclude(request, configuration.base_url, outcome, wall)
    asked = outcome.pause(wall) if isinstance(outcome, Answer) else None
    if isinstance(result, Speech302Error):
        configuration.key.clean(result)
    else:
        configuration.surprises.note(request.operation, result, configuration.key.scrub)
    return Reply(result, None if asked is None else min(asked, LONGEST))


def pause(
    configuration: Configuration, request: Request[M], reply: Reply[M], *, sent: int, started: float
) -> float | None:
    """Seconds until the request is sent again, or None: what came of it stands. `sent`: how often it was sent."""
    error = reply.result
    if not isinstance(error, Speech302Error) or not may_repeat(request, error):
        return None
    clock = configuration.clock
    elapsed = clock.now() - started
    again = configuration.retry.pause(sent=sent, elapsed=elapsed, asked=reply.asked, chance=clock.chance())
    if again is not None:
        LOGGER.info("%s: %s, sent again in %.2f s", request.operation, type(error).__name__, again)
    return again
