"""Claims about `watch record`, run as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.cli import main
from scripts.generate.fit import misfits
from scripts.mock import serving
from scripts.recordings import read
from tests.watch.recording import CLONE, record, stored
from tests.watch.vendor import DESCRIPTION, Answer, Clock, Vendor

pytestmark = pytest.mark.usefixtures("clock", "repository")


@pytest.fixture(scope="module", name="base_url")
def _base_url() -> Iterator[str]:
    with serving() as base_url:
        yield base_url


@pytest.mark.usefixtures("key")
def test_a_whole_task_is_recorded_each_state_under_its_own_name(
    base_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record(base_url, "create_voice_clone", *CLONE, "--allow-paid") == 0
    host = base_url.removeprefix("http://")
    assert capsys.readouterr().out.splitlines() == [
        "`create_voice_clone` costs 0.03 PTC per 1,000 tokens; it is sent once",
        f"recorded spec/voice_clones/recordings/create_voice_clone.live.json: HTTP 200 of {host}",
    ]
    task = stored("spec/voice_clones/recordings/create_voice_clone.live.json")["response"]["body"]["task_id"]
    for case in ("pending", "started", "succeeded"):
        assert record(base_url, "get_voice_clone", "--argument", f"task_id={task}") == 0
        path = Path(f"spec/voice_clones/recordings/get_voice_clone.{case}.json")
        assert misfits(read(path), DESCRIPTION) == []


@pytest.mark.usefixtures("key")
def test_arguments_have_the_types_that_the_description_says(site: Vendor) -> None:
    site.otherwise = Answer('{"code": 0, "data": {"task_id": "7"}}', headers={"Content-Type": "application/json"})
    fields = ["audio_man=7", "speed=1", "pitch=1.5", "volume=2", 'text={"text": "a", "plain_text": "a"}']
    given = [part for one in fields for part in ("--argument", one)]
    assert record(site.base_url, "create_speech_synthesis", *given, "--allow-paid", "--into", "new") == 0
    body = {"audio_man": "7", "speed": 1, "pitch": 1.5, "volume": 2, "text": {"text": "a", "plain_text": "a"}}
    assert json.loads(site.asked[0].body) == body
    assert stored("new/create_speech_synthesis.live.json")["request"]["body"] == body


@pytest.mark.usefixtures("key")
def test_an_older_recording_is_replaced_only_when_asked(base_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ("get_subtitle_task", "--argument", "task_id=t1", "--into", "new")
    path = Path("new/get_subtitle_task.http_404.json")
    assert record(base_url, *ask) == 0
    path.write_text("older", encoding="utf-8")
    capsys.readouterr()
    assert record(base_url, *ask) == 1
    assert "there is a recording of the case `http_404` already" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "older"
    assert record(base_url, *ask, "--case", "unknown") == 0
    assert stored("new/get_subtitle_task.unknown.json")["case"] == "unknown"
    assert record(base_url, *ask, "--replace") == 0
    assert stored(str(path))["case"] == "http_404"


@pytest.mark.usefixtures("key")
def test_a_charged_answer_is_not_lost_for_a_name_that_is_taken(site: Vendor) -> None:
    Path("new").mkdir()
    for case in ("live", "mine"):
        Path(f"new/create_voice_clone.{case}.json").write_text("older", encoding="utf-8")
    ask = ("create_voice_clone", *CLONE, "--allow-paid", "--into", "new")
    assert record(site.base_url, *ask) == 1
    assert record(site.base_url, *ask, "--case", "mine") == 1
    assert record(site.base_url, *ask, "--case", "../mine") == 2
    assert record(site.base_url, *ask[:-1], "/dev/null/new") == 2
    assert site.asked == []


@pytest.mark.usefixtures("key")
def test_a_charged_answer_that_cannot_be_stored_is_told(site: Vendor, capsys: pytest.CaptureFixture[str]) -> None:
    Path("new").mkdir()

    def answer(_: object) -> Answer:
        Path("new").rmdir()
        return Answer('{"task_id": "t-charged"}', headers={"Content-Type": "application/json"})

    site.otherwise = answer
    assert record(site.base_url, "create_voice_clone", *CLONE, "--allow-paid", "--into", "new") == 2
    captured = capsys.readouterr()
    assert '"task_id": "t-charged"' in captured.out
    assert "the file cannot be written" in captured.err


@pytest.mark.usefixtures("key")
def test_the_base_url_may_stand_in_the_environment(
    base_url: str, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setenv("AI302_BASE_URL", f"{base_url}/")
    assert main(["watch", "record", "get_subtitle_task", "--argument", "task_id=t1", "--into", "new"]) == 0
    assert stored("new/get_subtitle_task.http_404.json")["source"]["host"] == base_url.removeprefix("http://")
    assert clock.slept == []


@pytest.mark.parametrize(
    ("body", "case"),
    [
        ({"code": 0, "data": {"status": 9, "full": {"url": "https://a.test"}, "errMsg": ""}}, "succeeded"),
        ({"code": 0, "data": {"status": 9, "full": None, "errMsg": "no"}}, "failed"),
        ({"code": 0, "data": {"status": 10}}, "state_10"),
        ({"code": 0, "data": {"status": "Über / Strange"}}, "ber_strange"),
        ({"code": 1, "msg": "no"}, "live"),
        ({"code": 0, "data": {"status": [9]}}, "live"),
    ],
)
@pytest.mark.usefixtures("key")
def test_a_recording_is_named_by_what_its_answer_says(site: Vendor, body: dict[str, Any], case: str) -> None:
    site.otherwise = Answer(json.dumps(body), headers={"Content-Type": "application/json"})
    assert record(site.base_url, "get_speech_synthesis", "--argument", "task_id=t1", "--into", "new") == 0
    assert stored(f"new/get_speech_synthesis.{case}.json")["response"]["body"] == body


@pytest.mark.usefixtures("key")
def test_what_the_description_does_not_say_is_told_and_recorded(
    site: Vendor, capsys: pytest.CaptureFixture[str]
) -> None:
    site.otherwise = Answer('{"status": 7}', headers={"Content-Type": "application/json"})
    assert record(site.base_url, "get_subtitle_task", "--argument", "task_id=t1", "--into", "new") == 0
    _, misfit, last = capsys.readouterr().out.splitlines()
    assert misfit.startswith("new/get_subtitle_task.state_7.json:")
    assert "a recorded answer does not fit its schema: at /status: 7 is not of type" in misfit
    assert last == "`make generate` refuses it until an overlay says what the service does"


def test_the_command_reads_the_description_of_the_repository(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    assert main(["watch", "record", "nothing"]) == 2
    assert "create_video_download" in capsys.readouterr().err
