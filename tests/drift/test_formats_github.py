"""GitHub: what the runner reads off a job's log."""

import re

import pytest
from attrs import evolve
from hypothesis import given, settings

from scripts.drift.finding import Location, Report
from scripts.drift.formats.github import data, property_value, render
from scripts.drift.formats.words import plain, summary
from tests.drift.made_reports import ANY_REPORT, BREAKING, NASTY, REPORTS, report_of

COMMAND = re.compile(r"::(error|warning|notice) file=([^,:]*),line=(\d+),title=([^,:]*)::(.*)")


def undone(text: str) -> str:
    """Undo the escaping in the runner's order: the percent sign last."""
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def check(report: Report) -> None:
    """One command a finding and one line more, which is no command."""
    *commands, last = re.split("\r\n|\r|\n", render(report).removesuffix("\n"))
    assert last == summary(report)
    assert not last.startswith("::")
    assert len(commands) == len(report.findings)
    left = {(plain(one.location.file), one.location.line) for one in report.findings}
    for command in commands:
        match = COMMAND.fullmatch(command)
        assert match
        assert (undone(match[2]), int(match[3])) in left


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_finding_is_one_command_on_one_line(report: Report) -> None:
    check(report)


@settings(deadline=None, max_examples=25)
@given(ANY_REPORT)
def test_no_text_begins_a_command_of_its_own(report: Report) -> None:
    check(report)


def test_the_command_is_that_of_the_severity_and_the_gravest_comes_first() -> None:
    found = re.findall("^::([a-z]+) ", render(REPORTS["each severity"]), re.MULTILINE)
    assert found == ["error", "warning", "notice"]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_what_is_escaped_can_be_undone(text: str) -> None:
    assert undone(data(text)) == text
    assert undone(property_value(text)) == text
    assert not set(property_value(text)) & set("\r\n:,")


def test_the_signs_are_escaped_as_github_documents() -> None:
    assert data("%\r\n:,") == "%25%0D%0A:,"
    assert property_value("%\r\n:,") == "%25%0D%0A%3A%2C"


def test_an_annotation_tells_the_message_both_sides_and_the_fingerprint() -> None:
    finding = evolve(BREAKING, location=Location("a,b:c%.txt", 3))
    line = render(report_of(finding)).splitlines()[0]
    assert line.startswith("::error file=a%2Cb%3Ac%25.txt,line=3,title=drift%3A type-differs::`speed` is ")
    told = undone(line.split("::", 2)[2]).split("\n")
    assert told[1:] == [
        "page: number (spec/speech_synthesis/pages/speech_synthesis.txt:41)",
        "description: string (spec/speech_synthesis/speech_synthesis.yaml:118)",
        "fingerprint: 0c17272827179868",
    ]
