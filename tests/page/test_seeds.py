"""The stored pages of the description read to facts that were checked by hand against each line of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from scripts.documents import dump_json
from scripts.page import Page, agree, disagreements, parse_page, read_page
from scripts.values import same

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).with_name("expected")
TEXT = Path("spec/speech_synthesis/pages/speech_synthesis_result.txt")
TABLE = Path("spec/speech_synthesis/pages/speech_synthesis_result_table.txt")
VOICE = Path("spec/shared/pages/higgs_audio.txt")
CATALOGUE = Path("spec/shared/catalogue.json")
PAGES = [TEXT, TABLE, Path("spec/subtitle_tasks/pages/subtitle_task_status.txt"), VOICE, CATALOGUE]


@pytest.fixture(autouse=True)
def _at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_stored_page_reads_to_the_facts_that_were_checked_by_hand(path: Path) -> None:
    found = read_page(path).as_json()
    expected = json.loads((EXPECTED / f"{path.stem}.json").read_text(encoding="utf-8"))
    assert same(found, expected), dump_json(found)


def test_every_stored_page_is_among_them() -> None:
    assert sorted(Path("spec").glob("*/pages/*.txt")) == sorted(set(PAGES) - {CATALOGUE})


def test_two_renderings_of_one_page_agree() -> None:
    assert disagreements(only(read_page(TEXT)), only(read_page(TABLE))) == []


def test_two_renderings_of_one_page_differ_only_in_what_the_table_does_not_say() -> None:
    """Title, security, marks of required ones, name and status of the case: everything else is equal to the letter."""
    text, table = (said(read_page(path)) for path in (TEXT, TABLE))
    assert text != table
    for unsaid in (text, table):
        unsaid["title"] = unsaid["security"] = None
        for fact in [*unsaid["parameters"], *unsaid["request_fields"], *unsaid["response_fields"]]:
            fact["required"] = None
        for example in unsaid["response_examples"]:
            example["name"] = example["status"] = None
    assert text == table


def test_what_the_table_does_not_say_is_null_and_never_false() -> None:
    table = only(read_page(TABLE))
    assert (table.title, table.security) == (None, "unknown")
    assert {fact.required for fact in (*table.parameters, *table.request_fields, *table.response_fields)} == {None}


@pytest.mark.parametrize(
    ("written", "other"),
    [("\n| ", "\n"), ("}curl", "}\n\ncurl"), ("}'{", "}'\n\n{"), ("    ", ""), ("\n", "\r\n")],
    ids=["no leading pipes", "curl apart", "response apart", "no indentation", "other ends of lines"],
)
def test_how_the_table_page_was_copied_makes_no_difference(written: str, other: str) -> None:
    copied = parse_page(TABLE.read_text(encoding="utf-8").replace(written, other).encode(), TABLE)
    assert copied == read_page(TABLE)


def test_agreement_notices_each_kind_of_contradiction() -> None:
    left = only(read_page(TEXT))
    fields = left.response_fields
    others = [
        evolve(left, title="Other"),
        evolve(left, security="required"),
        evolve(left, parameters=(evolve(left.parameters[0], required=True),)),
        evolve(left, response_fields=fields[1:]),
        evolve(left, response_fields=(evolve(fields[0], type="string"), *fields[1:])),
        evolve(left, response_examples=(evolve(left.response_examples[0], status=201),)),
        evolve(left, request_examples=(evolve(left.request_examples[0], body={}),)),
    ]
    assert [agree(left, other) for other in [left, *others]] == [True] + [False] * len(others)


def test_the_catalogue_gives_the_voice_page_its_addresses_and_says_so() -> None:
    page = read_page(VOICE, CATALOGUE)
    assert [(operation.method, operation.path) for operation in page.operations] == [
        ("POST", "/302/v2/higgs_audio/voice_clone/task"),
        ("GET", "/302/v2/higgs_audio/voice_clone/task"),
        ("POST", "/302/v2/higgs_audio/smart_voice/task"),
        ("GET", "/302/v2/higgs_audio/smart_voice/task"),
    ]
    assert all("is the catalogue's" in warning for warning in page.told())
    assert len(page.warnings) == 4


def test_the_catalogue_gives_the_table_page_its_title() -> None:
    assert only(read_page(TABLE, CATALOGUE)).title == only(read_page(TEXT)).title


def test_a_page_is_not_filled_from_a_catalogue_of_other_products() -> None:
    rows = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    paths = {row["id"]: [one["url"] for one in row["definition"]] for row in rows}
    assert {operation.path for operation in read_page(VOICE, CATALOGUE).operations} == set(paths[754])


def only(page: Page) -> Any:
    (operation,) = page.operations
    return operation


def said(page: Page) -> Any:
    return only(page).as_json()
