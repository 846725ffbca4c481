"""HTML as text: what a person would read, a line for each block and each cell of a table."""

import re
from html.parser import HTMLParser
from typing import Final

# What they hold is for programs, or is shown only where scripts are off.
_SILENT: Final = frozenset({"script", "style", "noscript", "template", "svg", "title"})
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label"}
    | {"mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
"""Elements that go on with the line; every other one begins a new line and ends it."""

_LITERAL: Final = frozenset({"pre", "textarea"})


def html_text(html: str) -> str:
    """Reduce HTML, however broken, to lines of text without empty ones among them; the last one is ended too."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent: list[str] = []
        self.literal = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at a block, and fall silent in what nobody reads."""
        del attrs
        if tag in _SILENT:
            self.silent.append(tag)
        self._break(tag)
        self.literal += tag in _LITERAL

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<br/>` for what it is; a block that is closed at once holds nothing to fall silent in."""
        del attrs
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """End the line of a block."""
        if tag in self.silent:
            # What was left open inside ends as well.
            del self.silent[self.silent.index(tag) :]
        self.literal = max(0, self.literal - (tag in _LITERAL))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Keep text; its line breaks count only where HTML says so."""
        if not self.silent:
            self.parts.append(data if self.literal else re.sub(r"\s+", " ", data))

    def text(self) -> str:
        """Join the lines."""
        lines = (line.replace("\xa0", " ").rstrip() for line in "".join(self.parts).split("\n"))
        # The blanks before a line count in JSON that is shown, and elsewhere are the markup's.
        kept = [line if line.startswith("  ") else line.strip() for line in lines if line.strip()]
        return "\n".join(kept) + "\n" if kept else ""

    def _break(self, tag: str) -> None:
        if not self.silent and tag not in _INLINE and tag not in _SILENT:
            self.parts.append("\n")
