"""What a reading collects besides facts: warnings, and the languages of the labels that it met."""

from collections import Counter

from scripts.page.facts import PageWarning

NAMES = {"en": "English", "zh": "Chinese", "ja": "Japanese"}


class Notes:
    """The warnings and the languages of one reading; each warning is told once."""

    def __init__(self) -> None:
        self.warnings: dict[PageWarning, None] = {}
        self.languages: Counter[str] = Counter()
        self.first_seen: dict[str, int] = {}

    def warn(self, line: int, text: str) -> None:
        """Keep a warning about a line of the page."""
        self.warnings[PageWarning(line, text)] = None

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
            self.warn(self.first_seen[language], f"the page mixes languages: {what}")
        return main

    def sorted(self) -> tuple[PageWarning, ...]:
        """The warnings in the order of their lines."""
        return tuple(sorted(self.warnings, key=lambda warning: warning.line))
