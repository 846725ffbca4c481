"""Claims about surprises: what clients wrote is read, added up and judged, and what cannot be read is told."""

import json
from pathlib import Path

import pytest

from scripts.values import Json
from tests.drift.support import Checkout, make_checkout

SPEAKER = {
    "surprise": "unknown field",
    "operation": "get_subtitle_task",
    "pointer": "/result/subtitle/word_segments/*/speaker",
    "found": "string",
    "count": 3,
}


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Checkout:
    return make_checkout(tmp_path, monkeypatch, capsys)


def line(**changes: Json) -> str:
    return json.dumps(SPEAKER | changes) + "\n"


def test_the_counts_of_a_shape_add_up_over_lines_and_files(checkout: Checkout) -> None:
    checkout.write("a.jsonl", line() + "\n" + line(count=9_000) + line(pointer="/progress"))
    checkout.write("logs/b.jsonl", line(count=1))
    told = checkout.judged("--surprises", "a.jsonl", "--surprises", "logs/b.jsonl")
    (found,) = told.findings
    assert told.code == 1
    assert (found["rule"], found["location"], found["operation"]) == (
        "undocumented-field", "a.jsonl:1", "get_subtitle_task",
    )  # fmt: skip
    assert found["evidence"] == "unknown field /result/subtitle/word_segments/*/speaker: string, 9,004 times"
    assert found["pointer"] == "/components/schemas/TranscriptWord"
    assert [one["party"] for one in found["parties"]] == ["surprise", "description"]
    assert told.report["checked"]["surprises"] == 2


def test_a_fingerprint_is_the_same_however_often_it_was_met_and_for_a_recording_of_it(checkout: Checkout) -> None:
    def fingerprints(*arguments: str) -> list[str]:
        return [one["fingerprint"] for one in checkout.judged(*arguments).findings]

    checkout.write("a.jsonl", line(operation="get_speech_synthesis", pointer="/data/progress", found="integer"))
    alone = fingerprints("--surprises", "a.jsonl")
    checkout.write(
        "a.jsonl", "\n" + line(operation="get_speech_synthesis", pointer="/data/progress", found="integer", count=9)
    )
    assert fingerprints("--surprises", "a.jsonl") == alone
    checkout.plant("recording-field")
    assert fingerprints("--surprises", "a.jsonl") == fingerprints() == alone


def test_what_an_adopted_proposal_says_is_no_finding_any_more(checkout: Checkout) -> None:
    checkout.write("a.jsonl", line() + line(found="null") + line(found="object", pointer="/meta"))
    assert checkout.drift("--surprises", "a.jsonl", "--propose", "proposed.yaml").code == 1
    assert "surprise: get_subtitle_task" in (checkout / "proposed.yaml").read_text(encoding="utf-8")
    assert checkout.judged("--surprises", "a.jsonl", "--overlay", "proposed.yaml").findings == []


UNUSABLE = {
    '{"surprise": "unkn': "it is no JSON, perhaps cut by a full disk: ",
    "[" * 100_000: "it is no JSON, perhaps cut by a full disk: ",
    "[]": "it is no object",
    line(surprise=None).strip(): "`surprise` is no text, or missing",
    line(found=5).strip(): "`found` is no text, or missing",
    line(surprise="new valu").strip(): "it is of an unknown kind: did you mean new value?",
    line(pointer="result/fps").strip(): "`pointer` is no JSON pointer of a field",
    line(pointer="").strip(): "`pointer` is no JSON pointer of a field",
    line(pointer="/a~2").strip(): "`pointer` is no JSON pointer of a field",
    line(count=0).strip(): "`count` is no number from 1",
    line(count=True).strip(): "`count` is no number from 1",
}


@pytest.mark.parametrize("text", UNUSABLE, ids=lambda text: text[:60])
def test_a_line_that_is_no_surprise_is_told_and_the_others_are_judged(checkout: Checkout, text: str) -> None:
    checkout.write("a.jsonl", f"{line()}{text}\n{line()}{text}\n")
    told = checkout.judged("--surprises", "a.jsonl")
    assert (told.code, told.rules) == (2, ["input-unusable", "undocumented-field"])
    unusable, field = told.findings
    assert (unusable["location"], unusable["parties"][0]["party"]) == ("a.jsonl:2", "surprise")
    assert f"the line is no surprise: {UNUSABLE[text]}" in unusable["message"]
    assert unusable["message"].endswith("; so are 1 more, the next is line 4")
    assert field["evidence"].endswith(", 6 times")
    assert "error: the line is no surprise\n  at:    a.jsonl:2\n" in told.errors
    assert "  cure:  delete what is no whole line of a client's" in told.errors


@pytest.mark.parametrize(("name", "cause"), [("none.jsonl", "there is no such file"), ("spec", "it is a folder")])
def test_a_file_that_is_none_is_exit_code_2(checkout: Checkout, name: str, cause: str) -> None:
    told = checkout.drift("--surprises", name)
    assert (told.code, told.output) == (2, "")
    assert told.errors.startswith(f"error: the surprises cannot be read\n  at:    {name}\n  cause: {cause}\n  cure:  ")


def test_a_file_that_is_no_text_is_told_and_all_else_is_judged(checkout: Checkout) -> None:
    (checkout / "a.jsonl").write_bytes(bytes(range(256)))
    checkout.plant("product-default")
    told = checkout.judged("--surprises", "a.jsonl")
    assert (told.code, told.rules) == (2, ["default-changed", "input-unusable"])
    assert "error: the file holds no surprises\n" in told.errors


def test_a_key_gets_into_no_finding_and_no_proposal(checkout: Checkout) -> None:
    checkout.plant("surprise-key")
    key = (checkout / "surprises.jsonl").read_text(encoding="utf-8").split('"/')[1].partition('"')[0]
    told = checkout.judged("--surprises", "surprises.jsonl", "--propose", "proposed.yaml")
    assert told.rules == ["secret-exposed"]
    assert key not in told.output + told.errors
    assert not (checkout / "proposed.yaml").exists()


def test_an_empty_file_is_of_clients_that_nothing_surprised(checkout: Checkout) -> None:
    checkout.write("a.jsonl", "")
    assert (checkout.drift("--surprises", "a.jsonl").code, checkout.drift().code) == (0, 0)


def test_surprises_have_a_column_of_the_report_where_there_are_any(checkout: Checkout) -> None:
    checkout.write("a.jsonl", line())
    assert "party-surprise" not in checkout.drift("--format", "html").output
    assert "party-surprise" in checkout.drift("--format", "html", "--surprises", "a.jsonl").output
