"""Claims about whole tasks, run through the client against the embedded service: created, waited for, downloaded."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from scripts.mock import serving
from speech302 import (
    ArgumentError,
    Audio,
    DownloadError,
    Poll,
    TaskFailedError,
    TaskIdMissingError,
    UnknownStateWarning,
    WaitTimeoutError,
    render_subtitles,
)
from speech302.models import SpeechText
from tests.client.support import PAID, Operation, Run, Time, both, every_colour, every_paid_operation

FILES = {
    "create_speech_synthesis": ["data.full.url"],
    "create_subtitle_extraction": [],
    "create_subtitle_translation": [],
    "create_subtitle_burning": ["result.video_url"],
    "create_video_download": ["result.video_url", "result.audio_url"],
    "create_voice_clone": ["audio_url"],
    "create_voice_generation": ["audio_url"],
}
"""The files that a task of each creating operation makes."""

VOICES = pytest.mark.parametrize("name", ["create_voice_clone", "create_voice_generation"])


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with serving() as base_url:
        yield base_url


def marked(operation: Operation, mark: str) -> dict[str, Any]:
    """The arguments of an operation with a mark in one of their texts."""
    arguments = dict(operation.arguments)
    if isinstance(text := arguments.get("text"), SpeechText):
        return arguments | {"text": evolve(text, plain_text=mark)}
    name = next(name for name in ("input_text", "language", "src_lang", "url") if name in arguments)
    return arguments | {name: mark}


async def create(client: Any, operation: Operation, mark: str = "plain") -> tuple[Any, Any]:
    """A new task, and the resource that it is waited for with."""
    return await operation.call(client, **marked(operation, mark)), getattr(client, operation.family)


@every_colour
@every_paid_operation
def test_a_task_is_created_waited_for_and_saved(run: Run, operation: Operation, service: str, tmp_path: Path) -> None:
    polls: list[Poll] = []

    async def life(client: Any) -> Any:
        created, resource = await create(client, operation)
        task = await resource.wait(created, on_update=polls.append)
        for which in FILES[operation.id]:
            path = await resource.download(task, tmp_path / which, which=which)
            assert path == tmp_path / which
            assert path.stat().st_size
        if not FILES[operation.id]:
            with pytest.raises(DownloadError):
                await resource.download(task, tmp_path)
        assert await resource.get(created.id) == task
        return task

    run(life, base_url=service)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES[operation.id])
    assert [poll.number for poll in polls] == list(range(1, len(polls) + 1))
    assert [poll.state.kind for poll in polls] == ["running"] * (len(polls) - 1) + ["succeeded"]
    assert len(polls) > 1


def test_every_creating_operation_lives_here() -> None:
    assert set(FILES) == set(PAID)


@every_colour
def test_a_transcript_and_a_synthesis_become_captions(run: Run, service: str) -> None:
    async def life(client: Any) -> tuple[Any, Any]:
        first, tasks = await create(client, PAID["create_subtitle_extraction"])
        second, synthesis = await create(client, PAID["create_speech_synthesis"])
        return await tasks.wait(first), await synthesis.wait(second)

    transcribed, spoken = run(life, base_url=service)
    assert render_subtitles(transcribed).startswith("1\n00:00:00,216 --> 00:00:02,859\nThe water cycle")
    assert render_subtitles(spoken).count(" --> ") == 12


@every_colour
@every_paid_operation
@pytest.mark.parametrize("mark", ["[fail]", "[fail plain]"])
def test_a_task_that_fails_is_an_error_with_the_services_reasons(
    run: Run, operation: Operation, mark: str, service: str
) -> None:
    async def life(client: Any) -> None:
        created, resource = await create(client, operation, mark)
        await resource.wait(created)

    with pytest.raises(TaskFailedError) as caught:
        run(life, base_url=service)
    error = caught.value
    assert (error.family, bool(error.task_id), error.answer is not None) == (operation.family, True, True)
    # Where a voice task says why it failed is not known.
    said = error.reasons and all(isinstance(reason, str) for reason in error.reasons)
    assert said or operation.family.startswith("voice")
    assert all(reason in str(error) for reason in error.reasons)


@every_colour
@every_paid_operation
def test_an_unknown_state_is_warned_of_once_and_waited_on(run: Run, operation: Operation, service: str) -> None:
    polls: list[Poll] = []
    state = "77" if operation.family == "speech_synthesis" else "SHELVED"

    async def life(client: Any) -> None:
        created, resource = await create(client, operation, f"[state {state}]")
        await resource.wait(created, on_update=polls.append)

    with pytest.warns(UnknownStateWarning, match=state) as caught:
        run(life, base_url=service)
    assert len(caught) == 1
    assert [str(poll.state.status) for poll in polls if poll.state.kind == "unknown"] == [state]


@every_colour
def test_the_warning_points_at_the_line_that_waits_and_not_into_the_client(run: Run, service: str) -> None:
    """Otherwise nobody finds the line, and a filter for the own module does not work."""

    async def life(client: Any) -> Any:
        created, resource = await create(client, PAID["create_voice_clone"], "[state SHELVED]")
        return await resource.wait(created)

    with pytest.warns(UnknownStateWarning) as caught:
        run(life, base_url=service)
    assert "speech302" not in Path(caught[0].filename).parts


@every_colour
@every_paid_operation
def test_a_wait_that_ran_out_of_time_is_taken_up_by_another_client(
    run: Run, operation: Operation, service: str
) -> None:
    async def impatient(client: Any) -> None:
        created, resource = await create(client, operation, "[slow 3]")
        await resource.wait(created, timeout=3)

    async def patient(client: Any) -> Any:
        return await getattr(client, caught.value.family).wait(caught.value.task_id)

    time = Time()
    with pytest.raises(WaitTimeoutError) as caught:
        run(impatient, base_url=service, clock=time.clock)
    assert (caught.value.waited, caught.value.known, time.seconds) == (3, True, 1_003)
    assert f"client.{operation.family}.wait({caught.value.task_id!r})" in str(caught.value)
    assert run(patient, base_url=service) is not None


@every_colour
@VOICES
def test_audio_in_place_of_json_ends_a_wait_and_is_saved(run: Run, name: str, service: str, tmp_path: Path) -> None:
    async def life(client: Any) -> tuple[Any, Path]:
        created, resource = await create(client, PAID[name], "[audio]")
        task = await resource.wait(created)
        return task, await resource.download(task, tmp_path)

    task, path = run(life, base_url=service)
    assert isinstance(task.audio, Audio)
    assert (path.name, path.read_bytes()) == ("audio.wav", task.audio.content)
    with wave.open(io.BytesIO(task.audio.content)) as sound:
        assert sound.getnframes()
    assert len(repr(task)) < 200


@both
@pytest.mark.parametrize("family", ["voice_clones", "voice_generations", "subtitle_tasks", "speech_synthesis"])
def test_what_is_no_new_task_is_refused_before_anything_is_sent(run: Run, family: str) -> None:
    def never(_: object) -> None:
        raise AssertionError("nothing may be sent")

    async def life(client: Any, task: Any) -> None:
        await getattr(client, family).wait(task)

    for task in (None, "", 12, b"t1", {"task_id": "t1"}, SpeechText(text="t1")):
        with pytest.raises((ArgumentError, TaskIdMissingError)):
            run(lambda client, task=task: life(client, task), answer=never)
