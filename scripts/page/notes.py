"""What a reading collects besides facts: warnings, and the languages of the labels that it met."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from scripts.page.facts import PageWarning

NAMES = {"en": "English", "zh": "Chinese", "ja": "Japanese"}

MAX_WORK: Final = 40_000
"""How much may be tried out to read a page, in steps of some microseconds: a hundred times what a page takes."""


class Notes:
    """The warnings and the languages of one reading, and the work that is left for it; each warning is told once."""

    def __init__(self) -> None:
        self.warnings: dict[PageWarning, None] = {}
        self.languages: Counter[str] = Counter()
        self.first_seen: dict[str, int] = {}
        self.losses = 0
        self.work = MAX_WORK

    def warn(self, line: int, text: str, damage: bool = False) -> None:
        """Keep a warning about a line of the page. `damage`: it says that the page is broken."""
        self.warnings[PageWarning(line, text, damage=damage)] = None

    def lose(self, line: int, text: str) -> None:
        """Keep a warning that part of the page is gone, and count it: nothing follows from what is absent there."""
        self.losses += 1
        self.warn(line, text, damage=True)

    @contextmanager
    def losses_of(self, body: str, damaged: set[str]) -> Iterator[None]:
        """Add a body to the `damaged` ones if part of the page is found to be gone meanwhile."""
        losses = self.losses
        yield
        if self.losses > losses:
            damaged.add(body)

    def saw(self, language: str | None, line: int) -> None:
        """Count a label of a language; None is a label that several languages share."""
        if language is not None:
            self.languages[language] += 1
            self.first_seen.setdefault(language, line)

    def language(self) -> str | None:
        """Tell the language of most labels, and warn when there are others; None when no label tells."""
        if not self.languages:
            return None
        (main, _), *others = self.languages.most_common()
        for language, count in others:
            plural = "labels are" if count > 1 else "label is"
            what = f"{count} {plural} in {NAMES[language]}, the others are in {NAMES[main]}"
            # Its labels are read all the same: a page that is half translated says what it said.
            self.warn(self.first_seen[language], f"the page mixes languages: {what}")
        return main

    def sorted(self) -> tuple[PageWarning, ...]:
        """The warnings in the order of their lines."""
        return tuple(sorted(self.warnings, key=lambda warning: warning.line))
