"""Delivery: how an answer reaches the one who asked, whole and at once or as a plan wants it."""

import asyncio
import logging
from typing import Final

from attrs import evolve
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from scripts.failures import Failure
from scripts.mock.faults.plan import ALL, FINE, HALF, NOTHING, Delivery, Plan, Reply
from scripts.mock.line import Line, line_of

LOG: Final = logging.getLogger("uvicorn.access")
"""Where the server tells what it answered; it does not see what is written past it."""


async def deliver(response: Response, plan: Plan, scope: Scope, receive: Receive, send: Send) -> None:
    """Send an answer as planned. Raises `Failure` when that needs a connection and there is none."""
    if plan.ordinary:
        await response(scope, receive, send)
        return
    line = line_of(scope)
    if not await _paused(line, plan.latency):
        assert line
        await line.reset()
        return
    reply = plan.touched(Reply.of(response))
    if plan.refuses is not None:
        gate = _needed(line, plan).gate
        assert gate
        # Before the answer: who has that cannot connect again, however quick.
        gate.refuse(plan.refuses)
        reply = evolve(reply, headers={**reply.headers, "connection": "close"})
    if plan.delivery != FINE.delivery:
        await _past_http(_needed(line, plan), reply, plan, scope)
    else:
        await reply.response()(scope, receive, send)


async def _paused(line: Line | None, seconds: float) -> bool:
    """Wait, and tell whether there is still somebody to answer to."""
    if line:
        return not seconds or await line.pause(seconds)
    await asyncio.sleep(seconds)
    return True


def _needed(line: Line | None, plan: Plan) -> Line:
    if line is None:
        told = " + ".join(plan.told)
        raise Failure(f"`{told}` needs a connection, and there is none", cure="serve it on a socket: `with serving()`")
    return line


async def _past_http(line: Line, reply: Reply, plan: Plan, scope: Scope) -> None:
    """Write an answer byte by byte, and end the connection."""
    how = plan.delivery
    LOG.info(
        '%s:%s - "%s %s HTTP/%s" %s, %s',
        *(scope.get("client") or ("", "")),
        scope["method"],
        scope["path"],
        scope["http_version"],
        "nothing" if how.much == NOTHING else reply.status,
        " + ".join(plan.told),
    )
    head, body = _sent(reply, how, scope["method"])
    for text, drips in ((head, how.drips_head), (body, True)):
        for piece in _pieces(text, how.drop if drips else 0):
            line.transport.write(piece)
            if how.drop and not await line.pause(how.every):
                break
    await line.flush()
    await (line.reset() if how.resets else line.close())


def _sent(reply: Reply, how: Delivery, method: str) -> tuple[bytes, bytes]:
    """Return what is sent of headers and body."""
    if how.much == NOTHING:
        return b"", b""
    # A client that knows that the connection ends would not be surprised when it breaks.
    head = reply.head(longer=how.longer, closes=how.much == ALL and not how.resets)
    lengths = {HALF: len(reply.body) // 2, ALL: len(reply.body)}
    return head, b"" if method == "HEAD" else reply.body[: lengths.get(how.much, 0)]


def _pieces(text: bytes, size: int) -> list[bytes]:
    """Part a text into pieces of a size; 0 leaves it whole."""
    return [text[at : at + size] for at in range(0, len(text), size)] if size else [text]
