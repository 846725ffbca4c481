"""Claims about partial files that outlive a failure: what is kept, what is gone on with, and what is not trusted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from scripts.codegen.runtime import file_lock, part_note
from scripts.codegen.runtime.errors import DownloadError
from scripts.codegen.runtime.file_ranges import UNKNOWN, Version
from scripts.codegen.runtime.resumable_part import ResumablePart

URL = "https://files.example.com/a/b.wav?token=secret"
V1 = Version('"v1"', 9)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.wav"


def names(path: Path) -> list[str]:
    """The names of all files beside a path."""
    return sorted(file.name for file in path.parent.iterdir())


def part_of(path: Path, source: str = URL) -> ResumablePart:
    return ResumablePart(path, source, overwrite=True)


def leave(path: Path, content: bytes = b"1234", version: Version = V1) -> None:
    """Fail after some bytes."""
    with suppress(KeyError), part_of(path) as part:
        part.begin(version)
        part.write(content)
        raise KeyError


def kept(path: Path, source: str = URL) -> tuple[int, Version]:
    """What the next download finds; it fails too, at once."""
    found = list[tuple[int, Version]]()
    with suppress(KeyError), part_of(path, source) as part:
        found.append((part.size, part.version))
        raise KeyError
    return found[0]


def test_what_came_before_a_failure_is_found_by_the_next_and_becomes_the_file(path: Path) -> None:
    leave(path)
    assert names(path) == ["a.wav.speech302.json", "a.wav.speech302.part"]
    with part_of(path) as part:
        assert (part.size, part.version) == (4, V1)
        part.write(b"56789")
    assert (path.read_bytes(), names(path)) == (b"123456789", ["a.wav"])


def test_failing_again_loses_nothing(path: Path) -> None:
    leave(path)
    assert [kept(path), kept(path)] == [(4, V1)] * 2


@pytest.mark.parametrize(("content", "version"), [(b"1234", Version(None, 9)), (b"", V1), (b"1234", UNKNOWN)])
def test_what_no_host_can_be_asked_to_go_on_with_is_not_kept(path: Path, content: bytes, version: Version) -> None:
    leave(path, content, version)
    assert names(path) == []


def test_the_rest_of_another_file_is_never_put_behind_it(path: Path) -> None:
    leave(path)
    assert kept(path, f"{URL}&other=1") == (0, UNKNOWN)


def test_no_secret_of_the_url_is_written(path: Path) -> None:
    leave(path)
    assert "secret" not in path.with_name("a.wav.speech302.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda _: "",
        lambda text: text[:20],
        lambda _: "[" * 50_000,
        lambda _: "[]",
        lambda _: "null",
        lambda _: '{"version": 1}',
        lambda text: text.replace('"v1', "\\r\\nX: v1"),
        lambda text: text.replace('"kept": 4', '"kept": -1'),
        lambda text: text.replace('"kept": 4', '"kept": "4"'),
        lambda text: text.replace('"total": 9', '"total": true'),
        lambda text: text.replace('"total": 9', '"total": 3'),
    ],
)
def test_a_note_that_is_not_whole_or_cannot_be_true_counts_as_none(path: Path, change: object) -> None:
    leave(path)
    note = path.with_name("a.wav.speech302.json")
    changed = change(note.read_text(encoding="utf-8"))  # type: ignore[operator]
    assert changed != note.read_text(encoding="utf-8")
    note.write_text(changed, encoding="utf-8")
    assert kept(path) == (0, UNKNOWN)


def test_bytes_without_a_note_are_not_gone_on_with(path: Path) -> None:
    path.with_name("a.wav.speech302.part").write_bytes(b"who knows")
    assert kept(path) == (0, UNKNOWN)


def test_a_link_in_place_of_the_bytes_is_not_followed(path: Path) -> None:
    leave(path)
    other, part = path.with_name("other"), path.with_name("a.wav.speech302.part")
    other.write_bytes(b"1234")
    part.unlink()
    part.symlink_to(other)
    assert kept(path) == (0, UNKNOWN)
    assert other.read_bytes() == b"1234"


def test_bytes_that_have_a_second_name_are_left_alone(path: Path) -> None:
    """As after a kill between the two steps that give a file its name: it is whole under that name, and stays so."""
    leave(path)
    path.hardlink_to(path.with_name("a.wav.speech302.part"))
    with suppress(KeyError), part_of(path) as part:
        part.begin(V1)
        part.write(b"other")
        raise KeyError
    assert path.read_bytes() == b"1234"


@pytest.mark.parametrize(
    ("boot", "expected"), [("the same", 6), ("another", 4), ("", 4)], ids=["same", "other", "unknown"]
)
def test_after_a_start_of_the_machine_only_what_was_brought_to_the_disk_is_trusted(
    path: Path, monkeypatch: pytest.MonkeyPatch, boot: str, expected: int
) -> None:
    monkeypatch.setattr(part_note, "boot", lambda: "the same")
    leave(path)
    note, part = path.with_name("a.wav.speech302.json"), path.with_name("a.wav.speech302.part")
    facts = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps(facts | {"boot": "the same"}), encoding="utf-8")
    part.write_bytes(b"123400")  # its length came to the disk, and the last bytes did not
    monkeypatch.setattr(part_note, "boot", lambda: boot)
    assert kept(path) == (expected, V1)


def test_two_at_once_to_one_target_keep_each_other_out(path: Path) -> None:
    with part_of(path) as first:
        first.begin(V1)
        first.write(b"1234")
        with pytest.raises(DownloadError) as caught, part_of(path):
            raise AssertionError("not both")
        assert caught.value.reason == "another download to it is running"
        first.write(b"56789")
    assert (path.read_bytes(), names(path)) == (b"123456789", ["a.wav"])


def test_a_lock_on_a_file_that_was_removed_meanwhile_is_not_taken_for_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one before removes the note when it has ended, just after the next has opened it."""
    note, plain, calls = path.with_name("a.wav.speech302.json"), file_lock.lock, list[int]()

    def lock(descriptor: int) -> None:
        plain(descriptor)
        calls.append(descriptor)
        if len(calls) == 1:
            note.unlink()

    monkeypatch.setattr(part_note, "lock", lock)
    with part_of(path) as part:
        assert note.exists()
        part.write(b"whole")
    assert len(calls) == 2
    assert (path.read_bytes(), names(path)) == (b"whole", ["a.wav"])


KILLED = """
import os, signal, sys
from pathlib import Path
from scripts.codegen.runtime.file_ranges import Version
from scripts.codegen.runtime.resumable_part import ResumablePart
with ResumablePart(Path(sys.argv[1]), sys.argv[2], overwrite=True) as part:
    part.begin(Version('"v1"', 9))
    part.write(b"1234")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_killed_process_leaves_no_lock_and_its_bytes_are_gone_on_with(path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, str(path), URL]
    done = subprocess.run(command, check=False, cwd=root)  # noqa: S603 - our own interpreter
    assert done.returncode < 0
    assert not path.exists()
    # Where nobody can tell whether the machine was started anew, what was not brought to the disk is fetched again.
    assert kept(path) == ((4, V1) if part_note.boot() else (0, V1))


def test_a_folder_without_locks_is_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lock(_: int) -> None:
        raise OSError(95, os.strerror(95))

    monkeypatch.setattr(part_note, "lock", lock)
    with pytest.raises(DownloadError) as caught, part_of(path):
        raise AssertionError("not without a lock")
    assert caught.value.reason == os.strerror(95)
