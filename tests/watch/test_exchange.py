"""Claims about live exchanges: what is sent, what is stored of it, and what costs money."""

from __future__ import annotations

import json

import pytest

from scripts.failures import UNUSABLE, WRONG, Failure
from scripts.watch import perform
from scripts.watch.sending import LARGEST, MAY_BE_CHARGED
from tests.watch.asking import CLONE, KEY, as_json, failure_of, get, pay, service
from tests.watch.vendor import DESCRIPTION, Answer, Asked, Clock, Vendor


def test_an_exchange_is_a_recording_that_says_when_and_with_whom(site: Vendor, clock: Clock) -> None:
    site.otherwise = as_json({"status": "queue"}, headers={"X-Request-Id": "r1", "Set-Cookie": "s=1", "Server": "x"})
    assert get(site, clock, task_id="a/b c") == {
        "operation": "get_subtitle_task",
        "case": "live",
        "source": {"recorded": "2023-11-14T22:13:20Z", "host": site.base_url.removeprefix("http://")},
        "request": {
            "method": "GET",
            "path": "/302/vt/tasks/subtitle/a%2Fb%20c",
            "query": {},
            "headers": {},
            "body": None,
        },
        "response": {
            "status": 200,
            "headers": {"Content-Type": "application/json", "X-Request-Id": "r1"},
            "body": {"status": "queue"},
        },
    }
    assert [(one.method, one.path) for one in site.asked] == [("GET", "/302/vt/tasks/subtitle/a%2Fb%20c")]
    assert site.asked[0].headers["authorization"] == f"Bearer {KEY}"


def test_parameters_stand_where_the_description_says(site: Vendor, clock: Clock) -> None:
    site.otherwise = as_json({"state": "PENDING"})
    made = perform(DESCRIPTION, "get_voice_clone", {"task_id": "a&b=c"}, None, service(site, clock))
    assert site.asked[0].path == "/302/v2/higgs_audio/voice_clone/task?task_id=a%26b%3Dc"
    assert made["request"] == {
        "method": "GET",
        "path": "/302/v2/higgs_audio/voice_clone/task",
        "query": {"task_id": "a&b=c"},
        "headers": {},
        "body": None,
    }


def test_arguments_go_into_the_body_over_those_of_the_file(site: Vendor, clock: Clock) -> None:
    site.otherwise = as_json({"code": 0, "data": {}})
    perform(DESCRIPTION, "get_speech_synthesis", {"task_id": "t2"}, {"task_id": "t1"}, service(site, clock))
    assert json.loads(site.asked[0].body) == {"task_id": "t2"}
    assert site.asked[0].headers["content-type"] == "application/json"


def test_the_key_is_in_nothing_that_is_returned_however_the_service_echoes_it(site: Vendor, clock: Clock) -> None:
    def echo(asked: Asked) -> Answer:
        said = asked.headers["authorization"]
        body = {"said": said, said: [said, {"url": f"https://a.test/?k={KEY.replace('/', '%2F').replace('+', '%2B')}"}]}
        return as_json(body | {"other": "sk-" + "a1B2" * 6}, headers={"X-Request-Id": said})

    site.otherwise = echo
    told = json.dumps(get(site, clock))
    assert "made-up" not in told
    assert "a1B2a1B2" not in told
    assert told.count("sk-REDACTED") == 6


@pytest.mark.parametrize("status", [400, 401, 404, 422])
def test_an_error_is_an_answer_too(site: Vendor, clock: Clock, status: int) -> None:
    site.otherwise = as_json({"error": {"err_code": -1}}, status=status)
    assert get(site, clock)["response"]["status"] == status
    assert len(site.asked) == 1


def test_what_only_reads_is_asked_again_while_the_service_is_down(site: Vendor, clock: Clock) -> None:
    path = "/302/vt/tasks/subtitle/t1"
    site.pages[path] = [
        Answer(status=503),
        Answer(status=429, headers={"Retry-After": "9"}),
        as_json({"status": "queue"}),
    ]
    assert get(site, clock)["response"]["body"] == {"status": "queue"}
    assert clock.slept == [1, 9]


def test_an_error_that_stays_is_the_answer(site: Vendor, clock: Clock) -> None:
    site.otherwise = as_json({}, status=503)
    assert get(site, clock)["response"]["status"] == 503
    assert len(site.asked) == 4


def test_an_empty_answer_has_no_body(site: Vendor, clock: Clock) -> None:
    site.otherwise = Answer(status=401)
    assert get(site, clock)["response"] == {"status": 401, "headers": {}, "body": None}


@pytest.mark.parametrize(
    ("answer", "what", "cause"),
    [
        (Answer(b"RIFF" * 5, headers={"Content-Type": "audio/wav"}), "not JSON", "came with 20 bytes of audio/wav"),
        (Answer("<html>", headers={"Content-Type": "text/html; charset=x"}), "not JSON", "6 bytes of text/html"),
        (Answer("{}"), "not JSON", "2 bytes of an unnamed type"),
        (Answer("{", headers={"Content-Type": "application/json"}), "cannot be recorded", "the answer:1"),
        (Answer("[NaN]", headers={"Content-Type": "application/json"}), "cannot be recorded", "JSON has no NaN"),
        (Answer(b"\xff", headers={"Content-Type": "application/json"}), "cannot be recorded", "it is not UTF-8"),
        (Answer(b" " * (LARGEST + 1), headers={"Content-Type": "text/json+json"}), "too large", "more than 10,000,000"),
        (Answer(status=302, headers={"Location": "https://b.test/x?k=1"}), "redirects", "HTTP 302 to https://b.test"),
    ],
    ids=lambda value: None if isinstance(value, Answer) else value,
)
def test_what_cannot_be_recorded_is_refused_and_says_what_came(
    site: Vendor, clock: Clock, answer: Answer, what: str, cause: str
) -> None:
    site.otherwise = answer
    free = failure_of(get, site, clock)
    assert what in free.what
    assert cause in (free.cause or "")
    assert (free.exit_code, MAY_BE_CHARGED in (free.cure or "")) == (WRONG, False)
    paid = failure_of(pay, site, clock)
    assert MAY_BE_CHARGED in (paid.cure or "")
    assert len(site.asked) == 2


def test_what_costs_money_is_not_sent_unless_it_is_allowed(site: Vendor, clock: Clock) -> None:
    refused = failure_of(perform, DESCRIPTION, "create_voice_clone", CLONE, None, service(site, clock))
    cure = "add --allow-paid if that is what you want; nothing was sent"
    assert refused == Failure("`create_voice_clone` costs money", None, "the price is 0.03 PTC per 1,000 tokens", cure)
    assert site.asked == []


def test_what_costs_money_is_sent_once_when_the_service_is_down(site: Vendor, clock: Clock) -> None:
    site.otherwise = as_json({"error": {}}, status=503)
    assert pay(site, clock)["response"]["status"] == 503
    assert (len(site.asked), clock.slept) == (1, [])


def test_what_costs_money_is_sent_once_and_may_have_been_charged_when_no_answer_comes(
    site: Vendor, clock: Clock
) -> None:
    site.otherwise = site.hang
    unclear = failure_of(pay, site, clock, timeout=0.1)
    assert unclear.what == "it is not known whether the service took the request"
    assert unclear.cause == "ReadTimeout: timed out"
    assert unclear.cure == f"{MAY_BE_CHARGED}; it was sent once"
    assert (unclear.exit_code, len(site.asked), clock.slept) == (UNUSABLE, 1, [])


def test_half_an_answer_may_have_been_charged(site: Vendor, clock: Clock) -> None:
    site.otherwise = as_json({"task_id": "t1"}, cut=9)
    assert (failure_of(pay, site, clock).cure or "").startswith(MAY_BE_CHARGED)
    assert len(site.asked) == 1


def test_a_request_that_never_left_cost_nothing(clock: Clock) -> None:
    nobody = Vendor("http://127.0.0.1:1")
    unreached = failure_of(pay, nobody, clock)
    assert unreached.what == "the service cannot be reached"
    assert (unreached.where, unreached.exit_code) == ("127.0.0.1:1", UNUSABLE)
    assert (unreached.cure or "").endswith("the request did not leave, so nothing was charged")
    assert clock.slept == []
    assert failure_of(get, nobody, clock).exit_code == UNUSABLE
    assert clock.slept == [1, 2, 4]
