"""`python -m scripts mock`."""

import argparse
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from scripts.failures import UNUSABLE, Failure
from scripts.mock import command
from scripts.mock.faults.table import FAULTS, MARKS
from scripts.mock.serving import DESCRIPTION, ROOT, listening
from tests.mock.conversation import EFFECTIVE

DOCUMENT = ROOT / "docs/mock.md"
COMMAND = [sys.executable, "-m", "scripts", "mock", "--port", "0"]


@pytest.fixture
def served() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(COMMAND, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own command
    with process:
        yield process
        process.kill()


def arguments(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    return parser.parse_args(["mock", *given])


def test_it_serves_until_interrupted_and_then_ends_with_0(served: subprocess.Popen[str]) -> None:
    assert served.stdout
    introduction = ""
    while not introduction.endswith("python -m scripts mock --help\n"):
        introduction += (line := served.stdout.readline())
        assert line, served.communicate()[1]
    found = re.search(r"AI302_BASE_URL=(\S+) AI302_API_KEY=anything", introduction)
    assert found
    response = httpx.get(f"{found[1]}/302/vt/tasks/subtitle/x", headers={"Authorization": "Bearer very-secret"})
    assert response.status_code == 404
    served.send_signal(signal.SIGINT)
    _, log = served.communicate(timeout=20)
    assert served.returncode == 0
    assert log.splitlines() == [log.strip()], "one request, one line"
    assert '"GET /302/vt/tasks/subtitle/x HTTP/1.1" 404' in log
    assert "very-secret" not in log


def test_the_introduction_lists_every_operation_and_every_mark() -> None:
    text = command.introduction("http://127.0.0.1:8302", EFFECTIVE)
    for operation in EFFECTIVE.operations:
        assert re.search(rf"^  {operation.id} +{operation.method} +{re.escape(operation.path)}$", text, re.MULTILINE)
    for mark in MARKS:
        assert re.search(rf"^  \[{re.escape(mark.written)}\] +{re.escape(mark.meaning)}$", text, re.MULTILINE)


def test_the_help_lists_every_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments("--help")
    told = capsys.readouterr().out
    for fault in FAULTS:
        assert re.search(rf"^  {re.escape(fault.written)} +{re.escape(fault.meaning)}$", told, re.MULTILINE)


def test_the_document_lists_every_fault_and_no_other() -> None:
    told = re.findall(r"^\| `(.+?)` \| (.+?)(?: \(a mark too\))? \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert told == [(fault.written, fault.meaning) for fault in FAULTS]


def test_the_introduction_repeats_what_was_asked_for() -> None:
    text = command.introduction("http://127.0.0.1:8302", EFFECTIVE, ["503 x2"])
    assert "\nStrikes, as asked for: 503 x2\n" in text


def test_an_unknown_fault_ends_with_exit_code_2_and_the_known_ones() -> None:
    with pytest.raises(Failure) as caught:
        command.run(arguments("--port", "0", "--fault", "explode"))
    assert caught.value.exit_code == UNUSABLE
    assert caught.value.cause == "known faults: " + ", ".join(fault.written for fault in FAULTS)


def test_without_arguments_it_serves_the_generated_description_on_loopback() -> None:
    chosen = arguments()
    assert (chosen.host, chosen.port, chosen.description) == ("127.0.0.1", 8302, DESCRIPTION)


@pytest.mark.parametrize("port", ["-1", "65536", "x", "", "1.5", "٣"])
def test_what_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments(f"--port={port}")
    assert "is not a port from 0 to 65535" in capsys.readouterr().err


def test_a_busy_port_ends_with_exit_code_2() -> None:
    with listening("127.0.0.1", 0) as listener, pytest.raises(Failure) as caught:
        command.run(arguments("--port", str(listener.getsockname()[1])))
    assert caught.value.exit_code == UNUSABLE


def test_a_host_that_is_not_ours_ends_with_exit_code_2() -> None:
    with pytest.raises(Failure) as caught:
        command.run(arguments("--host", "192.0.2.1", "--port", "0"))
    assert caught.value.exit_code == UNUSABLE


def test_a_missing_description_ends_with_exit_code_2(tmp_path: Path) -> None:
    with pytest.raises(Failure) as caught:
        command.run(arguments("--description", str(tmp_path / "none.json")))
    assert caught.value.exit_code == UNUSABLE
