"""The HTML report, as text."""

import re
from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given, settings

from scripts.drift.finding import Report
from scripts.drift.formats.html import render
from tests.drift.made_reports import ANY_REPORT, NASTY, REPORTS, nasty, report_of
from tests.drift.test_html_samples import sample

EVERY = {**REPORTS, **{f"{count} findings": sample(count) for count in (0, 3, 30)}}
HOSTILE = (
    NASTY["angle brackets"],
    NASTY["Chinese"],
    "{{ 7 * 7 }} {% x %} {# y #}",
    "\"></style><img src=x onerror='alert(1)'>",
    "</pre>\n</details>\n\"'&amp;#",
)
VOID = {"meta", "wbr"}
BLANK = re.compile(r"\s+")

every_report = pytest.mark.parametrize("report", EVERY.values(), ids=EVERY.keys())


class Page(HTMLParser):
    """A report, read. Raises where a tag is not closed by its own end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._texts: list[str] = []
        self._open: list[tuple[str, str, int]] = []
        self._spans: dict[str, tuple[int, int]] = {}
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs)
        if tag == "dd":
            self._texts.append(" ")
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("id") or tag, len(self._texts)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        opened, name, start = self._open.pop()
        assert opened == tag
        self._spans[name] = (start, len(self._texts))

    def handle_data(self, data: str) -> None:
        self._texts.append(data)

    def values(self, *names: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.elements for name in names if name in attrs]

    def raw(self, name: str) -> str:
        """The text inside of the element with an id, or of the last one with a tag and none."""
        return "".join(self._texts[slice(*self._spans.get(name, (0, 0)))])

    def text(self, name: str) -> str:
        """The same, as a line."""
        return BLANK.sub(" ", self.raw(name)).strip()

    def count(self, tag: str) -> int:
        return sum(found == tag for found, _ in self.elements)


@cache
def page_of(report: Report) -> Page:
    return Page(render(report))


@every_report
def test_nothing_in_it_leads_out_of_it(report: Report) -> None:
    page = page_of(report)
    assert [link for link in page.values("href") if not re.fullmatch("#[a-z0-9-]+", link)] == []
    assert page.values("src", "srcset", "action", "formaction", "poster", "data", "style", "ping") == []
    assert not re.search(r"url\(|@import|//", page.raw("style"))
    assert page.count("link") == page.count("base") == page.count("iframe") == page.count("img") == 0


@every_report
def test_every_id_is_there_once_and_every_link_within_the_page_leads_to_one(report: Report) -> None:
    page = page_of(report)
    ids = Counter(page.values("id"))
    assert [id_ for id_, count in ids.items() if count > 1] == []
    assert {link.removeprefix("#") for link in page.values("href")} <= set(ids)
    assert set(page.values("aria-labelledby", "data-copies")) <= set(ids)


@every_report
def test_the_policy_allows_the_style_and_the_script_that_are_there_and_nothing_else(report: Report) -> None:
    page = page_of(report)
    digests = {name: b64encode(sha256(page.raw(name).encode()).digest()).decode() for name in ("style", "script")}
    policy = next(attrs["content"] for tag, attrs in page.elements if "http-equiv" in attrs)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert page.count("style") == page.count("script") == 1
    assert [name for _, attrs in page.elements for name in attrs if name.startswith("on")] == []


@every_report
def test_headings_skip_no_level_and_tables_tell_their_headers(report: Report) -> None:
    page = page_of(report)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert all(attrs.get("scope") in ("row", "col") for tag, attrs in page.elements if tag == "th")
    assert dict(page.elements)["html"]["lang"] == "en"
    assert page.text("title")


@every_report
def test_a_report_reads_the_same_each_time_and_can_be_stored(report: Report) -> None:
    text = render(report)
    assert text == render(evolve(report, findings=tuple(map(evolve, report.findings))))
    assert text.encode()
    assert text.endswith("</html>\n")


@given(ANY_REPORT)
@settings(max_examples=30, deadline=None)
def test_any_report_gives_a_well_formed_page_whose_links_lead_somewhere(report: Report) -> None:
    page = page_of(report)
    assert {link.removeprefix("#") for link in page.values("href")} <= set(page.values("id"))
    assert len(set(page.values("id"))) == len(page.values("id"))
    assert page.count("article") == len(report.findings) + len(report.acknowledged)


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_is_shown_and_never_becomes_markup(text: str) -> None:
    finding, harmless = nasty(text), nasty("x")
    page = Page(render(report_of(finding, proposal=text)))
    assert page.text(finding.fingerprint).count(BLANK.sub(" ", text)) >= 4, (
        "in message, operation, parties and evidence"
    )
    assert page.raw("proposal-text") == f"\n{text}"
    tags, expected = (
        [tag for tag, _ in one.elements if tag != "wbr"]
        for one in (page, Page(render(report_of(harmless, proposal="x"))))
    )
    assert tags == expected
