"""Claims about sending, waiting and saving as the generated families do it, in both colours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from scripts.codegen.runtime.client_base import AsyncBaseClient, BaseClient
from scripts.codegen.runtime.download import Options
from scripts.codegen.runtime.errors import (
    ArgumentError,
    DownloadError,
    Speech302Error,
)
from scripts.codegen.runtime.handle import TaskHandle
from scripts.codegen.runtime.poll import Poll
from scripts.codegen.runtime.request import Audio
from scripts.codegen.runtime.resource import AsyncResource, Resource
from scripts.codegen.runtime.task_error import TaskFailedError, TaskIdMissingError, WaitTimeoutError
from tests.runtime.samples import BASE, HANDLE, KEY, MACHINE, Task, Time, paying, reading


class Voices(Resource[Task]):
    """A family of its own."""

    _machine = MACHINE
    _read = staticmethod(reading)


class AsyncVoices(AsyncResource[Task]):
    """The same without blocking."""

    _machine = MACHINE
    _read = staticmethod(reading)


class Service:
    """Answers polls with the given HTTP answers, the last one for ever; files live on another host."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.time = Time()
        self.answers = list(answers)
        self.polls = 0
        self.polled: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "files.example.com":
            return httpx.Response(200, content=b"RIFF....")
        self.polled.append(request.url.params.get("task_id", ""))
        self.polls += 1
        kept = self.answers[min(self.polls, len(self.answers)) - 1]
        return httpx.Response(kept.status_code, headers=kept.headers, content=kept.content)


def blocking(service: Service, method: str, *arguments: Any, **options: Any) -> Any:
    with httpx.Client(transport=httpx.MockTransport(service.answer)) as own:
        client = BaseClient(api_key=KEY, base_url=BASE, http_client=own, clock=service.time.clock)
        return getattr(Voices(client), method)(*arguments, **options)


def asynchronous(service: Service, method: str, *arguments: Any, **options: Any) -> Any:
    async def run() -> Any:
        async with httpx.AsyncClient(transport=httpx.MockTransport(service.answer)) as own:
            client = AsyncBaseClient(api_key=KEY, base_url=BASE, http_client=own, clock=service.time.clock)
            return await getattr(AsyncVoices(client), method)(*arguments, **options)

    return asyncio.run(run())


Run = Callable[..., Any]
both = pytest.mark.parametrize("run", [blocking, asynchronous], ids=["sync", "async"])


def state(name: str, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"state": name, **more})


def waited(run: Run, service: Service, task: Any = "t1", timeout: float | None = None, on_update: Any = None) -> Any:
    return run(service, "_wait", task, timeout, on_update)


@both
def test_sending_gives_the_model(run: Run) -> None:
    assert run(Service(state("PENDING")), "_send", reading()) == Task(state="PENDING")


@both
def test_waiting_polls_until_the_task_succeeded(run: Run) -> None:
    service, told = Service(state("PENDING"), state("STARTED"), state("SUCCESS", audio_url="u")), list[Poll]()
    seventh = TaskHandle(family="voice_clones", id="t7", host=BASE)
    assert waited(run, service, seventh, on_update=told.append) == Task(state="SUCCESS", audio_url="u")
    assert (service.polled, service.time.slept, len(told)) == (["t7"] * 3, [2.0, 3.0], 3)


@both
def test_without_a_wait_timeout_the_familys_own_ends_the_wait(run: Run) -> None:
    service = Service(state("PENDING"))
    with pytest.raises(WaitTimeoutError) as caught:
        waited(run, service)
    assert (caught.value.waited, caught.value.task_id) == (60.0, "t1")


@both
def test_a_failed_task_tells_its_reason_without_a_key_in_it(run: Run) -> None:
    with pytest.raises(TaskFailedError) as caught:
        waited(run, Service(state("FAILURE", reason=f"key {KEY} is bad")))
    assert caught.value.reasons == ("key *** is bad",)
    assert KEY not in f"{caught.value!s} {caught.value!r}"


@both
def test_a_poll_that_is_refused_ends_the_wait_without_saying_that_the_task_goes_on(run: Run) -> None:
    with pytest.raises(Speech302Error) as caught:
        waited(run, Service(state("PENDING"), httpx.Response(401)))
    assert not hasattr(caught.value, "__notes__")


@both
def test_a_pause_that_is_asked_for_does_not_go_beyond_the_deadline(run: Run) -> None:
    service = Service(httpx.Response(503, headers={"Retry-After": "30"}))
    with pytest.raises(WaitTimeoutError):
        waited(run, service, timeout=20.0)
    assert (service.polls, service.time.slept) == (2, [20.0])


@both
def test_creating_gives_the_handle_of_the_task(run: Run) -> None:
    service = Service(httpx.Response(200, json={"task_id": "t1", "more": 1}))
    handle = run(service, "_create", paying())
    assert (handle.family, handle.id, handle.host, handle.operation) == ("voice_clones", "t1", BASE, "create_task")
    assert handle.created_at.timestamp() == 1_000.0
    assert handle.answer == Task.from_dict({"task_id": "t1", "more": 1})


@both
def test_an_answer_without_a_task_id_is_an_error_that_holds_it(run: Run) -> None:
    with pytest.raises(TaskIdMissingError) as caught:
        run(Service(httpx.Response(200, json={"task": "t1"})), "_create", paying())
    assert caught.value == TaskIdMissingError(family="voice_clones", answer=Task.from_dict({"task": "t1"}))


@both
@pytest.mark.parametrize(
    ("task", "timeout", "cls"),
    [("", None, ArgumentError), ("t1", 0, ArgumentError), (Task(), None, ArgumentError), (HANDLE, -1, ArgumentError)],
)
def test_a_wait_for_nothing_is_refused_before_anything_is_sent(
    run: Run, task: Any, timeout: float | None, cls: type[Speech302Error]
) -> None:
    service = Service(state("PENDING"))
    with pytest.raises(cls):
        waited(run, service, task, timeout)
    assert service.polls == 0


@both
def test_the_file_of_an_answer_is_saved_from_its_url_or_from_the_audio_in_it(run: Run, tmp_path: Path) -> None:
    by_url = Task(audio_url="https://files.example.com/a.wav?sig=1")
    inline = Task(audio=Audio(b"RIFF!", "audio/wav"), audio_url="https://files.example.com/a.wav")
    service = Service()
    assert run(service, "_download", MACHINE, by_url, tmp_path).read_bytes() == b"RIFF...."
    assert run(service, "_download", MACHINE, inline, tmp_path / "b.wav").read_bytes() == b"RIFF!"
    chosen = run(
        service, "_download", MACHINE, inline, tmp_path / "b.wav", which="audio_url", options=Options(overwrite=True)
    )
    assert chosen.read_bytes() == b"RIFF...."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.wav", "b.wav"]


@both
def test_an_answer_without_that_file_is_an_error_that_lists_what_there_is(run: Run, tmp_path: Path) -> None:
    with pytest.raises(DownloadError) as missing:
        run(Service(), "_download", MACHINE, Task(state="PENDING"), tmp_path)
    assert missing.value.reason == "its answer holds no file"
    with pytest.raises(ArgumentError) as unknown:
        run(Service(), "_download", MACHINE, Task(audio_url="u"), tmp_path, "video")
    assert unknown.value.rule == "must be a file of this answer: audio_url"
