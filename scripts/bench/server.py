"""The least server, running while a block does."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.failures import Failure

ANSWERING = Path(__file__).with_name("answering.py")


@contextmanager
def answering() -> Iterator[str]:
    """Serve the small answer from another process, and give the base URL. Raises `Failure` if it does not start."""
    command = [sys.executable, str(ANSWERING)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            port = process.stdout.readline().strip()
            if not port:
                raise Failure("the server to measure requests against did not start", str(ANSWERING))
            yield f"http://127.0.0.1:{port}"
        finally:
            process.stdin.close()  # which ends it
