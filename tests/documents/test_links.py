"""Every link of the documents leads somewhere, headings included, and every block says what it is."""

from pathlib import Path

import pytest

from tests.documents.pages import GUIDES, PAGES, REFERENCE, anchors, blocks, links, name

LANGUAGES = {"python", "py", "console", "json", "yaml", "text"}
"""`python` is run as it stands, `console` is checked word by word, `py` is a piece that cannot stand alone."""


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    inside = [link.partition("#") for link in links(page) if "://" not in link]
    targets = [((page.parent / file) if file else page, anchor) for file, _, anchor in inside]
    assert [target for target, _ in targets if not target.exists()] == []
    assert [(target, anchor) for target, anchor in targets if anchor and anchor not in anchors(target)] == []


@pytest.mark.parametrize("page", [*GUIDES, *REFERENCE], ids=name)
def test_every_block_says_its_language(page: Path) -> None:
    assert {block.language for block in blocks(page)} <= LANGUAGES


def test_pieces_stand_in_the_reference_alone() -> None:
    assert [name(page) for page in GUIDES if blocks(page, "py")] == [], "a guide shows what a reader can run"
