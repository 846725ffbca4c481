"""Faults in how files are served."""

import pytest

from scripts.mock.faults.fault import FILES
from tests.mock.struck import Struck

DOWNLOAD = "create_video_download"


@pytest.fixture(scope="module")
def fine() -> Struck:
    """A service of which nothing but headers asks for faults."""
    return Struck()


@pytest.mark.parametrize(
    ("fault", "status", "differs"),
    [
        ("no ranges", 200, {"accept-ranges"}),
        ("weak etag", 200, {"etag"}),
        ("no etag", 206, {"etag"}),
        ("wrong range", 206, {"content-range"}),
        ("changed", 200, {"etag"}),
    ],
)
def test_a_file_is_served_in_another_manner(fine: Struck, fault: str, status: int, differs: set[str]) -> None:
    usual = fine.send("GET", "/files/voice.wav")
    headers = {"Range": "bytes=100-199"} | ({} if fault == "no etag" else {"If-Range": usual.headers["etag"]})
    part = fine.send("GET", "/files/voice.wav", headers=headers)
    struck = fine.send("GET", "/files/voice.wav", fault, headers=headers)
    assert (part.status_code, struck.status_code) == (206, status)
    assert all(part.headers[name] != struck.headers.get(name) for name in differs)
    assert (struck.content == usual.content) == (status == 200 and fault != "changed")


def test_a_changed_file_is_another_one_each_time(fine: Struck) -> None:
    one, other = (fine.send("GET", "/files/voice.wav", "changed") for _ in range(2))
    assert one.headers["etag"] != other.headers["etag"]
    assert one.content != other.content
    assert len(one.content) == len(other.content)


def test_a_zipped_file_says_so(fine: Struck) -> None:
    response = fine.send("GET", "/files/voice.wav", "zipped")
    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) < len(response.content)
    assert response.content == fine.send("GET", "/files/voice.wav").content


def test_files_and_operations_are_told_apart() -> None:
    service = Struck((f"{FILES}: 503",))
    assert service.create(DOWNLOAD).status_code == 200
    assert service.send("GET", "/files/voice.wav").status_code == 503
