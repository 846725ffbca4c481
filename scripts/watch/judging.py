"""Judging what was fetched: only what the page reader finds an operation in is worth storing."""

import re
from pathlib import Path
from typing import Final

from attrs import frozen

from scripts.failures import Failure
from scripts.keys import scrub
from scripts.page import Page, parse_page
from scripts.watch.fetch import Got
from scripts.watch.html_text import html_text
from scripts.watch.net import tell
from scripts.watch.products import reduced
from scripts.watch.sources import Known, Source

MARKUP: Final = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
SCRIPTED: Final = "its HTML holds no operation, since a script draws the page; the .md tells what it says"


@frozen
class Worth:
    """Text that is worth storing, secrets scrubbed. `rendering`: the page reader's. `damage`: the first, or None."""

    text: str
    rendering: str
    damage: str | None


class UnworthyError(Exception):
    """What was fetched is not worth storing; its text says why. `wrong`: it is an error, and no habit of the site."""

    def __init__(self, why: str, *, wrong: bool = True) -> None:
        super().__init__(tell(why))
        self.wrong = wrong


def text_of(source: Source, got: Got, known: Known) -> str:
    """Make the text of a source from what was fetched. Raises `UnworthyError`."""
    text = _decoded(got)
    if source.kind == "html":
        return html_text(text)
    if source.kind == "markdown":
        if MARKUP.match(text):
            raise UnworthyError("the answer is HTML and no Markdown export: a login page, or an error")
        return text
    try:
        return reduced(text, known)
    except Failure as failure:
        raise UnworthyError(_why(failure)) from None


def judged(source: Source, text: str) -> Worth:
    """Read a text as a page. Raises `UnworthyError` when it is not what its source should be."""
    content = scrub(text).encode(errors="replace")
    try:
        page = parse_page(content, Path(source.name))
    except RecursionError:
        raise UnworthyError("it nests too deeply to be read") from None
    except Failure as failure:
        if source.kind == "html":
            raise UnworthyError(SCRIPTED, wrong=False) from None
        raise UnworthyError(_why(failure)) from None
    if source.kind == "html" and page.rendering == "catalogue":
        raise UnworthyError(SCRIPTED, wrong=False)
    if source.kind == "markdown" and page.rendering != "markdown-export":
        raise UnworthyError(f"the answer is no Markdown export; it reads as {page.rendering}")
    return Worth(content.decode(), page.rendering, _damage(page))


def stored(path: Path) -> Worth | None:
    """Judge what is stored in a file; None when the reader finds no operation in it, or there is none."""
    try:
        content = path.read_bytes()
        page = parse_page(content, path)
    except (OSError, Failure):
        return None
    return Worth(content.decode(errors="replace"), page.rendering, _damage(page))


def _decoded(got: Got) -> str:
    try:
        text = got.content.decode(got.charset or "utf-8", errors="replace")
    except (LookupError, ValueError):
        # The server names an encoding that there is not, or one that is not for texts.
        text = got.content.decode(errors="replace")
    return text.removeprefix("\ufeff")


def _damage(page: Page) -> str | None:
    return next((f"line {warning.line}: {warning.text}" for warning in page.warnings if warning.damage), None)


def _why(failure: Failure) -> str:
    return f"{failure.what}: {failure.cause}" if failure.cause else failure.what
