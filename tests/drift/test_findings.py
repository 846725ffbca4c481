"""Claims about findings: each change has its own, none hides another, a fingerprint stays with its disagreement."""

from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from scripts.documents import dump_json, load
from scripts.drift.finding import Finding, Location
from scripts.values import Json
from tests.drift.made_reports import BREAKING, FINDINGS, LOCATIONS, PATHS
from tests.drift.support import LAW, Checkout, make_checkout

HIGGS = "spec/shared/pages/higgs_audio.txt"
CATALOGUE = "spec/shared/catalogue.json"
SPEECH_PAGE = "spec/speech_synthesis/pages/speech_synthesis_result.txt"
SPEECH_TABLE = "spec/speech_synthesis/pages/speech_synthesis_result_table.txt"
SUBTITLE_ANSWER = "spec/subtitle_tasks/recordings/get_subtitle_task.transcribed.json"
SPEECH_ANSWER = "spec/speech_synthesis/recordings/get_speech_synthesis.succeeded.json"
PROGRESS = "overlays/042-subtitle-progress.overlay.yaml"
SEVERAL = (
    "catalogue-blank", "mojibake", "overlay-broken", "product-default", "recording-list-null",
    "text-nullable",
)  # fmt: skip


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Checkout:
    return make_checkout(tmp_path, monkeypatch, capsys)


def fingerprints(checkout: Checkout) -> set[str]:
    return {one["fingerprint"] for one in checkout.judged().findings}


def test_several_changes_are_all_found_and_none_hides_another(checkout: Checkout) -> None:
    alone = []
    for name in SEVERAL:
        checkout.plant(name)
        alone.append({one["fingerprint"] for one in checkout.judged().findings})
    for fewer, more in pairwise(alone):
        assert fewer < more


@pytest.mark.parametrize(
    ("edit", "place", "what"),
    [
        (('"operation": "get', '"operation" "get'), f"{SPEECH_ANSWER}:2", "this is not JSON"),
        (('"request": {', '"requested": {'), f"{SPEECH_ANSWER}:1", "this is not a recording"),
        (('"case": "succeeded"', '"case": "failed"'), f"{SPEECH_ANSWER}:2", "a recording's name and content differ"),
        (("    update:", "    updates:"), f"{PROGRESS}:11", "actions[0] has no field 'updates'"),
    ],
)
def test_an_input_that_cannot_be_read_is_told_with_its_line_and_all_others_are_judged(
    checkout: Checkout, edit: tuple[str, str], place: str, what: str
) -> None:
    checkout.plant("product-default", "recording-list-null")
    checkout.replace(place.rpartition(":")[0], *edit)
    told = checkout.judged()
    found = [one for one in told.findings if one["rule"] == "input-unusable"]
    assert (told.code, [one["location"] for one in found]) == (2, [place])
    assert found[0]["message"].startswith(f"{place.rpartition(':')[0]}: {what}")
    assert told.rules == ["default-changed", "input-unusable", "nullability-changed"]


def test_a_recording_of_an_operation_that_nobody_describes_is_told_beside_all_else(checkout: Checkout) -> None:
    checkout.plant("product-default", "recording-list-null")
    path = checkout / SPEECH_ANSWER
    path.write_text(path.read_text(encoding="utf-8").replace("get_speech_synthesis", "get_speech"), encoding="utf-8")
    path.rename(path.with_name("get_speech.succeeded.json"))
    assert checkout.judged().rules == ["default-changed", "nullability-changed", "undocumented-answer"]


def test_a_change_is_the_same_finding_under_another_name_of_the_page(checkout: Checkout) -> None:
    checkout.plant("product-default", "product-operation-removed", "text-request-optional")
    stored = checkout.judged().findings
    for number, page in enumerate(checkout.folder.glob("spec/*/pages/*")):
        checkout.write(f"fetched/{number}/{number}.txt", page.read_text(encoding="utf-8"))
    fetched = checkout.judged("--pages", "fetched").findings
    assert {one["fingerprint"] for one in fetched} == {one["fingerprint"] for one in stored}
    assert {one["location"].partition("/")[0] for one in fetched} == {"fetched"}
    assert {one["rule"] for one in fetched} == {"default-changed", "made-optional", "operation-removed"}


@pytest.mark.parametrize(
    ("name", "file", "line"),
    [
        ("product-default", HIGGS, "Another line of prose"),
        ("table-field-added", SPEECH_TABLE, ""),
        ("catalogue-method", CATALOGUE, ""),
        ("recording-list-null", SUBTITLE_ANSWER, ""),
        ("overlay-dead", PROGRESS, "# More about it."),
    ],
)
def test_lines_above_move_the_place_of_a_finding_and_nothing_else_of_it(
    checkout: Checkout, name: str, file: str, line: str
) -> None:
    checkout.plant(name)
    before = checkout.judged().findings
    path = checkout / file
    path.write_bytes(f"{line}\n".encode() * 3 + path.read_bytes())
    after = checkout.judged().findings
    kept = ("fingerprint", "rule", "message", "severity", "operation", "pointer")
    assert [{key: one[key] for key in kept} for one in after] == [{key: one[key] for key in kept} for one in before]
    for old, new in zip(before, after, strict=True):
        there, number = old["location"].rsplit(":", 1)
        assert new["location"] == (f"{file}:{int(number) + 3}" if there == file else old["location"])
    assert any(one["location"].startswith(file) for one in after)


@pytest.mark.parametrize(
    ("planted", "harmless"),
    [
        ("text-type-changed", "field-order"),
        ("product-default", "labels-chinese"),
    ],
)
def test_a_fingerprint_stays_the_same_when_what_says_nothing_changes(
    checkout: Checkout, planted: str, harmless: str
) -> None:
    checkout.plant(planted)
    before = fingerprints(checkout)
    checkout.plant(harmless)
    assert fingerprints(checkout) == before != set()


def test_the_order_of_the_fields_of_a_recording_is_not_part_of_a_fingerprint(checkout: Checkout) -> None:
    checkout.plant("recording-type", "recording-field", "recording-list-field")
    before = fingerprints(checkout)
    path = checkout / SPEECH_ANSWER
    path.write_text(dump_json(_reversed(load(path).data)), encoding="utf-8")
    assert fingerprints(checkout) == before
    assert len(before) == 3


DIFFERENT: dict[str, tuple[str, str, int, tuple[str, ...]]] = {
    "defaults": (HIGGS, "1.5默认值: 1top_k", 2, ("1.5默认值: 0.7top_k", "1.5默认值: 0.8top_k")),
    "bounds": (HIGGS, ">= 0 <= 1.5默认值", 2, (">= 0 <= 1.2默认值", ">= 0.1 <= 1.5默认值")),
    "types": (HIGGS, "Query参数task_idstring必需", 2, ("Query参数task_idinteger必需", "Query参数task_idboolean必需")),
    "names": (SPEECH_PAGE, "msg\nstring\n", 1, ("level\nstring\nmsg\nstring\n", "kind\nstring\nmsg\nstring\n")),
    "kinds": (SPEECH_ANSWER, '"msg": "success"', 1, ('"msg": 5', '"msg": {}')),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_different_disagreements_in_one_place_have_different_fingerprints(checkout: Checkout, name: str) -> None:
    file, old, times, variants = DIFFERENT[name]
    text, found = (checkout / file).read_text(encoding="utf-8"), []
    for new in variants:
        checkout.replace(file, old, new, times=times)
        found.append(fingerprints(checkout))
        checkout.write(file, text)
    assert all(found)
    assert len(set.union(*found)) == sum(map(len, found))


@LAW
@given(FINDINGS, FINDINGS)
def test_a_fingerprint_is_of_rule_operation_and_subject_alone(one: Finding, other: Finding) -> None:
    moved = evolve(other, rule=one.rule, operation=one.operation, subject=one.subject)
    assert moved.fingerprint == one.fingerprint
    alike = (one.rule, one.operation, one.subject) == (other.rule, other.operation, other.subject)
    assert (one.fingerprint == other.fingerprint) is alike


@LAW
@given(st.lists(st.lists(st.text('a",[] ', max_size=3), max_size=3).map(tuple), min_size=2, max_size=2, unique=True))
def test_subjects_do_not_run_together(subjects: list[tuple[str, ...]]) -> None:
    prints = [evolve(BREAKING, subject=subject).fingerprint for subject in subjects]
    assert prints[0] != prints[1]


@LAW
@given(LOCATIONS)
def test_a_location_is_read_as_it_is_written(location: Location) -> None:
    assert Location.read(str(location)) == location


@LAW
@given(PATHS.filter(lambda path: ":" not in path))
def test_a_file_alone_is_its_first_line(path: str) -> None:
    assert Location.read(path) == Location(path, 1)


def _reversed(value: Json) -> Json:
    """The value with the fields of every object in the reverse order."""
    if isinstance(value, list):
        return [_reversed(item) for item in value]
    return {name: _reversed(value[name]) for name in reversed(value)} if isinstance(value, dict) else value
