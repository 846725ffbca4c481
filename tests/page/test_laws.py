"""Laws of reading that hold for every page."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scripts.documents import dump_json
from scripts.failures import Failure
from scripts.page import Field, Page, agree, parse_page
from scripts.values import Json
from tests.page.made import Fields, as_export, as_table, as_text, fields, stated, walk

ROOT = Path(__file__).parents[2]
SEEDS = [path.read_bytes() for path in sorted((ROOT / "spec").glob("*/pages/*"))]
PAGES = [*SEEDS, *(path.read_bytes() for path in sorted(Path(__file__).with_name("pages").glob("*/page.*")))]
COPIED = [content for content in PAGES if b"```" not in content]
"""The pages in which blanks around lines mean nothing: all but exports."""

NASTY = st.sampled_from([b"", b"{", b'"', b"'", b"```", b"POST", b"|", b"curl -X ", "🟢200".encode(), b"Example"])

# The same examples on every run: a page that fails here fails everywhere.
thorough = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
costly = settings(thorough, max_examples=50)


def read(content: bytes) -> Page | Failure:
    """Read a page; any exception but a designed one is a fault of the reader."""
    outcome: Page | Failure
    try:
        outcome = parse_page(content, Path("page.txt"))
    except Failure as failure:
        outcome = failure
    if isinstance(outcome, Failure):
        assert (outcome.what, outcome.exit_code) == ("no operation is found", 1)
        assert outcome.cause
    else:
        assert outcome.operations
        assert dump_json(outcome.as_json()).encode()
    return outcome


def facts(content: bytes) -> Any:
    """The facts of a page and its warnings, but for the lines that they name."""
    page = parse_page(content, Path("page.txt"))
    told = sorted(re.sub(r"line \d+", "line", warning.text) for warning in page.warnings)
    return page.rendering, page.language, told, page.operations


def found(read: Iterable[Field]) -> set[tuple[Any, ...]]:
    return {(field.path, field.type, field.required) for field in read}


@thorough
@given(st.data())
def test_a_page_that_is_cut_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(PAGES))
    start = data.draw(st.just(0) | st.integers(0, len(content)))
    read(content[start : data.draw(st.integers(start, len(content)))])


@thorough
@given(st.data())
def test_a_page_with_lines_lost_doubled_moved_or_added_is_read_or_refused(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(PAGES)).split(b"\n")
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.sampled_from(lines) | NASTY)
        lines[at : at + data.draw(st.integers(0, 2))] = [other]
    read(b"\n".join(lines))


@thorough
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode) | st.lists(NASTY, max_size=20).map(b"\n".join))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read(content)


@thorough
@given(st.data())
def test_a_page_with_any_bytes_in_it_is_read_or_refused(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(PAGES))
    at = data.draw(st.integers(0, len(content)))
    read(content[:at] + data.draw(st.binary(min_size=1, max_size=20) | NASTY) + content[at:])


@pytest.mark.parametrize("content", PAGES)
def test_reading_is_pure(content: bytes) -> None:
    assert parse_page(content, Path("a")) == parse_page(content, Path("a"))


@thorough
@given(st.data())
def test_blank_lines_and_blanks_around_lines_change_nothing(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(COPIED))
    lines = content.decode().split("\n")
    blanks = st.sampled_from(["", " ", "\t", "\u3000", "\xa0", "\u200b"])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = [data.draw(blanks), data.draw(blanks) + lines[at] + data.draw(blanks)]
    assert facts("\n".join(lines).encode()) == facts(content)


@costly
@given(st.lists(st.text("abc POST/|{}[]:中語", min_size=1), max_size=5), st.sampled_from(SEEDS))
def test_another_menu_changes_nothing(menu: list[str], content: bytes) -> None:
    lines = [*(f"- {entry}" for entry in menu), content.decode()]
    assert facts("\n".join(lines).encode()) == facts(content)


@costly
@given(fields(), fields(), st.sampled_from(["en", "zh", "ja"]))
def test_the_nesting_that_a_list_lost_is_recovered_with_the_example(
    request: Fields, response: Fields, language: str
) -> None:
    page = parse_page(as_text(request, response, language).encode(), Path("page.txt"))
    (operation,) = page.operations
    assert (page.language, page.warnings) == (language, ())
    assert found(operation.request_fields) == stated(request)
    assert found(operation.response_fields) == stated(response)


@costly
@given(fields(), fields(), st.booleans(), st.integers(-5, 5), st.sampled_from([None, ["a", "b"]]))
def test_an_export_says_what_its_operation_is(
    request: Fields, response: Fields, required: bool, bound: int, enum: list[Json] | None
) -> None:
    counted: dict[str, Json] = {"type": "integer", "minimum": bound, "maximum": bound + 9, "default": bound + 1}
    kind: dict[str, Json] = {"type": "string"}
    if enum:
        kind["enum"] = enum
    parameters: list[Json] = [
        {"name": "Authorization", "in": "header", "required": required, "schema": {"type": "string"}},
        {"name": "n", "in": "query", "schema": counted},
        {"name": "kind", "in": "query", "required": True, "schema": kind},
    ]
    page = parse_page(as_export(request, response, parameters).encode(), Path("page.md"))
    (operation,) = page.operations
    assert (page.rendering, page.warnings) == ("markdown-export", ())
    assert (operation.title, operation.method, operation.path) == ("Made up", "POST", "/302/made")
    assert operation.security == ("required" if required else "optional")
    header, number, choice = (one.as_json() for one in operation.parameters)
    nothing = dict.fromkeys(("default", "minimum", "maximum", "enum"))
    assert header == {"name": "Authorization", "in": "header", "type": "string", "required": required} | nothing
    assert number == {"name": "n", "in": "query", "required": False, "enum": None} | counted
    assert choice == {"name": "kind", "in": "query", "type": "string", "required": True} | nothing | {"enum": enum}
    assert found(operation.request_fields) == stated(request)
    assert found(operation.response_fields) == stated(response)


@costly
@given(fields(), fields())
def test_every_rendering_of_an_operation_agrees_with_every_other(request: Fields, response: Fields) -> None:
    # Where request and response have the same names, nothing tells whose a table is, and a warning says so.
    assume({field.name for _, field in walk(request)} != {field.name for _, field in walk(response)})
    written = [as_text(request, response), as_table(request, response), as_export(request, response, [])]
    pages = [parse_page(text.encode(), Path("page.txt")) for text in written]
    assert [page.rendering for page in pages] == ["apifox-text", "field-table", "markdown-export"]
    assert [page.warnings for page in pages] == [(), (), ()]
    operations = [page.operations[0] for page in pages]
    assert all(agree(left, right) for left in operations for right in operations)
    text, _, export = (operation.as_json() for operation in operations)
    assert text["response_examples"] == export["response_examples"]
