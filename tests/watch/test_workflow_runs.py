"""Claims about what the nightly workflow's scripts do, run with stand-ins for python, git and gh."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.watch.test_workflow import SNIPPETS, STEPS

BOT = next(step for step in STEPS if step.get("name") == "Propose")["env"]["BOT"]
STAND_IN = """#!/bin/bash
echo "$(basename "$0") $*" >> calls.txt
case "$(basename "$0") $*" in
{cases}
esac
"""


class Runner:
    """A folder in which snippets run. `cases`: lines of a shell's case, for what the stand-ins are to do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cases: list[str] = []
        for name in ("build/pages", "overlays", "spec", ".venv/bin", "bin"):
            (folder / name).mkdir(parents=True)

    def run(self, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
        for tool in (".venv/bin/python", "bin/git", "bin/gh"):
            path = self.folder / tool
            path.write_text(STAND_IN.replace("{cases}", "\n".join(self.cases)), encoding="utf-8")
            path.chmod(0o755)
        settings = {"PATH": f"{self.folder}/bin{os.pathsep}/usr/bin:/bin", "GITHUB_OUTPUT": "output.txt", **environment}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", SNIPPETS[name]]
        return subprocess.run(command, cwd=self.folder, env=settings, capture_output=True, text=True, check=False)  # noqa: S603 - our own

    def propose(self) -> subprocess.CompletedProcess[str]:
        (self.folder / "build/drift.md").write_text("# Drift", encoding="utf-8")
        return self.run("Propose", BRANCH="drift/proposal", BOT=BOT)

    def calls(self, start: str) -> list[str]:
        lines = (self.folder / "calls.txt").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.startswith(start)]

    def output(self) -> str:
        return (self.folder / "output.txt").read_text(encoding="utf-8")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@pytest.mark.parametrize("code", [0, 1, 2])
def test_a_fetch_that_fails_is_told_and_the_step_goes_on(runner: Runner, code: int) -> None:
    runner.cases = [f'*"watch pages"*) echo "failed    x"; echo "error: y" >&2; exit {code};;']
    ended = runner.run("Fetch the pages")
    assert ended.returncode == 0
    assert "failed    x\nerror: y\n" in ended.stdout
    assert ("::warning title=" in ended.stdout) == (code != 0)
    assert runner.output() == f"code={code}\n"


@pytest.mark.parametrize(("code", "fetched"), [(0, True), (1, True), (2, False)])
def test_drift_runs_on_what_was_fetched_and_on_what_is_stored_when_nothing_was(
    runner: Runner, code: int, fetched: bool
) -> None:
    if fetched:
        (runner.folder / "build/pages/catalogue.json").write_text("[]", encoding="utf-8")
    runner.cases = [f'*"scripts drift"*) exit {code};;']
    assert runner.run("Look for drift").returncode == 0
    assert runner.output() == f"code={code}\n"
    calls = runner.calls("python -m scripts drift")
    assert len(calls) == 4
    assert all((" --pages build/pages " in call) == fetched for call in calls)


def test_the_first_proposal_makes_a_branch_and_a_pull_request(runner: Runner) -> None:
    (runner.folder / "build/proposal.overlay.yaml").write_text("overlay: 1.1.0", encoding="utf-8")
    runner.cases = ['"git diff"*) exit 1;;']
    assert runner.propose().returncode == 0
    (overlay,) = (runner.folder / "overlays").glob("900-drift-????????.overlay.yaml")
    assert overlay.read_text(encoding="utf-8") == "overlay: 1.1.0"
    assert runner.calls("python") == ["python -m scripts watch pages --from build/pages", "python -m scripts generate"]
    assert runner.calls("git push") == [
        "git push --force-with-lease=refs/heads/drift/proposal: origin HEAD:refs/heads/drift/proposal"
    ]
    assert [call.split()[2] for call in runner.calls("gh pr")] == ["list", "create"]
    assert (runner.folder / "build/proposal.md").read_text(encoding="utf-8").startswith("# Drift\n")


def test_a_later_proposal_renews_the_branch_and_the_pull_request(runner: Runner) -> None:
    tip = r'"git ls-remote"*) printf "abc123\trefs/heads/drift/proposal\n";;'
    runner.cases = ['"git diff"*) exit 1;;', tip, f'"git log"*) echo "{BOT}";;', '"gh pr list"*) echo 7;;']
    assert runner.propose().returncode == 0
    (push,) = runner.calls("git push")
    assert "--force-with-lease=refs/heads/drift/proposal:abc123 " in push
    assert [call.split()[2:4] for call in runner.calls("gh pr")] == [["list", "--head"], ["edit", "7"]]


def test_a_branch_that_somebody_has_worked_on_is_left_alone(runner: Runner) -> None:
    tip = r'"git ls-remote"*) printf "abc123\trefs/heads/drift/proposal\n";;'
    runner.cases = ['"git diff"*) exit 1;;', tip, '"git log"*) echo "me@example.com";;']
    ended = runner.propose()
    assert ended.returncode == 0
    assert "::warning title=The proposal is not renewed" in ended.stdout
    assert runner.calls("git push") == runner.calls("gh pr") == []


def test_when_nothing_differs_nothing_is_proposed(runner: Runner) -> None:
    ended = runner.propose()
    assert (ended.returncode, ended.stdout) == (0, "There is nothing to propose.\n")
    assert runner.calls("git push") == runner.calls("gh") == []


def test_a_push_that_is_refused_fails_the_step(runner: Runner) -> None:
    runner.cases = ['"git diff"*) exit 1;;', '"git push"*) exit 1;;']
    assert runner.propose().returncode == 1
    assert runner.calls("gh pr") == []
