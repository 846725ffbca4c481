"""Claims about the key: where it comes from, where it goes, and that nothing shows it."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from speech302 import TaskHandle
from tests.cli.shell import KEY, Shell, created

OTHER = "https://api.302ai.cn"


def ended(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"state": "SUCCESS", "audio_url": "https://files.example/a.wav"})


def handle(host: str) -> TaskHandle:
    return TaskHandle(family="voice_generations", id="t", host=host)


def test_a_handle_finds_its_host_by_itself_if_that_is_known(shell: Shell) -> None:
    shell.answer = ended
    assert shell("voice", "get", handle(OTHER)).code == 0
    assert shell("resume", handle(OTHER)).code == 0
    assert {request.url.host for request in shell.seen} == {"api.302ai.cn"}


@pytest.mark.parametrize("host", ["https://evil.example", "http://127.0.0.1:9", "https://api.302.ai.evil.example"])
def test_the_key_is_not_sent_to_a_host_that_only_a_handle_names(shell: Shell, host: str) -> None:
    shell.answer = ended
    for arguments in (["voice", "get"], ["voice", "wait"], ["resume"]):
        said = shell(*arguments, handle(host))
        assert (said.code, shell.seen) == (2, [])
        assert f"--base-url {host}" in said.err
    assert shell("voice", "get", handle(host), "--base-url", host).code == 0
    assert shell.seen[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_base_url_that_contradicts_the_handle_is_refused(shell: Shell) -> None:
    shell.answer = ended
    said = shell("voice", "wait", handle(OTHER), "--base-url", "https://api.302.ai")
    assert (said.code, shell.seen) == (2, [])
    assert OTHER in said.err


def test_the_key_may_stand_in_a_file(shell: Shell) -> None:
    shell.answer = ended
    shell.environment = {"AI302_API_KEY": ""}
    Path("key.txt").write_text("another-key\n", encoding="utf-8")
    assert shell("voice", "get", "t", "--key-file", "key.txt").code == 0
    assert shell.seen[0].headers["authorization"] == "Bearer another-key"


@pytest.mark.parametrize("content", [None, b"", b"two words", b"\xff\xfe", b"k" * 20_000])
def test_a_file_that_holds_no_key_is_told(shell: Shell, content: bytes | None) -> None:
    if content is not None:
        Path("key.txt").write_bytes(content)
    said = shell(*created(), "--key-file", "key.txt")
    assert (said.code, said.out) == (2, "")
    assert "key.txt" in said.err
    assert "two words" not in said.err


def test_a_missing_key_is_told_with_the_ways_to_give_one(shell: Shell) -> None:
    shell.environment = {"AI302_API_KEY": " "}
    said = shell(*created())
    assert said.code == 2
    assert all(name in said.err for name in ("AI302_API_KEY", "AI302_KEY", "--key-file"))


def test_nothing_shows_the_key_whatever_the_service_echoes(shell: Shell) -> None:
    echoed = [KEY, json.dumps(KEY), KEY.replace("/", "%2F").replace("+", "%2B")]
    answers = [
        httpx.Response(401, json={"error": {"err_code": -10001, "message": f"bad key {KEY}"}}),
        httpx.Response(200, json={"state": f"S {KEY}", KEY: [KEY], "audio_url": f"https://f.example/{KEY}"}),
        httpx.Response(200, json={"state": "SUCCESS", "audio_url": f"https://f.example/{KEY}?k={echoed[2]}"}),
        httpx.Response(200, text=f"<html>{KEY}</html>"),
        httpx.Response(307, headers={"location": f"https://f.example/{KEY}"}),
    ]
    calls = [
        ["voice", "get", "t", "--json"],
        ["voice", "get", "t"],
        ["voice", "wait", "t", "--timeout", "9", "--verbose"],
        ["voice", "wait", "t", "--timeout", "9", "--save", "a.wav", "--overwrite"],
        [*created(), "--debug"],
        [*created(), "--json"],
        ["doctor"],
    ]
    for answer in answers:
        shell.answer = lambda _, answer=answer: answer
        for arguments in calls:
            said = shell(*arguments)
            assert not any(spelling in said.everything for spelling in echoed), arguments
    state = [path for path in (shell.folder / "state").rglob("*") if path.is_file()]
    assert state
    assert not any(KEY.encode() in path.read_bytes() for path in state)


def test_no_option_takes_the_key_itself(shell: Shell) -> None:
    assert shell(*created(), "--api-key", KEY).code == 2
    assert shell(*created(), "--key", KEY).code == 2
