"""The HTML report in a browser: what a reader sees of it, on a screen, on a phone, in the dark, by keyboard."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.drift.formats.html import render
from tests.drift.browser import Browser, Page
from tests.drift.made_reports import REPORTS
from tests.drift.test_html_samples import sample

REPORT = sample(30)
PLACES = {"none": sample(0), "few": sample(3), "many": REPORT} | {
    name.replace(" ", "-"): REPORTS[name] for name in ("angle brackets", "very long", "each severity")
}
CELL = "show-row-6-party-description"
SHOWN = "[...document.querySelectorAll('#findings .finding')].filter(one => one.checkVisibility()).map(one => one.id)"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
TOP = "document.getElementById('{}').getBoundingClientRect().top"
TEXT = "document.querySelector('main').innerText"
FOCUS = "document.activeElement.getAttribute('href')"

# For every number of the matrix where it leads, the number, and how many findings are shown there.
COUNTED = f"""
[...document.querySelectorAll("table a")].map((link) => {{
  location.hash = link.hash;
  return [link.hash, parseInt(link.textContent), {SHOWN}.length];
}})
"""


@pytest.fixture(scope="session")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    program = shutil.which("chromium")
    if program is None:
        missing = "there is no chromium to look at the report with: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with Browser(program, tmp_path_factory.mktemp("profile")) as browser:
        yield browser.page()


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of each report."""
    folder: Path = tmp_path_factory.mktemp("reports")
    for name, report in PLACES.items():
        (folder / f"{name}.html").write_text(render(report), encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in PLACES}


@pytest.fixture
def page(window: Page) -> Page:
    """A page on a desk, in the light, whose scripts run."""
    window.open("about:blank")
    window.size(1200, 900)
    window.prefer(color_scheme="light", reduced_motion="reduce")
    window.scripts(run=True)
    return window


def shown_in(cell_row: int, party: str) -> list[str]:
    """The fingerprints that a cell of the matrix of the report should show."""
    operation = (*REPORT.operations, None)[cell_row]
    return [
        finding.fingerprint
        for finding in REPORT.findings
        if finding.operation == operation and party in [one.name for one in finding.parties]
    ]


@pytest.mark.parametrize("name", PLACES)
def test_it_asks_for_nothing_but_itself_and_logs_no_error(page: Page, places: dict[str, str], name: str) -> None:
    page.open(places[name])
    page.evaluate(OPEN_ALL)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert [request["request"]["url"] for request in page.told("Network.requestWillBeSent")] == [places[name]]
    assert page.told("Log.entryAdded") == page.told("Runtime.exceptionThrown") == []
    assert page.told("Runtime.consoleAPICalled") == []


@pytest.mark.parametrize(
    "attempt",
    [
        "new Image().src = 'http://127.0.0.1:9/x.png'",
        "fetch('http://127.0.0.1:9/').catch(() => null)",
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))",
        "document.body.innerHTML += '<p style=\"color: red\">'",
    ],
)
def test_its_policy_would_stop_what_hostile_text_could_start(page: Page, places: dict[str, str], attempt: str) -> None:
    page.open(places["few"])
    page.evaluate("document.addEventListener('securitypolicyviolation', () => { window.stopped = true })")
    page.evaluate(f"void ({attempt})")
    page.until(lambda: page.evaluate("window.stopped === true"), attempt)
    assert page.evaluate("window.ran === undefined")
    asked = {one["requestId"] for one in page.told("Network.requestWillBeSent")[1:]}
    refused = {one["requestId"] for one in page.told("Network.loadingFailed") if one.get("blockedReason") == "csp"}
    assert asked <= refused


@pytest.mark.parametrize("name", PLACES)
def test_the_page_is_never_wider_than_the_window(page: Page, places: dict[str, str], name: str) -> None:
    page.size(360, 800)
    page.open(places[name])
    page.evaluate(OPEN_ALL)
    for width in (320, 360, 640, 830, 850, 1200):
        page.size(width, 800)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("visualViewport.scale") == 1


@pytest.mark.parametrize("name", ["none", "many", "each-severity"])
def test_every_text_stands_out_against_its_ground(page: Page, places: dict[str, str], name: str) -> None:
    page.open(places[name] + f"#{CELL}")
    page.evaluate(OPEN_ALL)
    for scheme in ("light", "dark"):
        page.prefer(color_scheme=scheme, reduced_motion="reduce")
        texts = page.contrasts()
        assert len(texts) > 50
        assert [text for text, contrast in texts if contrast < 4.5] == []
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
        assert (max(ground) < 50) == (scheme == "dark")


def test_the_keyboard_reaches_the_skip_link_first_and_then_the_matrix(page: Page, places: dict[str, str]) -> None:
    page.open(places["many"])
    links: list[str] = []
    while not links or CELL not in links[-1]:
        page.press("Tab")
        links.append(page.evaluate(FOCUS))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", links[-1]
        assert len(links) < 80
    assert links[0] == "#findings"
    assert all(link.startswith("#show-row-") for link in links[links.index("#acknowledged") + 1 :])


@pytest.mark.parametrize("scripts", [True, False])
def test_a_cell_shows_its_findings_alone_and_the_way_back_shows_all(
    page: Page, places: dict[str, str], scripts: bool
) -> None:
    page.scripts(run=scripts)
    page.open(places["many"])
    assert page.evaluate(SHOWN) == [finding.fingerprint for finding in REPORT.findings]
    page.evaluate(f"document.querySelector('table [href=\"#{CELL}\"]').focus()")
    page.press("Enter")
    page.until(lambda: len(page.evaluate(SHOWN)) < 30, "the others are hidden")
    assert page.evaluate(SHOWN) == shown_in(6, "description") != []
    assert page.evaluate("document.activeElement.id") == CELL, "who listens hears how many are shown"
    page.until(lambda: 0 <= page.evaluate(TOP.format(CELL)) < 450, "what it shows is in the window")
    page.press("Tab")
    page.press("Enter")
    page.until(lambda: len(page.evaluate(SHOWN)) == 30, "all are shown again")


def test_every_number_of_the_matrix_is_how_many_findings_it_leads_to(page: Page, places: dict[str, str]) -> None:
    page.open(places["many"])
    told = page.evaluate(COUNTED)
    assert len(told) > 50
    assert [(address, number) for address, number, shown in told if number != shown] == []


@pytest.mark.parametrize("number", [0, 17, 29])
def test_an_address_with_a_fingerprint_opens_that_finding(page: Page, places: dict[str, str], number: int) -> None:
    fingerprint = REPORT.findings[number].fingerprint
    page.open(places["many"] + f"#{fingerprint}")
    opened = "[...document.querySelectorAll('#findings details[open]')].map(one => one.parentElement.id)"
    assert page.evaluate(opened) == [fingerprint]
    assert 0 <= page.evaluate(TOP.format(fingerprint)) < 900
    assert len(page.evaluate(SHOWN)) == 30


def test_an_address_with_the_fingerprint_of_an_acknowledged_finding_unfolds_it(
    page: Page, places: dict[str, str]
) -> None:
    (finding,) = REPORT.acknowledged
    page.open(places["many"] + f"#{finding.fingerprint}")
    assert page.evaluate(f"document.getElementById('{finding.fingerprint}').checkVisibility()")
    assert page.evaluate(f"document.querySelector('[id=\"{finding.fingerprint}\"] > details').open")


def test_without_scripts_everything_can_be_read_and_no_button_does_nothing(page: Page, places: dict[str, str]) -> None:
    page.scripts(run=False)
    page.open(places["many"])
    text = page.evaluate(TEXT)
    for finding in REPORT.findings:
        assert finding.message.replace("`", "") in text
        assert all(party.says in text for party in finding.parties)
    assert page.evaluate("[...document.querySelectorAll('button')].filter(one => one.checkVisibility()).length") == 0
    evidence = REPORT.findings[0].evidence
    assert evidence not in text
    page.evaluate("document.querySelector('.more > summary').focus()")
    page.press("Enter")
    page.until(lambda: evidence in page.evaluate(TEXT), "the evidence is seen")


def test_the_copy_button_copies_the_overlay_and_says_so(page: Page, places: dict[str, str]) -> None:
    page.open(places["many"])
    page.permit("clipboardReadWrite", "clipboardSanitizedWrite")
    page.evaluate("document.querySelector('[data-copies=\"proposal-text\"]').focus()")
    page.press("Enter")
    page.until(lambda: page.evaluate("document.getElementById('spoken').textContent") == "Copied", "it says so")
    assert page.evaluate("navigator.clipboard.readText()") == REPORT.proposal


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_who_wants_less_motion(page: Page, places: dict[str, str], motion: str, moves: bool) -> None:
    page.prefer(reduced_motion=motion)
    page.open(places["many"] + f"#{REPORT.findings[3].fingerprint}")
    assert page.evaluate("document.getAnimations().length > 0") == moves
