"""Claims about files of subtitles: whole, where they were asked for, or not there at all."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from speech302 import ArgumentError, DownloadError, render_subtitles, save_subtitles
from tests.subtitles.support import transcription, translation


@pytest.mark.parametrize("name", ["a.srt", "a.vtt", "a.ass", "a.txt", "a.json", "A.SRT"])
def test_the_suffix_says_the_format(name: str, tmp_path: Path) -> None:
    path = save_subtitles(transcription(), tmp_path / name)
    assert path == tmp_path / name
    assert path.read_bytes().decode() == render_subtitles(transcription(), name[2:].lower())  # type: ignore[arg-type]


def test_a_format_that_is_given_wins_and_names_the_file_in_a_folder(tmp_path: Path) -> None:
    assert (
        save_subtitles(transcription(), tmp_path / "a.text", "txt").read_text(encoding="utf-8").startswith("The water")
    )
    assert save_subtitles(transcription(), str(tmp_path), "vtt") == tmp_path / "subtitles.vtt"


def test_options_are_those_of_rendering(tmp_path: Path) -> None:
    words = save_subtitles(transcription(), tmp_path / "a.vtt", words=True)
    assert "<00:00:00.356>water" in words.read_text(encoding="utf-8")
    task = translation([{"text": "猫"}], [{"text": "cat"}])
    assert save_subtitles(task, tmp_path / "b.txt", which="both").read_bytes() == "猫\ncat\n".encode()


@contextmanager
def small_files() -> Iterator[None]:
    """Let no file grow beyond a few bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_takes_no_more_leaves_nothing_behind(tmp_path: Path) -> None:
    with small_files(), pytest.raises(DownloadError) as caught:
        save_subtitles(transcription(), tmp_path / "a.srt")
    assert caught.value.source == "the subtitle file"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_is_kept_unless_it_may_be_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(DownloadError) as caught:
        save_subtitles(transcription(), path)
    assert (caught.value.reason, path.read_text(encoding="utf-8")) == ("the file exists", "mine")
    assert save_subtitles(transcription(), path, overwrite=True).read_text(encoding="utf-8") != "mine"
    assert [found.name for found in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_is_missing_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DownloadError) as caught:
        save_subtitles(transcription(), tmp_path / "no/a.srt")
    assert caught.value.reason == f"there is no folder {tmp_path / 'no'}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "format", "parameter"),
    [
        ("a.sub", None, "path"),
        ("a", None, "path"),
        (".srt", None, "path"),
        ("a\0.srt", None, "path"),
        (5, "srt", "path"),
        (b"a.srt", "srt", "path"),
        ("a.srt", "sub", "format"),
    ],
)
def test_a_wrong_argument_writes_nothing(
    path: Any,
    format: Any,  # noqa: A002 - as in the client
    parameter: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArgumentError) as caught:
        save_subtitles(transcription(), path, format)
    assert caught.value.parameter == parameter
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long_is_an_error_of_the_client(tmp_path: Path) -> None:
    with pytest.raises(DownloadError):
        save_subtitles(transcription(), tmp_path / f"{'a' * 300}.srt")
    assert list(tmp_path.iterdir()) == []


def test_a_result_without_lines_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError):
        save_subtitles("a task's id", tmp_path / "a.srt")
    assert list(tmp_path.iterdir()) == []


def test_pysubs2_is_loaded_when_a_format_needs_it() -> None:
    program = (
        "import sys, speech302; speech302.render_subtitles([], 'json'); assert 'pysubs2' not in sys.modules;"
        "speech302.render_subtitles([]); assert 'pysubs2' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - our own program
