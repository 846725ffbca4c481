"""Claims about the program as a process on a terminal of its own."""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from tests.cli.shell import KEY, Shell, created
from tests.client.support import ROOT

OWN_TERMINAL = (
    "import fcntl, runpy, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "runpy.run_module('speech302', run_name='__main__', alter_sys=True)"
)
"""`python -m speech302`, after its terminal has become the one whose Ctrl-C it hears."""
PATIENCE = 20.0
"""Seconds that a process is waited for; it takes one."""


@attrs.define
class Process:
    """A process on a terminal: what it wrote so far."""

    popen: subprocess.Popen[bytes]
    terminal: int
    seen: str = ""

    def until(self, pattern: str) -> None:
        """Read until the output has the pattern, or has ended."""
        deadline = time.monotonic() + PATIENCE
        while not re.search(pattern, self.seen) and time.monotonic() < deadline:
            ready, _, _ = select.select([self.terminal], [], [], 0.2)
            try:
                self.seen += os.read(self.terminal, 65536).decode() if ready else ""
            except OSError:  # a terminal whose last process has ended
                return

    def send(self, text: str) -> None:
        os.write(self.terminal, text.encode())

    def end(self) -> int:
        self.until(r"(?!)")
        return self.popen.wait(PATIENCE)


@contextmanager
def process(shell: Shell, *arguments: str) -> Iterator[Process]:
    """Run the program on a new terminal, which is also where Ctrl-C comes from."""
    ours, theirs = pty.openpty()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "generated"),
        "AI302_API_KEY": KEY,
        "AI302_BASE_URL": shell.base_url,
        "XDG_STATE_HOME": str(shell.folder / "state"),
        "TERM": "xterm",
        "COLUMNS": "300",
    }
    popen = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", OWN_TERMINAL, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        cwd=shell.folder,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Process(popen, ours)
    finally:
        popen.kill()
        popen.wait()
        os.close(ours)


def test_ctrl_c_tells_the_handle_and_the_command_that_goes_on(shell: Shell) -> None:
    with process(shell, *created("[slow 9999]"), "--save", "a b.wav") as running:
        running.until(r"running \(\w+\).*1 poll")
        assert "\x1b[?25l" in running.seen
        running.send("\x03")
        assert running.end() == 130
    assert KEY not in running.seen
    assert "Traceback" not in running.seen
    assert running.seen.rindex("\x1b[?25h") > running.seen.rindex("\x1b[?25l")
    lines = running.seen.replace("\r", "").splitlines()
    (command,) = [line.partition(": ")[2] for line in lines if line.startswith("resume: ")]
    words = shlex.split(command)
    assert words[:3] == [sys.executable, "-m", "speech302"]
    assert words[-2:] == ["--save", "a b.wav"]
    again = shell(*words[3:], "--timeout", "1")
    assert again.code == 4, "it is the same task, which goes on"


def test_a_task_is_created_waited_for_and_saved_on_a_terminal(shell: Shell) -> None:
    made = shell(*created())
    shell("voice", "wait", made.out)
    with process(shell, "voice", "wait", made.out.strip(), "--save", "a.wav") as running:
        assert running.end() == 0
    assert "a.wav" in running.seen
    assert Path("a.wav").stat().st_size > 0
    assert KEY not in running.seen
