"""What the tests of the ledger share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

from scripts.codegen.runtime.handle import TaskHandle
from scripts.codegen.runtime.ledger import Ledger

ROOT = Path(__file__).parents[2]
HOST = "https://api.example.com"
NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 1, 2, 13, 0, tzinfo=UTC)


def intend(ledger: Ledger, family: str = "voice_clones", host: str = HOST) -> int:
    """Write the intention of one call."""
    return ledger.intend(family=family, operation=f"create_{family}", host=host, at=NOON)


def handle(task_id: str, family: str = "voice_clones", host: str = HOST) -> TaskHandle:
    """The handle of a task that `intend` and `created` wrote."""
    return TaskHandle(family=family, id=task_id, host=host, created_at=NOON, operation=f"create_{family}")


def full_ledger(path: Path) -> None:
    """Make a ledger of several pages, all of them in its one file."""
    with Ledger(path) as ledger:
        for number in range(60):
            ledger.created(intend(ledger), f"task-{number}")


def in_process(code: str, *arguments: str) -> Any:
    """What a program of its own prints as JSON; it has one thread, so that it may fork."""
    done = subprocess.run(  # noqa: S603 - it is this interpreter
        [sys.executable, "-c", dedent(code), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)
