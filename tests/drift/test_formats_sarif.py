"""SARIF: what code scanning reads."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from jsonschema import Draft7Validator
from jsonschema.protocols import Validator

from scripts.drift.finding import Location, Report
from scripts.drift.formats.sarif import artifact_of, render
from tests.drift.made_reports import (
    ANY_REPORT,
    BREAKING,
    DESCRIBED,
    INFORMATION,
    NASTY,
    PAGE,
    REPORTS,
    RULES,
    WARNING,
    nasty,
    report_of,
)

SCHEMA = Path(__file__).with_name("schemas") / "sarif-2.1.0.schema.json"
VALIDATOR: Validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

# RFC 3986: the characters of a URI, and escapes of two digits. What is relative has no colon before its first stroke.
URI = re.compile(r"(?:(?:[A-Za-z0-9._~!$&'()*+,;=@/?:-])|%[0-9A-F]{2})+", re.IGNORECASE)
RELATIVE = re.compile("[^/:]*(/.*)?", re.DOTALL)


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(render(report))
    assert list(VALIDATOR.iter_errors(log)) == []
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def is_valid(uri: str) -> bool:
    return bool(URI.fullmatch(uri) and (uri.startswith(("file:///", "http")) or RELATIVE.fullmatch(uri)))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_report_is_sarif_and_has_each_finding(report: Report) -> None:
    check(report)


@settings(deadline=None, max_examples=25)
@given(ANY_REPORT)
def test_no_report_breaks_the_standard(report: Report) -> None:
    check(report)


def check(report: Report) -> None:
    run = run_of(report)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert rules[: len(report.rules)] == [rule.id for rule in report.rules]
    assert [one["partialFingerprints"]["drift/v1"] for one in run["results"]] == [
        finding.fingerprint for finding in (*report.findings, *report.acknowledged)
    ]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        for place in (*result["locations"], *result["relatedLocations"]):
            assert is_valid(place["physicalLocation"]["artifactLocation"]["uri"])


def test_a_finding_stands_where_it_is_with_both_sides_and_its_operation() -> None:
    (result,) = run_of(report_of(BREAKING))["results"]
    assert lines(result["locations"]) == [(DESCRIBED.file, DESCRIBED.line)]
    assert lines(result["relatedLocations"]) == [(PAGE.file, PAGE.line), (DESCRIBED.file, DESCRIBED.line)]
    assert [one["message"]["text"] for one in result["relatedLocations"]] == ["page: number", "description: string"]
    assert [one["fullyQualifiedName"] for one in result["locations"][0]["logicalLocations"]] == [
        BREAKING.operation,
        BREAKING.pointer,
    ]
    assert result["message"]["text"] == BREAKING.message


def lines(places: list[dict[str, Any]]) -> list[tuple[str, int]]:
    physical = [one["physicalLocation"] for one in places]
    return [(one["artifactLocation"]["uri"], one["region"]["startLine"]) for one in physical]


def test_no_message_links_to_anywhere() -> None:
    (result,) = run_of(report_of(nasty(NASTY["Markdown"])))["results"]
    texts = [result["message"]["text"], *(one["message"]["text"] for one in result["relatedLocations"])]
    assert len(texts) > 1
    assert not any("](" in text for text in texts)


def test_the_level_is_that_of_the_severity() -> None:
    results = run_of(report_of(BREAKING, WARNING, INFORMATION))["results"]
    assert [result["level"] for result in results] == ["error", "warning", "note"]


def test_a_finding_without_operation_and_pointer_has_no_logical_location() -> None:
    (result,) = run_of(report_of(evolve(INFORMATION, operation=None, pointer=None)))["results"]
    assert "logicalLocations" not in result["locations"][0]


def test_an_acknowledged_finding_alone_is_suppressed() -> None:
    results = run_of(report_of(BREAKING, acknowledged=(WARNING,)))["results"]
    assert [result["suppressions"] for result in results] == [[], [{"kind": "external", "status": "accepted"}]]


def test_a_rule_is_described_by_its_claim_and_a_rule_that_nobody_listed_by_its_id() -> None:
    rules = run_of(report_of(evolve(BREAKING, rule="rule-of-nobody")))["tool"]["driver"]["rules"]
    told = {rule["id"]: rule["shortDescription"]["text"] for rule in rules}
    assert told == {**{rule.id: rule.claim for rule in RULES}, "rule-of-nobody": "rule-of-nobody"}


@pytest.mark.parametrize(
    ("file", "artifact"),
    [
        ("spec/a b.txt", {"uri": "spec/a%20b.txt", "uriBaseId": "%SRCROOT%"}),
        ("spec/语速.txt", {"uri": "spec/%E8%AF%AD%E9%80%9F.txt", "uriBaseId": "%SRCROOT%"}),
        ("c:d%#?[]", {"uri": "c%3Ad%25%23%3F%5B%5D", "uriBaseId": "%SRCROOT%"}),
        ("../beside/a.txt", {"uri": "../beside/a.txt"}),
        ("/elsewhere/a b.txt", {"uri": "file:///elsewhere/a%20b.txt"}),
        ("http://127.0.0.1:8302/a%20b?c=d e%", {"uri": "http://127.0.0.1:8302/a%20b?c=d%20e%25"}),
        ("half \ud800", {"uri": "half%20%3F", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_every_file_has_a_valid_uri(file: str, artifact: dict[str, str]) -> None:
    assert artifact_of(file) == artifact
    assert is_valid(artifact["uri"])
    run_of(report_of(evolve(BREAKING, location=Location(file))))
