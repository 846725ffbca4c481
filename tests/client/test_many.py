"""Claims about many waits at once, on real connections: in order, none hidden by another, all told."""

from __future__ import annotations

from typing import Any

import pytest

from speech302 import (
    ArgumentError,
    AuthenticationError,
    Finished,
    NotFoundError,
    Poll,
    ServiceError,
    TaskFailedError,
    WaitTimeoutError,
)
from tests.client.crowd import DONE, FAILURE, PENDING, crowd, ended, handles
from tests.client.support import BASE, Run, both, every_colour

# The clock of these tests jumps whenever any of the waits would sleep.
pytestmark = pytest.mark.filterwarnings("ignore::speech302.BehindWarning")


@every_colour
@pytest.mark.parametrize("concurrency", [None, 1, 2, 256])
def test_what_ends_first_comes_first_and_all_come_in_order_at_last(run: Run, concurrency: int | None) -> None:
    ends = {"late": 6, "early": 1, "middle": 2}

    async def both_ways(client: Any) -> tuple[list[Finished], list[Finished]]:
        all_of_them = handles(server.base_url, *ends)
        first = await ended(client, iter(all_of_them), concurrency=concurrency)
        server.reads.clear()
        return first, await client.wait_all(map(str, all_of_them), concurrency=concurrency)

    with crowd(lambda task, read: DONE if read >= ends[task] else PENDING) as server:
        first, last = run(both_ways, base_url=server.base_url)
    assert [finished.handle.id for finished in first] == ["early", "middle", "late"]
    assert [finished.place for finished in first] == [1, 2, 0]
    assert [(finished.handle.id, finished.place) for finished in last] == [("late", 0), ("early", 1), ("middle", 2)]
    assert all(finished.result().audio_url == DONE["audio_url"] for finished in [*first, *last])
    assert dict(server.reads) == ends


OUTCOMES: dict[str, Any] = {
    "good": DONE,
    "failed": FAILURE,
    "gone": 404,
    "forbidden": 401,
    "ill": 503,
    "running": PENDING,
    "fine": DONE,
}
ERRORS = [None, TaskFailedError, NotFoundError, AuthenticationError, ServiceError, WaitTimeoutError, None]


@every_colour
def test_a_wait_that_ends_badly_hides_no_other_and_its_error_carries_its_handle(run: Run) -> None:
    with crowd(lambda task, _: OUTCOMES[task]) as server:
        of = handles(server.base_url, *OUTCOMES)
        found: list[Finished] = run(lambda client: client.wait_all(of, timeout=600), base_url=server.base_url)
    assert [finished.handle for finished in found] == of
    assert [finished.error and type(finished.error) for finished in found] == ERRORS
    assert [finished.error and finished.error.handle for finished in found] == [
        handle if error else None for handle, error in zip(of, ERRORS, strict=True)
    ]
    for finished in found:
        if finished.error is None:
            assert finished.result() is finished.task
        else:
            with pytest.raises(type(finished.error)) as caught:
                finished.result()
            assert caught.value is finished.error


@both
def test_every_read_of_every_wait_is_told_with_its_handle(run: Run) -> None:
    polls: list[Poll] = []
    with crowd(lambda _, read: DONE if read == 3 else PENDING) as server:
        of = handles(server.base_url, *"abcde")
        run(lambda client: client.wait_all(of, on_update=polls.append), base_url=server.base_url)
    for handle in of:
        mine = [poll for poll in polls if poll.handle == handle]
        assert [(poll.number, poll.state.status) for poll in mine] == [(1, "PENDING"), (2, "PENDING"), (3, "SUCCESS")]


@both
def test_one_task_may_be_waited_for_twice_and_none_at_all_too(run: Run) -> None:
    async def life(client: Any) -> tuple[list[Finished], list[Finished], list[Finished]]:
        of = handles(server.base_url, "t1", "t1")
        return await client.wait_all(of), await client.wait_all([]), await ended(client, ())

    with crowd(lambda *_: DONE) as server:
        twice, none, nothing = run(life, base_url=server.base_url)
    assert ([finished.place for finished in twice], none, nothing) == ([0, 1], [], [])


GOOD, OTHERS = handles(BASE, "t1"), handles("https://api.302.ai.example", "t1")
BAD: list[tuple[str, dict[str, Any]]] = [
    *(("concurrency", {"handles": GOOD, "concurrency": bad}) for bad in (0, -1, 257, 1.5, "8", True)),
    *(("timeout", {"handles": GOOD, "timeout": bad}) for bad in (0, -1, float("inf"), float("nan"), "5", True)),
    *(("handles", {"handles": bad}) for bad in (None, 5, "t1", b"t1", GOOD[0], str(GOOD[0]), [*GOOD, None])),
    *(("handle", {"handles": [*GOOD, bad]}) for bad in ("t1", "[]", '{"family": "voice_clones"}')),
    ("host", {"handles": [*GOOD, *OTHERS]}),
]


@both
@pytest.mark.parametrize(("about", "arguments"), BAD)
def test_what_cannot_be_waited_for_is_refused_at_the_call_before_anything_is_sent(
    run: Run, about: str, arguments: dict[str, Any]
) -> None:
    def never(_: object) -> None:
        raise AssertionError("nothing may be sent")

    async def life(client: Any) -> None:
        for wait in (client.wait_all, client.as_completed):
            with pytest.raises(ArgumentError) as caught:
                # The call of the asynchronous `as_completed` itself, not its first step.
                await wait(**arguments)
            assert about in str(caught.value)

    run(life, answer=never)


@every_colour
def test_no_more_connections_are_opened_than_reads_may_be_in_flight(run: Run) -> None:
    with crowd(lambda _, read: DONE if read == 2 else PENDING) as server:
        of = handles(server.base_url, *map(str, range(60)))
        found = run(lambda client: client.wait_all(of, concurrency=7), base_url=server.base_url)
    assert all(finished.error is None for finished in found)
    assert server.most_open <= 7
