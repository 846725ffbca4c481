"""Claims about `overlay status`: which actions something still needs, and where that is written."""

import json
import sys
from pathlib import Path

import pytest

from scripts.cli import main
from scripts.drift import overlay_verb, status
from scripts.drift.finding import Location
from scripts.drift.status import Status, statuses
from tests.drift.planting import TODAY, copy_repository, plant
from tests.drift.support import EVERY

PROGRESS = "overlays/042-subtitle-progress.overlay.yaml"
FLAGS = "overlays/050-required-flags.overlay.yaml"
SPEECH = "overlays/110-create-speech-synthesis.overlay.yaml"
SUBTITLES = "overlays/111-create-subtitle-tasks.overlay.yaml"
ANSWER = "spec/subtitle_tasks/recordings/get_subtitle_task.transcribed.json"
RESULT = '    result:\n      $ref: "#/SubtitleTaskResult"\n'
DESCRIBED = """\
    progress:
      type: integer
      description: How far the task has come; taken as percent, which is inferred.
      x-source: {vendor-app: reads an integer beside status, inferred: the unit}
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_repository(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    return tmp_path


def keep(repository: Path, *names: str) -> None:
    """Take away all other overlays, which spares their trials."""
    for path in repository.glob("overlays/*.overlay.yaml"):
        if f"overlays/{path.name}" not in names:
            path.unlink()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def states(found: list[Status]) -> list[tuple[str, int, str]]:
    return [(one.overlay, one.action, one.state) for one in found]


def line_at(repository: Path, place: str) -> str:
    """The line that a place names."""
    at = Location.read(place)
    return (repository / at.file).read_text(encoding="utf-8").split("\n")[at.line - 1].strip(" ,")


def test_today_the_operations_of_the_catalogue_are_needed_and_table_and_json_agree(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = statuses(repository, TODAY)
    needed = [one for one in found if one.state == "needed"]
    assert [(one.overlay, one.action) for one in needed] == [(SPEECH, 0), (SPEECH, 1), (SUBTITLES, 0), (SUBTITLES, 1)]
    assert {one.state for one in found} == {"needed", "never evidenced"}
    lines = [line_at(repository, one.evidence.partition(": ")[0]) for one in needed[::2]]
    assert lines == ['"url": "/chanjing/open/v1/create_audio_task"', '"url": "/302/vt/video/download"']
    assert all(one.evidence.startswith("by the other actions of this overlay: ") for one in needed[1::2])

    monkeypatch.setattr(status, "statuses", lambda *_: found)
    monkeypatch.setattr(overlay_verb, "REPOSITORY", repository)
    told = {}
    for name in ("table", "json"):
        assert main(["overlay", "status", "--format", name]) == 0
        told[name] = capsys.readouterr().out
    rows = json.loads(told["json"])
    assert rows == [one.as_json() for one in found]
    lines = [line for line in told["table"].splitlines() if line.startswith("  ") and line[2] != " "]
    assert lines == [f"  {row['state']:<16} {row['deed']:<7} {row['target']}" for row in rows]
    counts = f"{len(rows)} actions: 4 needed, 0 mended upstream, {len(rows) - 4} never evidenced"
    assert told["table"].endswith(f"\n\n{counts}\n")


def test_what_the_description_says_itself_and_what_matches_nothing_is_mended_upstream(repository: Path) -> None:
    keep(repository, PROGRESS, FLAGS)
    schemas = repository / "spec/subtitle_tasks/schemas.yaml"
    replace(schemas, RESULT, DESCRIBED + RESULT)
    replace(schemas, "  required: [result]\n", "")
    found = statuses(repository, TODAY)
    assert states(found) == [
        (PROGRESS, 0, "mended upstream"),
        (FLAGS, 0, "never evidenced"),
        (FLAGS, 1, "never evidenced"),
        (FLAGS, 2, "mended upstream"),
    ]
    assert [one.evidence for one in found if one.state == "mended upstream"] == [
        "the description says so without it",
        "it matches nothing any more",
    ]


def test_a_recorded_answer_that_an_overlay_describes_makes_its_action_needed(repository: Path) -> None:
    keep(repository, PROGRESS)
    plant(EVERY["recording-progress"], repository)
    [found] = statuses(repository, TODAY)
    place, _, message = found.evidence.partition(": ")
    told = (found.state, Location.read(place).file, line_at(repository, place))
    assert told == ("needed", ANSWER, '"progress": 100')
    assert message == "an exchange holds `progress` (integer), which is not described"
    assert str(found.location) == f"{PROGRESS}:9"
