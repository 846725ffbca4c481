"""Claims about what is written where: plain on a pipe, live on a terminal, and never more than was asked for."""

from __future__ import annotations

import io
import json
import shlex
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech302 import TaskHandle
from speech302.commands import PROGRAM
from speech302.runtime.cli.handles import handle_in, resuming
from speech302.runtime.cli.places import Place
from speech302.runtime.cli.progress import size
from speech302.runtime.cli.screen import Screen, plain
from speech302.runtime.cli.settings import Settings
from speech302.runtime.cli.world import World
from speech302.runtime.secret import Secret
from tests.cli.shell import Shell, created

ESCAPE = "\x1b"
law = settings(max_examples=50)
NASTY = "\x1b]0;title\x07\x1b[31mred\x1b[0m\u202e\u2028\r\x08\x9b2J"


def steers(text: str) -> bool:
    """Whether a text holds a character that steers a terminal."""
    return any(not character.isprintable() for character in text.replace("\n", "").replace("\t", ""))


def test_on_a_pipe_there_is_no_progress_no_hint_and_no_control_character(shell: Shell) -> None:
    for arguments in ([*created()], [*created("[slow 5]"), "--wait"], ["tasks"], ["doctor"], ["resume"]):
        said = shell(*arguments)
        assert said.err == ""
        assert not steers(said.out)


def test_what_the_service_says_cannot_steer_a_terminal(shell: Shell) -> None:
    answers = [
        httpx.Response(400, json={"error": {"err_code": 10011, "message": NASTY}}),
        httpx.Response(200, json={"state": f"X{NASTY}"}),
        httpx.Response(200, json={"state": "SUCCESS", "audio_url": f"https://a.example/{NASTY}"}),
        httpx.Response(200, json={"task_id": f"t{NASTY}"}),
    ]
    for answer in answers:
        shell.answer = lambda _, answer=answer: answer
        for arguments in (["voice", "get", "t"], ["voice", "wait", "t", "--timeout", "5", "-v"], created(), ["doctor"]):
            for more in ([], ["--json"]):
                said = shell(*arguments, *more)
                assert not steers(said.everything), (arguments, more)
    assert not steers(shell("tasks").out)


def test_verbose_writes_a_line_for_every_poll_and_quiet_none(shell: Shell) -> None:
    said = shell(*created("[slow 2]"), "--wait", "--verbose")
    polls = [line for line in said.err.splitlines() if line.startswith("poll ")]
    assert polls[0] == "poll 1, 0.0 s: running (PENDING)"
    assert polls[-1].endswith(": succeeded (SUCCESS)")
    shell.terminal = True
    assert shell(*created(), "--wait", "--quiet").err == ""
    assert shell(*created(), "--wait", "--save", "a.wav", "--verbose").err.splitlines()[-2].endswith(" bytes")


def test_a_terminal_has_a_live_line_that_is_wiped_in_the_end(shell: Shell) -> None:
    shell.terminal = True
    shell.environment = {"TERM": "xterm", "COLUMNS": "120"}
    said = shell(*created("[slow 3]"), "--save", "a.wav")
    assert "running (STARTED)" in said.err
    assert " polls" in said.err
    assert "fetching audio_url" in said.err
    assert "kB" in said.err
    assert "\x1b[?25l" in said.err, "the cursor is hidden"
    assert said.err.rindex("\x1b[?25h") > said.err.rindex("\x1b[?25l"), "and shown again"
    assert said.out == "a.wav\n"
    assert "\x1b[3" in said.err, "and there are colours"


@pytest.mark.parametrize("variable", [{"CI": "true"}, {"TERM": "dumb"}])
def test_a_terminal_that_nobody_watches_has_none(shell: Shell, variable: dict[str, str]) -> None:
    shell.terminal = True
    shell.environment = {"TERM": "xterm", "COLUMNS": "120", **variable}
    assert not steers(shell(*created(), "--wait").err)


def test_no_color_is_respected(shell: Shell) -> None:
    shell.terminal = True
    shell.environment = {"TERM": "xterm", "COLUMNS": "120", "NO_COLOR": "1"}
    said = shell(*created("[slow 3]"), "--wait")
    assert "running (STARTED)" in said.err
    assert not any(f"{ESCAPE}[{number}" in said.err for number in (31, 32, 33, 34, 35, 36, 38))


def test_a_person_at_a_terminal_is_told_how_to_go_on(shell: Shell) -> None:
    shell.terminal = True
    said = shell(*created())
    assert said.err.startswith("Wait for it: speech302 voice wait '{")
    assert shlex.split(said.err.partition(": ")[2])[3] == said.out.strip()


def test_a_warning_is_one_line_without_a_place_in_the_program(shell: Shell) -> None:
    said = shell(*created("[state ODD]"), "--wait")
    assert said.code == 0
    assert [line.partition(":")[0] for line in said.err.splitlines()] == ["warning"]
    assert shell(*created("[state ODD]"), "--wait", "-q").err == ""


def test_a_reader_that_has_gone_is_no_mistake(shell: Shell) -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    shell.more = {"out": Gone()}
    with pytest.raises(SystemExit) as caught:
        shell("tasks")
    assert caught.value.code == 1


@law
@given(st.text())
def test_plain_text_never_steers_and_is_left_alone_if_it_does_not(text: str) -> None:
    assert not steers(plain(text))
    assert plain(plain(text)) == plain(text)
    assert steers(text) or plain(text) == text


@law
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_a_document_is_json_whatever_the_key_is(value: object) -> None:
    for key in ('"', "1", "null", '": "', "}}}}}}", "\\\\\\\\\\\\"):
        out = io.StringIO()
        screen = Screen(out, io.StringIO(), document=True)
        screen.hide(Secret(key))
        screen.document({"value": value})
        assert set(json.loads(out.getvalue())) == {"value"}


@law
@given(
    st.text(min_size=1).filter(lambda text: bool(text.strip())),
    st.sampled_from([*PROGRAM.hosts, "https://own.example"]),
    st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)),
    st.none() | st.floats(0.001, 1e6),
)
def test_the_command_that_resumes_names_the_same_task_host_and_options(
    task: str, host: str, save: list[str], timeout: float | None
) -> None:
    handle = TaskHandle(family="voice_clones", id=task, host=host)
    options = Settings(save=tuple(save), request_timeout=timeout, overwrite=True, json=True, debug=True)
    place = Place(Path("/a b/c"), named=True)
    words = shlex.split(resuming(handle, PROGRAM, options, World(environment={}, prefix=()), place))
    assert words[:3] == ["speech302", "clone", "wait"]
    assert handle_in(words[3]) == handle
    assert ("--base-url" in words[4:]) == (host != PROGRAM.hosts[0])
    assert words.count("--save") >= len(save)
    assert words[-2:] == ["--ledger", "/a b/c"]
    assert "--overwrite" in words
    assert "--debug" not in words


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (2_000_000, "2.0 MB"), (3 * 10**12, "3000.0 GB")],
)
def test_sizes_are_for_people(number: int, text: str) -> None:
    assert size(number) == text
