"""Whatever is wrong in the sources stops the pipeline with file, line and cure, and leaves generated/ as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.failures import Failure, Failures
from scripts.generate.command import generate

VOICE = "spec/voice_clones/create_voice_clone.yaml"
SPEECH = "spec/speech_synthesis/schemas.yaml"
SERVERS = "overlays/010-servers.overlay.yaml"
RECORDING = "spec/speech_synthesis/recordings/get_speech_synthesis.succeeded.json"
PAGE = "spec/subtitle_tasks/pages/subtitle_task_status.txt"

Edit = Callable[[Path], None]


def replaced(name: str, old: str, new: str) -> Edit:
    def edit(repository: Path) -> None:
        path = repository / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def removed(name: str) -> Edit:
    return lambda repository: (repository / name).unlink()


CASES = {
    "an overlay that matches nothing": (
        replaced(SERVERS, "target: $.servers", "target: $.hosts"),
        "matches nothing",
        f"{SERVERS}:11",
    ),
    "an overlay that expects another number of nodes": (
        replaced(SERVERS, "x-expect: 1", "x-expect: 2"),
        "matches 1 node",
        f"{SERVERS}:11",
    ),
    "an unknown Overlay version": (
        replaced(SERVERS, "overlay: 1.1.0", "overlay: 2.0.0"),
        "version",
        f"{SERVERS}:1",
    ),
    "an overlay that does not say what it is for": (
        replaced(SERVERS, "x-evidence:", "x-hearsay:"),
        "x-evidence",
        f"{SERVERS}:2",
    ),
    "a broken $ref": (
        replaced(VOICE, "schemas.yaml#/VoiceCloneRequest", "schemas.yaml#/VoiceCloneReqest"),
        "$ref",
        f"{VOICE}:24",
    ),
    "a $ref to a file that is not there": (
        replaced(VOICE, "schemas.yaml#/VoiceCloneRequest", "schema.yaml#/VoiceCloneRequest"),
        "$ref",
        f"{VOICE}:24",
    ),
    "a duplicate operationId": (
        replaced(VOICE, "operationId: create_voice_clone", "operationId: get_voice_clone"),
        "operationId",
        "spec/voice_clones/",
    ),
    "a recording that does not fit its schema": (
        replaced(RECORDING, '"status": 9,', '"status": "nine",'),
        "does not fit",
        f"{RECORDING}:",
    ),
    "a recording of an unknown operation": (
        replaced(RECORDING, '"operation": "get_speech_synthesis"', '"operation": "get_speech"'),
        "recording",
        f"{RECORDING}:2",
    ),
    "a recording that is not JSON": (
        replaced(RECORDING, "{", "<"),
        "JSON",
        f"{RECORDING}:1",
    ),
    "a page file that is missing": (
        removed(PAGE),
        "page `subtitle_task_status` is missing",
        "spec/subtitle_tasks/get_subtitle_task.yaml:9",
    ),
    "a field without a source": (
        replaced(SPEECH, "x-source: {page: speech_synthesis_result, from: [schema, example]}", "x-note: none"),
        "where it comes from",
        f"{SPEECH}:",
    ),
    "a page that nobody knows as a source": (
        replaced(SPEECH, "x-source: {page: speech_synthesis_result,", "x-source: {page: speech_result,"),
        "page `speech_result` is not known",
        f"{SPEECH}:",
    ),
    "a description that is not OpenAPI": (
        replaced("spec/subtitle_tasks/get_subtitle_task.yaml", "in: path", "in: paths"),
        "not valid OpenAPI",
        "spec/subtitle_tasks/get_subtitle_task.yaml:",
    ),
    "a type that the client cannot read": (
        replaced(SPEECH, "description: The kind", "format: date-time\n      description: The kind"),
        "type that the client cannot read",
        None,
    ),
    "YAML that is not YAML": (
        replaced(VOICE, "tags: [voice_clones]", "tags: [voice_clones"),
        "YAML",
        f"{VOICE}:",
    ),
}


def told(error: Exception) -> list[Failure]:
    assert isinstance(error, Failure | Failures)
    return [error] if isinstance(error, Failure) else list(error.failures)


@pytest.mark.parametrize("case", CASES)
def test_the_pipeline_stops_with_place_and_cure(repository: Path, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    edit, says, where = CASES[case]
    edit(repository)
    before = repository / "generated"
    before.mkdir()
    (before / "kept").touch()
    with pytest.raises((Failure, Failures)) as caught:
        generate(repository)
    failures = told(caught.value)
    assert any(says in str(failure) for failure in failures), str(caught.value)
    assert where is None or any((failure.where or "").startswith(where) for failure in failures), str(caught.value)
    assert all(failure.cause or failure.cure for failure in failures), str(caught.value)
    assert [path.name for path in before.iterdir()] == ["kept"]
    assert list((repository / "build").iterdir()) == [], "what was made aside is gone"


def test_all_that_is_wrong_with_the_fields_is_told_at_once(repository: Path) -> None:
    removed(PAGE)(repository)
    replaced(RECORDING, '"status": 9,', '"status": "nine",')(repository)
    with pytest.raises(Failures) as caught:
        generate(repository)
    assert len(caught.value.failures) == 2
