"""Markdown as code hosts render it (GitHub Flavored): tables, anchors, names that lead to their places."""

import ast
import re
from collections.abc import Iterable, Mapping, Sequence

_CODE = re.compile(r"(?<![\[`])`([^`\n]+)`(?!`)")
_ERROR = re.compile(r"\b[A-Z]\w+(?:Error|Warning)\b")
_CALL = re.compile(r"\(.*")


def slugs(titles: Iterable[str]) -> list[str]:
    """The anchors of a page's headings, in order: what GitHub makes of their texts, numbered where they repeat."""
    found: list[str] = []
    for title in titles:
        slug = base = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        number = 0
        while slug in found:
            number += 1
            slug = f"{base}-{number}"
        found.append(slug)
    return found


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table without the columns that say nothing; empty without rows."""
    cells = [[_cell(text) for text in row] for row in rows]
    kept = [place for place in range(len(head)) if any(row[place] for row in cells)]
    lines = [head, ["---"] * len(head), *cells]
    return "".join(f"| {' | '.join(line[place] for place in kept)} |\n" for line in lines) if cells else ""


def _cell(text: str) -> str:
    # A line break or a bare pipe would end the cell, the pipe even inside of code.
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


class Names:
    """Names that have a place in the reference, `file.md#anchor` each."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = dict(places)

    def place(self, name: str, page: str) -> str | None:
        """The target of a link from a page to where a name stands; None if it stands nowhere."""
        found = self._places.get(name) or self._places.get(f"{page}:{name}")
        return None if found is None else found.removeprefix(page) if found.startswith(f"{page}#") else found

    def link(self, name: str, page: str, text: str | None = None) -> str:
        """A name as code that leads to its place, if it has one."""
        target = self.place(name, page)
        code = f"`{text or name}`"
        return f"[{code}]({target})" if target else code

    def prose(self, text: str, page: str) -> str:
        """A text whose names in backticks lead to their places, and whose `<` opens no HTML."""
        if text.startswith("    "):
            return text
        made: list[str] = []
        end = 0
        for match in _CODE.finditer(text):
            made += [self._plain(text[end : match.start()], page), self.link(_CALL.sub("", match[1]), page, match[1])]
            end = match.end()
        return "".join([*made, self._plain(text[end:], page)])

    def type(self, annotation: str, page: str, *, none: bool = True) -> str:
        """A type, each member of a union on its own, without None unless `none`."""
        members = _members(ast.parse(annotation, mode="eval").body) if annotation else []
        shown = [member for member in members if none or member != "None"]
        return " or ".join(self._typed(member, page) for member in shown)

    def _typed(self, text: str, page: str) -> str:
        named = re.findall(r"[A-Za-z_]\w*", re.sub(r"'[^']*'", "", text))
        name = next((name for name in named if self.place(name, page)), "")
        return self.link(name, page, text)

    def _plain(self, text: str, page: str) -> str:
        # Errors are named so plainly that docstrings write them without backticks.
        text = text.replace("<", "&lt;")
        return _ERROR.sub(lambda match: self.link(match[0], page) if self.place(match[0], page) else match[0], text)


def _members(node: ast.expr) -> list[str]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_members(node.left), *_members(node.right)]
    return [ast.unparse(node)]
