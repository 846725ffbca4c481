"""JUnit: what a CI system makes of a report."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given, settings
from xmlschema import XMLSchema

from scripts.drift.finding import Report, Severity
from scripts.drift.formats.junit import render
from tests.drift.made_reports import ANY_REPORT, BREAKING, INFORMATION, NASTY, REPORTS, RULES, WARNING, nasty, report_of

SCHEMA = XMLSchema(Path(__file__).with_name("schemas") / "junit-10.xsd")


def suite_of(report: Report) -> ET.Element:
    text = render(report)
    assert list(SCHEMA.iter_errors(text)) == []
    root = ET.fromstring(text.encode())  # noqa: S314 - our own text
    assert [one.get("name") for one in root] == ["drift"]
    return root[0]


def outcomes(suite: ET.Element) -> list[tuple[str, list[str]]]:
    """The rule of each test case, and what it came to."""
    cases = suite.findall("testcase")
    return [((case.get("name") or "").split(" ")[0], [child.tag for child in case]) for case in cases]


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_report_is_valid_and_its_counts_are_those_of_its_cases(report: Report) -> None:
    check_counts(report)


@settings(deadline=None, max_examples=25)
@given(ANY_REPORT)
def test_no_text_makes_the_xml_ill_formed(report: Report) -> None:
    check_counts(report)


def check_counts(report: Report) -> None:
    suite = suite_of(report)
    told = outcomes(suite)
    assert int(suite.get("tests", "")) == len(told)
    for count, tag in (("failures", "failure"), ("skipped", "skipped"), ("errors", "error")):
        assert int(suite.get(count, "")) == sum(tags == [tag] for _, tags in told)
    assert all(len(tags) <= 1 for _, tags in told)
    assert {rule.id for rule in report.rules} <= {rule for rule, _ in told}


def test_a_rule_without_a_finding_passes_and_each_finding_fails_alone() -> None:
    other = evolve(BREAKING, subject=("pitch",))
    assert outcomes(suite_of(report_of(BREAKING, other))) == [
        ("type-differs", ["failure"]),
        ("type-differs", ["failure"]),
        *((rule.id, []) for rule in RULES[1:]),
    ]
    names = [case.get("name") for case in suite_of(report_of(BREAKING, other)).findall("testcase")]
    assert len(set(names)) == len(names)


def test_information_fails_nothing_and_is_told_in_the_output_of_the_suite() -> None:
    suite = suite_of(report_of(INFORMATION))
    assert suite.get("failures") == "0"
    assert INFORMATION.message in suite.findtext("system-out", "")
    assert ("page-changed", []) in outcomes(suite)


def test_an_acknowledged_finding_is_skipped() -> None:
    suite = suite_of(report_of(acknowledged=(WARNING,)))
    assert ("field-missing", ["skipped"]) in outcomes(suite)
    assert ("field-missing", []) not in outcomes(suite)


def test_a_failure_tells_severity_place_both_sides_and_evidence() -> None:
    failure = suite_of(report_of(BREAKING)).find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == Severity.BREAKING.value
    for party in BREAKING.parties:
        assert f"{party.name}: {party.says} ({party.location})" in (failure.text or "")
    assert f"at: {BREAKING.location}" in (failure.text or "")
    assert BREAKING.evidence in (failure.text or "")


@pytest.mark.parametrize("name", ["quotes", "pipes", "angle brackets", "Chinese", "very long"])
def test_evidence_is_read_as_it_was_written(name: str) -> None:
    failure = suite_of(report_of(nasty(NASTY[name]))).findtext("testcase/failure", "")
    assert failure.endswith(f"evidence:\n{NASTY[name]}")


def test_how_much_was_checked_stands_in_the_properties() -> None:
    found = {one.get("name"): one.get("value") for one in suite_of(report_of()).iterfind("properties/property")}
    assert found == {name: str(count) for name, count in report_of().checked.as_json().items()}
