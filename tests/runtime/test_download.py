"""Claims about files: whole, or not there at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.download import (
    MOST_REDIRECTS,
    PartFile,
    checked_source,
    file_name,
    next_hop,
    save,
    target,
    without_query,
)
from scripts.codegen.runtime.errors import DownloadError
from scripts.codegen.runtime.request import Audio

URL = "https://files.example.com/a/b.wav?token=secret"


def names(folder: Path) -> list[str]:
    """The names of all files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def store(
    path: Path,
    *chunks: bytes,
    headers: dict[str, str] | None = None,
    overwrite: bool = False,
    limit: int | None = None,
    trouble: Callable[[], object] = lambda: None,
) -> None:
    """Write chunks to a file as a download does it, with trouble before its end."""
    with PartFile(path, URL, overwrite=overwrite, limit=limit) as part:
        for chunk in chunks:
            part.write(chunk)
            assert path.exists() is overwrite
        trouble()
        part.check(headers or {})


def test_a_file_left_well_stands_whole_under_its_name_and_nothing_else_does(tmp_path: Path) -> None:
    store(tmp_path / "a.wav", b"one", b"two", headers={"content-length": "6"})
    assert (tmp_path / "a.wav").read_bytes() == b"onetwo"
    assert names(tmp_path) == ["a.wav"]


@pytest.mark.parametrize("cls", [KeyboardInterrupt, ValueError])
def test_a_file_left_badly_leaves_nothing(tmp_path: Path, cls: type[BaseException]) -> None:
    def trouble() -> None:
        raise cls

    with pytest.raises(cls):
        store(tmp_path / "a.wav", b"one", trouble=trouble)
    assert names(tmp_path) == []


def test_a_failed_download_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")
    with pytest.raises(DownloadError):
        store(path, b"new", headers={"content-length": "4"}, overwrite=True)
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["a.wav"])


def test_two_downloads_to_one_target_do_not_write_into_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with PartFile(path, URL, overwrite=True) as first, PartFile(path, URL, overwrite=True) as second:
        first.write(b"first")
        second.write(b"second")
    assert (path.read_bytes(), names(tmp_path)) == (b"first", ["a.wav"])


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with pytest.raises(DownloadError) as caught:
        store(path, b"new", trouble=lambda: path.write_bytes(b"theirs"))
    assert (caught.value.reason, path.read_bytes(), names(tmp_path)) == ("the file exists", b"theirs", ["a.wav"])


@pytest.mark.parametrize(
    ("chunk", "headers", "reason"),
    [
        (b"123", {"content-length": "4"}, "it is incomplete, 3 of 4 bytes came"),
        (b"12345", {"content-length": "4"}, "it is incomplete, 5 of 4 bytes came"),
        (b"", {"content-length": "0"}, "it is empty"),
        (b"", {}, "it is empty"),
    ],
)
def test_a_size_that_is_off_is_an_error(tmp_path: Path, chunk: bytes, headers: dict[str, str], reason: str) -> None:
    with pytest.raises(DownloadError) as caught:
        store(tmp_path / "a", chunk, headers=headers)
    assert caught.value.reason == reason
    assert names(tmp_path) == []


def test_the_length_of_an_encoded_file_is_not_compared(tmp_path: Path) -> None:
    store(tmp_path / "a", b"12345", headers={"content-length": "3", "content-encoding": "gzip"})
    assert (tmp_path / "a").read_bytes() == b"12345"


def test_more_bytes_than_the_limit_are_refused_when_they_come(tmp_path: Path) -> None:
    store(tmp_path / "a", b"1234", limit=4)
    with pytest.raises(DownloadError) as caught:
        store(tmp_path / "b", b"1234", b"5", limit=4)
    assert caught.value.reason == "it has more than 4 bytes"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_an_error_with_the_systems_reason(tmp_path: Path) -> None:
    part = PartFile(tmp_path / "a", URL, overwrite=False)
    with Path("/dev/full").open("wb", buffering=0) as full:
        part._file = full
        with pytest.raises(DownloadError) as caught:
            part.write(b"x" * 100)
    assert caught.value.reason == os.strerror(errno.ENOSPC)


def test_a_missing_folder_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(DownloadError) as caught:
        target(tmp_path / "no" / "a.wav", URL, overwrite=False)
    assert (caught.value.reason, caught.value.cure) == (f"there is no folder {tmp_path / 'no'}", "Create it first")
    assert "secret" not in str(caught.value)


def test_an_existing_file_is_refused_unless_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.touch()
    with pytest.raises(DownloadError) as caught:
        target(path, URL, overwrite=False)
    assert caught.value.reason == "the file exists"
    assert target(path, URL, overwrite=True) == path


def test_a_folder_gets_a_file_named_by_the_url(tmp_path: Path) -> None:
    assert target(tmp_path, URL, overwrite=False) == tmp_path / "b.wav"
    (tmp_path / "b.wav").mkdir()
    with pytest.raises(DownloadError):
        target(tmp_path, URL, overwrite=True)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://f.example/gpt/imgs/fe9d.wav", "fe9d.wav"),
        ("https://f.example/", "download"),
        ("https://f.example", "download"),
        ("https://f.example/a%2Fb%2F..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("https://f.example/..%5C..%5Cboot.ini", "boot.ini"),
        ("https://f.example/.bashrc", "bashrc"),
        ("https://f.example/-rf", "rf"),
        ("https://f.example/..", "download"),
        ("https://f.example/a b%00c;d.wav", "a_b_c_d.wav"),
        ("https://f.example/CON.wav", "_CON.wav"),
        ("https://f.example/nul", "_nul"),
        ("https://f.example/声音.wav", "声音.wav"),
    ],
)
def test_a_file_name_of_a_url_is_harmless(url: str, name: str) -> None:
    assert file_name(url) == name


@given(st.text(max_size=300))
def test_no_url_leads_out_of_the_folder(tail: str) -> None:
    name = file_name(f"https://f.example/{tail.replace('[', '').replace(']', '')}")
    assert name == Path(name).name
    assert name not in ("", ".", "..")
    assert not set(name) & set("/\\\0:")
    assert len(name) <= 81


def test_a_message_shows_no_query_and_no_credentials() -> None:
    assert without_query("https://u:p@f.example:1/a?token=x#y") == "https://f.example:1/a"
    assert without_query("https://[") == "the result's URL"


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://f.example/a", "/a.wav", "", "https://", "https://[", "https://u:p@f.example/a", None],
)
def test_only_plain_http_and_https_are_fetched(url: object) -> None:
    with pytest.raises(DownloadError):
        checked_source(url, Path("a"))


def test_a_redirect_is_followed_to_where_it_points() -> None:
    assert next_hop("https://f.example/a/b", "/c?d", 0, Path("x")) == "https://f.example/c?d"
    assert next_hop("http://f.example/a", "https://g.example/b", 4, Path("x")) == "https://g.example/b"
    assert next_hop("http://f.example/a", "//g.example/b", 4, Path("x")) == "http://g.example/b"


@pytest.mark.parametrize(
    ("location", "followed"),
    [
        ("https://g.example", MOST_REDIRECTS),
        (None, 0),
        ("", 0),
        ("http://f.example/a", 0),
        ("file:///etc/passwd", 0),
        ("https://u:p@g.example/", 0),
        ("https://[", 0),
    ],
)
def test_a_redirect_that_is_too_many_or_unsafe_is_refused(location: str | None, followed: int) -> None:
    with pytest.raises(DownloadError) as caught:
        next_hop(URL, location, followed, Path("x"))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("content_type", "name"),
    [("audio/wav", "audio.wav"), ("audio/mpeg; x", "audio.mp3"), ("application/octet-stream", "audio.bin")],
)
def test_audio_that_came_inline_is_saved_like_a_download(tmp_path: Path, content_type: str, name: str) -> None:
    audio = Audio(b"RIFF....", content_type)
    assert save(audio, tmp_path) == tmp_path / name
    assert (tmp_path / name).read_bytes() == audio.content
    with pytest.raises(DownloadError):
        save(audio, tmp_path)
    assert save(audio, tmp_path / "b.wav").read_bytes() == audio.content


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder that cannot be written to")
def test_a_folder_that_cannot_be_written_to_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DownloadError):
        save(Audio(b"x", "audio/wav"), tmp_path / "a.wav")
