"""What the tests of the runtime share: a key, a clock that never sleeps, small models, requests and a task machine."""

from __future__ import annotations

from typing import Any

import attrs

from scripts.codegen.runtime.clock import Clock
from scripts.codegen.runtime.configuration import Configuration
from scripts.codegen.runtime.envelopes import Envelope
from scripts.codegen.runtime.handle import TaskHandle
from scripts.codegen.runtime.model import Model, model, off_wire
from scripts.codegen.runtime.request import Audio, Request
from scripts.codegen.runtime.retry import Retry, Transient
from scripts.codegen.runtime.secret import Secret
from scripts.codegen.runtime.task_machine import Ending, Pace, TaskMachine

KEY = "not-a-real-key/but+odd"
BASE = "https://api.example.com"
VENDOR = Envelope("vendor", ("error", "err_code"), (("error", "message"),))
READING = Transient(frozenset({408, 429, "5XX"}), frozenset({40001}))
BUSINESS = Envelope("business", ("code",), (("msg",),), trace=("trace_id",), ok=(0,))


@model
class Task(Model):
    """A task as a poll reads it."""

    task_id: str | None = None
    state: str | int | None = None
    audio_url: str | None = None
    audio: Audio | None = off_wire()


class Time:
    """A clock whose sleeps pass at once; `slept` lists them, `chance` is what the next draws give."""

    def __init__(self, chance: float = 0.5) -> None:
        self.seconds = 1_000.0
        self.slept: list[float] = []
        self.chance = chance

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    @property
    def clock(self) -> Clock:
        return Clock(
            now=lambda: self.seconds,
            wall=lambda: self.seconds,
            sleep=self.sleep,
            sleep_async=self.sleep_async,
            chance=lambda: self.chance,
        )


def configuration(time: Time | None = None, base_url: str = BASE, key: str = KEY, **retry: Any) -> Configuration:
    """A configuration that talks to nobody real."""
    return Configuration(Secret(key), base_url, retry=Retry(**retry), clock=(time or Time()).clock)


def reading(task_id: str = "t1", **changes: Any) -> Request[Task]:
    """A free request that reads a task and may be sent again."""
    request = Request(
        operation="get_task",
        method="GET",
        path="/tasks",
        query={"task_id": task_id},
        answer=Task,
        retry=READING,
        binary="audio",
        envelopes=(VENDOR,),
    )
    return attrs.evolve(request, **changes)


def paying(**changes: Any) -> Request[Task]:
    """A request that creates a task and costs money."""
    request = Request(
        operation="create_task",
        method="POST",
        path="/tasks",
        answer=Task,
        body={"text": "hello"},
        paid=True,
        envelopes=(VENDOR,),
    )
    return attrs.evolve(request, **changes)


HANDLE = TaskHandle(family="voice_clones", id="t1", host=BASE)
MACHINE = TaskMachine(
    family="voice_clones",
    read="get_task",
    created_by={"create_task": ("task_id",)},
    status=("state",),
    running=("PENDING", "STARTED"),
    endings=(
        Ending("succeeded", present=(("audio",),)),
        Ending("succeeded", status="SUCCESS"),
        Ending("failed", status="FAILURE"),
    ),
    files=(("audio",), ("audio_url",)),
    errors=(("unknown_fields", "reason"),),
    pace=Pace(first=2.0, factor=1.5, most=10.0, timeout=60.0),
)
