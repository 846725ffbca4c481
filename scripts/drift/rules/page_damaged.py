"""A page is cut, garbled or against itself, so that not all of it can be judged."""

from collections.abc import Iterator

from scripts.documents import shown
from scripts.drift.context import Context, Judged, Matched
from scripts.drift.finding import Finding, Location, Party
from scripts.drift.judging import WARNING, of_page

WORDS = "store the page anew, from its title to its end"


def judge(context: Context) -> Iterator[Judged]:
    """Judge what the readers warned of, and bodies of which a page says nothing any more."""
    for matched in context.matched:
        for warning in matched.page.warnings:
            if warning.damage:
                at = Location(shown(warning.file or matched.page.file), warning.line)
                finding = Finding(
                    "page-damaged", WARNING, warning.text, at, (Party("page", warning.text, at),),
                    (matched.name or matched.file, warning.text), _operation(matched),
                    evidence=context.inputs.excerpt(at),
                )  # fmt: skip
                yield Judged(finding, words=WORDS)
    for compared in context.compared:
        for side in compared.silent:
            message = f"the page shows nothing of the {side} any more; it may be cut"
            yield of_page(
                context, compared, "page-damaged", WARNING, ("nothing", f"a {side} with fields"), message,
                line=compared.said.line, subject=(side, "silent"), words=WORDS,
            )  # fmt: skip


def _operation(matched: Matched) -> str | None:
    """The operation that damage concerns, where the page is of one alone."""
    found = {*matched.covered, *(name for _, name in matched.matches.pairs)}
    return found.pop() if len(found) == 1 else None
