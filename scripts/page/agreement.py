"""Agreement: whether two readings say the same of an operation.

Two renderings of one page do not say equally much: the field table has no title, no marks of required fields and no
status. Null, `unknown` and an empty list mean *not said*, and what one side does not say cannot contradict the other.
So two operations agree if every fact that both say is equal. A list that both have must have the same members.
"""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen

from scripts.page.facts import SAID_OF_BOTH, Example, Field, Operation, Parameter
from scripts.values import Json, same


@frozen
class Disagreement:
    """One fact that two operations say differently.

    `about`: where in the facts, such as `response_fields data.id type`. `left`, `right`: what
    each says; None for a member that one of them lacks.
    """

    about: str
    left: Json
    right: Json


def agree(left: Operation, right: Operation) -> bool:
    """Tell whether two operations agree on every fact that both say."""
    return not disagreements(left, right)


def disagreements(left: Operation, right: Operation) -> list[Disagreement]:
    """Every fact that two operations say differently."""
    found = [
        Disagreement(name, getattr(left, name), getattr(right, name))
        for name in ("title", "method", "path", "security")
        if _differ(getattr(left, name), getattr(right, name))
    ]
    found += _members("parameters", left.parameters, right.parameters, lambda one: f"{one.place} {one.name}")
    for name in ("request_fields", "response_fields"):
        found += _members(name, getattr(left, name), getattr(right, name), lambda one: one.path or one.name)
    for name in ("request_examples", "response_examples"):
        found += _bodies(name, getattr(left, name), getattr(right, name))
    return found


def _members(about: str, left: Sequence[Any], right: Sequence[Any], named: Callable[[Any], str]) -> list[Disagreement]:
    if not left or not right:
        return []
    ours: dict[str, Parameter | Field] = {named(one): one for one in left}
    theirs: dict[str, Parameter | Field] = {named(one): one for one in right}
    found: list[Disagreement] = []
    for name in dict.fromkeys([*ours, *theirs]):
        if name not in ours or name not in theirs:
            found.append(
                Disagreement(f"{about} {name}", (name in ours and name) or None, (name in theirs and name) or None)
            )
            continue
        one, other = ours[name], theirs[name]
        found += [
            Disagreement(f"{about} {name} {fact}", getattr(one, fact), getattr(other, fact))
            for fact in SAID_OF_BOTH
            if _differ(getattr(one, fact), getattr(other, fact))
        ]
    return found


def _bodies(about: str, left: Sequence[Example], right: Sequence[Example]) -> list[Disagreement]:
    if not left or not right:
        return []
    found = []
    for one in left:
        twins = [other for other in right if same(one.body, other.body)]
        if not twins:
            found.append(Disagreement(f"{about} body", one.body, None))
        elif not any(not _differ(one.name, twin.name) and not _differ(one.status, twin.status) for twin in twins):
            found.append(Disagreement(f"{about} case", [one.name, one.status], [twins[0].name, twins[0].status]))
    missing = [other for other in right if not any(same(one.body, other.body) for one in left)]
    return found + [Disagreement(f"{about} body", None, other.body) for other in missing]


def _differ(left: Json, right: Json) -> bool:
    unsaid = (None, "unknown")
    return left not in unsaid and right not in unsaid and not same(left, right)
