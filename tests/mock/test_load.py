"""Tasks end by time where polls are many, and the service tells which it has accepted."""

import time

import httpx
import pytest

from scripts.mock import embedded, serving
from scripts.mock.shape import find
from scripts.mock.tasks import Task, TaskStore
from scripts.mock.wishes import Wishes
from tests.mock.conversation import CREATING, Conversation, outcome_of
from tests.mock.test_serving import BODY, CLONE, KEY


def timed(clock: list[float], shortest: float = 1.0, longest: float = 5.0) -> Conversation:
    """A service whose tasks take so many seconds on a clock that is moved by hand."""
    talk = Conversation()
    span = (shortest, longest)
    object.__setattr__(talk, "app", embedded(task_seconds=span, now=lambda: clock[0]).app())
    return talk


@pytest.mark.parametrize("creator", CREATING)
def test_a_task_ends_after_its_time_however_often_it_is_asked_for(creator: str) -> None:
    clock = [100.0]
    talk, machine = timed(clock), CREATING[creator]
    task_id = talk.create(creator)
    for moment, ended in ((0, False), (0.9, False), (0.9, False), (5.1, True), (9.0, True), (5.1, True)):
        clock[0] = 100 + moment
        outcome = outcome_of(machine, talk.poll(machine.reader, task_id).json())
        assert (outcome == "succeeded") == ended, moment


def test_a_task_passes_its_states_in_its_time() -> None:
    clock = [0.0]
    talk = timed(clock, 4, 4)
    task_id = talk.create("create_video_download")
    states = []
    for clock[0] in (0, 1.9, 2.1, 3.9, 4.1):
        states.append(find(talk.poll("get_subtitle_task", task_id).json(), "/status"))
    assert states == ["queue", "queue", "processing", "processing", "success"]


def test_a_mark_lengthens_the_time_of_a_task() -> None:
    clock = [0.0]
    talk = timed(clock, 1, 1)
    task_id = talk.create("create_video_download", "[slow 2]")
    states = []
    for clock[0] in (0.9, 1.9, 2.1):
        states.append(find(talk.poll("get_subtitle_task", task_id).json(), "/status"))
    assert states == ["processing", "processing", "success"]


def test_a_task_that_stalls_has_no_end_in_time_either() -> None:
    clock = [0.0]
    service = embedded(task_seconds=(1.0, 1.0), now=lambda: clock[0], faults=["stall"])
    with serving(service.app()) as base_url:
        task_id = httpx.post(base_url + CLONE, json=BODY, headers=KEY).json()["task_id"]
        clock[0] = 1e6
        assert httpx.get(base_url + CLONE, params={"task_id": task_id}, headers=KEY).json() == {"state": "STARTED"}
    assert [one.ends_at for one in service.tasks.accepted] == [None]


def test_times_are_spread_over_the_span_and_the_same_in_every_run() -> None:
    runs = []
    for _ in range(2):
        store = TaskStore(span=(1.0, 5.0), now=lambda: 0.0)
        for _ in range(200):
            store.add(Task(store.fresh_id("create"), "read", "create", None, Wishes(), ("running",)), 1)
        runs.append([one.ends_at or 0 for one in store.accepted])
    assert runs[0] == runs[1]
    assert 1 <= min(runs[0]) < 1.2 < 2.8 < sum(runs[0]) / 200 < 3.2 < 4.8 < max(runs[0]) <= 5


def test_every_task_that_was_accepted_is_told_even_if_nobody_was_told_its_id() -> None:
    with serving(faults=["reset done x1"]) as base_url:
        with pytest.raises(httpx.TransportError):
            httpx.post(base_url + CLONE, json=BODY, headers=KEY)
        known = httpx.post(base_url + CLONE, json=BODY, headers=KEY).json()["task_id"]
        accepted = httpx.get(base_url + "/_mock/tasks").json()["tasks"]
    assert [(one["operation"], one["ends_at"]) for one in accepted] == [("create_voice_clone", None)] * 2
    assert accepted[1]["id"] == known != accepted[0]["id"]


def test_tasks_that_were_forgotten_are_still_told() -> None:
    service = embedded(capacity=1)
    with serving(service.app()) as base_url:
        ids = [httpx.post(base_url + CLONE, json=BODY, headers=KEY).json()["task_id"] for _ in range(3)]
        assert [one["id"] for one in httpx.get(base_url + "/_mock/tasks").json()["tasks"]] == ids


def test_the_time_at_which_a_task_ends_is_told_on_the_clock_of_this_machine() -> None:
    before = time.monotonic()
    with serving(embedded(task_seconds=(50.0, 50.0)).app()) as base_url:
        httpx.post(base_url + CLONE, json=BODY, headers=KEY)
        (task,) = httpx.get(base_url + "/_mock/tasks").json()["tasks"]
    assert before + 50 <= task["ends_at"] <= time.monotonic() + 50
