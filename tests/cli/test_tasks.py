"""Claims about creating, reading, waiting and saving, for every command of every family."""

from __future__ import annotations

import json
import shlex
import sys
import wave
from pathlib import Path

import pytest

from speech302 import Ledger, TaskHandle
from speech302.commands import PROGRAM
from speech302.runtime.cli.command import Command, Family
from tests.cli.shell import Shell, created

EVERY = [(family, command) for family in PROGRAM.families for command in family.commands]
every_command = pytest.mark.parametrize(
    ("family", "command"), EVERY, ids=[" ".join([family.word, *command.words]) for family, command in EVERY]
)
TRANSCRIPT = {"segments": [{"start": 0, "end": 1.5, "text": "Hello"}]}


def call(family: Family, command: Command) -> list[str]:
    """The call that the help of a command shows as its example, but for waiting; its files are there."""
    Path("subtitle.json").write_text(json.dumps(TRANSCRIPT), encoding="utf-8")
    return [family.word, *command.words, *command.example]


@every_command
def test_create_prints_the_handle_alone_and_get_and_wait_take_it(
    shell: Shell, family: Family, command: Command
) -> None:
    made = shell(*call(family, command))
    handle = TaskHandle.from_json(made.out)
    assert (made.code, made.err, handle.family, handle.host) == (0, "", family.name, shell.base_url)
    assert handle.created_at is not None
    read = shell(family.word, "get", made.out)
    assert (read.code, read.err) == (0, "")
    assert read.out.startswith("running (")
    for given in (made.out, handle.id):
        waited = shell(family.word, "wait", given)
        assert (waited.code, waited.err) == (0, "")
        assert "http" in waited.out or "subtitles" in waited.out
    assert shell(family.word, "get", "-", stdin=made.out).out == waited.out


@every_command
def test_json_is_one_document_with_handle_task_files_and_error(shell: Shell, family: Family, command: Command) -> None:
    made = shell(*call(family, command), "--json")
    assert set(made.json) == {"handle", "state", "task", "files", "resume", "error"}
    assert made.json["state"] is None
    waited = shell(family.word, "wait", "-", "--json", stdin=made.out)
    assert (waited.code, waited.err) == (0, "")
    assert waited.json == made.json | {"state": "succeeded", "task": waited.json["task"], "resume": None}
    assert waited.json["task"]
    at_once = shell(*call(family, command), "--wait", "--json")
    assert at_once.json["task"].keys() == waited.json["task"].keys()


@every_command
def test_what_a_task_made_is_saved(shell: Shell, family: Family, command: Command) -> None:
    speaks = command.method in ("create_extraction", "create_translation")
    name = "out.srt" if speaks else "out.bin"
    said = shell(*call(family, command), "--save", name, "--json")
    assert (said.code, said.json["files"]) == (0, [name])
    assert Path(name).stat().st_size > 0
    assert not list(Path().glob("*.part"))


@every_command
def test_every_command_is_written_into_the_ledger(shell: Shell, family: Family, command: Command) -> None:
    made = shell(*call(family, command))
    path = shell.folder / "state/speech302/tasks.sqlite"
    with Ledger(path) as ledger:
        assert [entry.handle for entry in ledger.unfinished()] == [TaskHandle.from_json(made.out)]
    shell(family.word, "wait", made.out)
    with Ledger(path) as ledger:
        assert [entry.state for entry in ledger.entries()] == ["succeeded"]


def test_without_a_ledger_nothing_is_written(shell: Shell) -> None:
    said = shell(*created(), "--no-ledger", "--wait")
    assert said.code == 0
    assert "handle: " in said.err, "only the handle can find the task again, if the process dies"
    assert list(shell.folder.iterdir()) == []


@pytest.mark.parametrize("suffix", ["srt", "vtt", "ass", "txt", "json"])
def test_subtitles_are_written_by_suffix_and_printed_by_format(shell: Shell, suffix: str) -> None:
    made = shell("speech", "create", *EVERY[0][1].example)
    saved = shell("speech", "wait", made.out, "--save", f"a.{suffix.upper()}", "--save", "b", "--format", suffix)
    assert (saved.code, saved.out) == (0, f"a.{suffix.upper()}\nb\n")
    printed = shell("speech", "get", made.out, "--format", suffix)
    text = Path("b").read_text(encoding="utf-8")
    assert printed.out == text == Path(f"a.{suffix.upper()}").read_text(encoding="utf-8")
    assert text


def test_several_results_are_saved_by_one_call(shell: Shell) -> None:
    said = shell("speech", "create", *EVERY[0][1].example, "--save", "hello.wav", "--save", "hello.vtt")
    assert said.out == "hello.wav\nhello.vtt\n"
    with wave.open("hello.wav") as sound:
        assert sound.getnframes()
    assert Path("hello.vtt").read_text(encoding="utf-8").startswith("WEBVTT")


def test_a_folder_gets_every_file_and_which_chooses_one(shell: Shell) -> None:
    Path("all").mkdir()
    made = shell("subtitles", "create", "download", "--url", "https://a.example/watch")
    saved = shell("subtitles", "wait", made.out, "--save", "all")
    assert sorted(saved.out.split()) == sorted(str(path) for path in Path("all").iterdir())
    assert len(saved.out.split()) == 2
    one = shell("subtitles", "get", made.out, "--save", "sound.bin", "--which", "result.audio_url")
    assert Path("sound.bin").read_bytes() == Path(saved.out.split()[1]).read_bytes()
    assert one.code == 0
    other = shell("subtitles", "get", made.out, "--save", "other.bin", "--which", "result.none")
    assert (other.code, Path("other.bin").exists()) == (2, False)
    assert "--which" in other.err


def test_the_command_that_resumes_leaves_out_what_is_saved_already(shell: Shell) -> None:
    made = shell("speech", "create", *EVERY[0][1].example)
    said = shell("speech", "wait", made.out, "--save", "a.wav", "--save", "a.srt", "--which", "data.full.url")
    assert said.code == 0
    Path("folder").mkdir()
    said = shell("speech", "wait", made.out, "--save", "b.srt", "--save", "folder", "--which", "none", "--json")
    assert (said.code, said.json["files"]) == (2, ["b.srt"])
    words = shlex.split(said.json["resume"])
    assert [words[index + 1] for index, word in enumerate(words) if word == "--save"] == ["folder"]


@pytest.mark.parametrize("more", [["--save", "a.srt"], ["--save", "a", "--format", "ass"], ["--format", "vtt"]])
def test_a_format_that_cannot_be_written_is_told_before_anything_is_paid_for(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pysubs2", None)
    said = shell("speech", "create", *EVERY[0][1].example, *more)
    assert (said.code, said.out) == (2, "")
    assert "pip install 'speech302[cli]'" in said.err
    assert "handle" not in said.err
    assert shell("speech", "create", *EVERY[0][1].example, "--save", "a.txt").code == 0


def test_audio_in_the_answer_itself_is_saved_too(shell: Shell) -> None:
    made = shell(*created("Hello [audio]."))
    shown = shell("voice", "wait", made.out)
    assert "in the answer itself" in shown.out
    assert shell("voice", "get", made.out, "--save", "a.wav").code == 0
    with wave.open("a.wav") as sound:
        assert sound.getnframes()


def test_a_task_that_has_not_ended_is_read_and_cannot_be_saved(shell: Shell) -> None:
    made = shell(*created("Hello [slow 3]."))
    assert shell("voice", "get", made.out).code == 0
    said = shell("voice", "get", made.out, "--save", "a.wav")
    assert (said.code, said.out) == (4, "running (STARTED)\n")
    assert f"resume: speech302 voice wait '{made.out.strip()}'" in said.err
