"""Claims about how arguments are given: texts, files, standard input, JSON and lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from speech302.commands import PROGRAM
from tests.cli.shell import Shell

SPEECH = ["speech", "create", "--audio-man", "a", "--speed", "1", "--pitch", "1", "--volume", "1"]
CLONE = ["clone", "create", "--input-text", "Hello"]
LINE = {"index": 1, "start_time": "00:00:00,000", "end_time": "00:00:01,000", "text": "Hello"}


def sent(shell: Shell, *arguments: str, stdin: str = "") -> Any:
    """The body of the one request that a call sends."""
    shell.answer = lambda _: httpx.Response(200, json={"task_id": "t", "code": 0, "data": {"task_id": "t"}})
    shell.seen.clear()
    said = shell(*arguments, stdin=stdin)
    assert said.code == 0, said.err
    (request,) = shell.seen
    return json.loads(request.content)


@pytest.mark.parametrize(
    ("given", "file", "stdin", "meant"),
    [
        ("Hello", "", "", "Hello"),
        ("@text.txt", "Hello\nyou\n", "", "Hello\nyou"),
        ("@text.txt", "\ufeffHello\r\n", "", "Hello"),
        ("-", "", "Hello\n\n", "Hello\n"),
        ("@@home", "", "", "@home"),
        ("a@b", "", "", "a@b"),
        (" - ", "", "", " - "),
    ],
)
def test_a_text_is_given_plainly_from_a_file_or_from_standard_input(
    shell: Shell, given: str, file: str, stdin: str, meant: str
) -> None:
    Path("text.txt").write_text(file, encoding="utf-8", newline="")
    body = sent(shell, "voice", "create", "--no-is-multi-speaker", "--input-text", given, stdin=stdin)
    assert body == {"is_multi_speaker": False, "input_text": meant}
    assert sent(shell, *SPEECH, "--text", given, stdin=stdin)["text"] == {"text": meant, "plain_text": meant}


def test_a_text_with_marks_is_given_as_json(shell: Shell) -> None:
    whole = {"text": "<b>Hi</b>", "plain_text": "Hi", "new": 1}
    assert sent(shell, *SPEECH, "--text", json.dumps(whole))["text"] == whole


def test_numbers_switches_and_repeated_options_keep_their_types(shell: Shell) -> None:
    body = sent(
        shell, *CLONE, "--ref-audio-links", "https://a.example/1", "--ref-audio-text", "-", "--top-k", "-1",
        "--temperature", "0", "--ref-audio-links", "https://a.example/2", "--ref-audio-text", "two", stdin="one\n",
    )  # fmt: skip
    assert body == {
        "input_text": "Hello",
        "ref_audio_links": ["https://a.example/1", "https://a.example/2"],
        "ref_audio_text": ["one", "two"],
        "top_k": -1,
        "temperature": 0,
    }
    extraction = ["subtitles", "create", "extraction", "--audio-url", "https://a.example/b", "--language", "en"]
    assert "demucs" not in sent(shell, *extraction)
    assert sent(shell, *extraction, "--demucs")["demucs"] is True
    assert sent(shell, *extraction, "--no-demucs")["demucs"] is False


def test_a_list_of_objects_is_one_json_text_or_several(shell: Shell) -> None:
    Path("lines.json").write_text(json.dumps([LINE, LINE]), encoding="utf-8")
    burning = ["subtitles", "create", "burning", "--url", "https://a.example/v"]
    assert sent(shell, *burning, "--src-subtitle", "@lines.json")["src_subtitle"] == [LINE, LINE]
    one = json.dumps(LINE)
    assert sent(shell, *burning, "--src-subtitle", one, "--src-subtitle", one)["src_subtitle"] == [LINE, LINE]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("@none.txt", "No such file"),
        ("@.", "directory"),
        ("@latin.txt", "UTF-8"),
        ("@a\0b", "null"),
        ("{", "JSON"),
        ('{"text": 1}', "/text"),
        ('{"text": "a"}', "--text (text.plain_text)"),
        ("{" * 100_000, "JSON"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_sent(shell: Shell, given: str, told: str) -> None:
    Path("latin.txt").write_bytes(b"caf\xe9")
    said = shell(*SPEECH, "--text", given)
    assert (said.code, said.out) == (2, "")
    assert "--text" in said.err
    assert told in said.err
    assert len(said.err) < 1000


def test_json_of_another_kind_is_refused(shell: Shell) -> None:
    translation = ["subtitles", "create", "translation", "--model", "m", "--src-lang", "a", "--tgt-lang", "b"]
    for given in ("[]", "1", '"text"', "null"):
        said = shell(*translation, "--subtitle", given)
        assert (said.code, "must be a JSON object" in said.err) == (2, True)


def test_standard_input_is_given_once(shell: Shell) -> None:
    said = shell(*CLONE, "--ref-audio-links", "-", "--ref-audio-text", "-", stdin="x")
    assert said.code == 2
    assert "--ref-audio-links is already" in said.err


def test_every_argument_of_every_operation_has_an_option_of_its_own(shell: Shell) -> None:
    for family in PROGRAM.families:
        for command in family.commands:
            flags = [option.flag for option in command.options]
            assert len(set(flags)) == len(flags)
            assert all(option.about for option in command.options)
