"""Made-up pages: one folder each, with the facts that were read off the page by hand beside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.documents import dump_json
from scripts.page import parse_page
from scripts.values import Json, same

FOLDER = Path(__file__).with_name("pages")
CASES = sorted(folder for folder in FOLDER.iterdir() if folder.is_dir())
RENDERINGS = {"apifox-text", "field-table", "product-page", "markdown-export", "catalogue"}


def facts_of(folder: Path) -> Json:
    page = next(folder.glob("page.*"))
    catalogue = Path("catalogue.json") if (folder / "catalogue.json").exists() else None
    return parse_page(page.read_bytes(), Path(page.name), catalogue).as_json()


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_page_reads_to_the_facts_beside_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = facts_of(folder)
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert same(found, expected), dump_json(found)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_field_stands_once_and_on_a_line_of_the_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    content = next(folder.glob("page.*")).read_bytes()
    page = parse_page(content, Path("page.txt"))
    lines = content.decode().split("\n")
    for operation in page.operations:
        for fields in (operation.request_fields, operation.response_fields):
            names = [field.path or field.name for field in fields]
            assert len(names) == len(set(names))
        facts: list[Any] = [*operation.parameters, *operation.request_fields, *operation.response_fields]
        for fact in facts:
            # A model that is referred to is told by the line of the reference.
            assert fact.name in lines[fact.line - 1] or fact.line == operation.line or b"$ref" in content


def test_there_are_pages_in_every_rendering_and_language() -> None:
    pages = [json.loads((folder / "expected.json").read_text(encoding="utf-8")) for folder in CASES]
    assert len(pages) >= 25
    assert {page["rendering"] for page in pages} == RENDERINGS
    for rendering in RENDERINGS - {"catalogue"}:
        assert {page["language"] for page in pages if page["rendering"] == rendering} == {"en", "zh", "ja"}
