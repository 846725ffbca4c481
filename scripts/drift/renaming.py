"""Renaming: which of the fields that went is likely one of those that came."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from scripts.drift.described import Described, Side, parent_of
from scripts.drift.pair import Said
from scripts.page.shape import join

NEAR: Final = 0.7
"""How near two names are, at the least, that are likely one."""


@frozen
class Rename:
    """A field that has a new name, likely."""

    old: Described
    new: Said


def likely(removed: Iterable[Described], added: Mapping[str, Said], side: Side) -> tuple[Described, str] | None:
    """The most likely rename: names that are near, in one place; None when none is."""
    best: tuple[float, Described, str] | None = None
    for old in removed:
        for key, value in added.items():
            same_place = (
                old.path.split(" ")[0] == key.split(" ")[0] if side == "parameter" else parent_of(key) == old.parent
            )
            # An address with one parameter for another has a new name for it, however far.
            certain = old.path.startswith("path ") and same_place
            ratio = 1.0 if certain else nearness(old.name, value.name) if same_place else 0.0
            if ratio >= NEAR and (best is None or ratio > best[0]):
                best = ratio, old, key
    return (best[1], best[2]) if best else None


def nearness(one: str, other: str) -> float:
    """How near two names are, from 0 to 1, however cased and joined; one may end or begin the other."""
    left, right = (name.replace("_", "").replace("-", "").casefold() for name in (one, other))
    if left == right:
        return 1.0
    short, long = sorted((left, right), key=len)
    if len(short) >= 3 and (long.startswith(short) or long.endswith(short)):
        return max(NEAR, len(short) / len(long))
    return difflib.SequenceMatcher(None, left, right).ratio()


def is_under(path: str, holder: str) -> bool:
    """Tell whether a field is another one, or within it."""
    return path == holder or path.startswith((f"{holder}.", f"{holder}["))


def moved(said: Mapping[str, Said], new: str, old: str) -> dict[str, Said]:
    """What the page says with a renamed field, and all within it, under the old name."""
    return {old + path[len(new) :] if is_under(path, new) else path: value for path, value in said.items()}


def twins(effective: Mapping[str, Described]) -> dict[str, str]:
    """The paths of fields that another one is another spelling of, each with that other one's path."""
    return {join(one.parent, one.spelling_of): path for path, one in effective.items() if one.spelling_of is not None}


def under(spellings: Mapping[str, str], path: str) -> str:
    """A path with the spelling that the pages had when the description was written."""
    for new, old in spellings.items():
        if is_under(path, new):
            return old + path[len(new) :]
    return path
