"""Claims about what may be downloaded, where to, and under which name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.download import (
    MOST_REDIRECTS,
    Options,
    Progress,
    checked_path,
    checked_source,
    file_name,
    next_hop,
    target,
    without_query,
)
from scripts.codegen.runtime.errors import ArgumentError, DownloadError

URL = "https://files.example.com/a/b.wav?token=secret"


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
    assert len(f"{name}.speech302.json".encode()) <= 255, "no file system takes more"


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


@pytest.mark.parametrize("path", ["", " ", "a\0b", b"a", None, 5, ["a"]])
def test_what_is_no_path_is_refused_by_name(path: object) -> None:
    with pytest.raises(ArgumentError) as caught:
        checked_path(path)
    assert caught.value.parameter == "path"


def test_a_path_that_the_system_cannot_look_at_is_an_error_of_the_download(tmp_path: Path) -> None:
    with pytest.raises(DownloadError):
        target(tmp_path / ("a" * 300), URL, overwrite=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            (name, value)
            for name in ("overwrite", "resume", "allow_private", "allow_http")
            for value in ("no", 1, None)
        ),
        *(("limit", value) for value in (0, -1, 1.5, True, "10")),
        *(("on_progress", value) for value in ("print", 5)),
    ],
)
def test_an_option_of_the_wrong_type_is_refused_by_name(name: str, value: Any) -> None:
    options: dict[str, Any] = {name: value}
    with pytest.raises(ArgumentError) as caught:
        Options(**options)
    assert caught.value.parameter == name


def test_a_caller_is_told_what_came_of_how_much() -> None:
    told = list[Progress]()
    Options(on_progress=told.append).told(3, None)
    Options().told(3, 4)
    assert told == [Progress(3, None)]
