"""One run of the bench: everything measured, told and judged."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.bench import stock
from scripts.bench.decoding import transcripts
from scripts.bench.environment import Environment, environment, installed
from scripts.bench.imports import starting
from scripts.bench.overhead import requests
from scripts.bench.plan import FOLDER, Plan
from scripts.bench.ratio import Group
from scripts.bench.report import PREFACE, judge, shown, written
from scripts.bench.server import TASKS, answering
from scripts.bench.waits import waits

REPORT: Final = FOLDER / "report.json"


def run(plan: Plan, found: Environment | None = None, report: Path = REPORT) -> None:
    """Measure everything, print it, and leave the report. Raises `Failure` if a target is missed.

    `found` is the environment that has what users have installed; by default it is set up first.
    """
    print(PREFACE, flush=True)
    groups = []
    for group in measured(plan, found or environment()):
        print(shown(group), flush=True)
        groups.append(group)
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(written(groups, plan), encoding="utf-8")
    judge(groups)
    print("Every target is met.")


def measured(plan: Plan, found: Environment) -> Iterator[Group]:
    """Measure one group after the other."""
    home = stock.generated()
    yield from transcripts(plan)
    yield installed(found)
    with answering() as url:
        yield starting(plan, found.python, home, url)
        yield requests(plan, url)
    with answering(TASKS) as url:
        yield from waits(plan, url)
