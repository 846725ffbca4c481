"""The least server, running while a block does."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.failures import Failure

ANSWERING = Path(__file__).with_name("answering.py")
TASKS = Path(__file__).with_name("tasks_server.py")


@contextmanager
def answering(program: Path = ANSWERING) -> Iterator[str]:
    """Serve from another process, by default the small answer; the base URL. Raises `Failure` if it does not start."""
    command = [sys.executable, str(program)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            port = process.stdout.readline().strip()
            if not port:
                raise Failure("the server to measure requests against did not start", str(program))
            yield f"http://127.0.0.1:{port}"
        finally:
            process.stdin.close()  # which ends it
