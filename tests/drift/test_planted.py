"""Claims about changes: every one of the contract is found, by the rules that name it, and nothing else is."""

import json
from pathlib import Path

import pytest

from scripts.documents import parse
from scripts.drift.proposal import propose
from scripts.drift.rules import NAMES
from scripts.overlay import parse_overlay
from tests.drift.planting import Case, cases, copy_repository, plant, rules, run, run_command, told

PLANTED = cases("planted")
IN_SPEC = [case for case in PLANTED if not case.data.get("generated")]
IN_GENERATED = [case for case in PLANTED if case.data.get("generated")]
HARMLESS = cases("harmless")


def _name(case: Case) -> str:
    return case.name


@pytest.fixture
def repository(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy with the change of the case in it."""
    case: Case = request.getfixturevalue("case")
    copy_repository(tmp_path, generated=case.data.get("generated", False))
    plant(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("case", IN_SPEC, ids=_name)
def test_a_planted_change_is_found_and_answered_if_an_overlay_can_answer_it(case: Case, repository: Path) -> None:
    done = run(repository)
    assert rules(done) == case.expected, list(told(done))
    proposal = propose(done)
    assert bool(proposal.text) == case.data["answered"], proposal.left
    if case.data["answered"]:
        overlay = parse_overlay(parse(proposal.text, Path("proposed.overlay.yaml")))
        left = run(repository, overlay)
        assert rules(left) == [], [*told(left), proposal.text]


@pytest.mark.parametrize("case", IN_GENERATED, ids=_name)
def test_a_planted_change_of_what_is_generated_is_found(case: Case, repository: Path) -> None:
    code, output, errors = run_command(repository, "--format", "json")
    assert sorted({one["rule"] for one in json.loads(output)["findings"]}) == case.expected, output + errors
    assert code == 1


@pytest.mark.parametrize("case", HARMLESS, ids=_name)
def test_a_harmless_change_is_no_finding(case: Case, repository: Path) -> None:
    done = run(repository)
    assert rules(done) == [], list(told(done))


def test_every_rule_has_a_planted_change() -> None:
    found = {rule for case in PLANTED for rule in case.expected}
    assert {name.replace("_", "-") for name in NAMES} <= found


def test_there_are_enough_of_both() -> None:
    assert len(PLANTED) >= 60
    assert len(HARMLESS) >= 30
