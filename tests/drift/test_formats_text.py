"""Text: what a person reads in a terminal."""

import re

import pytest
from attrs import evolve
from hypothesis import given, settings

from scripts.drift.finding import Location, Party, Report
from scripts.drift.formats.text import render, width
from tests.drift.made_reports import ANY_REPORT, BREAKING, INFORMATION, NASTY, REPORTS, WARNING, nasty, report_of

SHOWN = """\
breaking: type-differs: `speed` is a number on its page, but a string in the description
  at:          spec/speech_synthesis/speech_synthesis.yaml:118
  operation:   speech_synthesis
  pointer:     /paths/~1302~1v2~1audio/post/requestBody
  page:        number  spec/speech_synthesis/pages/speech_synthesis.txt:41
  description: string  spec/speech_synthesis/speech_synthesis.yaml:118
  evidence:    | speed | number | no | from 0.5 to 2.0, 语速 |
  fingerprint: 0c17272827179868

information: page-changed: the page has a new paragraph
  at:          spec/speech_synthesis/pages/speech_synthesis.txt:41
  page:        one paragraph more  spec/speech_synthesis/pages/speech_synthesis.txt:41
  fingerprint: 79feb59575f0325f

1 breaking, 1 information; 5 pages, 6 operations, 212 fields, 4 recordings, 1 live answer checked
"""


def test_a_report_reads_as_it_was_designed() -> None:
    assert render(report_of(INFORMATION, BREAKING)) == SHOWN


def test_without_findings_one_line_is_all() -> None:
    text = render(report_of())
    assert text == "no drift: 5 pages, 6 operations, 212 fields, 4 recordings, 1 live answer checked\n"


def test_the_gravest_findings_stand_first() -> None:
    heads = re.findall("^[a-z]+(?=: )", render(REPORTS["each severity"]), re.MULTILINE)
    assert heads == ["breaking", "warning", "information"]


def test_an_acknowledged_finding_is_counted_and_not_shown() -> None:
    text = render(report_of(BREAKING, acknowledged=(WARNING,)))
    assert "1 breaking, 1 acknowledged; " in text
    assert WARNING.fingerprint not in text


def test_later_lines_of_evidence_stand_under_the_first() -> None:
    text = render(report_of(WARNING))
    assert '  evidence:    {\n                 "voice_id": "v-1"\n               }\n' in text


def test_the_places_stand_under_each_other_whatever_the_script() -> None:
    parties = (Party("page", "数字", Location("a.txt")), Party("client", "int", Location("b.py")))
    lines = render(report_of(evolve(WARNING, parties=parties))).splitlines()
    places = [line for line in lines if line.endswith(("a.txt:1", "b.py:1"))]
    assert len(places) == len(parties)
    assert len({width(line[: line.rindex(" ")]) for line in places}) == 1


@settings(deadline=None, max_examples=25)
@given(ANY_REPORT)
def test_every_finding_has_one_head_and_its_fingerprint(report: Report) -> None:
    text = render(report)
    heads = re.findall("^(?:breaking|warning|information): ", text, re.MULTILINE)
    prints = re.findall("^  fingerprint: +([0-9a-f]{16})$", text, re.MULTILINE)
    assert len(heads) == len(report.findings)
    assert sorted(prints) == sorted(finding.fingerprint for finding in report.findings)


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_foreign_text_never_begins_a_line_and_never_ends_without_bound(text: str) -> None:
    lines = render(report_of(nasty(text))).splitlines()
    assert all(line.startswith(("  ", "warning: ")) or not line for line in lines[:-1])
    assert max(map(len, lines)) < 1200


def test_colour_changes_nothing_but_the_colour() -> None:
    for name in ("each severity", "control characters"):
        coloured = render(REPORTS[name], colour=True)
        assert "\x1b[" in coloured
        assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == render(REPORTS[name])
