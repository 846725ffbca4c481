"""Rules: which faults are known, how a person writes them, and how often they strike."""

from typing import Any

import httpx
import pytest

from scripts.failures import UNUSABLE, Failure
from scripts.mock.faults.plan import FINE
from scripts.mock.faults.rules import read_rules
from scripts.mock.faults.table import FAULTS, GROUPS, WIRE
from tests.mock.struck import Struck

DOWNLOAD = "create_video_download"
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
    assert (rule.plan == FINE) == (fault.written == "fine")
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
    assert caught.value.exit_code == UNUSABLE


def test_an_unknown_fault_in_a_header_is_a_400_that_names_the_known_ones(fine: Struck) -> None:
    response = fine.create(DOWNLOAD, "explode")
    assert response.status_code == 400
    message = response.json()["error"]["message"]
    assert message.startswith("X-Fault: there is no fault `explode`; known faults: fail, ")
    assert fine.send("GET", "/files/voice.wav", "explode").status_code == 400


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


@pytest.mark.parametrize(
    "fault", [one for one in WIRE if one.written not in ("latency SECONDS", "silence", "silence done")]
)
def test_what_needs_a_connection_says_so_where_there_is_none(fine: Struck, fault: Any) -> None:
    with pytest.raises(Failure) as caught:
        fine.create(DOWNLOAD, example(fault.written))
    assert caught.value.cure == "serve it on a socket: `with serving()`"


def test_latency_passes_before_the_answer(fine: Struck) -> None:
    assert isinstance(fine.create(DOWNLOAD, "latency 0.001"), httpx.Response)
