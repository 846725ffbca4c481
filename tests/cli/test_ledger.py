"""Claims about `tasks` and `resume`: what was paid for is listed, and can be had."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from speech302 import Ledger
from tests.cli.shell import Shell, created


def unsure(shell: Shell) -> None:
    """Write a call into the ledger of which nobody knows what came of it."""
    with Ledger(shell.folder / "state/speech302/tasks.sqlite") as ledger:
        ledger.intend(
            family="voice_clones",
            operation="create_voice_clone",
            host=shell.base_url,
            at=datetime(2026, 1, 2, tzinfo=UTC),
        )


def test_without_a_ledger_the_list_is_empty_and_says_where_one_will_be(shell: Shell) -> None:
    said = shell("tasks")
    assert (said.code, said.err) == (0, "")
    assert "tasks.sqlite" in said.out
    assert shell("tasks", "--json").json == {
        "ledger": str(shell.folder / "state/speech302/tasks.sqlite"),
        "tasks": [],
        "error": None,
    }
    assert shell("resume").out == "Nothing is unfinished.\n"
    assert not (shell.folder / "state").exists()


def test_the_list_has_the_unfinished_first_and_a_command_that_resumes_each(shell: Shell) -> None:
    ended = shell(*created(), "--wait", "--json").json["handle"]["id"]
    waiting = shell(*created("[slow 1]"), "--json").json["handle"]["id"]
    unsure(shell)
    said = shell("tasks")
    assert said.out.startswith("2 unfinished, 3 in all")
    assert ended not in said.out
    assert "create_voice_clone" in said.out
    assert "Perhaps paid for" in said.out
    everything = shell("tasks", "--all")
    assert everything.out.index(waiting) < everything.out.index(ended)
    listed = shell("tasks", "--json").json["tasks"]
    assert [(entry["state"], entry["task_id"]) for entry in listed] == [("created", waiting), ("intended", None)]
    assert listed[1]["resume"] is None
    command = shlex.split(listed[0]["resume"])
    assert command[0] == "speech302"
    assert f"    {listed[0]['resume']}\n" in said.out
    resumed = shell(*command[1:], "--save", "a.wav")
    assert (resumed.code, resumed.out) == (0, "a.wav\n")
    assert shell("tasks").out.startswith("1 unfinished, 3 in all")


@pytest.mark.parametrize("named", ["option", "environment"])
def test_a_ledger_that_is_named_is_named_again_by_the_command_that_resumes(shell: Shell, named: str) -> None:
    path = shell.folder / "my tasks.sqlite"
    if named == "environment":
        shell.environment = {"SPEECH302_LEDGER": str(path)}
    option = ["--ledger", str(path)] if named == "option" else []
    shell(*created(), *option)
    command = shell("tasks", *option, "--json").json["tasks"][0]["resume"]
    shell.environment = {}
    assert shell(*shlex.split(command)[1:]).code == 0
    assert not (shell.folder / "state").exists()


def test_all_are_resumed_and_a_failed_one_hides_no_other(shell: Shell) -> None:
    for text in ("one", "[fail]", "three"):
        shell(*created(text))
    shell("subtitles", "create", "burning", "--url", "https://a.example/v.mp4")
    unsure(shell)
    said = shell("resume", "--all")
    lines = said.out.splitlines()
    assert said.code == 3
    assert sorted(line.partition("  ")[0] for line in lines) == ["failed", "succeeded", "succeeded", "succeeded"]
    assert "1 calls may have been paid for" in said.err
    assert shell("tasks").out.startswith("1 unfinished, 5 in all")
    assert shell("resume", "--all").code == 0


def test_all_as_a_document(shell: Shell) -> None:
    for text in ("one", "[slow 9999]"):
        shell(*created(text))
    said = shell("resume", "--all", "--timeout", "30", "--json")
    assert said.code == 4
    states = {entry["state"]: entry for entry in said.json["tasks"]}
    assert set(states) == {"succeeded", "not ended"}
    assert states["succeeded"]["task"]
    assert states["not ended"]["error"]["type"] == "WaitTimeoutError"


def test_one_unfinished_task_needs_no_name_and_several_do(shell: Shell) -> None:
    shell(*created())
    assert shell("resume").code == 0
    for _ in range(2):
        shell(*created())
    said = shell("resume")
    assert said.code == 2
    assert said.err.count("speech302 resume ") == 2


def test_a_task_is_found_by_its_id_or_its_handle(shell: Shell) -> None:
    made = shell(*created(), "--json")
    assert shell("resume", made.json["handle"]["id"]).code == 0
    assert shell("resume", "-", stdin=made.out).code == 0
    assert shell("resume", "-", "--no-ledger", stdin=made.out).code == 0
    unknown = shell("resume", "unknown")
    assert unknown.code == 2
    assert "speech302 speech|subtitles|clone|voice wait" in unknown.err


@pytest.mark.parametrize("more", [["t"], ["--save", "a"], ["--format", "srt"]])
def test_all_goes_with_nothing_that_is_about_one(shell: Shell, more: list[str]) -> None:
    assert shell("resume", "--all", *more).code == 2


def test_tasks_of_several_hosts_are_asked_at_their_own(shell: Shell) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(200, json={"task_id": "t"})
        return httpx.Response(200, json={"state": "SUCCESS", "audio_url": "https://files.example/a.wav"})

    shell.answer = answer
    for host in ("https://api.302.ai", "https://own.example"):
        assert shell(*created(), "--base-url", host).code == 0
    shell.seen.clear()
    assert shell("resume", "--all").code == 0
    assert [request.url.host for request in shell.seen] == ["api.302.ai", "own.example"]


def test_a_wait_goes_on_without_a_ledger_that_cannot_be_used(shell: Shell) -> None:
    made = shell(*created(), "--no-ledger")
    Path("broken").write_bytes(b"no database" * 1000)
    said = shell("voice", "wait", made.out, "--ledger", "broken")
    assert said.code == 0
    assert "warning: The ledger" in said.err


def test_a_user_without_a_home_is_told_what_to_name(shell: Shell) -> None:
    shell.environment = {"SPEECH302_LEDGER": "~nobody-of-that-name/tasks.sqlite"}
    for arguments in (created(), ["tasks"], ["resume"]):
        said = shell(*arguments)
        assert said.code == 2
        assert "--no-ledger" in said.err
    assert shell(*created(), "--no-ledger").code == 0


def test_an_interrupt_of_all_tells_the_command_that_goes_on(shell: Shell) -> None:
    shell(*created())
    shell.answer = _interrupt
    said = shell("resume", "--all", "--timeout", "5")
    assert said.code == 130
    assert "resume: speech302 resume --all" in said.err


def _interrupt(_: httpx.Request) -> httpx.Response:
    raise KeyboardInterrupt
