"""What whoever judges the facts needs besides them: where each was read from, and what of the page is damaged."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from scripts.page import Field, Operation, parse_page, read_page

ROOT = Path(__file__).parents[2]
PAGES = Path(__file__).with_name("pages")
SEEDS = [*sorted((ROOT / "spec").glob("*/pages/*.txt")), ROOT / "spec/shared/catalogue.json"]
TEXT = ROOT / "spec/speech_synthesis/pages/speech_synthesis_result.txt"
TABLE = TEXT.with_name("speech_synthesis_result_table.txt")
VOICE = ROOT / "spec/shared/pages/higgs_audio.txt"
STATUS = ROOT / "spec/subtitle_tasks/pages/subtitle_task_status.txt"


def field(path: Path, name: str) -> Field:
    (operation,) = read_page(path).operations
    return {each.path: each for each in operation.response_fields}[name]


PARTS: dict[tuple[Path, str], tuple[set[str], bool]] = {
    (TEXT, "data.id"): ({"list", "table", "example"}, True),
    (TEXT, "data.full.url"): ({"table", "example"}, False),
    (TEXT, "trace_id"): ({"list", "example"}, True),
    (TEXT, "data.subtitles[].keywords"): ({"example"}, False),
    (TABLE, "data.id"): ({"table", "example"}, False),
    (TABLE, "data.subtitles"): ({"table", "example"}, True),
    (STATUS, "result.subtitile"): ({"list", "example"}, True),
}


@pytest.mark.parametrize(("path", "name"), PARTS, ids=lambda each: getattr(each, "stem", each))
def test_a_field_knows_its_parts_and_whether_its_type_is_stated(path: Path, name: str) -> None:
    found = field(path, name)
    assert (set(found.parts), found.stated) == PARTS[path, name]


def test_a_field_that_only_a_list_has_is_of_the_list() -> None:
    for operation in read_page(VOICE).operations:
        assert {each.parts for each in operation.request_fields} <= {frozenset({"list"})}
        assert all(each.stated for each in operation.request_fields)
        assert all(each.stated for each in operation.parameters)


def test_what_only_a_curl_command_shows_is_not_stated() -> None:
    (operation,) = read_page(TABLE).operations
    assert [(one.name, one.type, one.stated) for one in operation.parameters] == [("Authorization", "string", False)]
    text = "Read\nGET\n/302/a/{id}\nRequest\ncurl 'https://api.302.ai/302/a/1?n=2'\nResponses\n{}\n"
    (operation,) = parse_page(text.encode(), Path("page.txt")).operations
    assert [(one.name, one.stated) for one in operation.parameters] == [("id", False), ("n", False)]
    form = "curl 'https://api.302.ai/302/a' -F 'f=@\"x\"'\n| Field | Note |\n|---|---|\n| g | G |\n{\"g\": 1}"
    (operation,) = parse_page(form.encode(), Path("page.txt")).operations
    (sent,) = operation.request_fields
    assert (sent.name, sent.type, sent.stated, list(sent.parts)) == ("f", "file", False, ["example"])


def test_where_a_fact_was_read_from_is_no_part_of_equality_nor_of_the_json() -> None:
    (one,) = read_page(TEXT).operations
    fields = tuple(evolve(each, stated=False, parts=frozenset()) for each in one.response_fields)
    other = evolve(one, response_fields=fields, request_damaged=True, response_damaged=True)
    assert one == other
    assert one.as_json() == other.as_json()


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_no_stored_page_is_damaged(path: Path) -> None:
    page = read_page(path)
    assert [warning for warning in page.warnings if warning.damage] == []
    assert not any(each.request_damaged or each.response_damaged for each in page.operations)


LAST = '"trace_id": "44bcf49a4620858ef59691221a5ba51d"\n}'
LISTED = "msg\nstring\nrequired\ntrace_id\nstring\nrequired\n"
DAMAGED: dict[str, tuple[Path, Callable[[str], str], tuple[bool, bool]]] = {
    "cut in the response's example": (TEXT, lambda text: text[: text.index('"slice": null')], (False, True)),
    "cut in the response's list": (TEXT, lambda text: text[: text.index("focus_titles")], (False, True)),
    "cut above the response's list": (TEXT, lambda text: text[: text.index("application/json\nBody")], (False, True)),
    "cut above the response": (TEXT, lambda text: text[: text.index("Responses\n")], (False, True)),
    "cut in the curl command": (TEXT, lambda text: text[: text.index("--data-raw") + 20], (True, True)),
    "cut in the request's list": (TEXT, lambda text: text[: text.index("task_id")], (True, True)),
    "an example with a comma lost": (TEXT, lambda text: text.replace('"code": 0,', '"code": 0'), (False, True)),
    "a request with a quote lost": (TEXT, lambda text: text.replace('459e"\n}\nR', "459e\n}\nR"), (True, False)),
    "the date lost": (TEXT, lambda text: text[: text.index("Modified at")], (False, False)),
    "cut in a table page's request": (TABLE, lambda text: text[: text.index("}'{") - 3], (True, True)),
    "cut in a table page's response": (TABLE, lambda text: text[:2000], (False, True)),
    "a table with a name garbled": (TABLE, lambda text: text.replace("| full |", "| 全部 |"), (False, True)),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_body_of_which_part_is_gone_is_damaged(name: str) -> None:
    path, damage, expected = DAMAGED[name]
    assert damages(damage(path.read_text(encoding="utf-8")).encode()) == [expected]


def test_only_the_operation_in_whose_details_a_product_page_ends_is_damaged() -> None:
    text = VOICE.read_text(encoding="utf-8")
    whole = (False, False)
    assert damages(text[: text.index("是否多个speaker")].encode()) == [whole, whole, (True, True)]
    assert damages(text[: text.index("API价格表")].encode()) == [whole] * 4


def test_a_product_page_that_counts_more_operations_than_it_shows_says_so() -> None:
    text = VOICE.read_text(encoding="utf-8")
    page = parse_page(text[: text.index("查看智能声音生成任务")].encode(), Path("page.txt"))
    assert "the page counts 4 operations and shows 3: it may be cut" in [warning.text for warning in page.warnings]


BROKEN = {
    "export-cut": [(True, True)],
    "export-invalid-openapi": [(True, False)],
    "export-invalid-yaml": [(True, True)],
    "export-plain": [(False, False)],
    "text-example-is-no-json": [(True, True)],
    "text-mojibake": [(False, False)],
    "text-two-under-one-title": [(False, False), (False, False)],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_says_so(name: str) -> None:
    content = next((PAGES / name).glob("page.*")).read_bytes()
    assert damages(content) == BROKEN[name]
    assert any(warning.damage for warning in parse_page(content, Path("page.txt")).warnings) == (name != "export-plain")


def damages(content: bytes) -> list[Any]:
    operations: tuple[Operation, ...] = parse_page(content, Path("page.txt")).operations
    return [(each.request_damaged, each.response_damaged) for each in operations]
