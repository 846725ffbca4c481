"""The pages that people read, and what stands in their fenced blocks."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import attrs
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
REFERENCE = sorted(ROOT.glob("generated/reference/*.md"))
GUIDES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "overlays/README.md", *REFERENCE])

_MARKDOWN = MarkdownIt("commonmark").enable("table")


@attrs.frozen
class Block:
    """A fenced block: its language, its text, and the line of the page that the text begins in."""

    language: str
    text: str
    line: int


def name(page: Path) -> str:
    """A page as its readers know it."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str | None = None) -> list[Block]:
    """The fenced blocks of a page, those in one language only if that is given."""
    fences = (token for token in _MARKDOWN.parse(page.read_text(encoding="utf-8")) if token.type == "fence")
    found = [Block(token.info.strip(), token.content, token.map[0] + 2 if token.map else 1) for token in fences]
    return [block for block in found if language in (None, block.language)]


def inline_code(page: Path) -> list[str]:
    """The pieces of code in the prose of a page."""
    tokens = (token for token in _MARKDOWN.parse(page.read_text(encoding="utf-8")) if token.type == "inline")
    return [part.content for token in tokens for part in token.children or () if part.type == "code_inline"]


def links(page: Path) -> list[str]:
    """The targets of a page's links."""
    tokens = (token for token in _MARKDOWN.parse(page.read_text(encoding="utf-8")) if token.type == "inline")
    parts = (part for token in tokens for part in token.children or () if part.type == "link_open")
    return [str(part.attrs["href"]) for part in parts]


@cache
def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    found: list[str] = []
    tokens = _MARKDOWN.parse(page.read_text(encoding="utf-8"))
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            title = "".join(part.content for part in token.children or ())
            slug = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
            found.append(f"{slug}-{found.count(slug)}" if slug in found else slug)
    return set(found)
