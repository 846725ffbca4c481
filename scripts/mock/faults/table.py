"""The table of all faults: how a person writes one, what it does, and which requests it can strike.

A word in capitals stands for what varies; `fault.VARIES` says what it may be. The quirks stand in `quirks.json`.
"""

from functools import partial
from typing import Any, Final

from attrs import evolve

from scripts.mock.faults import replies, touches
from scripts.mock.faults.fault import Change, Fault, sending, serving_file, wishing
from scripts.mock.faults.plan import HALF, HEAD, NOTHING, Maker, Plan, Touch
from scripts.mock.faults.quirks import load_quirks

CREATING: Final = frozenset({"create"})
READING: Final = frozenset({"read"})
FILES: Final = frozenset({"file"})
ALL: Final = frozenset({"create", "read", "plain", "file"})
NEVER: Final = float("inf")


def _making(maker: Any, *, done: bool = False) -> Change:
    """Answer in the place of the service; `done`: once it has carried out the request."""

    def change(plan: Plan, *said: str) -> Plan:
        made: Maker = maker(*said)
        return evolve(plan, maker=made, done=plan.done or done)

    return change


def _touching(*made: Touch) -> Change:
    return lambda plan: evolve(plan, touches=(*plan.touches, *made))


def _touched_by(make: Any) -> Change:
    """Change the answer by a touch that is made of what was written."""
    return lambda plan, *said: evolve(plan, touches=(*plan.touches, make(*said)))


def _dripping(plan: Plan, size: str, every: str, *, head: bool) -> Plan:
    return sending(drop=int(size), every=float(every), drips_head=head)(plan)


def _undelivered(*, done: bool, **how: Any) -> Change:
    """Send nothing; `done`: the request is carried out all the same."""
    return lambda plan: evolve(sending(much=NOTHING, **how)(plan), done=plan.done or done)


def _silent(*, done: bool) -> Change:
    return lambda plan: evolve(_undelivered(done=done)(plan), latency=NEVER)


_on_tasks = partial(Fault, kinds=CREATING)
_on_all = partial(Fault, kinds=ALL)
_on_files = partial(Fault, kinds=FILES)

TASKS: Final = (
    _on_tasks("fail", "the task fails", change=wishing(outcome="failed"), mark=True),
    _on_tasks(
        "fail plain",
        "the task fails and says why in a plain text",
        change=wishing(outcome="failed plain"),
        mark=True,
    ),
    _on_tasks(
        "audio",
        "a voice task is read as audio/wav itself, not as JSON",
        change=wishing(binary=True),
        mark=True,
    ),
    _on_tasks(
        "slow N",
        "the task takes N more polls",
        change=lambda plan, polls: wishing(more_polls=int(polls))(plan),
        mark=True,
    ),
    _on_tasks(
        "state S",
        "the task also passes a state S, which may be one that nobody knows",
        change=lambda plan, state: wishing(state=state)(plan),
        mark=True,
    ),
    _on_tasks(
        "states STATES",
        "the task passes these states and no others, such as `states 1,0,2` or `states waiting`",
        change=lambda plan, states: wishing(states=tuple(states.split(",")))(plan),
    ),
    _on_tasks("stall", "the task never ends", change=wishing(stalls=True)),
    _on_tasks("regress", "the task goes back to its first state once", change=wishing(regresses=True)),
    Fault(
        "unknown",
        "nobody knows the task when it is read; a voice task then is PENDING for ever",
        CREATING | READING,
        wishing(unknown=True),
    ),
    _on_tasks(
        "files at URL",
        "the result files are said to be below another address",
        change=lambda plan, url: wishing(files=url)(plan),
    ),
)

ANSWERS: Final = (
    _on_all("fine", "nothing goes wrong: lets requests pass before the next rule", change=lambda plan: plan),
    _on_all(
        "httpSTATUS error",
        "the request is refused with this status (200, or 400 to 599) and the vendor's error envelope",
        change=_making(replies.vendor),
        mark=True,
    ),
    _on_all("vendor STATUS CODE", "the same, with this err_code, of either sign", change=_making(replies.vendor)),
    _on_all("business STATUS CODE", "the error envelope of a family", change=_making(replies.business)),
    _on_all("STATUS", "this status and a line of text; the request is not carried out", change=_making(replies.plain)),
    _on_all("STATUS done", "the same, once the request was carried out", change=_making(replies.plain, done=True)),
    _on_all("STATUS retry N", "the same status with `Retry-After: N`", change=_making(replies.plain)),
    _on_all(
        "STATUS retry at OFFSET",
        "the same status with `Retry-After` as the date that is so many seconds off: `429 retry at +2`",
        change=_making(replies.dated),
    ),
    _on_all("page STATUS", "the HTML page of a proxy", change=_making(replies.page)),
    _on_all("redirect MOVED URL", "a redirect to another address", change=_making(replies.redirect)),
    _on_all(
        "other sign", "the err_code of the vendor's envelope has its other sign", change=_touching(touches.negated)
    ),
    _on_all("truncated", "half of the body, whole as far as HTTP can tell", change=_touching(touches.truncated)),
    _on_all("empty", "a body without content", change=_touching(touches.body(""))),
    _on_all("no json", "a body that calls itself JSON and is none", change=_touching(touches.body("<ok>"))),
    _on_all("array", "an array in the place of the object", change=_touching(touches.body("[]"))),
    _on_all("null", "null in the place of the object", change=_touching(touches.body("null"))),
    _on_all("other types", "numbers are texts, and texts are numbers", change=_touching(touches.other_types)),
    _on_all("set POINTER JSON", "a value is this JSON", change=_touched_by(touches.written)),
    _on_all("drop POINTER", "a field is absent; `*` is every item of a list", change=_touched_by(touches.dropped)),
    _on_all("rename POINTER NAME", "a field has another name", change=_touched_by(touches.renamed)),
    _on_all("header NAME TEXT", "a header is this text", change=_touched_by(touches.header)),
)

WIRE: Final = (
    _on_all(
        "latency SECONDS",
        "the answer comes late",
        change=lambda plan, seconds: evolve(plan, latency=plan.latency + float(seconds)),
    ),
    _on_all("silence", "no answer ever comes; the request is not carried out", change=_silent(done=False)),
    _on_all("silence done", "no answer ever comes, and the request is carried out", change=_silent(done=True)),
    _on_all(
        "refuse SECONDS",
        "the request is answered, and nobody can connect for a time then",
        change=lambda plan, seconds: evolve(plan, refuses=float(seconds)),
    ),
    _on_all(
        "reset",
        "the connection is reset before the answer; the request is not carried out",
        change=_undelivered(done=False, resets=True),
    ),
    _on_all("reset done", "the same, once the request was carried out", change=_undelivered(done=True, resets=True)),
    _on_all("reset after headers", "a reset before the body", change=sending(much=HEAD, resets=True)),
    _on_all("reset in body", "a reset half way through the body", change=sending(much=HALF, resets=True)),
    _on_all("reset after body", "a reset once all was sent", change=sending(resets=True)),
    _on_all("hang up", "the connection is closed before the answer", change=_undelivered(done=False, closes=True)),
    _on_all("cut", "the connection is closed half way through the body", change=sending(much=HALF, closes=True)),
    _on_all(
        "drip N SECONDS",
        "the body comes N bytes at a time, so many seconds apart",
        change=partial(_dripping, head=False),
    ),
    _on_all("drip all N SECONDS", "the same, status and headers too", change=partial(_dripping, head=True)),
    _on_all(
        "length LENGTH",
        "`Content-Length` is off by this: `length +10`",
        change=lambda plan, off: sending(longer=int(off), closes=True)(plan),
    ),
)

SERVED: Final = (
    _on_files("no ranges", "the file comes whole, whatever range is asked for", change=serving_file(ranges=False)),
    _on_files("wrong range", "another range comes than was asked for", change=serving_file(misplaced=True)),
    _on_files("changed", "the file is another one each time, with another ETag", change=serving_file(changed=True)),
    _on_files("weak etag", "the ETag is weak, and no range can be held to it", change=serving_file(etag="weak")),
    _on_files("no etag", "there is no ETag", change=serving_file(etag="none")),
    _on_files("zipped", "the file comes compressed, as its header says", change=serving_file(zipped=True)),
)

QUIRKS: Final = tuple(
    Fault(quirk.name, quirk.meaning, ALL - FILES, _touching(*quirk.touches), quirk.operations)
    for quirk in load_quirks()
)

GROUPS: Final = {
    "Tasks: strike the request that creates one": TASKS,
    "Answers: strike any request": ANSWERS,
    "The wire: strike any request on a socket": WIRE,
    "Files: strike requests for result files (`cut` breaks one off so that a range goes on)": SERVED,
    "Quirks of the vendor's answers": QUIRKS,
}
FAULTS: Final = tuple(fault for faults in GROUPS.values() for fault in faults)
MARKS: Final = tuple(fault for fault in FAULTS if fault.mark)
"""Those that can stand in brackets in a text of a request."""
