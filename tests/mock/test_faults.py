"""Faults in answers and in the lives of tasks, asked for by option and by header."""

import gzip
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from scripts.failures import UNUSABLE, Failure
from scripts.mock.faults.fault import FILES
from scripts.mock.faults.plan import FINE
from scripts.mock.faults.rules import read_rules
from scripts.mock.faults.table import FAULTS, GROUPS, WIRE
from scripts.mock.shape import find
from tests.mock.conversation import CREATING, OPERATIONS
from tests.mock.struck import Struck

DOWNLOAD = "create_video_download"
EXTRACTION = "create_subtitle_extraction"
SYNTHESIS = "create_speech_synthesis"
EXAMPLES = {
    "STATUS": "503",
    "MOVED": "307",
    "SECONDS": "0.5",
    "OFFSET": "+2",
    "N": "3",
    "CODE": "-10005",
    "LENGTH": "+10",
    "URL": "http://127.0.0.1:9/x",
    "POINTER": "/a/*/b",
    "NAME": "other",
    "JSON": '{"a": [1, "; + x"]}',
    "TEXT": "some text",
    "STATES": "1,0,2",
    "S": "under review",
}


@pytest.fixture(scope="module")
def fine() -> Struck:
    """A service of which nothing but headers asks for faults."""
    return Struck()


def example(written: str) -> str:
    for word, text in EXAMPLES.items():
        written = f" {written} ".replace(f" {word} ", f" {text} ").replace(f"http{word} ", f"http{text} ").strip()
    return written


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.written)
def test_a_fault_is_read_as_the_table_writes_it(fault: Any) -> None:
    [rule] = read_rules(f"{example(fault.written)} x7")
    assert rule.faults == (fault,)
    assert rule.times == 7
    assert rule.plan != FINE
    assert rule.plan.told == (example(fault.written),)


def test_no_fault_is_written_like_another_one() -> None:
    for fault in FAULTS:
        reads = [other.written for other in FAULTS if other.pattern.fullmatch(example(fault.written))]
        assert reads == [fault.written]
    assert sum(map(len, GROUPS.values())) == len(FAULTS)


@pytest.mark.parametrize("written", ["", "explode", "99", "603", "latency", "latency x", "fail x", "x2", "503 + ", ";"])
def test_what_is_no_fault_is_refused_with_the_known_ones(written: str) -> None:
    with pytest.raises(Failure) as caught:
        Struck((written,))
    assert caught.value.exit_code == UNUSABLE
    assert caught.value.cause == "known faults: " + ", ".join(fault.written for fault in FAULTS)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("get_nothing: 503", "there is no operation get_nothing"),
        ("get_subtitle_task: fail", "`fail` cannot strike get_subtitle_task"),
        ("files: stall", "`stall` cannot strike files"),
        ("get_voice_clone: subtitle", "`subtitle` cannot strike get_voice_clone"),
        ("fail + no ranges", "`fail + no ranges` cannot strike any request"),
        ("set /a {", "`set /a {` is not set POINTER JSON"),
    ],
)
def test_a_fault_that_could_strike_nothing_is_refused(written: str, told: str) -> None:
    with pytest.raises(Failure) as caught:
        Struck((written,))
    assert caught.value.what.startswith(told)


def test_an_unknown_fault_in_a_header_is_a_400_that_names_the_known_ones(fine: Struck) -> None:
    response = fine.create(DOWNLOAD, "explode")
    assert response.status_code == 400
    message = response.json()["error"]["message"]
    assert message.startswith("X-Fault: there is no fault `explode`; known faults: fail, ")
    assert fine.send("GET", "/files/voice.wav", "explode").status_code == 400


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 599])
def test_any_status_is_answered_and_nothing_is_done(status: int) -> None:
    service = Struck((str(status),))
    assert service.create(DOWNLOAD).status_code == status
    assert service.poll(DOWNLOAD, "x").status_code == status
    assert Struck.accepted(service) == 0


def test_a_request_can_be_carried_out_although_it_is_answered_with_an_error() -> None:
    service = Struck(("504 done",))
    assert service.create(DOWNLOAD).status_code == 504
    assert service.accepted() == 1


def test_retry_after_comes_in_seconds_or_as_a_date(fine: Struck) -> None:
    assert fine.create(DOWNLOAD, "429 retry 7").headers["retry-after"] == "7"
    dates = [fine.create(DOWNLOAD, f"429 retry at {off}").headers["retry-after"] for off in ("-100", "+100")]
    assert 199 <= (parsedate_to_datetime(dates[1]) - parsedate_to_datetime(dates[0])).total_seconds() <= 201


@pytest.mark.parametrize("status", [200, 400, 429, 500])
@pytest.mark.parametrize("creator", CREATING)
def test_either_envelope_comes_with_any_status(fine: Struck, creator: str, status: int) -> None:
    for code in (-10005, 10005):
        vendor = fine.create(creator, f"vendor {status} {code}")
        assert (vendor.status_code, vendor.json()["error"]["err_code"]) == (status, code)
    business = fine.poll(creator, "x", f"business {status} 40001")
    assert (business.status_code, business.json()["code"]) == (status, 40001)
    assert business.json()["msg"]


def test_the_sign_of_the_services_own_code_can_change(fine: Struck) -> None:
    codes = [fine.poll(DOWNLOAD, "none", asked).json()["error"]["err_code"] for asked in (None, "other sign")]
    assert codes == [10011, -10011]


@pytest.mark.parametrize("status", [200, 502])
def test_a_proxy_answers_with_a_page(fine: Struck, status: int) -> None:
    response = fine.create(DOWNLOAD, f"page {status}")
    assert (response.status_code, response.headers["content-type"]) == (status, "text/html")
    assert response.text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("url", [OPERATIONS["get_voice_clone"].path, "/files/voice.wav"])
def test_operations_and_files_redirect_elsewhere(fine: Struck, url: str) -> None:
    response = fine.send("GET", url, "redirect 307 http://elsewhere.test/x", params={"task_id": "x"})
    assert (response.status_code, response.headers["location"]) == (307, "http://elsewhere.test/x")


@pytest.mark.parametrize(
    ("fault", "body"),
    [
        ("truncated", b'{"task_id":"'),
        ("empty", b""),
        ("no json", b"<ok>"),
        ("array", b"[]"),
        ("null", b"null"),
        ("other types", b'{"task_id":35}'),
        ("set /task_id [1]", b'{"task_id":[1]}'),
        ("drop /task_id", b"{}"),
        ("rename /task_id id", b'{"id":"'),
    ],
)
def test_what_is_wrong_with_json_calls_itself_json_and_200(fine: Struck, fault: str, body: bytes) -> None:
    response = fine.create(DOWNLOAD, fault)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    assert response.content.startswith(body)
    assert response.headers["content-length"] == str(len(response.content))


def test_a_header_can_be_any_text(fine: Struck) -> None:
    assert fine.create(DOWNLOAD, "header Content-Type text/plain").headers["content-type"] == "text/plain"


def test_faults_strike_as_often_as_they_say_and_in_turn() -> None:
    service = Struck(("get_subtitle_task: 503 x2; get_subtitle_task: 429 x1", "create_voice_clone: 500 x1"))
    task_id = service.task(DOWNLOAD)
    assert [service.poll(DOWNLOAD, task_id).status_code for _ in range(4)] == [503, 503, 429, 200]
    assert [service.create("create_voice_clone").status_code for _ in range(2)] == [500, 200]


def test_a_fault_of_a_header_is_counted_by_its_text(fine: Struck) -> None:
    for asked in ("503 x2 # one", "503 x2 # another"):
        assert [fine.create(DOWNLOAD, asked).status_code for _ in range(3)] == [503, 503, 200]


def test_faults_strike_together() -> None:
    response = Struck(("429 retry 3 + header X-Odd yes + empty",)).create(DOWNLOAD)
    assert (response.status_code, response.headers["retry-after"], response.headers["x-odd"]) == (429, "3", "yes")
    assert response.content == b""


@pytest.mark.parametrize("creator", CREATING)
def test_a_task_stalls(creator: str) -> None:
    service = Struck(("stall",))
    states = service.states(creator, service.task(creator), 12)
    assert states[-1] in CREATING[creator].running
    assert len(set(states[-9:])) == 1


@pytest.mark.parametrize("creator", CREATING)
def test_a_task_goes_back_to_its_first_state_and_ends_all_the_same(fine: Struck, creator: str) -> None:
    states = fine.states(creator, fine.task(creator, "regress"), 8)
    ends = {end.status for end in CREATING[creator].ends}
    assert states[0] in states[2:]
    assert states[1] != states[0]
    assert states[-1] in ends


def test_a_task_that_nobody_knows_is_answered_as_the_family_does(fine: Struck) -> None:
    answers = [fine.poll(creator, fine.task(creator, "unknown")) for creator in CREATING]
    told = {answer.status_code if answer.is_error else str(answer.json()) for answer in answers}
    assert told >= {404, "{'state': 'PENDING'}"}
    assert all(answer.is_error or answer.json().get("code", 1) for answer in answers)
    task_id = fine.task("create_voice_clone")
    assert fine.poll("create_voice_clone", task_id, "unknown").json() == {"state": "PENDING"}


@pytest.mark.parametrize(
    ("creator", "states", "seen"),
    [
        (SYNTHESIS, "1", [1, 9]),
        (SYNTHESIS, "1,0,2", [1, 0, 2, 9]),
        (DOWNLOAD, "waiting", ["waiting", "success"]),
        ("create_voice_clone", "ODD,STARTED", ["ODD", "STARTED", "SUCCESS"]),
    ],
)
def test_a_task_passes_other_states(fine: Struck, creator: str, states: str, seen: list[Any]) -> None:
    assert fine.states(creator, fine.task(creator, f"states {states}"), len(seen)) == seen


def test_files_are_said_to_be_elsewhere(fine: Struck) -> None:
    task_id = fine.task(DOWNLOAD, "files at http://files.elsewhere.test/a", note="[slow 0]")
    answer = [fine.poll(DOWNLOAD, task_id) for _ in range(3)][-1].json()
    assert answer["result"]["video_url"] == "http://files.elsewhere.test/a/video.mp4"


def ended(service: Struck, creator: str, asked: str | None = None) -> Any:
    """The last answer of a task."""
    task_id = service.task(creator)
    return [service.poll(creator, task_id, asked) for _ in range(3)][-1].json()


@pytest.mark.parametrize(
    ("creator", "quirk", "there", "gone"),
    [
        (EXTRACTION, "subtitle", ["/result/subtitle/segments"], ["/result/subtitile"]),
        (EXTRACTION, "both spellings", ["/result/subtitle", "/result/subtitile"], []),
        (EXTRACTION, "no words", ["/result/subtitile/segments/0/text"], ["/result/subtitile/segments/0/words"]),
        (SYNTHESIS, "absent fields", ["/data/full/url"], ["/data/focus_titles", "/data/subtitles/0/keywords"]),
        (SYNTHESIS, "url and error", ["/data/full/url", "/data/errMsg"], []),
        (SYNTHESIS, "no audio", ["/data/status"], ["/data/full/url"]),
    ],
)
def test_a_quirk_changes_the_last_answer(
    fine: Struck, creator: str, quirk: str, there: list[str], gone: list[str]
) -> None:
    usual, answer = ended(fine, creator), ended(fine, creator, quirk)
    assert answer != usual
    assert all(find(answer, pointer) for pointer in there)
    assert not any(find(answer, pointer) for pointer in gone)


def test_a_running_task_has_null_fields_or_none(fine: Struck) -> None:
    first = fine.poll(DOWNLOAD, fine.task(DOWNLOAD)).json()
    assert first["progress"] == 0
    assert "progress" not in fine.poll(DOWNLOAD, fine.task(DOWNLOAD), "no progress").json()
    nulled = fine.poll(DOWNLOAD, fine.task(DOWNLOAD), "null fields").json()
    assert nulled == {**first, "progress": None, "result": None}
    nulled = fine.poll(SYNTHESIS, fine.task(SYNTHESIS), "null fields").json()
    assert nulled["data"]["full"] is None


def test_the_envelope_can_speak_english_alone(fine: Struck) -> None:
    error = fine.poll(DOWNLOAD, "none", "few languages").json()["error"]
    assert "message" in error
    assert "message_cn" not in error


@pytest.mark.parametrize(
    ("fault", "status", "differs"),
    [
        ("no ranges", 200, {"accept-ranges"}),
        ("weak etag", 200, {"etag"}),
        ("no etag", 206, {"etag"}),
        ("wrong range", 206, {"content-range"}),
        ("changed", 200, {"etag"}),
    ],
)
def test_a_file_is_served_in_another_manner(fine: Struck, fault: str, status: int, differs: set[str]) -> None:
    usual = fine.send("GET", "/files/voice.wav")
    headers = {"Range": "bytes=100-199"} | ({} if fault == "no etag" else {"If-Range": usual.headers["etag"]})
    part = fine.send("GET", "/files/voice.wav", headers=headers)
    struck = fine.send("GET", "/files/voice.wav", fault, headers=headers)
    assert (part.status_code, struck.status_code) == (206, status)
    assert all(part.headers[name] != struck.headers.get(name) for name in differs)
    assert (struck.content == usual.content) == (status == 200 and fault != "changed")


def test_a_changed_file_is_another_one_each_time(fine: Struck) -> None:
    one, other = (fine.send("GET", "/files/voice.wav", "changed") for _ in range(2))
    assert one.headers["etag"] != other.headers["etag"]
    assert one.content != other.content
    assert len(one.content) == len(other.content)


def test_a_zipped_file_says_so(fine: Struck) -> None:
    response = fine.send("GET", "/files/voice.wav", "zipped")
    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) < len(response.content)
    assert gzip.compress(response.content, mtime=0)[:2] == b"\x1f\x8b"


def test_files_and_operations_are_told_apart() -> None:
    service = Struck((f"{FILES}: 503",))
    assert service.create(DOWNLOAD).status_code == 200
    assert service.send("GET", "/files/voice.wav").status_code == 503


@pytest.mark.parametrize(
    "fault", [one for one in WIRE if one.written not in ("latency SECONDS", "silence", "silence done")]
)
def test_what_needs_a_connection_says_so_where_there_is_none(fine: Struck, fault: Any) -> None:
    with pytest.raises(Failure) as caught:
        fine.create(DOWNLOAD, example(fault.written))
    assert caught.value.cure == "serve it on a socket: `with serving()`"


def test_latency_passes_before_the_answer(fine: Struck) -> None:
    assert isinstance(fine.create(DOWNLOAD, "latency 0.001"), httpx.Response)
