"""The surprise file: a line for each new shape at once, counts that add up, and no call harmed by any disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from scripts.codegen.runtime.errors import ConfigurationError
from scripts.codegen.runtime.surprise import Surprise
from scripts.codegen.runtime.surprise_file import SurpriseFileWarning
from scripts.codegen.runtime.surprises import Surprises
from tests.runtime.codec_models import Word
from tests.runtime.surprise_cases import OPERATION, unknown

FIELDS = ["surprise", "operation", "pointer", "found", "count"]


def word(*names: str) -> Word:
    return Word.from_dict(dict.fromkeys(names, "secret value"))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="ascii").splitlines() if line]


def added(path: Path) -> dict[Surprise, int]:
    """What the lines of a file add up to."""
    counts: Counter[Surprise] = Counter()
    for line in read(path):
        counts[Surprise(line["surprise"], line["operation"], line["pointer"], line["found"])] += line["count"]
    return dict(counts)


def test_a_new_shape_is_a_line_at_once_and_its_count_is_one_when_the_client_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "surprises.jsonl"
    surprises = Surprises(path)
    assert read(path) == []
    for _ in range(3):
        surprises.note(OPERATION, word("fps", "speaker"))
    lines = [[*unknown_line("/fps"), 1], [*unknown_line("/speaker"), 1]]
    assert [list(line.values()) for line in read(path)] == lines
    surprises.close()
    surprises.close()
    assert [list(line.values()) for line in read(path)] == [*lines, [*lines[0][:4], 2], [*lines[1][:4], 2]]
    assert all(list(line) == FIELDS for line in read(path))
    assert added(path) == dict(surprises) == {unknown("/fps"): 3, unknown("/speaker"): 3}
    assert surprises.path == str(path)


def unknown_line(pointer: str) -> list[str]:
    return ["unknown field", OPERATION, pointer, "string"]


def test_no_line_holds_a_value(tmp_path: Path) -> None:
    surprises = Surprises(tmp_path / "surprises.jsonl")
    surprises.note(OPERATION, word("fps", "Ann Miller", "\ud83d"))
    surprises.close()
    text = (tmp_path / "surprises.jsonl").read_text(encoding="ascii")
    assert "secret" not in text
    assert "Ann" not in text


def test_threads_and_clients_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "surprises.jsonl"
    clients = [Surprises(path) for _ in range(3)]

    def work(client: Surprises) -> None:
        for name in "abcdefgh" * 3:
            client.note(OPERATION, word(name))
        client.close()

    threads = [Thread(target=work, args=(client,)) for client in clients * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert added(path) == {unknown(f"/{name}"): 18 for name in "abcdefgh"}


def test_processes_share_a_file(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from scripts.codegen.runtime.surprises import Surprises\n"
        "from tests.runtime.codec_models import Word\n"
        "surprises = Surprises(sys.argv[1]); sys.stdin.read()\n"
        "for index in range(60):\n"
        "    surprises.note(f'operation_{index}', Word.from_dict({'fps': 1}))\n"
        "surprises.note('operation_0', Word.from_dict({'fps': 1})); surprises.close()\n"
    )
    path = tmp_path / "surprises.jsonl"
    command = [sys.executable, "-c", code, str(path)]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(3)]  # noqa: S603  # own code
    for process in running:
        assert process.stdin
        process.stdin.close()
    assert [process.wait() for process in running] == [0, 0, 0]
    assert sorted(added(path).values()) == [*[3] * 59, 6]
    assert len(read(path)) == 3 * 61


def _missing(folder: Path) -> Path:
    return folder / "none" / "surprises.jsonl"


def _under_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "surprises.jsonl"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


BAD: dict[str, Callable[[Path], Path]] = {
    "a folder that is missing": _missing,
    "a folder": lambda folder: folder,
    "below a file": _under_a_file,
    "a pipe that nobody reads": _pipe,
    "a name that no system can have": lambda folder: folder / "a\0b",
    "a name that is too long": lambda folder: folder / ("x" * 300),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_written_is_warned_of_once_and_breaks_no_call(name: str, tmp_path: Path) -> None:
    with pytest.warns(SurpriseFileWarning) as told:
        surprises = Surprises(BAD[name](tmp_path))
    assert len(told) == 1
    surprises.note(OPERATION, word("fps"))
    surprises.note(OPERATION, word("speaker"))
    surprises.close()
    assert dict(surprises) == {unknown("/fps"): 1, unknown("/speaker"): 1}
    assert surprises.problem
    assert f"surprises cannot be written to {surprises.path}: {surprises.problem}. " in str(told[0].message)


def test_a_warning_that_is_an_error_breaks_no_call_either(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        surprises = Surprises(_missing(tmp_path))
        surprises.note(OPERATION, word("fps"))
    assert surprises.problem == "No such file or directory"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_told_with_the_first_line() -> None:
    surprises = Surprises("/dev/full")
    with pytest.warns(SurpriseFileWarning, match="No space left on device"):
        surprises.note(OPERATION, word("fps"))
    surprises.close()
    assert dict(surprises) == {unknown("/fps"): 1}


def test_what_could_not_be_written_is_written_once_it_can_be(tmp_path: Path) -> None:
    path = _missing(tmp_path)
    with pytest.warns(SurpriseFileWarning):
        surprises = Surprises(path)
    surprises.note(OPERATION, word("fps"))
    path.parent.mkdir()
    surprises.note(OPERATION, word("fps"))
    assert surprises.problem is None
    surprises.note(OPERATION, word("fps"))
    surprises.close()
    assert [line["count"] for line in read(path)] == [2, 1]


def test_a_line_that_was_cut_swallows_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "surprises.jsonl"
    surprises = Surprises(path)
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, text: write(descriptor, text[:20]))
    with pytest.warns(SurpriseFileWarning, match="only a part"):
        surprises.note(OPERATION, word("fps"))
    monkeypatch.undo()
    surprises.close()
    cut, whole = path.read_text(encoding="ascii").splitlines()
    assert cut == whole[:20]
    assert json.loads(whole)["count"] == 1


def test_the_file_stays_where_it_is_when_the_program_changes_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    surprises = Surprises("surprises.jsonl")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    surprises.note(OPERATION, word("fps"))
    assert added(tmp_path / "surprises.jsonl") == {unknown("/fps"): 1}


@pytest.mark.parametrize("path", [5, "", True, ["a"], object])
def test_what_is_no_path_is_refused_before_any_request(path: Any) -> None:
    with pytest.raises(ConfigurationError) as refused:
        Surprises(path)
    assert refused.value.setting == "surprises"
