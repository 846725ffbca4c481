"""Claims about the proposal: what it says has been tried, a client can be generated from it, and the rest has words."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from scripts.documents import parse
from scripts.drift.finding import Location
from scripts.drift.proposal import Proposal, propose
from scripts.generate.output import produce
from scripts.overlay import read_overlay
from tests.drift.planting import ROOT, rules, run, told
from tests.drift.support import EVERY, Checkout, make_checkout

GROUPS = {
    "what is new": ("text-field-added", "text-parameter-added", "recording-object", "text-enum-added"),
    "what is otherwise": ("text-nullable", "product-parameter-type", "product-bound-narrower", "text-type-changed"),
    "what is gone": ("text-field-removed", "text-enum-removed", "catalogue-removed", "product-made-optional"),
    "what has another name": ("text-moved", "product-field-renamed", "text-path-parameter", "text-server"),
}
ENTRY = '- {{fingerprint: "{}", owner: someone, reason: it may, expires: "2099-01-01"}}\n'
ACTION = re.compile(r"(?P<rule>[a-z-]+) at (?P<place>\S+:\d+): (?P<message>.+)", re.DOTALL)


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Checkout:
    return make_checkout(tmp_path, monkeypatch, capsys)


@frozen
class Made:
    """A proposal for planted changes, and its content."""

    proposal: Proposal
    data: Any

    @property
    def actions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.data["actions"]
        return found


def made(checkout: Checkout, *names: str) -> Made:
    checkout.plant(*names)
    proposal = propose(run(checkout.folder))
    return Made(proposal, parse(proposal.text, Path("x.yaml")).data)


@pytest.mark.parametrize("name", GROUPS)
def test_a_client_can_be_generated_from_what_is_proposed_and_no_finding_is_left(checkout: Checkout, name: str) -> None:
    checkout.plant(*GROUPS[name])
    before = checkout.judged().findings
    assert {one["rule"] for one in before} >= {rule for each in GROUPS[name] for rule in EVERY[each].data["expect"]}
    proposed = checkout.drift("--propose", "overlays/900-proposed.overlay.yaml")
    assert proposed.errors == (
        f"overlays/900-proposed.overlay.yaml answers {len(before)} findings: "
        "read it, put it into overlays/, and make generate\n"
    )
    overlay = read_overlay(checkout / "overlays/900-proposed.overlay.yaml")
    assert len({action.target.text for action in overlay.actions}) >= len(GROUPS[name])

    shutil.copy(ROOT / "pyproject.toml", checkout.folder)
    (checkout / "made").mkdir()
    produce(checkout.folder, checkout / "made")
    assert (checkout / "made/generated/speech302/client.py").is_file()
    left = run(checkout.folder)
    assert rules(left) == [], list(told(left))


def test_a_proposal_is_an_overlay_whose_actions_each_have_evidence(checkout: Checkout) -> None:
    found = made(checkout, "text-field-added", "product-default", "recording-state")
    answered = {(one.rule, str(one.location)): one for one in found.proposal.answered}
    assert found.data["overlay"] == "1.1.0"
    assert list(found.data["info"]) == ["title", "version", "x-behaviour", "x-evidence", "x-delete-when"]
    for action in found.actions:
        match = ACTION.fullmatch(action["description"])
        assert match is not None
        finding = answered[match["rule"], match["place"]]
        assert match["message"] == f"{finding.message}. Evidence: {finding.evidence}"
        at = Location.read(match["place"])
        line = (checkout / at.file).read_text(encoding="utf-8").split("\n")[at.line - 1].strip()
        assert finding.evidence[:200] in line or finding.evidence.endswith('"paused"')
        assert action["x-expect"] >= 1
    for one in found.proposal.answered:
        assert f"{one.location} ({one.fingerprint})" in found.data["info"]["x-evidence"]
        assert one.message in found.data["info"]["x-behaviour"]


def test_what_a_page_drops_is_deprecated_and_nothing_is_removed(checkout: Checkout) -> None:
    found = made(checkout, "text-field-unlisted", "text-enum-removed", "catalogue-removed")
    assert [action["update"] for action in found.actions] == [{"deprecated": True}] * 3
    assert [name for action in found.actions for name in action if name == "remove"] == []


def test_what_was_met_in_a_recording_goes_on_being_taken(checkout: Checkout) -> None:
    actions = made(checkout, "text-type-changed").actions
    node = actions[-1]["update"]["code"]
    assert node["anyOf"] == [{"type": "integer"}, {"type": "string"}]


def test_what_the_answer_of_another_finding_answers_has_no_action_of_its_own(checkout: Checkout) -> None:
    found = made(checkout, "export-field-added")
    assert {one.rule for one in found.proposal.answered} == {"field-added", "renderings-disagree"}
    assert [list(action["update"]) for action in found.actions] == [["errCode"]]
    assert found.data["info"]["title"].endswith(", and 1 more")


def test_an_answer_that_contradicts_another_page_is_left_and_says_which(checkout: Checkout) -> None:
    found = made(checkout, "export-bound", "product-bound-narrower")
    assert [one.rule for one in found.proposal.answered] == ["bound-changed"] * 2
    words = {finding.rule: words for finding, words in found.proposal.left}
    assert sorted(words) == ["bound-changed", "renderings-disagree"]
    told = "an overlay that says so would contradict spec/shared/pages/higgs_audio.create_voice_generation.md:44: "
    assert words["bound-changed"].startswith(told)
    assert words["renderings-disagree"].startswith("store both renderings anew")


def test_nothing_is_written_where_nothing_can_be_answered(checkout: Checkout) -> None:
    checkout.write("old.yaml", "an older proposal")
    before = checkout.stored()
    told_of = checkout.drift("--propose", "new.yaml")
    assert (told_of.code, told_of.errors) == (0, "")
    checkout.plant("catalogue-blank")
    before |= {"spec/shared/catalogue.json": checkout.stored()["spec/shared/catalogue.json"]}
    for name in ("old.yaml", "new.yaml"):
        told_of = checkout.drift("--propose", name)
        assert (told_of.code, told_of.errors.partition("\n")[0]) == (1, "no overlay is proposed")
    assert checkout.stored() == before


WORDS = {
    "catalogue-added": "describe the operation in spec/, from its page",
    "catalogue-blank": "the catalogue can be wrong: see what the page says",
    "mojibake": "store the page anew, from its title to its end",
    "overlay-broken": "did you mean update?",
    "page-key": "withdraw the key, put sk-REDACTED in its place",
    "recording-bound": "state the bound that holds in an overlay, with the recording as its evidence",
    "recording-pattern": "if the service really does so, write an overlay with the recording as its evidence",
}


def test_what_no_overlay_can_say_is_told_in_words_beside_what_one_can(checkout: Checkout) -> None:
    checkout.plant("text-nullable", *WORDS)
    told_of = checkout.drift("--propose", "proposed.yaml")
    first, *others = told_of.errors.splitlines()
    assert first.startswith("proposed.yaml answers 1 finding: ")
    assert len(read_overlay(checkout / "proposed.yaml").actions) == 2
    assert told_of.code == 2
    for words in WORDS.values():
        assert any(line.startswith("not answered: ") and f": {words}" in line for line in others), words
    assert len(others) == len(WORDS)


def test_what_is_acknowledged_is_not_answered_and_an_entry_has_words_of_its_own(checkout: Checkout) -> None:
    checkout.plant("text-nullable", "product-parameter-optional")
    accepted = [one["fingerprint"] for one in checkout.judged().findings if one["rule"] == "made-optional"]
    checkout.write("spec/acknowledged.yaml", "".join(map(ENTRY.format, [*accepted, "0" * 16])))
    told_of = checkout.drift("--propose", "proposed.yaml")
    assert told_of.errors.splitlines() == [
        "proposed.yaml answers 1 finding: read it, put it into overlays/, and make generate",
        "not answered: acknowledgement-unused at spec/acknowledged.yaml:3: mend spec/acknowledged.yaml",
    ]
    assert [action.target.text for action in read_overlay(checkout / "proposed.yaml").actions] == [
        "$.components.schemas.SpeechSynthesisData.properties.errMsg.type",
        "$.components.schemas.SpeechSynthesisData.properties.errMsg",
    ]
