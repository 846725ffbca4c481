"""Matching: which operation of the description an operation on a page is.

By its address, else by its title, else by what it takes and gives: a page that moved an operation still shows its
fields. What is matched with nothing was added; what a page should show and does not was removed.
"""

import re
from collections.abc import Iterable
from typing import Final

from attrs import frozen

from scripts.drift.described import DescribedOperation
from scripts.page import Operation

ALIKE: Final = 0.5
"""The share of common fields from which two operations without a common address or title are the same."""


VERY_ALIKE: Final = 0.8
"""The same, where nothing tells which operations a page is of."""


@frozen
class Matches:
    """`pairs`: an operation of the page with its counterpart. `added`: those without. `lost`: ids that are missing."""

    pairs: tuple[tuple[Operation, str], ...]
    added: tuple[Operation, ...]
    lost: tuple[str, ...]


def address(method: str | None, path: str | None) -> tuple[str | None, str | None]:
    """An address without the names of its parameters, which are told apart from moving."""
    return method, re.sub(r"\{[^/]*\}", "{}", path) if path else None


def match(
    operations: Iterable[Operation], described: dict[str, tuple[DescribedOperation, ...]], covered: Iterable[str]
) -> Matches:
    """Match operations of one page. `described`: each as the views have it. `covered`: what the page should show."""
    left = list(operations)
    free = dict(described)
    expected = list(covered)
    pairs: list[tuple[Operation, str]] = []

    def take(operation: Operation, found: str | None) -> None:
        if found is not None:
            pairs.append((operation, found))
            left.remove(operation)
            free.pop(found)

    for operation in list(left):
        take(operation, _by_address(operation, free))
    for operation in list(left):
        take(operation, _by_title(operation, {one: free[one] for one in expected if one in free} or free))
    for operation in list(left):
        # A page of an unknown name may be of any operation, so the likeness has to be greater.
        among = {one: free[one] for one in expected if one in free} if expected else free
        take(operation, _by_likeness(operation, among, ALIKE if expected else VERY_ALIKE))
    rest = [one for one in expected if one in free]
    if len(left) == len(rest) == 1 and (left[0].path is None or len(expected) == 1):
        take(left[0], rest[0])
    return Matches(tuple(pairs), tuple(left), tuple(one for one in expected if one in free))


def _by_address(operation: Operation, free: dict[str, tuple[DescribedOperation, ...]]) -> str | None:
    if operation.path is None:
        return None
    wanted = address(operation.method, operation.path)
    return next((name for name, each in free.items() if any(address(o.method, o.path) == wanted for o in each)), None)


def _by_title(operation: Operation, free: dict[str, tuple[DescribedOperation, ...]]) -> str | None:
    title = _bare(operation.title)
    found = [
        name
        for name, each in free.items()
        if title and any(_bare(page.get("title")) == title for one in each for page in one.pages)
    ]
    return found[0] if len(found) == 1 else None


def _by_likeness(operation: Operation, free: dict[str, tuple[DescribedOperation, ...]], least: float) -> str | None:
    said = _said(operation)
    scores = {
        name: max(_common(said, {*one.values}) + (one.method == operation.method) for one in each)
        for name, each in free.items()
    }
    best = max(scores, key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= least + (len(free) > 1) else None


def _said(operation: Operation) -> set[tuple[str, str]]:
    named = {("parameter", f"{one.place} {one.name}") for one in operation.parameters if not is_standard(one)}
    named |= {("request", one.path or one.name) for one in operation.request_fields}
    return named | {("response", one.path or one.name) for one in operation.response_fields}


def is_standard(parameter: object) -> bool:
    """Tell whether a parameter is a header that HTTP or the security scheme brings along."""
    name = str(getattr(parameter, "name", "")).casefold()
    return getattr(parameter, "place", "") == "header" and name in ("authorization", "content-type", "accept", "host")


def _common(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _bare(title: object) -> str:
    return re.sub(r"\W+", " ", str(title or "")).strip().casefold()
