"""A command line that is called like a function: its streams, its time and its environment are the test's own."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from attrs import define, field, frozen

from speech302 import Speech302
from speech302.commands import PROGRAM
from speech302.runtime.cli.main import run
from speech302.runtime.cli.world import World
from tests.client.support import Time

KEY = "made-up-key/but+odd"
Answer = Callable[[httpx.Request], httpx.Response]


class Terminal(io.StringIO):
    """A stream that says that a person reads it."""

    def isatty(self) -> bool:
        return True


@frozen
class Said:
    """What one call of the command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def everything(self) -> str:
        return self.out + self.err


@define
class Shell:
    """Calls the command line: in a folder of its own, for a service, with a key, and without waiting."""

    folder: Path
    base_url: str = ""
    environment: dict[str, str] = field(factory=dict)
    terminal: bool = False
    answer: Answer | None = None
    """Answers in place of any service."""
    more: dict[str, Any] = field(factory=dict)
    """Other parts of the world."""
    seen: list[httpx.Request] = field(factory=list)

    def __call__(self, *arguments: object, stdin: str = "") -> Said:
        out, err = io.StringIO(), Terminal() if self.terminal else io.StringIO()
        ours = {"AI302_API_KEY": KEY, "AI302_BASE_URL": self.base_url, "XDG_STATE_HOME": str(self.folder / "state")}
        parts = {
            "out": out,
            "err": err,
            "stdin": io.StringIO(stdin),
            "environment": {**ours, **self.environment},
            "clock": Time().clock,
            "prefix": (),
            **({"client": self._client, "http": self._http} if self.answer else {}),
            **self.more,
        }
        world = World(**parts)
        code = run(PROGRAM, [str(argument) for argument in arguments], world)
        return Said(code, out.getvalue(), err.getvalue())

    def _client(self, **settings: Any) -> Speech302:
        return Speech302(**{"http_client": self._http(), **settings})

    def _http(self) -> httpx.Client:
        def answering(request: httpx.Request) -> httpx.Response:
            self.seen.append(request)
            assert self.answer is not None
            return self.answer(request)

        return httpx.Client(transport=httpx.MockTransport(answering))


def created(text: str = "Hello.") -> list[str]:
    """The arguments that create a task of the family `voice` with a text."""
    return ["voice", "create", "--no-is-multi-speaker", "--input-text", text]
