"""Claims about `spec/acknowledged.yaml`: what it accepts does not count, and what is wrong with it is told."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.drift.acknowledged import Entry, read_entries, settle
from scripts.drift.finding import Finding, Location
from tests.drift.made_reports import FINDINGS
from tests.drift.planting import TODAY, copy_repository, plant, run
from tests.drift.support import EVERY, LAW, Checkout, make_checkout

FILE = "spec/acknowledged.yaml"
LAST = TODAY.isoformat()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
GOOD = f'- fingerprint: "{"0" * 16}"\n  owner: someone\n  reason: it may\n  expires: "{LAST}"\n'


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Checkout:
    """A copy in which there are two findings: `code` is a text by one page, and by another one it is none."""
    made = make_checkout(tmp_path, monkeypatch, capsys)
    made.plant("text-type-changed")
    return made


def entry(fingerprint: str, expires: str = LAST) -> str:
    return GOOD.replace("0" * 16, fingerprint).replace(LAST, expires)


@pytest.fixture(scope="module", name="prints")
def _prints(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The fingerprints of the two, the gravest first."""
    folder = tmp_path_factory.mktemp("planted")
    copy_repository(folder)
    plant(EVERY["text-type-changed"], folder)
    return [one.fingerprint for one in run(folder).report().findings]


def test_what_is_accepted_does_not_count_and_is_listed_apart(checkout: Checkout, prints: list[str]) -> None:
    first, second = prints
    checkout.write(FILE, "# Why it may stay.\n" + entry(first))
    told = checkout.judged()
    assert (told.code, [one["fingerprint"] for one in told.findings]) == (1, [second])
    assert [one["fingerprint"] for one in told.report["acknowledged"]] == [first]
    assert checkout.judged("--fail-on", "breaking").code == 0
    checkout.write(FILE, entry(first) + entry(second))
    shown = checkout.drift()
    assert shown.code == 0
    assert shown.output.startswith("no drift but 2 acknowledged: ")


def test_an_entry_of_yesterday_has_expired_and_what_it_accepted_counts_again(
    checkout: Checkout, prints: list[str]
) -> None:
    first, second = prints
    checkout.write(FILE, entry(second) + entry(first, YESTERDAY))
    told = checkout.judged()
    assert told.code == 1
    assert [one["fingerprint"] for one in told.findings if one["rule"] == "type-changed"] == [first]
    assert told.rules == ["acknowledgement-expired", "type-changed"]
    assert told.findings[-1]["location"] == f"{FILE}:5"
    assert told.findings[-1]["severity"] == "warning"
    assert [one["fingerprint"] for one in told.report["acknowledged"]] == [second]


def test_an_entry_that_accepts_nothing_is_a_finding_that_says_so(checkout: Checkout) -> None:
    checkout.write(FILE, entry("0" * 16))
    told = checkout.judged()
    unused = [one for one in told.findings if one["rule"] == "acknowledgement-unused"]
    assert [one["location"] for one in unused] == [f"{FILE}:1"]
    assert "accepts nothing that is found: delete it (it may)" in unused[0]["message"]
    assert (told.code, len(told.findings), told.report["acknowledged"]) == (1, 3, [])


def test_nothing_that_is_wrong_with_an_entry_can_be_accepted(checkout: Checkout) -> None:
    checkout.write(FILE, entry("0" * 16))
    unused = next(one for one in checkout.judged().findings if one["rule"] == "acknowledgement-unused")
    checkout.write(FILE, entry("0" * 16) + entry(unused["fingerprint"]))
    found = [one["location"] for one in checkout.judged().findings if one["rule"] == "acknowledgement-unused"]
    assert found == [f"{FILE}:1", f"{FILE}:5"]


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n\n  # Really.\n", "[]\n", "null\n"])
def test_a_file_may_hold_no_entry(tmp_path: Path, text: str) -> None:
    path = tmp_path / "acknowledged.yaml"
    assert read_entries(path) == ([], [])
    path.write_text(text, encoding="utf-8")
    assert read_entries(path) == ([], [])


def test_an_input_that_cannot_be_read_is_exit_code_2_even_when_it_is_accepted(checkout: Checkout) -> None:
    checkout.plant("recording-no-json")
    checkout.write(FILE, "".join(entry(one["fingerprint"]) for one in checkout.judged().findings))
    told = checkout.judged()
    assert (told.code, told.findings, len(told.report["acknowledged"])) == (2, [], 3)


BAD = {
    "an impossible day": (GOOD.replace(LAST, "2026-13-01"), 4, "'2026-13-01' is no date"),
    "a day in words": (GOOD.replace(f'"{LAST}"', "next year"), 4, "'next year' is no date"),
    "no owner": (GOOD.replace("  owner: someone\n", ""), 1, "this entry is not whole: `owner` is missing or empty"),
    "a blank reason": (GOOD.replace("it may", '" "'), 1, "this entry is not whole: `reason` is missing or empty"),
    "no end": (GOOD.partition("  expires")[0], 1, "this entry is not whole: `expires` is missing or empty"),
    "another fingerprint": (entry("ABCDEF0123456789"), 1, "'ABCDEF0123456789' is no fingerprint"),
    "a short fingerprint": (entry("abc"), 1, "'abc' is no fingerprint"),
    "a text for an entry": ("- all of it\n", 1, "an entry is an object"),
}
BAD_FILES = {
    "an object": ("accept: all\n", 1, "this is no list of entries"),
    "no YAML": ("- fingerprint: [\n- 1\n", 2, "this is not YAML"),
    "a field written twice": (GOOD + "  owner: another\n", 5, "the key 'owner' is written twice in one mapping"),
}


@pytest.mark.parametrize("name", [*BAD, *BAD_FILES])
def test_an_entry_that_cannot_be_used_is_told_with_its_line_and_accepts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text, line, what = {**BAD, **BAD_FILES}[name]
    path = tmp_path / "acknowledged.yaml"
    path.write_text(text, encoding="utf-8")
    entries, [unusable] = read_entries(path)
    failure = unusable.failure
    told = f"{failure.what}: {failure.cause}" if failure.cause else failure.what
    assert (entries, failure.where, told[: len(what)]) == ([], f"acknowledged.yaml:{line}", what)


@pytest.mark.parametrize("name", ["an impossible day", "no YAML"])
def test_with_an_entry_that_cannot_be_used_all_else_is_judged(checkout: Checkout, name: str) -> None:
    text, line, what = {**BAD, **BAD_FILES}[name]
    checkout.write(FILE, text)
    told = checkout.judged()
    [unusable] = [one for one in told.findings if one["rule"] == "input-unusable"]
    assert (unusable["location"], unusable["parties"][0]["party"]) == (f"{FILE}:{line}", "acknowledgement")
    assert unusable["message"].startswith(f"{FILE}: {what}")
    assert (told.code, told.rules) == (2, ["input-unusable", "renderings-disagree", "type-changed"])
    assert told.errors.startswith(f"error: {what}\n  at:    {FILE}:{line}\n")


def test_an_entry_beside_those_that_cannot_be_used_is_in_force(checkout: Checkout, prints: list[str]) -> None:
    first, second = prints
    checkout.write(FILE, entry(first) + BAD["no owner"][0] + BAD["a short fingerprint"][0] + entry(second))
    told = checkout.judged()
    assert (told.code, told.rules) == (2, ["input-unusable"])
    assert [one["location"] for one in told.findings] == [f"{FILE}:5", f"{FILE}:8"]
    assert [one["fingerprint"] for one in told.report["acknowledged"]] == [first, second]


DAYS = st.dates(date(2026, 10, 30), date(2026, 11, 3))


@LAW
@given(st.lists(FINDINGS, max_size=4), st.data())
def test_every_finding_counts_or_is_accepted_and_every_entry_accepts_or_is_told(
    found: list[Finding], data: st.DataObject
) -> None:
    known = sorted({one.fingerprint for one in found})
    prints = data.draw(st.lists(st.sampled_from([*known, "0" * 16, "1" * 16]), max_size=4, unique=True))
    entries = [Entry(one, "a", "b", data.draw(DAYS), Location(FILE)) for one in prints]
    counting, accepted = settle(found, entries, TODAY)
    about = [one for one in counting if one.rule.startswith("acknowledgement-")]
    assert sorted(map(repr, [*counting, *accepted])) == sorted(map(repr, [*found, *about]))
    good = {one.fingerprint for one in entries if one.expires >= TODAY and one.fingerprint in known}
    assert {one.fingerprint for one in accepted} == good
    assert {one.subject[0] for one in about} == {*prints} - good
    unused = {one.subject[0] for one in about if one.rule == "acknowledgement-unused"}
    assert unused == {*prints} - {*known}
