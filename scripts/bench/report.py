"""The report: tables for people, JSON for programs, and the judgement."""

import dataclasses
import json
import platform
import textwrap
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Any, Final

from scripts.bench.plan import Plan
from scripts.bench.ratio import Group, Ratio, Result
from scripts.failures import Failure

WIDTH: Final = 110
COLUMNS: Final = ("what", "relative to", "ratio", "quartiles", "at best", "target", "met")
PACKAGES: Final = ("attrs", "httpx", "msgspec", "openapi-python-client", "pydantic", "sniffio")
NUMBERS: Final = ("ratio", "at best")
PREFACE: Final = """\
All numbers are ratios: 1.00 is as much as what they are relative to, and less is better. Each is the median of the
ratios of interleaved rounds, with their quartiles; "at best" compares the fastest rounds of both, which other programs
disturbed least. Targets are for the median. A target with * is met by a tie as well: it lies in the interval that
holds the true median in 95 of 100 runs, and the median is at most 5 % above it.
"""
VERDICT: Final = {True: "yes", False: "NO", None: ""}


def shown(group: Group) -> str:
    """A group as text: what was compared, and a table."""
    rows = [COLUMNS, *(_cells(result) for result in group.results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = [_line(row, widths) for row in rows]
    rule = "-" * max(map(len, lines))
    how = [textwrap.fill(group.how, WIDTH), ""] if group.how else []
    return "\n".join([group.title, "=" * len(group.title), *how, lines[0], rule, *lines[1:], ""])


def _cells(result: Result) -> tuple[str, ...]:
    ratio, target = result.ratio, result.target
    number = "d" if result.base == "count" else ".2f"
    spread = "exact" if ratio.exact else f"{ratio.quartiles[0]:.2f} to {ratio.quartiles[1]:.2f}"
    goal = f"<= {_number(target.at_most, number)}{' *' if target.tie else ''}" if target else ""
    least = "" if ratio.exact else _number(ratio.least, number)
    return result.what, result.base, _number(ratio.median, number), spread, least, goal, VERDICT[result.met]


def _number(value: float, form: str) -> str:
    return format(int(value) if form == "d" else value, form)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    texts = [
        cell.rjust(width) if column in NUMBERS else cell.ljust(width)
        for column, cell, width in zip(COLUMNS, cells, widths, strict=True)
    ]
    return "  ".join(texts).rstrip()


def written(groups: Iterable[Group], plan: Plan) -> str:
    """The report as JSON."""
    made_on = {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}
    report = {"plan": dataclasses.asdict(plan), "made_on": made_on, "groups": [_group(group) for group in groups]}
    return json.dumps(report, indent=2) + "\n"


def _group(group: Group) -> dict[str, Any]:
    return {"title": group.title, "how": group.how, "results": [_result(result) for result in group.results]}


def _result(result: Result) -> dict[str, Any]:
    ratio: Ratio = result.ratio
    return {
        "key": result.key,
        "what": result.what,
        "relative_to": result.base,
        **dataclasses.asdict(ratio),
        "target": dataclasses.asdict(result.target) if result.target else None,
        "met": result.met,
    }


def judge(groups: Iterable[Group]) -> None:
    """Raise `Failure` if a target is missed, or if there was none to meet."""
    judged = [result for group in groups for result in group.results if result.target]
    missed = [result for result in judged if not result.met]
    if not judged:
        raise Failure("the bench judged nothing", cause="no result has a target")
    if missed:
        cure = "see whether it comes back on a quiet machine; if it does, profile what is named here"
        raise Failure(f"{len(missed)} of {len(judged)} targets are missed", None, "\n".join(map(_miss, missed)), cure)


def _miss(result: Result) -> str:
    what, base, ratio, spread, _, goal, _ = _cells(result)
    return f"{result.key}: {what} is {ratio} of {base} ({spread}), and has to be {goal}"
