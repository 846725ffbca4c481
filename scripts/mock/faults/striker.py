"""The striker: decides which faults strike a request, and counts how often each did.

Rules come with the service, in the header `X-Fault` of a request, and as marks: in brackets, in any text of its body or
of its parameters. Not every fault is a mark, and what in brackets is none is a text like any other.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from attrs import define, field

from scripts.failures import Failure
from scripts.mock.faults.fault import Target
from scripts.mock.faults.plan import FINE, Plan, joined
from scripts.mock.faults.rules import Rule, check_rules, read_rules
from scripts.values import Json

HEADER: Final = "x-fault"
"""The header of a request that asks for faults."""

MARK: Final = re.compile(r"\[([^\[\]]{1,200})\]")
REMEMBERED: Final = 10_000
"""Counts that are kept: headers and marks are any number of texts."""


@define
class Striker:
    """The rules of one service, and what has struck so far."""

    targets: tuple[Target, ...]
    rules: tuple[Rule, ...] = ()
    _struck: dict[object, int] = field(factory=dict, init=False)
    _asked: dict[object, int] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        """Raise `Failure` when a rule can strike nothing here."""
        check_rules(self.rules, self.targets)

    def plan(self, target: Target, asked: str | None) -> Plan:
        """Plan for a request with this `X-Fault`, if any. Raises `Failure` when that names no fault."""
        plan = self._first(self.rules, None, target) if self.rules else FINE
        if asked is not None:
            rules = read_rules(asked)
            check_rules(rules, self.targets)
            plan = joined(plan, self._first(rules, asked, target))
        return plan

    def marked(self, plan: Plan, target: Target, *values: Json) -> Plan:
        """Add to a plan what the marks in the texts of a request ask for."""
        said = "\n".join(text for value in values for text in _texts(value))
        for mark in dict.fromkeys(MARK.findall(said)):
            plan = joined(plan, self._first(_mark(mark), mark, target))
        return plan

    def _first(self, rules: Iterable[Rule], source: str | None, target: Target) -> Plan:
        """Strike with the first rule that can, and has a strike left."""
        for number, rule in enumerate(rules):
            if rule.strikes(target) and self._counts(rule, source, number):
                return rule.plan
        return FINE

    def _counts(self, rule: Rule, source: str | None, number: int) -> bool:
        """Count a strike, or say that there is none left."""
        if rule.times is None:
            return True
        counts = self._struck if source is None else self._asked
        struck = counts.get((source, number), 0)
        if struck < rule.times:
            counts[source, number] = struck + 1
            if len(self._asked) > REMEMBERED:
                del self._asked[next(iter(self._asked))]
        return struck < rule.times


@lru_cache(maxsize=1000)
def _mark(written: str) -> tuple[Rule, ...]:
    """Read what stands in brackets; nothing if it is no mark."""
    try:
        rules = read_rules(written)
    except Failure:
        return ()
    return rules if all(fault.mark for rule in rules for fault in rule.faults) else ()


def _texts(value: Json) -> Iterator[str]:
    # Without recursion: a request may nest as deeply as the interpreter's stack allows.
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict | list):
            waiting.extend(node.values() if isinstance(node, dict) else node)
