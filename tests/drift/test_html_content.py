"""What the HTML report tells."""

from collections import Counter

import pytest
import yaml
from attrs import evolve

from scripts.drift.finding import Checked, Party, Report
from scripts.drift.formats.html import PARTIES
from tests.drift.made_reports import BREAKING, WARNING, report_of
from tests.drift.test_html import page_of
from tests.drift.test_html_samples import sample


@pytest.mark.parametrize("count", [3, 30])
def test_every_finding_tells_all_that_is_known_of_it(count: int) -> None:
    report = sample(count)
    page = page_of(report)
    for finding in report.findings:
        shown, raw = page.text(finding.fingerprint), page.raw(finding.fingerprint)
        claim = next((rule.claim for rule in report.rules if rule.id == finding.rule), "")
        for party in finding.parties:
            assert f"{party.name} {party.says} {party.location or ''}".strip() in shown
        for fact in (finding.severity.value, finding.rule, claim, finding.message.replace("`", ""), finding.pointer):
            assert (fact or "") in shown
        assert f"Location {finding.location}" in shown
        assert finding.evidence in raw
        assert ("proposed overlay answers it" in shown) == (finding.fingerprint in report.answered)


def test_the_acknowledgement_to_copy_is_yaml_that_names_the_fingerprint_as_text() -> None:
    known = (evolve(BREAKING, subject=(str(number),)) for number in range(100_000))
    digits = next(finding for finding in known if finding.fingerprint.isdigit())
    (entry,) = yaml.safe_load(page_of(report_of(digits)).raw(f"yaml-{digits.fingerprint}"))
    assert entry == {"fingerprint": digits.fingerprint, "owner": "...", "reason": "...", "expires": "YYYY-MM-DD"}


def test_a_finding_counts_in_the_row_of_its_operation_for_each_of_its_parties() -> None:
    report = sample(30)
    page = page_of(report)
    found = Counter((one.operation, party.name) for one in report.findings for party in one.parties)
    for number, operation in enumerate((*report.operations, None)):
        for name in PARTIES:
            shown = page.text(f"show-row-{number}-party-{name}")
            count = found[operation, name]
            words = f"Showing {count} of 30: {operation or 'no operation'}, {name} Show all Back to the matrix"
            assert shown == (words if count else "")


def test_an_operation_that_nothing_describes_and_a_wrong_acknowledgement_have_places_of_their_own() -> None:
    finding = evolve(BREAKING, operation="unheard_of", parties=(Party("acknowledgement", "expired"),))
    text = page_of(report_of(finding)).text("table")
    assert "service acknowledgement all" in text
    assert "unheard_of not in the description" in text


def test_acknowledged_findings_are_folded_away_and_do_not_count() -> None:
    report = report_of(BREAKING, acknowledged=(WARNING,))
    page = page_of(report)
    assert page.text("h1") == "1 breaking, 0 warnings, 0 information"
    assert WARNING.fingerprint in page.text("acknowledged")
    assert WARNING.fingerprint not in page.text("findings")
    assert next(attrs for _, attrs in page.elements if attrs.get("id") == "acknowledged") == {"id": "acknowledged"}


@pytest.mark.parametrize(
    ("report", "headline", "proposal"),
    [
        (sample(0), "No drift", "proposes no overlay: there is no finding"),
        (Report(Checked(), (), (), ()), "Nothing was checked", "proposes no overlay: there is no finding"),
        (report_of(BREAKING, WARNING), "1 breaking, 1 warning, 0 information", "proposes no overlay. What is wrong"),
        (sample(3), "2 breaking, 1 warning, 0 information", "It answers 2 of 3 findings."),
    ],
)
def test_the_headline_is_the_verdict_and_the_proposal_is_told_in_words(
    report: Report, headline: str, proposal: str
) -> None:
    page = page_of(report)
    assert page.text("h1") == headline
    assert proposal in page.text("proposal")


def test_what_was_checked_is_counted_and_what_was_not_as_well() -> None:
    text = page_of(sample(0)).text("main")
    assert "pages 14" in text
    assert "catalogue rows 36" in text
    assert "live answers 0" in text
