"""Claims about files that grow beside their target: whole, or not there at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.codegen.runtime.errors import DownloadError
from scripts.codegen.runtime.file_ranges import UNKNOWN, Version
from scripts.codegen.runtime.inline_audio import save
from scripts.codegen.runtime.part_file import PartFile
from scripts.codegen.runtime.request import Audio
from scripts.codegen.runtime.resumable_part import ResumablePart

URL = "https://files.example.com/a/b.wav?token=secret"
both_kinds = pytest.mark.parametrize("kind", [PartFile, ResumablePart])
Kind = type[PartFile]


def names(folder: Path) -> list[str]:
    """The names of all files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def store(
    path: Path,
    *chunks: bytes,
    overwrite: bool = False,
    trouble: Callable[[], object] = lambda: None,
    kind: Kind = PartFile,
) -> None:
    """Write chunks to a file as a download does it, with trouble before its end."""
    with kind(path, URL, overwrite=overwrite) as part:
        part.begin(UNKNOWN)
        for chunk in chunks:
            part.write(chunk)
            assert path.exists() is overwrite
        trouble()
        part.sync()


def raises(error: BaseException) -> Callable[..., None]:
    """A function that raises."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@both_kinds
def test_a_file_left_well_stands_whole_under_its_name_and_nothing_else_does(tmp_path: Path, kind: Kind) -> None:
    store(tmp_path / "a.wav", b"one", b"two", kind=kind)
    assert (tmp_path / "a.wav").read_bytes() == b"onetwo"
    assert names(tmp_path) == ["a.wav"]


@both_kinds
@pytest.mark.parametrize("cls", [KeyboardInterrupt, ValueError])
def test_a_file_left_badly_leaves_nothing(tmp_path: Path, cls: type[BaseException], kind: Kind) -> None:
    with pytest.raises(cls):
        store(tmp_path / "a.wav", b"one", trouble=raises(cls()), kind=kind)
    assert names(tmp_path) == []


def test_a_failed_download_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="trouble"):
        store(path, b"new", overwrite=True, trouble=raises(ValueError("trouble")))
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["a.wav"])


def test_two_downloads_to_one_target_do_not_write_into_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with PartFile(path, URL, overwrite=True) as first, PartFile(path, URL, overwrite=True) as second:
        first.write(b"first")
        second.write(b"second")
    assert (path.read_bytes(), names(tmp_path)) == (b"first", ["a.wav"])


@both_kinds
def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "a.wav"
    with pytest.raises(DownloadError) as caught:
        store(path, b"new", trouble=lambda: path.write_bytes(b"theirs"), kind=kind)
    assert (caught.value.reason, path.read_bytes(), names(tmp_path)) == ("the file exists", b"theirs", ["a.wav"])


def test_a_link_to_nowhere_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with pytest.raises(DownloadError):
        store(path, b"new", trouble=lambda: path.symlink_to("nowhere"))
    assert path.is_symlink()


@pytest.mark.parametrize("theirs", [True, False])
def test_where_a_file_has_one_name_only_it_is_moved_to_a_name_that_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theirs: bool
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", raises(OSError(errno.EPERM, "no links here")))
    path = tmp_path / "a.wav"
    if theirs:
        with pytest.raises(DownloadError) as caught:
            store(path, b"new", trouble=lambda: path.write_bytes(b"theirs"))
        assert caught.value.reason == "the file exists"
    else:
        store(path, b"new")
    assert (path.read_bytes(), names(tmp_path)) == (b"theirs" if theirs else b"new", ["a.wav"])


@both_kinds
def test_a_partial_file_that_something_else_changed_does_not_become_the_target(tmp_path: Path, kind: Kind) -> None:
    def change() -> None:
        for part in tmp_path.glob("*.part"):
            part.write_bytes(b"something else")

    with pytest.raises(DownloadError, match="changed by something else"):
        store(tmp_path / "a.wav", b"new", trouble=change, kind=kind)
    assert names(tmp_path) == []


def test_beginning_anew_forgets_what_was_there(tmp_path: Path) -> None:
    with PartFile(tmp_path / "a.wav", URL, overwrite=False) as part:
        part.write(b"a longer text")
        part.begin(Version('"2"', 3))
        assert (part.size, part.version) == (0, Version('"2"', 3))
        part.write(b"new")
    assert (tmp_path / "a.wav").read_bytes() == b"new"


def test_the_bytes_are_on_the_disk_before_the_file_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, synced = tmp_path / "a.wav", list[tuple[int, bool]]()

    def fsync(descriptor: int) -> None:
        if os.path.isfile(f"/proc/self/fd/{descriptor}"):  # noqa: PTH113 - it is a link that no path names
            synced.append((os.fstat(descriptor).st_size, path.exists()))

    monkeypatch.setattr(os, "fsync", fsync)
    store(path, b"whole")
    assert synced == [(5, False)]


@both_kinds
@pytest.mark.parametrize("call", ["fsync", "ftruncate", "open"])
def test_a_full_disk_is_an_error_with_the_systems_reason_whatever_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, kind: Kind
) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr(os, call, raises(full))
    path = tmp_path / "a.wav"
    try:
        store(path, b"one", kind=kind)
    except DownloadError as error:
        assert error.reason == os.strerror(errno.ENOSPC)  # noqa: PT017 - not every kind makes every call
        assert not path.exists()
    else:
        assert path.read_bytes() == b"one"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_is_full_in_the_middle_is_an_error_with_the_systems_reason(tmp_path: Path) -> None:
    part = PartFile(tmp_path / "a", URL, overwrite=False)
    with Path("/dev/full").open("wb", buffering=0) as full:
        part._open = lambda: setattr(part, "_file", full)  # type: ignore[method-assign]
        with pytest.raises(DownloadError) as caught, part:
            part.write(b"x" * 100)
    assert caught.value.reason == os.strerror(errno.ENOSPC)
    assert names(tmp_path) == []


def test_a_write_that_takes_less_than_it_is_given_is_gone_on_with(tmp_path: Path) -> None:
    class Lazy:
        def __init__(self, file: object) -> None:
            self._file = file

        def __getattr__(self, name: str) -> object:
            return getattr(self._file, name)

        def write(self, chunk: bytes) -> object:
            return self._file.write(chunk[:2])  # type: ignore[attr-defined]

    with PartFile(tmp_path / "a", URL, overwrite=False) as part:
        part._file = Lazy(part._file)  # type: ignore[assignment]
        part.write(b"12345")
        assert part.size == 5
    assert (tmp_path / "a").read_bytes() == b"12345"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder that cannot be written to")
@both_kinds
def test_a_folder_that_cannot_be_written_to_is_an_error(tmp_path: Path, kind: Kind) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DownloadError):
        store(tmp_path / "a.wav", b"x", kind=kind)
    with pytest.raises(DownloadError):
        save(Audio(b"x", "audio/wav"), tmp_path / "a.wav")
