"""Claims about exit codes and errors: every code has a way that leads to it, and each says what to do next."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from speech302 import ArgumentError, ConfigurationError, Speech302Error
from speech302.runtime.cli import exits
from speech302.runtime.cli.telling import facts_of, text_of
from tests.cli.shell import KEY, Shell, created

DOCUMENT = Path(__file__).parents[2] / "docs/command_line.md"


def replying(status: int, body: Any) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(status, json=body)


def silent(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("no answer", request=request)


def unreachable(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route", request=request)


def broken(_: httpx.Request) -> httpx.Response:
    raise RuntimeError("a mistake")


def interrupting(_: httpx.Request) -> httpx.Response:
    raise KeyboardInterrupt


VENDOR = {"error": {"err_code": 10003, "message": "no"}}
WAIT = ["voice", "wait", "t"]
CASES: dict[str, tuple[list[str], Any, int, str]] = {
    "done": ([*created(), "--wait"], None, exits.DONE, ""),
    "the service refuses the key": (created(), replying(401, VENDOR), exits.ERROR, "HTTP 401"),
    "the service refuses a paid call": (created(), replying(400, VENDOR), exits.ERROR, "HTTP 400"),
    "the network fails before anything is sent": (created(), unreachable, exits.ERROR, "nothing was charged"),
    "the network fails while waiting": ([*WAIT, "--retries", "0"], silent, exits.ERROR, "resume: "),
    "a free answer is no JSON": (WAIT, lambda _: httpx.Response(200, text="<html>"), exits.ERROR, "proxy"),
    "a mistake of the program": (WAIT, broken, exits.ERROR, "--debug"),
    "an argument is blank": (created(" "), None, exits.USAGE, "--input-text: must be"),
    "an option is missing": (["voice", "create"], None, exits.USAGE, ""),
    "a number is out of bounds": ([*created(), "--top-k", "101"], None, exits.USAGE, "--top-k: must be"),
    "there is no such option": ([*created(), "--tpo-k", "1"], None, exits.USAGE, ""),
    "there is no such command": (["vioce"], None, exits.USAGE, ""),
    "the wait timeout is nonsense": ([*created(), "--wait", "--timeout", "nan"], None, exits.USAGE, "--timeout"),
    "the request timeout is nonsense": ([*created(), "--request-timeout", "0"], None, exits.USAGE, "--request-timeout"),
    "the retries are nonsense": ([*created(), "--retries", "99"], None, exits.USAGE, "--retries"),
    "the base URL is plain http": ([*created(), "--base-url", "http://a.example"], None, exits.USAGE, "--base-url"),
    "the format is unknown": ([*created(), "--format", "doc"], None, exits.USAGE, "--format"),
    "a place is blank": ([*created(), "--save", " "], None, exits.USAGE, "--save"),
    "a place is in nobody's home": ([*created(), "--save", "~nobody-of-that-name/a"], None, exits.USAGE, "--save"),
    "two options contradict": ([*created(), "-q", "-v"], None, exits.USAGE, "--quiet"),
    "two ledgers": ([*created(), "--ledger", "x", "--no-ledger"], None, exits.USAGE, "--ledger"),
    "two documents": ([*WAIT, "--json", "--format", "srt"], None, exits.USAGE, "--format"),
    "a handle is none": (["voice", "wait", "{}"], None, exits.USAGE, "TASK"),
    "a handle is broken": (["voice", "wait", "{"], None, exits.USAGE, "TASK"),
    "a handle is a list": (["voice", "wait", "[]"], None, exits.USAGE, "TASK"),
    "an id has spaces": (["voice", "wait", "a b"], None, exits.USAGE, "TASK"),
    "an id is empty": (["voice", "wait", ""], None, exits.USAGE, "TASK"),
    "of another family": (
        ["voice", "wait", '{"family":"voice_clones","id":"a","host":"https://a.example"}'],
        None,
        exits.USAGE,
        "speech302 clone",
    ),
    "the task fails": ([*created("[fail]"), "--wait"], None, exits.FAILED, "failed"),
    "the wait times out": ([*created("[slow 9999]"), "--wait", "--timeout", "20"], None, exits.NOT_ENDED, "resume: "),
    "a paid call is not answered": (created(), silent, exits.UNKNOWN, "Outcome unknown"),
    "a paid call meets a server error": (created(), replying(500, VENDOR), exits.UNKNOWN, "charged"),
    "a paid answer is no JSON": (created(), lambda _: httpx.Response(200, text="<"), exits.UNKNOWN, "charged"),
    "a paid answer has no id": (created(), replying(200, {}), exits.UNKNOWN, "no task id"),
    "a mistake of the program in a paid call": (created(), broken, exits.UNKNOWN, "--debug"),
    "the folder is missing": ([*created(), "--save", "no/a.wav"], None, exits.FILES, "no folder"),
    "the file is there": ([*created(), "--save", "there"], None, exits.FILES, "--overwrite"),
    "the ledger cannot be made": ([*created(), "--ledger", "no/a.sqlite"], None, exits.FILES, "--no-ledger"),
    "the ledger is no database": (["tasks", "--ledger", "there"], None, exits.FILES, "no database"),
    "interrupted": (WAIT, interrupting, exits.INTERRUPTED, "resume: speech302 voice wait"),
    "interrupted in a paid call": (created(), interrupting, exits.INTERRUPTED, "Outcome unknown"),
}


@pytest.mark.parametrize(("arguments", "answer", "code", "told"), CASES.values(), ids=CASES)
def test_an_exit_code_says_what_happened_and_the_text_what_to_do(
    shell: Shell, capsys: pytest.CaptureFixture[str], arguments: list[str], answer: Any, code: int, told: str
) -> None:
    Path("there").write_text("not a database, but long enough to be taken for one" * 100, encoding="utf-8")
    shell.answer = answer
    said = shell(*arguments)
    # Typer writes what is wrong with the use of a command to the process's own streams.
    err = said.err + capsys.readouterr().err
    assert said.code == code
    assert told in err
    assert ("error: " in err) == (code != exits.DONE)
    assert "Traceback" not in err
    assert code not in (exits.USAGE, exits.FILES) or shell.seen == []


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[2] != exits.DONE])
def test_json_is_pure_and_names_the_error(shell: Shell, capsys: pytest.CaptureFixture[str], name: str) -> None:
    arguments, answer, code, told = CASES[name]
    Path("there").write_text("not a database, but long enough to be taken for one" * 100, encoding="utf-8")
    shell.answer = answer
    said = shell(*arguments, "--json")
    out = said.out or capsys.readouterr().out
    error = json.loads(out)["error"]
    assert error["exit_code"] == code
    assert error["type"]
    assert told in error["message"] or told.startswith(("resume: ", "Outcome unknown"))


def test_every_exit_code_has_a_case_and_stands_in_the_documents(shell: Shell) -> None:
    assert {case[2] for case in CASES.values()} == {code for code, _ in exits.TABLE}
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"| {code} | {meaning} |" in text for code, meaning in exits.TABLE)
    assert sorted(exits.WORST) == sorted({code for code, _ in exits.TABLE} - {exits.INTERRUPTED})


def test_a_traceback_is_shown_with_debug_alone(shell: Shell) -> None:
    shell.answer = broken
    said = shell(*WAIT, "--debug")
    assert said.code == exits.ERROR
    assert 'raise RuntimeError("a mistake")' in said.err
    assert KEY not in said.err


def test_the_facts_of_an_error_are_json_and_its_words_those_of_the_command_line() -> None:
    error = ConfigurationError("base_url", "it is odd", "Give base_url='https://a.example', or give api_key")
    assert text_of(error) == "--base-url: it is odd. Give --base-url https://a.example, or give --key-file."
    facts = facts_of(ArgumentError("which", None, "must be there"), 2)
    assert facts == {
        "type": "ArgumentError",
        "message": "--which: must be there, but it is missing.",
        "exit_code": 2,
        "facts": {"parameter": "which", "value": "None", "rule": "must be there", "cure": ""},
    }


def test_the_reason_of_a_failed_task_stands_in_the_document(shell: Shell) -> None:
    said = shell(*created("[fail]"), "--wait", "--json")
    assert (said.code, said.json["state"], said.json["resume"]) == (exits.FAILED, "failed", None)
    assert said.json["error"]["facts"]["status"] == "FAILURE"
    assert said.json["task"] is not None
    read = shell("voice", "get", "-", stdin=said.out)
    assert read.code == exits.FAILED
    assert isinstance(exits.code_of(Speech302Error("x"), creating=False), int)
