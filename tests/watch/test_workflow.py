"""Claims about the nightly workflow: what it may do, in which order, and that a failed fetch stops nothing."""

import re
import subprocess
from typing import Any

import pytest

from scripts.documents import load
from tests.watch.vendor import ROOT

TEXT = (ROOT / ".github/workflows/drift.yml").read_text(encoding="utf-8")
WORKFLOW: Any = load(ROOT / ".github/workflows/drift.yml").data
JOB = WORKFLOW["jobs"]["drift"]
STEPS: list[dict[str, Any]] = JOB["steps"]
SNIPPETS = {step["name"]: step["run"] for step in STEPS if "run" in step}


def index(part: str) -> int:
    """The place of the one step that runs or uses something."""
    (found,) = [at for at, step in enumerate(STEPS) if part in step.get("run", step.get("uses", ""))]
    return found


def test_it_runs_every_night_and_by_hand_and_never_for_what_others_propose() -> None:
    assert set(WORKFLOW["on"]) == {"schedule", "workflow_dispatch"}
    (schedule,) = WORKFLOW["on"]["schedule"]
    assert re.fullmatch(r"[0-5]?\d [0-2]?\d \* \* \*", schedule["cron"])
    assert "pull_request_target" not in TEXT


def test_it_may_do_nothing_but_what_it_proposes_with() -> None:
    assert WORKFLOW["permissions"] == {}
    assert JOB["permissions"] == {"contents": "write", "pull-requests": "write", "security-events": "write"}
    assert list(WORKFLOW["jobs"]) == ["drift"]
    checkout = STEPS[index("actions/checkout")]
    assert checkout["with"] == {"persist-credentials": False}
    assert {step["name"] for step in STEPS if "GH_TOKEN" in step.get("env", {})} == {
        "Hand in the findings to code scanning",
        "Propose",
    }
    assert "secrets." not in TEXT


def test_every_action_is_pinned_by_a_whole_commit_and_names_its_version() -> None:
    used = re.findall(r"uses: (.*)", TEXT)
    assert len(used) == 3
    assert [one for one in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


def test_the_steps_stand_in_the_order_in_which_they_need_each_other() -> None:
    order = [
        "actions/checkout",
        "actions/setup-python",
        "make setup",
        "scripts watch pages --into",
        "scripts drift",
        "actions/upload-artifact",
        "code-scanning/sarifs",
        "gh pr create",
        'test "${FETCH:-2}"',
    ]
    assert [index(part) for part in order] == sorted(index(part) for part in order)


def test_what_fails_on_the_way_stops_neither_the_comparison_nor_the_report() -> None:
    for name in ("Fetch the pages", "Look for drift"):
        assert "|| code=$?\n" in SNIPPETS[name]
        assert SNIPPETS[name].endswith('echo "code=$code" >> "$GITHUB_OUTPUT"\n')
    assert all("!cancelled()" in step["if"] for step in STEPS[index("scripts drift") + 1 :])
    assert "::warning" in SNIPPETS["Fetch the pages"]


@pytest.mark.parametrize(("fetched", "drift", "code"), [("0", "0", 0), ("1", "0", 1), ("0", "1", 1), ("", "", 1)])
def test_the_run_is_green_only_when_all_was_fetched_and_nothing_was_found(fetched: str, drift: str, code: int) -> None:
    assert bash(SNIPPETS["Say how it went"], FETCH=fetched, DRIFT=drift).returncode == code


def test_drift_is_reported_in_every_form_before_anything_is_proposed() -> None:
    snippet = SNIPPETS["Look for drift"]
    assert "--format html -o build/drift.html --propose build/proposal.overlay.yaml" in snippet
    for form in ("github", "sarif -o build/drift.sarif", "markdown -o build/drift.md"):
        assert f"--format {form}" in snippet
    upload = STEPS[index("actions/upload-artifact")]
    assert "build/drift.html" in upload["with"]["path"]


def test_there_is_one_branch_and_one_pull_request_and_no_work_of_others_is_overwritten() -> None:
    step = next(step for step in STEPS if step.get("name") == "Propose")
    assert step["env"]["BRANCH"] == "drift/proposal"
    run = step["run"]
    assert run.count("git push") == run.count("--force-with-lease=") == 1
    assert "--force " not in run
    assert run.index("gh pr list") < run.index("gh pr edit") < run.index("gh pr create")
    assert run.index("%ae") < run.index("git push")


@pytest.mark.parametrize("name", SNIPPETS)
def test_every_snippet_is_a_script_into_which_no_expression_is_pasted(name: str) -> None:
    assert "${{" not in SNIPPETS[name], "an expression becomes code; give it by the environment"
    assert WORKFLOW["defaults"]["run"]["shell"] == "bash"
    checked = subprocess.run(["bash", "-n"], input=SNIPPETS[name], capture_output=True, text=True, check=False)  # noqa: S607 - any bash
    assert (checked.returncode, checked.stderr) == (0, "")


def bash(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a snippet as the runner does."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    settings = {"PATH": "/usr/bin:/bin", **environment}
    return subprocess.run(command, env=settings, capture_output=True, text=True, check=False)  # noqa: S603 - our own
