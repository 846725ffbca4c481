"""The report and its judgement, on made-up results."""

import json

import pytest

from scripts.bench.plan import QUICK
from scripts.bench.ratio import Group, Result, Target, counted
from scripts.bench.report import judge, shown, written
from scripts.failures import Failure
from tests.bench.samples import result

MET = result(0.5, Target(0.55), low=0.4)
MISSED = result(0.6, Target(0.55), low=0.4)
TOLD = result(0.7, None)
COUNTED = Result("installed.plain", "without", "count", counted(8), Target(10))


def group(*results: Result) -> Group:
    return Group("A title", "What was compared, and how.", results)


def test_all_targets_met_is_no_failure() -> None:
    judge([group(MET, TOLD), group(COUNTED)])


def test_a_missed_target_is_a_failure_that_names_it() -> None:
    with pytest.raises(Failure) as caught:
        judge([group(MET), group(MISSED, TOLD)])
    cause = "group.thing: ours, thing is 0.60 of stock (0.40 to 0.60), and has to be <= 0.55"
    cure = "see whether it comes back on a quiet machine; if it does, profile what is named here"
    assert caught.value == Failure("1 of 2 targets are missed", None, cause, cure)


def test_a_bench_without_targets_is_a_failure() -> None:
    with pytest.raises(Failure) as caught:
        judge([group(TOLD)])
    assert caught.value.what == "the bench judged nothing"


def test_the_table_tells_ratio_spread_target_and_verdict() -> None:
    lines = shown(group(MET, MISSED, TOLD, COUNTED)).splitlines()
    assert lines[:3] == ["A title", "=======", "What was compared, and how."]
    assert [line.split("  ")[0] for line in lines[6:]] == ["ours, thing", "ours, thing", "ours, thing", "without"]
    assert [line.split()[-1] for line in lines[6:]] == ["yes", "NO", "0.70", "yes"]
    assert "0.50  0.40 to 0.50" in lines[6]
    assert "8  exact" in lines[9]


def test_the_written_report_holds_every_number_and_what_it_was_made_on() -> None:
    report = json.loads(written([group(MET, COUNTED)], QUICK))
    assert report["plan"]["bodies"] == QUICK.bodies
    assert {"python", "msgspec", "httpx", "openapi-python-client"} <= set(report["made_on"])
    assert [entry["title"] for entry in report["groups"]] == ["A title"]
    assert report["groups"][0]["results"][0] == {
        "key": "group.thing",
        "what": "ours, thing",
        "relative_to": "stock",
        "median": 0.5,
        "quartiles": [0.4, 0.5],
        "surely": [0.4, 0.5],
        "least": 0.5,
        "rounds": 9,
        "target": {"at_most": 0.55, "tie": False},
        "met": True,
    }
