"""Claims about sending the request of a recording again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from scripts.mock import serving
from scripts.recordings import recordings
from scripts.watch import live, unrepeatable
from tests.watch.asking import KEY, a_recording, failure_of
from tests.watch.vendor import DESCRIPTION, ROOT, Clock, Vendor


def test_a_recorded_request_of_an_operation_that_reads_is_sent_again(tmp_path: Path, clock: Clock) -> None:
    recording = a_recording(tmp_path, request={"headers": {"Content-Type": "application/json", "Authorization": "x"}})
    with serving() as base_url:
        made = live(recording, DESCRIPTION, base_url, KEY, clock=clock.time)
    before = json.loads(recording.document.path.read_text(encoding="utf-8"))
    assert list(made) == list(before)
    assert (made["operation"], made["case"]) == (before["operation"], before["case"])
    assert made["request"] == before["request"] | {"headers": {"Content-Type": "application/json"}}
    assert isinstance(made["response"], dict)
    assert made["response"]["status"] == 200
    assert made["source"] == {"recorded": "2023-11-14T22:13:20Z", "host": base_url.removeprefix("http://")}


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"operation": "create_voice_clone"}, "the recorded request must not be sent again"),
        ({"request": {"path": "/302/v2/higgs_audio/voice_clone/task"}}, "the recorded request cannot be sent again"),
        ({"request": {"method": "DELETE"}}, "the recorded request cannot be sent again"),
        (
            {"operation": "get_subtitle_task", "request": {"method": "GET", "path": "/302/vt/tasks/subtitle/"}},
            "cannot be",
        ),
        ({"operation": "get_nothing"}, "there is no operation `get_nothing`"),
    ],
)
def test_no_other_recorded_request_is_ever_sent(
    tmp_path: Path, site: Vendor, changes: dict[str, Any], what: str
) -> None:
    recording = a_recording(tmp_path, **changes)
    assert what in failure_of(live, recording, DESCRIPTION, site.base_url, KEY).what
    assert site.asked == []


def test_an_operation_without_a_price_that_does_not_read_is_not_repeated(tmp_path: Path, site: Vendor) -> None:
    description = json.loads(json.dumps(DESCRIPTION))
    node = description["paths"]["/chanjing/open/v1/audio_task_state"]["post"]
    node["x-method"] = "delete"
    failure = failure_of(live, a_recording(tmp_path), description, site.base_url, KEY)
    assert failure.what == "the recorded request must not be sent again"
    assert site.asked == []


def test_the_key_goes_to_no_other_host_than_the_base_url(tmp_path: Path) -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(500)

    description = json.loads(json.dumps(DESCRIPTION))
    description["paths"]["@evil.test/x"] = description["paths"].pop("/chanjing/open/v1/audio_task_state")
    recording = a_recording(tmp_path, request={"path": "@evil.test/x"})
    factory = lambda: httpx.Client(transport=httpx.MockTransport(answer))  # noqa: E731 - it is only passed on
    failure = failure_of(live, recording, description, "https://api.302.ai", KEY, factory)
    assert failure.what == "the key must go nowhere but to the service"
    assert sent == []


def test_of_the_stored_recordings_only_a_whole_request_that_reads_can_be_sent_again() -> None:
    found = {one.operation: unrepeatable(one, DESCRIPTION) for one in recordings(ROOT / "spec")}
    assert found["get_speech_synthesis"] is None
    for operation, what in (("get_subtitle_task", "cannot"), ("create_voice_clone", "must not")):
        refused = found[operation]
        assert refused is not None
        assert refused.what == f"the recorded request {what} be sent again"
