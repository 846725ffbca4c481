"""Rules: which faults strike which requests, and how often, as a person writes it.

`get_subtitle_task: 503 x2; latency 0.1 + cut x1` is two rules: the first two polls of subtitle tasks are answered with
503; then, whatever it is for, one request is answered late and cut off. A rule is `[OPERATION:] FAULT [+ FAULT ...]
[xN]`, and the first of them that can strike a request and has strikes left does. `# WORD` after the rules sets them
apart from the same ones elsewhere.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import evolve, frozen

from scripts.failures import UNUSABLE, Failure, choices
from scripts.mock.faults.fault import Fault, Target
from scripts.mock.faults.plan import FINE, Plan
from scripts.mock.faults.table import FAULTS

COMMENT: Final = re.compile(r"\s#.*$")
RULE: Final = re.compile(r"\s*(?:(?P<name>\w+):\s+)?(?P<faults>.+?)(?:\s+x(?P<times>\d{1,6}))?\s*", re.DOTALL)


@frozen
class Rule:
    """One rule: the operation it is limited to, its faults, what they plan, and how often they strike."""

    operation: str | None
    faults: tuple[Fault, ...]
    plan: Plan
    times: int | None

    def strikes(self, target: Target) -> bool:
        """Tell whether it can strike a request."""
        return self.operation in (None, target.name) and all(fault.strikes(target) for fault in self.faults)


def read_rules(written: str) -> tuple[Rule, ...]:
    """Read rules. Raises `Failure`, which lists the known faults, when there is no such fault."""
    return tuple(_rule(one) for one in _parted(COMMENT.sub("", written), ";"))


def check_rules(rules: tuple[Rule, ...], targets: tuple[Target, ...]) -> None:
    """Raise `Failure`, exit code 2, when a rule names no operation of the service, or can strike nothing there."""
    names = [target.name for target in targets]
    for rule in rules:
        told = " + ".join(rule.plan.told)
        if rule.operation is not None and rule.operation not in names:
            what = f"there is no operation {rule.operation} that `{told}` could strike"
            raise Failure(what, cause=choices(rule.operation, names, "operations"), exit_code=UNUSABLE)
        if not any(rule.strikes(target) for target in targets):
            where = rule.operation or "any request"
            cure = "see the help of `python -m scripts mock`"
            raise Failure(f"`{told}` cannot strike {where}", cure=cure, exit_code=UNUSABLE)


def _rule(written: str) -> Rule:
    found = RULE.fullmatch(written)
    if found is None:
        raise _unknown(written)
    plan, faults = FINE, []
    for one in _parted(found["faults"], "+"):
        fault, plan = _added(plan, one)
        faults.append(fault)
    return Rule(found["name"], tuple(faults), plan, int(found["times"]) if found["times"] else None)


def _added(plan: Plan, written: str) -> tuple[Fault, Plan]:
    for fault in FAULTS:
        match = fault.pattern.fullmatch(written)
        if match:
            try:
                return fault, evolve(fault.change(plan, *match.groups()), told=(*plan.told, written))
            except ValueError as error:
                raise Failure(f"`{written}` is not {fault.written}", cause=str(error), exit_code=UNUSABLE) from None
    raise _unknown(written)


def _unknown(written: str) -> Failure:
    known = ", ".join(fault.written for fault in FAULTS)
    return Failure(f"there is no fault `{written.strip()}`", cause=f"known faults: {known}", exit_code=UNUSABLE)


def _parted(written: str, separator: str) -> Iterator[str]:
    """Part a text at separators that stand by themselves, outside of JSON texts."""
    quoted = r'"(?:[^"\\]|\\.)*"'
    apart = re.escape(separator) if separator == ";" else rf"\s{re.escape(separator)}\s"
    begin = 0
    for match in re.finditer(rf"{quoted}|({apart})", written):
        if match[1]:
            yield written[begin : match.start()].strip()
            begin = match.end()
    yield written[begin:].strip()
