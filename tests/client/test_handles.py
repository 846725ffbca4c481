"""Claims about handles: every creating call returns one, and any client of the same host takes it up again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from scripts.mock import serving
from speech302 import ArgumentError, TaskFailedError, TaskHandle
from tests.client.rude import answers, rude
from tests.client.support import KEY, PAID, Operation, Run, both, every_paid_operation


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with serving() as base_url:
        yield base_url


@both
@every_paid_operation
def test_a_handle_as_json_is_resumed_by_another_client(run: Run, operation: Operation, service: str) -> None:
    handle: TaskHandle = run(operation.call, base_url=service)
    assert (handle.family, handle.host, handle.operation) == (operation.family, service, operation.id)
    assert handle.created_at is not None
    assert KEY not in f"{handle} {handle!r}"

    async def resume(client: Any) -> Any:
        return await client.resume(str(handle))

    async def get(client: Any) -> Any:
        return await getattr(client, operation.family).get(handle.id)

    assert run(resume, base_url=service) == run(get, base_url=service)


@both
@every_paid_operation
def test_creating_and_waiting_is_one_call(run: Run, operation: Operation, service: str) -> None:
    polls: list[Any] = []

    async def life(client: Any) -> Any:
        method = getattr(getattr(client, operation.family), f"{operation.name}_and_wait")
        return await method(**operation.arguments, timeout=60, on_update=polls.append)

    task = run(life, base_url=service)
    assert polls[-1].state.kind == "succeeded"
    assert type(task).__name__.endswith("Task")


@both
@every_paid_operation
def test_an_unusable_timeout_is_told_before_anything_is_paid_for(run: Run, operation: Operation) -> None:
    async def life(client: Any) -> Any:
        method = getattr(getattr(client, operation.family), f"{operation.name}_and_wait")
        return await method(**operation.arguments, timeout=-1)

    with rude(answers(200)) as server, pytest.raises(ArgumentError) as caught:
        run(life, base_url=server.base_url)
    assert (caught.value.parameter, server.requests) == ("timeout", [])


HANDLE = TaskHandle(family="voice_clones", id="t1", host="https://api.302.ai")
FAMILIES = sorted({operation.family for operation in PAID.values()})
WRONG: dict[str, tuple[Any, str]] = {
    "no JSON": ("t1", "must be a task handle as JSON"),
    "no object": ("[]", "must be a task handle, a JSON object"),
    "no family": ('{"id": "t1", "host": "https://api.302.ai"}', "with a text as its family"),
    "a blank id": ('{"family": "voice_clones", "id": " ", "host": "https://api.302.ai"}', "with a text as its id"),
    "a bad date": (str(HANDLE)[:-1] + ', "created_at": "soon"}', "a date and time of ISO 8601"),
    "another family": ('{"family": "cats", "id": "t1", "host": "https://api.302.ai"}', "must be a task of speech_syn"),
    "another host": ('{"family": "voice_clones", "id": "t1", "host": "https://evil.example"}', "evil.example"),
    "nothing": (None, "must be a task handle or its JSON"),
}


@both
@pytest.mark.parametrize(("handle", "says"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_resumed_is_refused_before_anything_is_sent(run: Run, handle: Any, says: str) -> None:
    def never(_: object) -> Any:
        raise AssertionError("nothing is sent")

    async def resume(client: Any) -> Any:
        return await client.resume(handle)

    with pytest.raises(ArgumentError) as caught:
        run(resume, answer=never)
    assert says in str(caught.value)


@both
@pytest.mark.parametrize("family", FAMILIES)
def test_a_wait_refuses_a_handle_of_another_family_or_host_and_says_what_would_do(run: Run, family: str) -> None:
    def never(_: object) -> Any:
        raise AssertionError("nothing is sent")

    async def waits(client: Any) -> None:
        for other in FAMILIES:
            there = TaskHandle(
                family=other, id="t1", host="https://api.302.ai" if other != family else "https://b.example"
            )
            with pytest.raises(ArgumentError) as caught:
                await getattr(client, family).wait(there)
            assert caught.value.parameter == "task"
            told = f"Use client.{other}, or client.resume" if other != family else "base_url='https://b.example'"
            assert told in str(caught.value)

    run(waits, answer=never)


@both
def test_many_are_waited_for_at_once_and_none_hides_another(run: Run, service: str) -> None:
    async def life(client: Any) -> tuple[list[TaskHandle], list[Any]]:
        texts = ["one", "[fail] two", "three", "[slow 3] four"]
        create = client.voice_generations.create
        handles = [await create(is_multi_speaker=False, input_text=text) for text in texts]
        handles.append(await PAID["create_subtitle_extraction"].call(client))
        return handles, await client.wait_all([handles[0], str(handles[1]), *handles[2:]], concurrency=2)

    handles, finished = run(life, base_url=service)
    assert [one.handle for one in finished] == handles
    assert [one.place for one in finished] == list(range(5))
    assert [type(one.error) for one in finished] == [type(None), TaskFailedError, *[type(None)] * 3]
    with pytest.raises(TaskFailedError):
        finished[1].result()


@both
@pytest.mark.parametrize("handles", ["t1", HANDLE, None, [HANDLE, 7], [HANDLE, "t1"]])
def test_what_is_no_list_of_handles_is_refused_before_anything_is_sent(run: Run, handles: Any) -> None:
    def never(_: object) -> Any:
        raise AssertionError("nothing is sent")

    async def life(client: Any) -> Any:
        return await client.wait_all(handles)

    with pytest.raises(ArgumentError):
        run(life, answer=never)
