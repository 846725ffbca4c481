"""All formats: every report can be written in each, and the text of others changes nothing but itself."""

import re

import pytest
from attrs import evolve

from scripts.drift.finding import Checked, Report
from scripts.drift.formats import FORMATS, render
from scripts.drift.formats.words import checked, cut, found, one_line, plain, summary
from scripts.failures import UNUSABLE, Failure
from tests.drift.made_reports import BREAKING, INFORMATION, NASTY, REPORTS, WARNING, report_of

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_every_format_writes_every_report_the_same_way_twice(format_name: str, name: str) -> None:
    text = render(REPORTS[name], format_name)
    assert text == render(REPORTS[name], format_name)
    assert text.endswith("\n")
    assert text.encode().decode() == text
    assert not STEERING.search(text)


def test_a_format_that_does_not_exist_is_told_with_its_neighbours() -> None:
    with pytest.raises(Failure) as caught:
        render(report_of(), "jsn")
    assert caught.value == Failure("there is no format 'jsn'", cure="did you mean json?", exit_code=UNUSABLE)


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (report_of(), "no drift: 5 pages, 6 operations, 212 fields, 4 recordings, 1 live answer checked"),
        (Report(Checked(), (), (), ()), "nothing was checked"),
        (Report(Checked(), (BREAKING,), (), ()), "1 breaking; nothing was checked"),
        (Report(Checked(pages=1, catalogue_rows=1), (), (), ()), "no drift: 1 page, 1 catalogue row checked"),
        (
            Report(Checked(pages=2), (BREAKING, BREAKING, WARNING, WARNING, INFORMATION), (), (), (WARNING,)),
            "2 breaking, 2 warnings, 1 information, 1 acknowledged; 2 pages checked",
        ),
        (Report(Checked(pages=2), (), (), (), (WARNING,)), "no drift but 1 acknowledged: 2 pages checked"),
    ],
)
def test_the_summary_counts_what_there_is_and_leaves_out_what_there_is_not(report: Report, line: str) -> None:
    assert summary(report) == line


def test_every_count_has_its_own_words() -> None:
    names = Checked().as_json()
    told = {checked(evolve(Checked(), **{name: 1})) for name in names}
    assert len(told) == len(names)
    assert all(re.fullmatch("1 [a-z ]+[^s] checked", line) for line in told)


def test_the_order_of_severities_does_not_depend_on_that_of_the_findings() -> None:
    assert found(report_of(INFORMATION, BREAKING)) == "1 breaking, 1 information"


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_what_is_shown_of_foreign_text_steers_nothing(text: str) -> None:
    shown = plain(text)
    assert plain(shown) == shown
    assert shown.splitlines() == shown.split("\n")[: len(shown.splitlines())]
    assert not set("\r\u202e\u2028\ud800\x1b") & set(shown)
    assert len(one_line(text).splitlines()) <= 1


def test_a_sign_stands_where_a_steering_character_stood() -> None:
    assert plain("a\x1b[1m\x7f\x9b\r\nb") == "a␛[1m␡�\nb"


def test_a_cut_text_tells_how_much_is_left_out() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdef", 4) == "abcd … and 2 more characters"
    assert cut("a\nb\nc", 100, lines=2) == "a\nb … and 2 more characters"
