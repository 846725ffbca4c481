"""Claims about help, version and completion, and about what is loaded for them."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer import Typer
from typer.main import get_command
from typer.testing import CliRunner

import speech302
from speech302.commands import PROGRAM
from speech302.runtime import subtitles
from speech302.runtime.cli import common, exits, leaves
from speech302.runtime.cli.app import build
from speech302.runtime.cli.command import RESERVED
from tests.client.support import ROOT

PYTHON = [sys.executable, "-W", "error"]


def commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command below one, groups included."""
    yield words
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*words, name))


EVERY = list(commands(get_command(build(PROGRAM, rich=False))))


def ask(*arguments: str, rich: bool = False) -> str:
    app: Typer = build(PROGRAM, rich=rich)
    result = CliRunner().invoke(app, list(arguments), prog_name="speech302", env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python that has the client, and no toolchain, on its path."""
    path = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "generated")}
    command = [*PYTHON, *arguments]
    return subprocess.run(command, env={**path, **environment}, capture_output=True, text=True, check=False)  # noqa: S603 - ours


def test_every_family_has_its_commands() -> None:
    words = {" ".join(words) for words in EVERY}
    families = ("speech", "subtitles", "clone", "voice")
    assert words >= {f"{family} {verb}" for family in families for verb in ("create", "get", "wait")}
    assert words >= {f"subtitles create {kind}" for kind in ("extraction", "translation", "burning", "download")}
    assert words >= {"tasks", "resume", "doctor"}


@pytest.mark.parametrize("rich", [False, True], ids=["plain", "drawn"])
@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_help_says_what_it_does_and_ends_with_an_example(words: tuple[str, ...], rich: bool) -> None:
    text = ask(*words, "--help", rich=rich)
    assert shlex.join(["speech302", *words]) in text
    assert "\\" not in text
    if not words:
        assert all(meaning in text for _, meaning in exits.TABLE)
    elif words in {words for words in EVERY if (*words, "get") not in EVERY} and words != ("subtitles", "create"):
        assert f"Example: speech302 {' '.join(words)}" in text
    if words[1:2] == ("create",) and words != ("subtitles", "create"):
        assert "Costs money" in text
    assert rich == ("╭" in text)


def test_the_common_options_are_reserved_and_the_formats_those_of_the_client() -> None:
    listed = [option for _, options in common.PANELS for option in options]
    assert {option.name for option in listed} | {"help", "version", leaves.TASK} == set(RESERVED)
    assert common.FORMATS == subtitles.FORMATS
    assert all(common.panel(option) for option in listed)


def test_the_version_is_the_packages() -> None:
    assert ask("--version") == f"speech302 {speech302.__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell: str) -> None:
    ran = python("-m", "speech302", _SPEECH302_COMPLETE=f"source_{shell}")
    assert "_SPEECH302_COMPLETE" in ran.stdout
    assert ran.stderr == ""


def test_words_are_completed() -> None:
    ran = python(
        "-m", "speech302", _SPEECH302_COMPLETE="complete_bash", COMP_WORDS="speech302 subtitles create ", COMP_CWORD="3"
    )
    assert set(ran.stdout.split()) == {"extraction", "translation", "burning", "download"}


def test_what_is_called_is_the_same_whether_all_of_it_is_built_or_that_alone() -> None:
    for words in EVERY:
        arguments = [*words, "--help"]
        apps = [build(PROGRAM, rich=False, words=built) for built in (None, arguments)]
        whole, part = (CliRunner().invoke(app, arguments, prog_name="speech302").output for app in apps)
        assert whole == part


def test_help_loads_nothing_that_it_does_not_need() -> None:
    heavy = {"attrs", "httpx", "msgspec", "sqlite3", "pysubs2", "asyncio", "ssl", "rich.progress", "rich.console"}
    program = (
        "import sys; from speech302.commands import main; sys.argv[1:] = ['voice', 'create', '--help']; main();"
        f"sys.stderr.write(' '.join({heavy} & sys.modules.keys()))"
    )
    ran = python("-c", program)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "--input-text" in ran.stdout


def test_without_typer_it_says_what_to_install() -> None:
    program = (
        "import sys, runpy; sys.modules['typer'] = None; sys.argv[:] = ['speech302', 'tasks'];"
        "runpy.run_module('speech302', run_name='__main__')"
    )
    ran = python("-c", program)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "pip install 'speech302[cli]'" in ran.stderr
    assert "Traceback" not in ran.stderr
