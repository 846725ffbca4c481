"""Claims about `--live`: what is asked, what is made of the answers, and where the key never appears."""

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx
import pytest

from scripts.drift import live
from scripts.drift.live import ask
from scripts.mock import serving
from scripts.recordings import recordings
from scripts.watch.exchange import live as repeat
from tests.drift.planting import ROOT, TODAY
from tests.drift.support import Checkout, make_checkout
from tests.watch.asking import KEY, as_json
from tests.watch.vendor import DESCRIPTION, Answer, Clock, Vendor, vendor

SPEECH_ANSWER = "spec/speech_synthesis/recordings/get_speech_synthesis.succeeded.json"
BODY = json.loads((ROOT / SPEECH_ANSWER).read_text(encoding="utf-8"))["response"]["body"]
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC).timestamp()
STATE = "/chanjing/open/v1/audio_task_state"
SUBTITLE = "/302/vt/tasks/subtitle/"


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Checkout:
    """A copy with a change of a page in it, and a key in the environment; pauses pass at once."""
    made = make_checkout(tmp_path, monkeypatch, capsys)
    made.plant("product-default")
    monkeypatch.setenv("AI302_API_KEY", KEY)
    monkeypatch.setattr(live, "live", partial(repeat, clock=Clock(seconds=NOW).time))
    return made


def answered(site: Vendor, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the stand-in for the service answer so to all that it is asked."""
    site.otherwise = answer
    monkeypatch.setenv("AI302_BASE_URL", site.base_url)


def test_the_sound_service_adds_no_finding_and_one_that_says_more_is_found(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as base_url:
        monkeypatch.setenv("AI302_BASE_URL", base_url)
        told = checkout.judged("--live")
        assert (told.code, told.rules) == (1, ["default-changed"])
        assert told.report["checked"]["live_answers"] == 1
        # The field is known to the service alone then, and to the page.
        checkout.plant("description-field-removed", "recording-absent")
        told = checkout.judged("--live")
    found = [one for one in told.findings if one["rule"] == "undocumented-field"]
    assert told.rules == ["default-changed", "field-added", "undocumented-field"]
    assert [(one["parties"][0]["party"], one["message"]) for one in found] == [
        ("service", "an exchange holds `trace_id` (string), which is not described")
    ]
    assert found[0]["location"].startswith("live/get_speech_synthesis.succeeded.json:")


def test_only_the_recorded_requests_that_read_are_asked_each_once(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.replace("spec/subtitle_tasks/recordings/get_subtitle_task.transcribed.json", SUBTITLE, f"{SUBTITLE}t1")
    with vendor() as site:
        answered(site, as_json({"error": {"message": "no"}}, status=404), monkeypatch)
        assert checkout.judged("--live").report["checked"]["live_answers"] == 2
    assert [(one.method, one.path) for one in site.asked] == [("POST", STATE), ("GET", f"{SUBTITLE}t1")]
    assert {one.headers["authorization"] for one in site.asked} == {f"Bearer {KEY}"}
    assert json.loads(site.asked[0].body) == {"task_id": "e2afea2439264340a9c7e9cbd091459e"}


CHANGED = {
    "a field more": ({**BODY, "level": 1}, 200, "undocumented-field"),
    "a null": ({**BODY, "msg": None}, 200, "nullability-changed"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_difference_of_the_answer_is_a_finding_of_the_service(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    body, status, rule = CHANGED[name]
    with vendor() as site:
        answered(site, as_json(body, status=status), monkeypatch)
        told = checkout.judged("--live")
    [found] = [one for one in told.findings if one["rule"] != "default-changed"]
    assert (told.code, found["rule"], found["operation"]) == (1, rule, "get_speech_synthesis")
    assert found["parties"][0]["party"] == "service"


def test_without_a_key_nothing_is_asked_and_all_else_is_judged(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AI302_API_KEY")
    with vendor() as site:
        answered(site, as_json(BODY), monkeypatch)
        told = checkout.judged("--live")
    assert (told.code, told.rules, site.asked) == (2, ["default-changed", "input-unusable"], [])
    assert told.errors.startswith("error: there is no API key\n  cause: neither AI302_API_KEY nor AI302_KEY is set\n")


FAILING = {
    "401": (as_json({"error": KEY}, status=401), "the service refuses the key"),
    "a redirect": (Answer(status=302, headers={"Location": f"https://b.test/{KEY}"}), "the service redirects"),
    "a page": (Answer(KEY, headers={"Content-Type": "text/html"}), "the answer is not JSON"),
}


@pytest.mark.parametrize("name", FAILING)
def test_an_answer_of_which_nothing_is_known_is_exit_code_2_and_all_else_is_judged(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    answer, what = FAILING[name]
    with vendor() as site:
        answered(site, answer, monkeypatch)
        told = checkout.judged("--live")
    [found] = [one for one in told.findings if one["rule"] == "input-unusable"]
    assert (told.code, told.rules, len(site.asked)) == (2, ["default-changed", "input-unusable"], 1)
    assert (found["parties"][0]["party"], found["severity"]) == ("service", "breaking")
    assert found["message"].startswith(f"live: {what}")
    assert told.errors.startswith(f"error: {what}")
    assert KEY not in told.output + told.errors


def test_a_service_that_cannot_be_reached_is_asked_again_and_told(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    with vendor() as site:
        pass
    monkeypatch.setenv("AI302_BASE_URL", site.base_url)
    told = checkout.judged("--live")
    assert (told.code, told.rules) == (2, ["default-changed", "input-unusable"])
    assert told.errors.startswith("error: the service cannot be reached\n")
    assert told.report["checked"]["live_answers"] == 0


def test_a_base_url_to_which_no_key_may_go_is_exit_code_2_and_never_shown(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AI302_BASE_URL", f"https://user:{KEY}@api.302.ai")
    told = checkout.judged("--live")
    assert (told.code, told.rules) == (2, ["default-changed", "input-unusable"])
    assert told.errors.startswith("error: the base URL is unusable\n")
    assert KEY not in told.output + told.errors


def test_without_a_request_that_can_be_repeated_there_is_nothing_to_ask(checkout: Checkout) -> None:
    told = checkout.judged("--live", "--recordings", "spec/voice_clones/recordings")
    assert (told.code, told.rules) == (2, ["default-changed", "input-unusable"])
    assert told.errors.startswith("error: there is nothing to ask the service\n")


@pytest.mark.parametrize("name", ["json", "html"])
def test_the_key_appears_in_no_report_nor_in_its_proposal_even_if_the_service_tells_it(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    body = {**BODY, "echo": f"you are {KEY}", KEY: {"key": KEY}, "msg": [KEY]}
    with vendor() as site:
        answered(site, as_json(body), monkeypatch)
        told = checkout.drift("--live", "--format", name)
    assert (told.code, told.errors, len(site.asked)) == (1, "", 1)
    assert KEY not in told.output
    assert "echo" in told.output
    assert "sk-REDACTED" in told.output


def test_a_client_of_ones_own_sends_the_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI302_API_KEY", KEY)
    monkeypatch.delenv("AI302_BASE_URL", raising=False)
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json=BODY)

    [made] = ask(recordings(ROOT / "spec"), DESCRIPTION, lambda: httpx.Client(transport=httpx.MockTransport(answer)))
    assert [str(request.url) for request in sent] == [f"https://api.302.ai{STATE}"]
    assert (made.operation, made.case, made.live) == ("get_speech_synthesis", "succeeded", True)
    assert made.response is not None
    assert made.response["body"] == BODY
