"""Labels: `labels.yaml` interpreted, so that a line can be asked what it labels and in which language."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from scripts.documents import load

DATA: Final = Path(__file__).with_name("labels.yaml")
WORDS: Final = Path(__file__).with_name("words.yaml")
LONGEST: Final = 60
"""No label is longer: a longer line needs no look-up."""


class Label(NamedTuple):
    """What a label stands for, and its language; None for one that several languages share."""

    concept: str
    language: str | None


@cache
def data() -> dict[str, Any]:
    """The words that pages are labelled with."""
    return dict(load(DATA).data)  # type: ignore[arg-type]


@cache
def words() -> dict[str, Any]:
    """What a reader needs and no page gives."""
    return dict(load(WORDS).data)  # type: ignore[arg-type]


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """Reduce a text to what labels are compared by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold()).rstrip(":")


@cache
def _table(group: str) -> dict[str, Label]:
    """The labels of a group by their keys."""
    neutral = {key(word) for word in data()["without_language"]}
    found: dict[str, Label] = {}
    for concept, spelled in _spelled(group):
        for language, texts in spelled.items():
            for text in texts:
                name = key(str(text))
                shared = name in neutral or (name in found and found[name].language != language)
                found.setdefault(name, Label(concept, language))
                if shared:
                    found[name] = Label(found[name].concept, None)
    return found


def _spelled(group: str) -> list[tuple[str, dict[str, list[str]]]]:
    groups = data()
    if group in ("yes_no", "places", "type_names"):
        return [(concept, {"": texts}) for concept, texts in groups[group].items()]
    if group == "columns":
        return [*groups["columns"].items(), *groups["details"].items()]
    return list(groups[group].items())


def label(group: str, text: str) -> Label | None:
    """Tell what a whole text labels, as one of a group of labels."""
    return _table(group).get(key(text)) if len(text) <= LONGEST else None


@cache
def pattern(group: str, *concepts: str) -> re.Pattern[str]:
    """A pattern that finds labels of some concepts within a text; blanks within a label may be missing.

    The longest label wins where several begin at one place.
    """
    texts = {
        text
        for concept, spelled in _spelled(group)
        if concept in concepts
        for each in spelled.values()
        for text in each
    }
    ordered = sorted(texts, key=lambda text: (-len(text), text))
    parts = [r"\s*".join(re.escape(part) for part in str(text).split()) for text in ordered]
    return re.compile("|".join(parts), re.IGNORECASE)
