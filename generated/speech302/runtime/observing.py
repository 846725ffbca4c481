"""What others may watch: the logger `speech302`, and spans where the extra `opentelemetry` is installed.

Neither tells a header, a query, a body or the key. Debug: every request; info: a request that is sent again, the end of
a wait; warning: a read that failed and is borne. A span a request and a span a wait, with the names of OpenTelemetry's
semantic conventions where there are any.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import Speech302Error
from .model import Model

if TYPE_CHECKING:
    from .configuration import Configuration
    from .exchange import Reply
    from .handle import TaskHandle
    from .request import Request

M = TypeVar("M", bound=Model)

LOGGER = logging.getLogger("speech302")


def watched() -> bool:
    """Whether anybody watches single requests: else they are not slowed down by it."""
    return LOGGER.isEnabledFor(logging.DEBUG) or _tracer() is not None


@contextmanager
def observing(configuration: Configuration, request: Request[M]) -> Iterator[Callable[[Reply[M]], Reply[M]]]:
    """Watch one sending; the function given is told what came of it, and gives it back."""
    started = configuration.clock.now()
    attributes = {
        "http.request.method": request.method,
        "server.address": configuration.base_url,
        "speech302.operation": request.operation,
    }
    with _span(request.operation, attributes) as span:

        def seen(reply: Reply[M]) -> Reply[M]:
            error = reply.result if isinstance(reply.result, Speech302Error) else None
            if span is not None:
                _judge(span, error)
            if LOGGER.isEnabledFor(logging.DEBUG):
                taken = configuration.clock.now() - started
                came = type(reply.result).__name__
                LOGGER.debug("%s: %s %s: %s in %.3f s", request.operation, request.method, request.path, came, taken)
            return reply

        yield seen


@contextmanager
def observing_wait(handle: TaskHandle) -> Iterator[None]:
    """Watch one wait."""
    with _span(f"wait {handle.family}", _of(handle)) as span:
        try:
            yield
        except BaseException as error:
            _tell_end(handle, span, error)
            raise
        _tell_end(handle, span, None)


def observed_wait(handle: TaskHandle, seconds: float, error: BaseException | None) -> None:
    """Tell a wait that has just ended, one of many at once, after so many seconds."""
    tracer = _tracer()
    span = None
    if tracer is not None:
        began = time.time_ns() - int(seconds * 1e9)
        span = tracer.start_span(f"wait {handle.family}", attributes=_of(handle), start_time=began)
    _tell_end(handle, span, error)
    if span is not None:
        span.end()


def _of(handle: TaskHandle) -> dict[str, str]:
    return {"server.address": handle.host, "speech302.family": handle.family, "speech302.task": handle.id}


def _tell_end(handle: TaskHandle, span: Any, error: BaseException | None) -> None:
    if error is None:
        LOGGER.info("%s: task %s succeeded", handle.family, handle.id)
        return
    LOGGER.info("%s: the wait for task %s ended with %s", handle.family, handle.id, type(error).__name__)
    if span is not None:
        _judge(span, error)


@contextmanager
def _span(name: str, attributes: dict[str, str]) -> Iterator[Any]:
    tracer = _tracer()
    if tracer is None:
        yield None
        return
    from opentelemetry.trace import SpanKind

    # What an error says is not recorded: it may quote the service.
    with tracer.start_as_current_span(
        name, kind=SpanKind.CLIENT, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as span:
        yield span


def _tracer() -> Any:
    """What makes spans; None without OpenTelemetry, and as long as the program has not set it up."""
    trace = _opentelemetry()
    if trace is None or isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return None
    return trace.get_tracer("speech302")


@cache
def _opentelemetry() -> Any:
    try:
        from opentelemetry import trace
    except ImportError:
        return None
    return trace


def _judge(span: Any, error: BaseException | None) -> None:
    status = getattr(error, "status", None) if isinstance(error, Speech302Error) else 200
    if error is None or isinstance(status, int):
        span.set_attribute("http.response.status_code", status)
    if error is not None:
        from opentelemetry.trace import Status, StatusCode

        span.set_attribute("error.type", type(error).__name__)
        span.set_status(Status(StatusCode.ERROR, type(error).__name__))
