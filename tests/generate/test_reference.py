"""The reference holds everything, is good Markdown, and grows with the description."""

import inspect
import json
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import speech302
from scripts.codegen.reference.errors import SAID
from scripts.codegen.reference.markdown import Names, slugs, table
from scripts.documents import load
from speech302 import Speech302Error, TaskHandle, models
from tests.generate.rendered import MARKDOWN, Page, broken, faults, pages

ROOT = Path(__file__).parents[2]
REFERENCE = pages(ROOT / "generated/reference")
DESCRIPTION = json.loads((ROOT / "generated/openapi.json").read_text(encoding="utf-8"))
OPERATIONS = {
    operation["operationId"]: (f"{method.upper()} {path}", operation)
    for path, item in DESCRIPTION["paths"].items()
    for method, operation in item.items()
}
EXPORTED = {name: getattr(speech302, name) for name in speech302.__all__}
ERRORS = {name: found for name, found in EXPORTED.items() if inspect.isclass(found) and issubclass(found, Exception)}
FAILURES = {name: found for name, found in ERRORS.items() if issubclass(found, Speech302Error)}
SAID_OF: dict[str, Any] = load(SAID).data  # type: ignore[assignment]  # it is a map


def body(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {"application/json": {"schema": {}}})
    schema: dict[str, Any] = content["application/json"]["schema"]
    name = schema.get("$ref", "").rpartition("/")[2]
    return DESCRIPTION["components"]["schemas"][name] if name else schema


def plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_is_there_with_its_request_price_and_example(name: str) -> None:
    request, operation = OPERATIONS[name]
    page = REFERENCE[f"{operation['tags'][0]}.md"]
    section = page[operation["x-method"]]
    assert request in section.text
    assert plain(operation["description"]) in section.text
    assert ("Costs money" in section.text) == ("x-cost" in operation)
    assert [language for language, _ in section.code] == ["py", "python"]
    assert f".{operation['x-method']}(" in section.code[1][1]
    entry = REFERENCE["README.md"]["All operations"].row(f"{operation['tags'][0]}.{operation['x-method']}")
    assert (entry["Price"] == "free") == ("x-cost" not in operation)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_argument_says_what_it_is_and_where_that_comes_from(name: str) -> None:
    operation = OPERATIONS[name][1]
    section = REFERENCE[f"{operation['tags'][0]}.md"][operation["x-method"]]
    described = {entry["name"] for entry in operation.get("parameters", [])} | body(operation).get(
        "properties", {}
    ).keys()
    assert {row["Argument"] for row in section.rows} == described
    required = {row["Argument"] for row in section.rows if row["Default"] == "required"}
    assert required >= set(body(operation).get("required", []))
    assert all(row["Type"] and row["What it is"] and row["Source"] for row in section.rows)


def test_rules_and_defaults_are_those_of_the_checks() -> None:
    rows = REFERENCE["voice_clones.md"]["create"]
    assert (rows.row("temperature")["Rule"], rows.row("temperature")["Default"]) == (
        "from 0 to 1.5",
        "1, the service's",
    )
    assert rows.row("ref_audio_text")["Rule"] == "at least one, none blank; as many as ref_audio_links"
    spoken = REFERENCE["speech_synthesis.md"]["create"].row("text")
    assert "text fewer than 4,000 characters" in spoken["Rule"]


@pytest.mark.parametrize("name", [name for name in models.__all__ if not issubclass(getattr(models, name), Enum)])
def test_every_model_is_there_with_every_field(name: str) -> None:
    model = getattr(models, name)
    section = page_of(name)[name]
    fields = [field for field in attrs.fields(model) if not field.name.startswith("_")]
    assert [row["Field"] for row in section.rows] == [field.name for field in fields]
    assert "Where it is met" in section.text
    assert all(row["Type"] and row["What it is"] for row in section.rows)
    off_wire = {field.name for field in fields if field.metadata.get("off_wire")}
    assert {row["Field"] for row in section.rows if not row["Source"]} == off_wire


@pytest.mark.parametrize("name", [name for name in models.__all__ if issubclass(getattr(models, name), Enum)])
def test_every_named_value_is_there(name: str) -> None:
    section = page_of(name)[name]
    assert {row["Name"]: row["Value"] for row in section.rows} == {
        member.name: repr(member.value) for member in getattr(models, name)
    }


def page_of(model: str) -> Page:
    return REFERENCE[f"{getattr(models, model).__module__.rpartition('.')[2]}.md"]


def test_everything_that_is_described_reaches_the_reader_word_for_word() -> None:
    rows = [row for page in REFERENCE.values() for section in page.sections for row in section.rows]
    read = [plain(row["What it is"]) for row in rows if "What it is" in row]
    schemas = DESCRIPTION["components"]["schemas"]
    told = [
        *(body(operation) for _, operation in OPERATIONS.values()),
        *(schemas.get(name, {}) for name in models.__all__),
    ]
    for field, node in (entry for schema in told for entry in schema.get("properties", {}).items()):
        text = plain(node.get("description", ""))
        assert "x-spelling-of" in node or any(line.startswith(text) for line in read), field


@pytest.mark.parametrize("name", ERRORS)
def test_every_public_error_and_warning_is_there(name: str) -> None:
    section = REFERENCE["errors.md"][name]
    assert section.text
    if name in FAILURES and name != "Speech302Error":
        assert all(f"{mark} " in section.text for mark in ("When:", "What to do:", "Charged?"))


@pytest.mark.parametrize("name", FAILURES)
def test_an_error_that_nothing_derives_from_shows_how_it_reads(name: str) -> None:
    if not FAILURES[name].__subclasses__():
        assert SAID_OF[name]["reads"], f"say in {SAID.name} how {name} reads"


@pytest.mark.parametrize("name", [name for name, said in SAID_OF.items() if "given" in said])
def test_an_error_reads_as_the_reference_shows(name: str) -> None:
    facts = dict(SAID_OF[name]["given"])
    if "handle" in facts:
        facts["handle"] = TaskHandle(**facts["handle"])
    assert str(FAILURES[name](**facts)) == SAID_OF[name]["reads"]
    assert SAID_OF[name]["reads"] in REFERENCE["errors.md"][name].text


def test_nothing_is_said_of_an_error_that_is_not_there() -> None:
    assert SAID_OF.keys() <= FAILURES.keys()


def test_every_other_export_is_there() -> None:
    told = {section.title for section in REFERENCE["package.md"].sections}
    assert EXPORTED.keys() - ERRORS.keys() - {"Speech302", "AsyncSpeech302"} <= told


def test_the_client_is_there_with_its_options_and_methods() -> None:
    page = REFERENCE["client.md"]
    options = {row["Option"] for row in page["Constructor options"].rows}
    assert options == set(inspect.signature(speech302.Speech302).parameters)
    told = {section.title for section in page.sections}
    assert told >= {"with_options", "resume", "wait_all", "as_completed", "close"}


@pytest.mark.parametrize("family", speech302.Speech302.families)
def test_every_method_of_a_family_is_there(family: str) -> None:
    told = {section.title for section in REFERENCE[f"{family}.md"].sections}
    methods = getattr(speech302.Speech302(api_key="anything"), family)
    assert {name for name in dir(methods) if not name.startswith("_")} <= told


def test_every_link_leads_to_a_heading() -> None:
    assert broken(REFERENCE) == []


def test_no_section_is_empty_and_no_table_is_broken() -> None:
    assert [fault for page in REFERENCE.values() for fault in faults(page)] == []


@given(st.lists(st.text(), min_size=2, max_size=4))
def test_whatever_a_cell_says_it_stays_one_cell(texts: list[str]) -> None:
    made = MARKDOWN.parse(table([str(place) for place in range(len(texts))], [texts, ["x"] * len(texts)]))
    assert [token.type for token in made].count("td_open") == 2 * len(texts)


@given(st.lists(st.sampled_from(["get", "Get", "get-1", "How a task goes", "What? It!"])))
def test_anchors_are_as_many_as_headings(titles: list[str]) -> None:
    assert len(set(slugs(titles))) == len(titles)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("see `Pace`", "see [`Pace`](b.md#pace)"),
        ("a `list` of < 3", "a `list` of &lt; 3"),
        ("`client.resume(handle)` again", "[`client.resume(handle)`](#resume) again"),
        ("Raises OddError or OtherError", "Raises [`OddError`](b.md#odderror) or OtherError"),
        ("    code < code", "    code < code"),
    ],
)
def test_names_in_prose_lead_to_their_places(text: str, made: str) -> None:
    places = {"Pace": "b.md#pace", "client.resume": "a.md#resume", "OddError": "b.md#odderror"}
    assert Names(places).prose(text, "a.md") == made
