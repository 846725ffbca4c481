"""Planted changes: a copy of the description with some edits, and what a run over it finds.

A case is a folder with `case.yaml`: `claim`, a sentence; `edits`, texts to replace in files; `json`, nodes to set or to
remove in JSON files; `files`, where other files of the folder are put; `surprises`, lines of a file that clients wrote,
as objects or as texts; `expect`, the ids of all rules that find something; `answered`, whether the proposal brings the
run back to nothing; `generated`, whether the case needs what is generated.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from scripts.documents import dump_json, load
from scripts.drift.engine import Run, judge, prepare
from scripts.drift.inputs import gather
from scripts.overlay import Overlay
from scripts.pointers import resolve, split

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 1)
MADE_UP_KEY = "sk-" + "aB3x" * 8
"""What `{{KEY}}` in a case stands for: no file of the repository may hold what looks like a key."""
SURPRISES = "surprises.jsonl"


@frozen
class Case:
    """One change, by hand."""

    folder: Path
    data: dict[str, Any]

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def expected(self) -> list[str]:
        return sorted(self.data.get("expect", []))


def cases(kind: str) -> list[Case]:
    """Every case of a folder: `planted` or `harmless`."""
    return [_case(path) for path in sorted((Path(__file__).parent / kind).glob("*/case.yaml"))]


def _case(path: Path) -> Case:
    data = load(path).data
    assert isinstance(data, dict)
    return Case(path.parent, data)


def copy_repository(target: Path, *, generated: bool = False) -> None:
    """Copy what a run looks at."""
    for name in ("spec", "overlays", *(["generated", "scripts"] if generated else [])):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    if generated:
        shutil.copy(ROOT / "pyproject.toml", target)


def plant(case: Case, repository: Path) -> None:
    """Make the edits of a case; one that changes nothing, or not what it says, is an error."""
    for name, target in case.data.get("files", {}).items():
        (repository / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(case.folder / name, repository / target)
    for edit in case.data.get("edits", []):
        path = repository / edit["file"]
        text = path.read_text(encoding="utf-8")
        found = text.count(edit["old"])
        assert found == edit.get("times", 1), f"{case.name}: {edit['old']!r} stands {found} times in {path.name}"
        new = edit["new"].replace("{{KEY}}", MADE_UP_KEY)
        path.write_bytes(text.replace(edit["old"], new).encode())
    for edit in case.data.get("json", []):
        _plant_json(repository / edit["file"], edit)
    if "surprises" in case.data:
        lines = [line if isinstance(line, str) else json.dumps(line) for line in case.data["surprises"]]
        text = "".join(f"{line}\n" for line in lines).replace("{{KEY}}", MADE_UP_KEY)
        (repository / SURPRISES).write_text(text, encoding="utf-8")


def _plant_json(path: Path, edit: dict[str, Any]) -> None:
    data = load(path).data
    head, _, last = edit["at"].rpartition("/")
    holder: Any = resolve(data, head)
    key = split(f"/{last}")[0]
    step: Any = int(key) if isinstance(holder, list) else key
    if edit.get("remove"):
        del holder[step]
    elif isinstance(holder, list) and step == len(holder):
        holder.append(edit["set"])
    else:
        holder[step] = edit["set"]
    path.write_text(dump_json(data).replace("{{KEY}}", MADE_UP_KEY), encoding="utf-8")


def run(repository: Path, *more: Overlay) -> Run:
    """Judge a copy of the repository as it stands, but for what is generated."""
    surprises = [path for path in [repository / SURPRISES] if path.exists()]
    inputs = gather(repository / "spec", None, None, surprises)
    context, entries = prepare(repository, inputs, TODAY, more, generated=False)
    return judge(context, entries)


def run_command(repository: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the verb of a copy of the whole repository as its users do: exit code, output and errors."""
    command = [sys.executable, "-m", "scripts", "drift", *arguments]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    return done.returncode, done.stdout, done.stderr


def rules(done: Run) -> list[str]:
    """The ids of the rules that found something that counts."""
    return sorted({one.rule for one in done.findings[0]})


def told(done: Run) -> Iterator[str]:
    """The findings for people, when a test fails."""
    yield from (f"{one.rule}: {one.message} ({one.location})" for one in done.findings[0])
