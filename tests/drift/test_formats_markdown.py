"""Markdown: what GitHub would make of a report, as a parser of the same dialect reads it."""

import html
import re
from collections.abc import Iterator

import pytest
from attrs import evolve
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from scripts.drift.finding import Report
from scripts.drift.formats.markdown import LIMIT, code, escaped, fenced, prose, render
from scripts.drift.formats.words import one_line, plain
from tests.drift.made_reports import ANY_REPORT, BREAKING, NASTY, PROPOSAL, REPORTS, WARNING, report_of

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
INLINE = {"text", "text_special", "code_inline", "html_inline"}
TAGS = {"<!-- -->", "<span>", "</span>", "<code>", "</code>"}
OPENING = re.compile(r"<details>\n<summary>(breaking|warning|information): (.*)</summary>\n")
GITHUB_REFUSES = 65_536


def inlines(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.type == "inline")


def text_of(inline: Token) -> str:
    """The text that a reader sees; code within it too."""
    return "".join(child.content for child in inline.children or () if child.type != "html_inline")


def cells(report: Report) -> list[list[str]]:
    """The body of the first table."""
    tokens = READER.parse(render(report))
    start = next(index for index, token in enumerate(tokens) if token.type == "tbody_open")
    end = next(index for index, token in enumerate(tokens) if token.type == "tbody_close")
    told = [text_of(token) for token in inlines(tokens[start:end])]
    return [told[index : index + 4] for index in range(0, len(told), 4)]


def check(report: Report) -> None:
    """Nothing but our own structure, and all of it."""
    text = render(report)
    assert len(text) < GITHUB_REFUSES
    tokens = READER.parse(text)
    kinds = [token.type for token in tokens]
    assert kinds[:3] == ["heading_open", "inline", "heading_close"]
    assert kinds.count("heading_open") == 1
    assert not set(kinds) & {"bullet_list_open", "ordered_list_open", "blockquote_open", "hr", "code_block"}
    for inline in inlines(tokens):
        children = inline.children or []
        assert {child.type for child in children} <= INLINE
        assert {child.content for child in children if child.type == "html_inline"} <= TAGS
    blocks = [token.content for token in tokens if token.type == "html_block"]
    assert all(OPENING.fullmatch(block) or block.strip() == "</details>" for block in blocks)
    for block in blocks[::2]:
        inner = OPENING.fullmatch(block)
        assert inner
        assert "<" not in re.sub("<!-- -->|</?code>", "", inner[2])
    if "left out for length" not in text:
        assert len(blocks) == 2 * len(report.findings)
        assert len(cells(report) if report.findings else []) == len(report.findings)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_no_text_of_others_becomes_structure(report: Report) -> None:
    check(report)


@settings(deadline=None, max_examples=25)
@given(ANY_REPORT)
def test_no_report_whatever_it_says_becomes_other_structure(report: Report) -> None:
    check(report)


@pytest.mark.parametrize("write", [escaped, prose, code])
@pytest.mark.parametrize("name", [name for name in NASTY if name not in ("blank", "empty")])
def test_a_text_is_read_as_it_was_written(write: type[str], name: str) -> None:
    text = one_line(NASTY[name][:3000])
    tokens = READER.parse(f"| a |\n|---|\n| {write(text)} |\n")
    seen = text_of(list(inlines(tokens))[-1])
    # Single backticks may have become code.
    assert seen.replace("`", "") == text.replace("`", "")
    assert write is prose or seen == text


def test_what_a_message_has_in_backticks_is_code() -> None:
    children = next(inlines(READER.parse(prose("`a_b` is | not `c|d` nor ``e``")))).children or []
    assert [child.content for child in children if child.type == "code_inline"] == ["a_b"]
    assert "<code>c&#124;d</code>" in prose("`c|d`")


def test_nobody_is_called_and_no_issue_referred_to() -> None:
    text = render(report_of(evolve(WARNING, message="@somebody says #12 for a@b", evidence="@somebody")))
    outside = re.sub("(?s)```.*?```", "", text)
    assert not re.search(r"[@#]\w", outside)


def test_the_table_has_a_row_a_finding_with_the_gravest_first() -> None:
    assert [row[0] for row in cells(REPORTS["each severity"])] == ["breaking", "warning", "information"]
    assert cells(report_of(BREAKING)) == [
        ["breaking", BREAKING.rule, BREAKING.message.replace("`", ""), str(BREAKING.location)]
    ]


@pytest.mark.parametrize("name", ["Markdown", "angle brackets", "newlines"])
def test_evidence_stands_in_a_block_of_its_own(name: str) -> None:
    tokens = READER.parse(render(report_of(evolve(WARNING, evidence=NASTY[name]))))
    assert [token.content for token in tokens if token.type == "fence"] == [plain(NASTY[name]).rstrip() + "\n"]


def test_a_title_shows_a_message_as_it_is() -> None:
    message = NASTY["angle brackets"]
    text = render(report_of(evolve(WARNING, message=message)))
    found = re.search("<summary>warning: (.*)</summary>", text)
    assert found
    assert html.unescape(found[1]) == message


def test_the_proposal_stands_in_a_block_of_yaml_and_only_where_there_is_one() -> None:
    tokens = READER.parse(render(REPORTS["proposed"]))
    assert [token.content for token in tokens if token.info == "yaml"] == [PROPOSAL]
    assert "yaml\n" not in render(report_of(BREAKING)).replace(".yaml", "")


def test_a_fence_is_longer_than_any_in_the_text() -> None:
    assert fenced("a\n````\nb", "text") == "`````text\na\n````\nb\n`````"


def test_what_is_too_much_for_a_comment_is_left_out_and_counted() -> None:
    many = REPORTS["many"]
    assert len(render(many)) < LIMIT + 200
    left = [int(number) for number in re.findall(r"^And (\d+) more, left out", render(many), re.MULTILINE)]
    details = render(many).count("<details>\n")
    assert left == [len(many.findings) - len(cells(many)), len(many.findings) - details]
    assert "too long to be shown" in render(report_of(BREAKING, proposal="# a\n" * LIMIT))


def test_a_headline_tells_the_result() -> None:
    assert render(report_of(acknowledged=(WARNING,))).startswith("### No drift but 1 acknowledged\n\n5 pages, ")
    assert render(REPORTS["each severity"]).startswith("### Drift: 1 breaking, 1 warning, 1 information\n")
    assert render(REPORTS["nothing checked"]) == "### Nothing was checked\n"
