"""Claims about the verb `drift`: its formats, its exit codes, and what it makes of its inputs."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.drift.planting import ROOT
from tests.drift.support import Checkout, make_checkout

SCHEMA = Draft202012Validator(json.loads((ROOT / "scripts/drift/report.schema.json").read_text(encoding="utf-8")))
PAGES = sorted((ROOT / "spec").glob("*/pages/*"))
NOTHING: dict[str, Callable[[str], bool]] = {
    "text": lambda told: told.startswith("no drift: 4 pages, 7 operations, "),
    "json": lambda told: json.loads(told)["findings"] == json.loads(told)["acknowledged"] == [],
    "github": lambda told: told.startswith("no drift: "),
    "junit": lambda told: 'failures="0" errors="0"' in told and "<failure" not in told,
    "markdown": lambda told: told.startswith("### No drift\n"),
    "sarif": lambda told: json.loads(told)["runs"][0]["results"] == [],
    "html": lambda told: "<title>No drift" in told and told.endswith("</html>\n"),
}
SEVERITIES = {"text-type-changed": "breaking", "product-default": "warning", "recording-field": "information"}
SEVERAL = ("catalogue-blank", "mojibake", "overlay-broken", "recording-field", "text-type-changed")


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Checkout:
    return make_checkout(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize("name", NOTHING)
def test_a_clean_copy_has_no_finding_in_any_format(checkout: Checkout, name: str) -> None:
    told = checkout.drift("--format", name)
    assert (told.code, told.errors) == (0, "")
    assert NOTHING[name](told.output)


def test_a_clean_copy_with_what_is_generated_from_it_has_no_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout = make_checkout(tmp_path, monkeypatch, capsys, generated=True)
    before = checkout.stored()
    told = checkout.judged()
    assert (told.code, told.findings) == (0, [])
    assert [name for name, count in told.report["checked"].items() if not count] == ["live_answers", "surprises"]
    assert checkout.stored() == before


@pytest.mark.parametrize(
    ("name", "fail_on", "code"),
    [
        ("text-type-changed", "breaking", 1),
        ("text-type-changed", "never", 0),
        ("product-default", "breaking", 0),
        ("recording-field", "any", 1),
    ],
)
def test_the_exit_code_is_1_for_findings_that_fail_and_all_are_told(
    checkout: Checkout, name: str, fail_on: str, code: int
) -> None:
    checkout.plant(name)
    told = checkout.judged("--fail-on", fail_on)
    assert (told.code, told.errors) == (code, "")
    assert told.findings[0]["severity"] == SEVERITIES[name]


def test_an_input_that_cannot_be_read_is_exit_code_2_whatever_fails(checkout: Checkout) -> None:
    checkout.plant("recording-no-json", "product-default")
    told = checkout.judged("--fail-on", "never")
    assert told.code == 2
    assert told.rules == ["default-changed", "input-unusable"]
    assert told.errors.startswith("error: this is not JSON\n  at:    spec/speech_synthesis/recordings/get_speech_syn")


def test_a_report_as_json_is_as_its_schema_says(checkout: Checkout) -> None:
    checkout.plant(*SEVERAL, "page-key")
    told = checkout.judged()
    SCHEMA.validate(told.report)
    assert len(told.findings) > len(SEVERAL)
    assert {one["severity"] for one in told.findings} == set(SEVERITIES.values())


def test_no_run_changes_a_stored_file_and_only_what_is_asked_for_is_written(checkout: Checkout) -> None:
    checkout.plant("product-default", "catalogue-blank", "recording-no-json", "text-nullable")
    before = checkout.stored()
    checkout.drift("--pages", "spec/shared/pages", "--recordings", "spec/voice_clones/recordings")
    assert checkout.stored() == before
    checkout.drift("-o", "report.txt", "--propose", "proposed.yaml")
    after = checkout.stored()
    assert set(after) - set(before) == {"report.txt", "proposed.yaml"}
    assert {name: after[name] for name in before} == before


def test_a_report_that_is_written_to_a_file_is_the_one_on_standard_output(checkout: Checkout) -> None:
    checkout.plant("product-default")
    told, shown = checkout.drift("-o", "report.txt"), checkout.drift("-o", "-")
    assert (told.code, told.output, told.errors) == (1, "", "")
    assert (checkout / "report.txt").read_text(encoding="utf-8") == shown.output != ""


@pytest.mark.parametrize(
    ("place", "gone", "what"),
    [
        ("report.txt", "spec/openapi.yaml", "there is no such file\n  at:    spec/openapi.yaml"),
        ("report.txt", "spec", "there is no such file\n  at:    spec/openapi.yaml"),
        ("none/report.txt", "", "the file cannot be written\n  at:    none/report.txt"),
        ("overlays", "", "the file cannot be written\n  at:    overlays"),
    ],
)
def test_a_run_that_fails_writes_nothing_and_leaves_the_report_of_before(
    checkout: Checkout, place: str, gone: str, what: str
) -> None:
    checkout.write("report.txt", "the report of before")
    shutil.move(checkout / gone, checkout / "moved") if gone else None
    before = checkout.stored()
    told = checkout.drift("-o", place)
    assert (told.code, told.output) == (2, "")
    assert told.errors.startswith(f"error: {what}")
    assert checkout.stored() == before


def test_without_any_input_there_is_nothing_to_judge(checkout: Checkout) -> None:
    for path in [*checkout.folder.glob("spec/*/pages/*"), *checkout.folder.glob("spec/*/recordings/*")]:
        path.unlink()
    (checkout / "spec/shared/catalogue.json").unlink()
    told = checkout.drift()
    assert (told.code, told.output) == (2, "")
    assert told.errors.startswith("error: there is nothing to judge\n")


def test_pages_under_other_names_are_found_by_what_they_say(checkout: Checkout) -> None:
    for number, page in enumerate(PAGES):
        checkout.write(f"fetched/{number * 2:03}.txt", page.read_text(encoding="utf-8"))
    told = checkout.judged("--pages", "fetched")
    assert (told.code, told.findings) == (0, [])
    assert told.report["checked"] == checkout.judged().report["checked"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_one_page_alone_is_judged_alone(checkout: Checkout, page: Path) -> None:
    checkout.write("fetched/x.txt", page.read_text(encoding="utf-8"))
    told = checkout.judged("--pages", "fetched")
    assert (told.code, told.findings, told.report["checked"]["pages"]) == (0, [], 1)


@pytest.mark.parametrize("noun", ["pages", "recordings"])
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("empty", "there are no {}\n  at:    empty\n  cause: the folder is empty"),
        ("none", "the {} cannot be read\n  at:    none\n  cause: there is no folder none"),
        ("spec/openapi.yaml", "the {} cannot be read\n  at:    spec/openapi.yaml\n  cause: it is a file"),
    ],
)
def test_a_folder_that_holds_nothing_is_exit_code_2(checkout: Checkout, noun: str, name: str, what: str) -> None:
    (checkout / "empty").mkdir()
    told = checkout.drift(f"--{noun}", name)
    assert (told.code, told.output) == (2, "")
    assert told.errors.startswith(f"error: {what.format(noun)}\n")


def test_files_that_are_no_pages_are_each_told_and_the_page_among_them_is_judged(checkout: Checkout) -> None:
    checkout.plant("product-default", "catalogue-blank", "recording-list-null")
    junk = {"prose.txt": b"Nothing\nof note.\n", "sound.txt": bytes(range(256)), "a.json": b'{"a": 1}', "none.md": b""}
    shutil.copytree(checkout / "spec/shared/pages", checkout / "fetched")
    for name, content in junk.items():
        (checkout / "fetched" / name).write_bytes(content)
    told = checkout.judged("--pages", "fetched")
    places = [one["location"] for one in told.findings if one["rule"] == "input-unusable"]
    assert (told.code, sorted(places)) == (2, sorted(f"fetched/{name}:1" for name in junk))
    assert told.rules == ["catalogue-address", "default-changed", "input-unusable", "nullability-changed"]
    assert told.errors.count("error: no operation is found\n") == len(junk)


def test_the_recordings_of_another_folder_are_judged_in_place_of_those_that_are_stored(checkout: Checkout) -> None:
    planted = "spec/subtitle_tasks/recordings"
    shutil.copytree(checkout / planted, checkout / "sound")
    checkout.plant("recording-state", "recording-list-null")
    assert checkout.judged("--recordings", planted).rules == ["enum-value-added", "nullability-changed"]
    told = checkout.judged("--recordings", "sound")
    assert (told.code, told.findings, told.report["checked"]["recordings"]) == (0, [], 1)


def test_an_overlay_that_is_named_is_applied_last(checkout: Checkout) -> None:
    checkout.plant("recording-state", "product-default")
    assert checkout.drift("--propose", "proposed.yaml").code == 1
    told = checkout.judged("--overlay", "proposed.yaml")
    assert (told.code, told.findings) == (0, [])
    assert told.report["checked"]["overlay_actions"] > checkout.judged().report["checked"]["overlay_actions"]
