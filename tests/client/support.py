"""What the tests of the client share: the operations of the description, their arguments, two colours and a clock."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen

from speech302 import AsyncSpeech302, Speech302, TaskHandle, TaskIdMissingError
from speech302.models import SpeechText, Transcript, TranscriptSegment
from speech302.runtime.clock import Clock
from speech302.runtime.resource import Resource
from speech302.runtime.transport_clients import plain_async_client

ROOT = Path(__file__).parents[2]
DOCUMENT: dict[str, Any] = json.loads((ROOT / "generated/openapi.json").read_text(encoding="utf-8"))
KEY = "made-up-key/but+odd"
BASE = "https://api.302.ai"

ARGUMENTS: dict[str, dict[str, Any]] = {
    "create_speech_synthesis": {
        "audio_man": "voice",
        "speed": 1,
        "pitch": 1.5,
        "volume": 100,
        "text": SpeechText(text="<b>Hello</b>", plain_text="Hello"),
    },
    "create_subtitle_extraction": {"audio_url": "https://a.example/b.wav", "language": "en"},
    "create_subtitle_translation": {
        "model": "a-model",
        "src_lang": "en",
        "tgt_lang": "zh",
        "subtitle": Transcript(segments=[TranscriptSegment(start=0, end=1.5, text="Hello")]),
    },
    "create_subtitle_burning": {"url": "https://a.example/b.mp4"},
    "create_video_download": {"url": "https://a.example/watch"},
    "create_voice_clone": {
        "input_text": "Hello",
        "ref_audio_links": ["https://a.example/b.wav"],
        "ref_audio_text": ["Reference"],
    },
    "create_voice_generation": {"is_multi_speaker": False, "input_text": "Hello"},
    "get_speech_synthesis": {"task_id": "t1"},
    "get_subtitle_task": {"task_id": "t1"},
    "get_voice_clone": {"task_id": "t1"},
    "get_voice_generation": {"task_id": "t1"},
}
"""Arguments with which each operation can be called."""


@frozen
class Operation:
    """An operation of the description: how the client offers it, and what it puts on the wire."""

    id: str
    family: str
    name: str
    method: str
    path: str
    node: dict[str, Any]

    @property
    def paid(self) -> bool:
        return "x-cost" in self.node

    @property
    def arguments(self) -> dict[str, Any]:
        return ARGUMENTS[self.id]

    @property
    def pattern(self) -> str:
        """A regular expression for its path."""
        return re.sub(r"\\\{[^}]*\\\}", "([^/]+)", re.escape(self.path))

    @property
    def schema(self) -> dict[str, Any] | None:
        """The schema of its request's body."""
        content = self.node.get("requestBody", {}).get("content", {})
        found: dict[str, Any] | None = content.get("application/json", {}).get("schema")
        return found

    @property
    def properties(self) -> dict[str, Any]:
        """The schemas of the fields of its request's body, by name."""
        name = (self.schema or {}).get("$ref", "").rpartition("/")[2]
        found: dict[str, Any] = DOCUMENT["components"]["schemas"][name]["properties"] if name else {}
        return found

    @property
    def parameters(self) -> dict[str, Any]:
        """Its parameters, by name."""
        return {parameter["name"]: parameter for parameter in self.node.get("parameters", ())}

    async def call(self, client: Any, **arguments: Any) -> Any:
        return await getattr(getattr(client, self.family), self.name)(**(arguments or self.arguments))

    async def call_and_wait(self, client: Any, **options: Any) -> Any:
        """Create a task and wait for it, in one call."""
        return await getattr(getattr(client, self.family), f"{self.name}_and_wait")(**self.arguments, **options)

    async def answered(self, client: Any, **arguments: Any) -> Any:
        """The model of the answer, of a creating operation too, whatever the answer says of the task's id."""
        try:
            result = await self.call(client, **arguments)
        except TaskIdMissingError as error:
            return error.answer
        return result.answer if isinstance(result, TaskHandle) else result


OPERATIONS = {
    node["operationId"]: Operation(node["operationId"], node["tags"][0], node["x-method"], method.upper(), path, node)
    for path, item in DOCUMENT["paths"].items()
    for method, node in item.items()
    if isinstance(node, dict) and "operationId" in node
}
every_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
PAID = {name: operation for name, operation in OPERATIONS.items() if operation.paid}
FREE = {name: operation for name, operation in OPERATIONS.items() if not operation.paid}
every_paid_operation = pytest.mark.parametrize("operation", PAID.values(), ids=PAID)
every_free_operation = pytest.mark.parametrize("operation", FREE.values(), ids=FREE)


class Time:
    """A clock whose sleeps pass at once; what was `slept`, in seconds. `on_sleep` is called before each."""

    def __init__(self, on_sleep: Callable[[float], object] = lambda _: None) -> None:
        self.seconds = 1_000.0
        self.slept: list[float] = []
        self._on_sleep = on_sleep

    def sleep(self, seconds: float) -> None:
        self._on_sleep(seconds)
        self.slept.append(seconds)
        self.seconds += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    @property
    def clock(self) -> Clock:
        now: Callable[[], float] = lambda: self.seconds  # noqa: E731 - it is only read
        return Clock(now=now, wall=now, sleep=self.sleep, sleep_async=self.sleep_async, chance=lambda: 0.5)


class Awaited:
    """A blocking client that can be used like an asynchronous one, so that one test serves both."""

    def __init__(self, target: Any) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        if isinstance(found, Resource):
            return Awaited(found)

        async def call(*args: Any, **named: Any) -> Any:
            return found(*args, **named)

        return call if inspect.ismethod(found) else found


Flow = Callable[[Any], Awaitable[Any]]
Run = Callable[..., Any]


def run_sync(flow: Flow, **settings: Any) -> Any:
    """What a flow returns that is given a blocking client."""

    async def running() -> Any:
        with Speech302(**_settings(httpx.Client, settings)) as client:
            return await flow(Awaited(client))

    try:
        running().send(None)
    except StopIteration as stop:
        return stop.value
    raise AssertionError("a blocking client awaits nothing")


def run_async(flow: Flow, **settings: Any) -> Any:
    """What a flow returns that is given an asynchronous client.

    It sends over aiohttp to an address that is given; a router can stand in for httpx's own connections alone.
    """
    if "base_url" not in settings and "answer" not in settings:
        settings = {"http_client": httpx.AsyncClient(), **settings}

    async def running() -> Any:
        async with AsyncSpeech302(**_settings(httpx.AsyncClient, settings)) as client:
            return await flow(client)

    return asyncio.run(running())


def run_async_httpx(flow: Flow, **settings: Any) -> Any:
    """The same on httpx's own connections, as without the extra `aiohttp`."""

    async def running() -> Any:
        async with (
            plain_async_client() as own,
            AsyncSpeech302(**_settings(None, {"http_client": own, **settings})) as one,
        ):
            return await flow(one)

    return asyncio.run(running())


both = pytest.mark.parametrize("run", [pytest.param(run_sync, id="sync"), pytest.param(run_async, id="async")])
"""Both colours: where no network is asked, or it does not matter over whose connections."""
every_colour = pytest.mark.parametrize(
    "run",
    [
        pytest.param(run_sync, id="sync"),
        pytest.param(run_async, id="async on aiohttp"),
        pytest.param(run_async_httpx, id="async on httpx"),
    ],
)
"""Both colours, and the asynchronous one over either kind of connections: where sockets are real."""


def _settings(kind: Any, settings: dict[str, Any]) -> dict[str, Any]:
    """The settings of a client; `answer` is a function from requests to answers, or an answer: no network then."""
    given = {"api_key": KEY, "clock": Time().clock, **settings}
    answer = given.pop("answer", None)
    if answer is not None:
        handler = answer if callable(answer) else lambda _: answer
        given["http_client"] = kind(transport=httpx.MockTransport(handler))
    return given
