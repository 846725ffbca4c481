"""The contract of the embedded service: schemathesis judges it over HTTP, and follows tasks from creation to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from schemathesis.checks import CHECKS, load_all_checks

from scripts.mock import serving
from tests.client.support import KEY, OPERATIONS, ROOT
from tests.contract.linked import linked
from tests.contract.watched import Asked, Watched, lives
from tests.mock.conversation import CREATING

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
PHASES = ("examples", "coverage", "fuzzing", "stateful")


@frozen
class Run:
    """One run of schemathesis: what it said, its reports, and what the service saw."""

    code: int
    output: str
    report: dict[str, Any]
    events: list[dict[str, Any]]
    log: list[Asked]

    def scenarios(self, phase: str) -> Iterator[dict[str, Any]]:
        """What was recorded of the scenarios of one phase."""
        for event in self.events:
            scenario = event.get("ScenarioFinished", {})
            if scenario.get("phase") == phase:
                yield scenario["recorder"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("schemathesis")
    description = folder / "linked.json"
    description.write_text(json.dumps(linked()), encoding="utf-8")
    watched = Watched()
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIGURATION), "run", str(description)]
    reports = {kind: folder / f"report.{kind}" for kind in ("json", "ndjson")}
    command += [argument for kind, path in reports.items() for argument in (f"--report-{kind}-path", str(path))]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
    with serving(watched) as url:
        done = subprocess.run(  # noqa: S603 - our own program
            [*command, "--url", url, "--checks", "all", "--header", f"Authorization: Bearer {KEY}"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert reports["json"].is_file(), done.stdout + done.stderr
    events = [json.loads(line) for line in reports["ndjson"].read_text(encoding="utf-8").splitlines()]
    report = json.loads(reports["json"].read_text(encoding="utf-8"))
    return Run(done.returncode, done.stdout + done.stderr, report, events, watched.log)


def test_schemathesis_finds_nothing_to_complain_of(run: Run) -> None:
    assert run.code == 0, run.output
    assert run.report["failures"] == run.report["errors"] == []
    assert {name: phase["status"] for name, phase in run.report["phases"].items()} == dict.fromkeys(PHASES, "success")
    assert run.report["operations"]["tested"] == len(OPERATIONS)


@pytest.mark.parametrize("phase", PHASES[1:])
def test_every_check_is_made_in_every_phase_that_makes_requests_of_its_own(run: Run, phase: str) -> None:
    """None is excluded; those about what the description has none of, such as deletions, find nothing to judge."""
    load_all_checks()
    made = {
        check["name"] for one in run.scenarios(phase) for checks in one.get("checks", {}).values() for check in checks
    }
    assert made >= {*CHECKS.get_all_names(), "accepted_in_the_body_too"}


def test_every_operation_is_asked_for_what_is_good_and_for_what_is_bad(run: Run) -> None:
    modes = {
        (case["value"]["method"], case["value"]["path"], case["value"]["meta"]["generation"]["mode"])
        for phase in PHASES
        for one in run.scenarios(phase)
        for case in one.get("cases", {}).values()
    }
    for operation in OPERATIONS.values():
        assert {(operation.method, operation.path, mode) for mode in ("positive", "negative")} <= modes


def test_the_stateful_phase_reads_tasks_that_it_created(run: Run) -> None:
    """Of any one operation by chance; test_links follows each."""
    cases = {name for one in run.scenarios("stateful") for name in one.get("cases", {})}
    log = [asked for asked in run.log if asked.case in cases]
    assert [life for creator in CREATING for life in lives(log, creator) if life]
