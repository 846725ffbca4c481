"""A page of the reference as a reader sees it: rendered as a code host does, cut at its headings."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Self

import attrs
from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@attrs.frozen
class Section:
    """What stands below one heading and above the next: its text, its tables row by row, its links, its code."""

    title: str
    level: int
    text: str
    rows: list[dict[str, str]]
    links: list[str]
    code: list[tuple[str, str]]
    """The language and the text of each fenced block."""

    def row(self, name: str) -> dict[str, str]:
        """The row whose first cell is that name."""
        return next(row for row in self.rows if next(iter(row.values())) == name)


@attrs.frozen
class Page:
    """A page, section by section."""

    file: str
    source: str
    sections: list[Section]

    @classmethod
    def of(cls, path: Path) -> Self:
        source = path.read_text(encoding="utf-8")
        return cls(path.name, source, _sections(MARKDOWN.parse(source)))

    def __getitem__(self, title: str) -> Section:
        return next(section for section in self.sections if section.title == title)

    @property
    def anchors(self) -> set[str]:
        """The anchors that GitHub gives its headings."""
        found: list[str] = []
        for section in self.sections:
            slug = re.sub(r"[^\w\- ]", "", section.title.lower()).replace(" ", "-")
            found.append(slug if slug not in found else f"{slug}-{found.count(slug)}")
        return set(found)


def pages(folder: Path) -> dict[str, Page]:
    """The pages of a reference by the names of their files."""
    return {path.name: Page.of(path) for path in sorted(folder.iterdir())}


def broken(reference: dict[str, Page]) -> list[str]:
    """The links of a reference, outside ones apart, that lead to no page or no heading."""
    found = []
    for page in reference.values():
        for link in (link for section in page.sections for link in section.links if "://" not in link):
            file, _, anchor = link.partition("#")
            target = reference.get(file or page.file)
            if target is None or (anchor and anchor not in target.anchors):
                found.append(f"{page.file}: {link}")
    return found


def faults(page: Page) -> list[str]:
    """The sections of a page that say nothing, and the tables whose rows are not equally long."""
    empty = [
        section.title
        for section, after in zip(page.sections, [*page.sections[1:], None], strict=True)
        if not (section.text or section.code) and (after is None or after.level <= section.level)
    ]
    # Cells too many are dropped without a word when a table is rendered, so the source is what has to be counted.
    blocks = re.findall(r"(?:^\|.*\n)+", page.source, re.MULTILINE)
    ragged = [
        block for block in blocks if len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) > 1
    ]
    return [f"{page.file}: {fault}" for fault in [*empty, *ragged]]


def _sections(tokens: list[Token]) -> list[Section]:
    starts = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    return [_section(tokens[start:end]) for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]


def _section(tokens: list[Token]) -> Section:
    inlines = [token for token in tokens if token.type == "inline"]
    links = [str(part.attrs["href"]) for token in inlines for part in token.children or () if part.type == "link_open"]
    return Section(
        title=_text(inlines[0]),
        level=int(tokens[0].tag[1]),
        text="\n".join(_text(token) for token in inlines[1:]),
        rows=_rows(tokens),
        links=links,
        code=[(token.info, token.content) for token in tokens if token.type == "fence"],
    )


def _rows(tokens: list[Token]) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    head: list[str] = []
    cells: list[str] = []
    for before, token in pairwise(tokens):
        if before.type in ("th_open", "td_open"):
            (head if before.type == "th_open" else cells).append(_text(token))
        elif token.type == "tr_close" and cells:
            rows.append(dict(zip(head, cells, strict=True)))
            cells = []
        elif token.type == "table_open":
            head = []
    return rows


def _text(inline: Token) -> str:
    """What a reader reads: no marks, but HTML as HTML, so that none of it goes unseen."""
    return "".join(" " if part.type == "softbreak" else part.content for part in inline.children or ())
