"""Laws of downloads over hosts that break off, change their files and lie: a file is whole, or it is not there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.runtime.errors import DownloadError
from tests.runtime.hosts import FILE, Body, Fetch, Host, fetched, fetched_async
from tests.runtime.samples import configuration

VERSIONS = (bytes(range(43)), bytes(range(100, 143)), bytes(range(200, 220)))
"""What the file is at one time and another: two are of one length, and no byte is in two of them."""
DATES = tuple(f"Thu, 01 Jan 1970 00:00:0{number} GMT" for number in range(3))
MANNERS = (
    *("honest",) * 6,
    *("no conditions", "start off", "pieces", "chunked") * 3,
    *("no ranges", "packed", "more announced", "less announced", "total off", "end off", "no range told"),
    *("busy", "gone", "never so long", "led away", "silent"),
)
"""How a host answers; what is most likely to go wrong is most often tried."""


@attrs.frozen
class Step:
    """How the host answers one request: which version it has by then, and where the connection breaks."""

    version: int
    manner: str
    cut: int
    chunk: int
    validator: str

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer."""
        content, told = VERSIONS[self.version], self._validators()
        if self.manner in _PLAIN:
            return httpx.Response(_PLAIN[self.manner], headers={"Location": f"{FILE}?{self.cut}"}, stream=Body(b"no"))
        if self.manner == "silent":
            raise httpx.ReadTimeout("no answer")
        start = self._start(request, told)
        if start is not None and start >= len(content):
            return httpx.Response(416, headers={**told, "Content-Range": f"bytes */{len(content)}"}, stream=Body(b""))
        if start and self.manner == "start off":
            start -= 1  # it tells so, truly
        end = min(len(content), (start or 0) + 5) if self.manner == "pieces" and start is not None else len(content)
        body = content[start:end]
        if start is not None:
            told |= self._range(start, end, len(content))
        told |= self._length(len(body))
        error = httpx.RemoteProtocolError("cut") if self.cut < len(body) else None
        return httpx.Response(
            200 if start is None else 206, headers=told, stream=Body(body[: self.cut], chunk=self.chunk, error=error)
        )

    def _validators(self) -> dict[str, str]:
        date = {"Last-Modified": DATES[self.version], "Date": "Thu, 01 Jan 1970 00:00:09 GMT"}
        kinds = {
            "tag": {"ETag": f'"{self.version}"'},
            "weak": {"ETag": f'W/"{self.version}"'},
            "date": date,
            "none": {},
        }
        return kinds[self.validator]

    def _start(self, request: httpx.Request, told: dict[str, str]) -> int | None:
        if "range" not in request.headers or self.manner == "no ranges":
            return None
        holds = request.headers["if-range"] in told.values() or self.manner == "no conditions"
        return int(request.headers["range"][6:-1]) if holds else None

    def _range(self, start: int, end: int, total: int) -> dict[str, str]:
        last, total = end - 1 + (self.manner == "end off"), total + (self.manner == "total off")
        text = f"bytes {start}-{last}/{total}"
        return {} if self.manner == "no range told" else {"Content-Range": text}

    def _length(self, sent: int) -> dict[str, str]:
        if self.manner == "chunked":
            return {"Transfer-Encoding": "chunked"}
        off = {"more announced": 3, "less announced": -1}.get(self.manner, 0)
        packed = {"Content-Encoding": "x-unknown"} if self.manner == "packed" else {}
        return {"Content-Length": str(sent + off), **packed}


_PLAIN = {"busy": 503, "gone": 404, "never so long": 416, "led away": 302}


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """A host whose answers are of one kind of validators, and whose first body mostly breaks off."""
    validator = draw(st.sampled_from(["tag", "tag", "tag", "date", "date", "weak", "none"]))
    step = st.builds(
        Step,
        version=st.sampled_from([0, 0, 1, 2]),
        manner=st.sampled_from(MANNERS),
        cut=st.sampled_from([10, 30, 99, 99]) | st.integers(0, 50),
        chunk=st.integers(1, 20),
        validator=st.just(validator),
    )
    first = draw(step) if draw(st.integers(0, 4)) == 0 else Step(0, "honest", draw(st.integers(1, 42)), 7, validator)
    return [first, *draw(st.lists(step, max_size=5))]


def whole(path: Path) -> bool:
    """Whether the file is there; it is an error if it is there and not whole."""
    if not path.exists():
        return False
    assert path.read_bytes() in VERSIONS
    return True


def tried(fetch: Fetch, path: Path, host: Host, attempts: int, **options: Any) -> None:
    """Download, whatever comes of it."""
    try:
        assert fetch(configuration(attempts=attempts), FILE, path, host=host, **options) == path
    except DownloadError:
        return
    assert whole(path), "a path is given back for a file that is there"


@pytest.fixture(autouse=True, scope="module")
def _no_disk_is_waited_for() -> Iterator[None]:
    """No power failure is played here, and a busy disk would take most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


both = pytest.mark.parametrize("fetch", [fetched, fetched_async], ids=["sync", "async"])
cheaply = settings(max_examples=60, deadline=None)


@both
@cheaply
@given(steps(), st.lists(st.booleans(), min_size=1, max_size=4), st.integers(1, 4))
def test_a_file_under_its_final_name_is_whole_however_often_and_in_whatever_way_it_is_fetched(
    fetch: Fetch, script: list[Step], calls: list[bool], attempts: int
) -> None:
    with TemporaryDirectory() as folder:
        path, host = Path(folder, "a.wav"), Host(*script)
        for resume in calls:
            tried(fetch, path, host, attempts, resume=resume)
            if whole(path):
                break
        left = {file.name for file in path.parent.iterdir()}
        kept = {"a.wav.speech302.part", "a.wav.speech302.json"}
        assert left - {"a.wav"} in (set(), kept) if any(calls) else left <= {"a.wav"}


@both
@cheaply
@given(steps(), steps(), st.integers(1, 12))
def test_a_process_that_is_killed_leaves_what_the_next_can_go_on_with_to_a_whole_file(
    fetch: Fetch, before: list[Step], after: list[Step], instant: int
) -> None:
    with TemporaryDirectory() as folder:
        first, killed, told = Path(folder, "first"), Path(folder, "killed"), list[Any]()
        first.mkdir()

        def kill(progress: Any) -> None:
            told.append(progress)
            if len(told) == instant:
                shutil.copytree(first, killed)  # what stands on the disk at that instant

        tried(fetch, first / "a.wav", Host(*before), 4, resume=True, on_progress=kill)
        if not killed.exists():
            return
        assert not (killed / "a.wav").exists()
        tried(fetch, killed / "a.wav", Host(*after), 4, resume=True)
        whole(killed / "a.wav")


@both
@cheaply
@given(st.lists(st.integers(0, 45), max_size=4), st.sampled_from(["tag", "date"]), st.booleans())
def test_over_an_honest_host_no_byte_is_fetched_twice_and_the_file_comes(
    fetch: Fetch, cuts: list[int], validator: str, split: bool
) -> None:
    """The retry budget allows one attempt for each break; or each break ends a call."""
    script = [Step(0, "honest", cut, 7, validator) for cut in [*cuts, 99]]
    with TemporaryDirectory() as folder:
        path, host = Path(folder, "a.wav"), Host(*script)
        for _ in script if split else [0]:
            if not whole(path):
                tried(fetch, path, host, 1 if split else len(script), resume=split)
        assert path.read_bytes() == VERSIONS[0]
    asked = [int((request.headers.get("range") or "bytes=0-")[6:-1]) for request in host.asked]
    expected = [0]
    for cut in cuts:
        if expected[-1] + cut < len(VERSIONS[0]):
            expected.append(expected[-1] + cut)
        else:
            break
    assert asked == expected


@both
@cheaply
@given(steps(), st.integers(1, 4))
def test_no_download_sends_more_than_its_retry_budget_allows(fetch: Fetch, script: list[Step], attempts: int) -> None:
    with TemporaryDirectory() as folder:
        host = Host(
            *[attrs.evolve(step, manner="honest" if step.manner == "pieces" else step.manner) for step in script]
        )
        tried(fetch, Path(folder, "a.wav"), host, attempts)
    first = [request for request in host.asked if not request.url.query]
    assert len(first) <= attempts
