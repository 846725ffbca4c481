"""JSON: the report as data, and the schema that says so."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from attrs import evolve
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from scripts.drift.finding import PartyName, Report, Severity
from scripts.drift.formats.json_report import render
from tests.drift.made_reports import ANY_REPORT, BREAKING, REPORTS, WARNING, report_of

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "scripts/drift/report.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)
EXAMPLE = json.loads(render(report_of(BREAKING, acknowledged=(WARNING,))))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_a_report_is_as_its_schema_says_and_as_its_values_are(report: Report) -> None:
    data = json.loads(render(report))
    # A pointer that was made up of any text is none.
    assert [error for error in VALIDATOR.iter_errors(data) if error.path[-1] != "pointer"] == []
    assert data == report.as_json()


@settings(deadline=None, max_examples=25)
@given(ANY_REPORT)
def test_no_report_breaks_the_schema(report: Report) -> None:
    VALIDATOR.validate(json.loads(render(report)))


def test_the_schema_names_the_severities_and_parties_that_there_are() -> None:
    names = SCHEMA["$defs"]
    assert names["finding"]["properties"]["severity"]["enum"] == [one.value for one in Severity]
    assert names["party"]["properties"]["party"]["enum"] == list(get_args(PartyName))


@pytest.mark.parametrize("name", ["checked", "finding", "party"])
def test_each_part_of_the_schema_asks_for_all_that_it_names_and_describes_it(name: str) -> None:
    part = SCHEMA["$defs"][name]
    assert part["required"] == list(part["properties"])
    assert part["additionalProperties"] is False
    assert all("description" in one or "$ref" in one for one in part["properties"].values())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("fingerprint", "0C17272827179868"),
        ("fingerprint", "abc"),
        ("rule", "Type_Differs"),
        ("rule", "type--differs"),
        ("severity", "grave"),
        ("pointer", "no pointer"),
        ("location", "a file"),
        ("location", "a file:0"),
        ("operation", ""),
        ("more", 1),
    ],
)
def test_the_schema_refuses_what_is_no_finding(key: str, value: object) -> None:
    data = {**EXAMPLE, "findings": [{**EXAMPLE["findings"][0], key: value}]}
    assert VALIDATOR.is_valid(EXAMPLE)
    assert not VALIDATOR.is_valid(data)


def test_chinese_stands_as_it_is_and_what_steers_a_terminal_is_escaped() -> None:
    text = render(report_of(evolve(BREAKING, message="语速 \\\ud800\x9b")))
    assert '"message": "语速 \\\\\\ud800\\u009b"' in text
    assert json.loads(text)["findings"][0]["message"] == "语速 \\\ud800\x9b"
