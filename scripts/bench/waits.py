"""Many waits at once: the client's scheduler against naive pollers, on the same work in the same run."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final

from scripts.bench import stock
from scripts.bench.plan import GENERATED, REPOSITORY, Plan
from scripts.bench.ratio import Group, Ratio, Result, Target, counted, paired
from scripts.bench.rounds import Samples
from scripts.failures import Failure

PATIENCE: Final = 40
"""Seconds that a candidate is given; what is not seen to end by then is told as such."""

PLAIN: Final = "ours"
AIOHTTP: Final = "ours on aiohttp"
STOCK: Final = "naive stock"
NAIVE: Final = "naive aiohttp"

Runs = dict[str, list[dict[str, Any]]]
CPU: Final = {PLAIN: Target(0.2), AIOHTTP: Target(0.12)}
MEMORY: Final = {PLAIN: Target(0.3, tie=True), AIOHTTP: Target(0.3)}
LATE: Final = Target(1.3)


def waits(plan: Plan, url: str) -> Iterator[Group]:
    """Many waits in rounds, and more of them once; `url` is that of the tasks' server."""
    stock.generated()
    many = _runs(url, plan.waits, plan.wait_seconds, plan.wait_rounds)
    how = (
        f"Tasks that end evenly spread within the first {plan.wait_seconds:g} s, each read five times in that span, "
        "answers 50 ms late from a server in a process of its own, as each candidate is. The naive ones have a "
        "coroutine a task. `ours` is as_completed on httpx's own connections, with sniffio; `ours on aiohttp` is the "
        "same with the extra. Processor time and growth of the resident set of the waiting process. Lateness is from "
        "the end of a task to its being seen: a perfect poller has 0.50 at the median and 0.99 at the 99th percentile."
    )
    yield Group(f"{plan.waits:,} waits at once", how, tuple(_many(many)))
    if plan.more_waits:
        more = _runs(url, plan.more_waits, plan.wait_seconds, 1)
        yield Group(
            f"{plan.more_waits:,} waits at once", f"The same; each candidate has {PATIENCE} s.", tuple(_more(more))
        )


def _many(runs: Runs) -> list[Result]:
    cpu: Samples = {name: [round(run["cpu"] * 1e9) for run in found] for name, found in runs.items()}
    memory: Samples = {name: [max(1, run["memory"]) for run in found] for name, found in runs.items()}
    found = [
        _result("cpu", name, f"{name}, processor time", STOCK, paired(cpu, name, STOCK), CPU.get(name))
        for name in (PLAIN, AIOHTTP, NAIVE)
    ]
    for name in (PLAIN, AIOHTTP, NAIVE):
        ratio = paired(memory, name, STOCK)
        found.append(_result("memory", name, f"{name}, memory grown", STOCK, ratio, MEMORY.get(name)))
    for name in (PLAIN, AIOHTTP, NAIVE, STOCK):
        found += _lateness("many", name, runs[name], LATE if name in CPU else None)
    return [*found, *(_failures("many", name, runs[name], name in CPU) for name in runs)]


def _more(runs: Runs) -> list[Result]:
    found = []
    for name, (run,) in ((name, runs[name]) for name in runs):
        found += _lateness("more", name, [run], None)
        found.append(_failures("more", name, [run], name in CPU))
        if name in CPU:
            untold = counted(float(run["late"][-1] > 2.5 and not run["behind"]))
            found.append(_result("untold", name, f"{name}, behind without saying so", "count", untold, Target(0)))
    return found


def _lateness(size: str, name: str, runs: list[dict[str, Any]], target: Target | None) -> list[Result]:
    parts = (("median", 0.5, None), ("99th percentile", 0.99, target))
    found = []
    for words, part, goal in parts:
        values = [run["late"][int(part * (len(run["late"]) - 1))] for run in runs if run["late"]]
        if values:
            ratio = counted(sorted(values)[len(values) // 2])
            key = f"{size}_late_{round(part * 100)}"
            found.append(_result(key, name, f"{name}, late, {words}", "one poll interval", ratio, goal))
    return found


def _failures(size: str, name: str, runs: list[dict[str, Any]], ours: bool) -> Result:
    lost = max(run["count"] - len(run["late"]) + run["failed"] for run in runs)
    what = f"{name}, tasks failed or not seen to end"
    return _result(f"{size}_lost", name, what, "count", counted(float(lost)), Target(0) if ours else None)


def _result(key: str, name: str, what: str, base: str, ratio: Ratio, target: Target | None) -> Result:
    return Result(key=f"waits.{key}.{name.replace(' ', '_')}", what=what, base=base, ratio=ratio, target=target)


def _runs(url: str, count: int, span: float, rounds: int) -> Runs:
    names = (PLAIN, AIOHTTP, NAIVE, STOCK)
    found: Runs = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            found[name].append({"count": count, **_run(url, count, span, name)})
    return found


def _run(url: str, count: int, span: float, name: str) -> Mapping[str, Any]:
    command = [sys.executable, "-m", "scripts.bench.waiters", name, url, str(count), str(span), str(PATIENCE)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(GENERATED)))}
    done = subprocess.run(command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise Failure(f"{name} could not wait for {count:,} tasks", cause=done.stderr[-2000:])
    result: Mapping[str, Any] = json.loads(done.stdout)
    return result
