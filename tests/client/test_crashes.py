"""Claims about a process that is killed at any instant: no task is lost, and no file is half a file."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scripts.mock import serving
from scripts.mock.description import load_description
from scripts.mock.service import Service
from scripts.mock.serving import DESCRIPTION, SPEC
from scripts.mock.shelf import load_shelf
from scripts.recordings import recordings
from speech302 import Ledger, Speech302
from tests.client.support import KEY, ROOT, Time

KILLS = 200
COLOURS = ("sync", "async")
PIECES = 4
"""In how many pieces an answer leaves, so that kills fall between its first byte and its last one."""


class Slowed:
    """The service below a path for each child; it keeps what it answered to each, and answers in pieces."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.answered: dict[str, bytes] = {}
        """What each child that creates was answered, whether that arrived or not."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        child = ""
        if scope["path"].startswith(("/child-", "/warm-")):
            child, path = scope["path"][1:].split("/", 1)
            scope = {**scope, "path": f"/{path}"}

        async def sending(message: Message) -> None:
            if message["type"] != "http.response.body":
                await send(message)
                return
            body = message.get("body", b"")
            self.answered[child] = self.answered.get(child, b"") + (body if scope["method"] == "POST" else b"")
            for start in range(0, len(body), size := len(body) // PIECES + 1):
                await send({"type": "http.response.body", "body": body[start : start + size], "more_body": True})
                await asyncio.sleep(0.0005)
            await send({"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)})

        await self.app(scope, receive, sending)


def crash(orders: dict[str, Any]) -> list[str]:
    """Have children of both colours killed at once; the steps at which they were."""
    with ExitStack() as stack:
        lanes = [
            stack.enter_context(_lane({**orders, "colour": colour, "first": place * KILLS}))
            for place, colour in enumerate(COLOURS)
        ]
        said = [lane.communicate(timeout=120) for lane in lanes]
    assert [(lane.returncode, err) for lane, (_, err) in zip(lanes, said, strict=True)] == [(0, "")] * len(lanes)
    return [step for out, _ in said for step in json.loads(out)]


def _lane(orders: dict[str, Any]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - it is this interpreter
        [sys.executable, "tests/client/crasher.py", json.dumps(orders)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "generated")])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_kill_at_any_instant_loses_no_task_and_leaves_no_half_file(tmp_path: Path) -> None:
    service = Slowed(Service(load_description(DESCRIPTION), recordings(SPEC), capacity=100_000).app())
    folder, path = tmp_path / "files", tmp_path / "tasks.sqlite"
    folder.mkdir()
    seed = int.from_bytes(os.urandom(4))
    sys.stdout.write(f"seed {seed}\n")  # shown when the test fails
    with serving(service) as base_url:
        orders = {"base_url": base_url, "ledger": str(path), "folder": str(folder), "seed": seed}
        steps = crash({**orders, "kills": KILLS // len(COLOURS)})
        accepted = httpx.get(f"{base_url}/_mock/tasks").json()["tasks"]
        with Ledger(path) as ledger:
            lost = missing(accepted, service, ledger, base_url)
            resumed = resume_all(ledger)
            left = ledger.unfinished()
    assert len(steps) == KILLS
    assert min(Counter(steps)[step] for step in ("create", "wait", "download")) >= 10, "the kills are spread"
    assert lost == []
    assert resumed > 0
    assert {entry.state for entry in left} <= {"intended"}
    assert half_files(folder) == []
    assert all(KEY.encode() not in file.read_bytes() for file in tmp_path.glob("tasks.sqlite*"))


def missing(accepted: list[dict[str, Any]], service: Slowed, ledger: Ledger, base_url: str) -> list[dict[str, Any]]:
    """The accepted tasks that no entry stands for: one with its id, or the intention of the child that was killed."""
    entries = ledger.entries()
    known = {(entry.host, entry.task_id) for entry in entries}
    intended = [(entry.host, entry.operation) for entry in entries if entry.task_id is None]
    assert len({host for host, _ in intended}) == len(intended), "a child creates one task at a time"
    lost = []
    for task in accepted:
        (child,) = (name for name, answer in service.answered.items() if task["id"].encode() in answer)
        host = f"{base_url}/{child}"
        if (host, task["id"]) in known:
            continue
        if (host, task["operation"]) in intended:
            intended.remove((host, task["operation"]))
        else:
            lost.append(task)
    return lost


def resume_all(ledger: Ledger) -> int:
    """Wait for every task that is left, and return how many there were."""
    handles = [entry.handle for entry in ledger.unfinished() if entry.handle is not None]
    with Speech302(api_key=KEY, ledger=ledger, clock=Time().clock) as client:
        for handle in handles:
            client.with_options(base_url=handle.host).resume(handle)
    return len(handles)


def half_files(folder: Path) -> list[str]:
    """The files under their final names that are not what the service serves."""
    shelf = load_shelf()
    whole = {shelf.content(name) for name in shelf.files}
    named = [path for path in folder.iterdir() if path.suffix == ".result"]
    assert named, "some downloads were whole before the kill"
    return [path.name for path in named if path.read_bytes() not in whole]
