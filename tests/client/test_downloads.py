"""Claims about `download` as the generated families offer it: every option does what it says, in both colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from scripts.mock import serving
from speech302 import ArgumentError, DownloadError, Progress
from speech302.models import VoiceCloneTask
from tests.client.support import PAID, Run, both

FILE = "https://files.example/a.wav"


def download(run: Run, path: Path, answer: Any, url: str = FILE, **options: Any) -> Path:
    """Download a file that a task made."""

    async def flow(client: Any) -> Any:
        return await client.voice_clones.download(VoiceCloneTask(audio_url=url), path, **options)

    saved: Path = run(flow, answer=answer)
    return saved


def names(folder: Path) -> list[str]:
    """The names of all files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def whole(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=b"RIFF....", headers={"ETag": '"1"'})


@both
def test_a_limit_and_the_progress_are_kept_to_and_told(run: Run, tmp_path: Path) -> None:
    told = list[Progress]()
    with pytest.raises(DownloadError, match="more than 7 bytes"):
        download(run, tmp_path / "a.wav", whole, limit=7)
    assert download(run, tmp_path / "a.wav", whole, limit=8, on_progress=told.append).read_bytes() == b"RIFF...."
    assert told == [Progress(8, 8)]


@both
@pytest.mark.parametrize(
    ("url", "option"), [("http://files.example/a.wav", "allow_http"), ("https://10.0.0.1/a.wav", "allow_private")]
)
def test_a_file_out_of_reach_is_refused_by_the_name_of_the_option_that_allows_it(
    run: Run, tmp_path: Path, url: str, option: str
) -> None:
    with pytest.raises(DownloadError, match=f"{option}=True") as caught:
        download(run, tmp_path, whole, url)
    assert caught.value.source == url
    assert download(run, tmp_path, whole, url, **{option: True}).read_bytes() == b"RIFF...."


@both
def test_a_download_that_failed_is_gone_on_with_by_the_next_call(run: Run, tmp_path: Path) -> None:
    asked = list[str | None]()

    def part(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers.get("range"))
        if len(asked) < 4:  # a body that is shorter than announced, and then nothing more
            content, announced = (b"RIFF", "8") if len(asked) == 1 else (b"", "4")
            status = 200 if len(asked) == 1 else 503
            return httpx.Response(status, content=content, headers={"ETag": '"1"', "Content-Length": announced})
        told = {"ETag": '"1"', "Content-Range": "bytes 4-7/8"}
        return httpx.Response(206, content=b"....", headers=told)

    with pytest.raises(DownloadError, match="4 bytes are kept"):
        download(run, tmp_path / "a.wav", part, resume=True)
    assert names(tmp_path) == ["a.wav.speech302.json", "a.wav.speech302.part"]
    assert download(run, tmp_path / "a.wav", part, resume=True).read_bytes() == b"RIFF...."
    assert (asked, names(tmp_path)) == ([None, "bytes=4-", "bytes=4-", "bytes=4-"], ["a.wav"])


@both
@pytest.mark.parametrize(
    ("option", "value"),
    [("overwrite", "no"), ("resume", 1), ("limit", 0), ("limit", "10"), ("on_progress", 1), ("allow_http", None)],
)
def test_an_option_of_the_wrong_type_is_refused_by_name_before_anything_is_sent(
    run: Run, tmp_path: Path, option: str, value: Any
) -> None:
    with pytest.raises(ArgumentError) as caught:
        download(run, tmp_path, None, **{option: value})
    assert (caught.value.parameter, names(tmp_path)) == (option, [])


@both
def test_the_embedded_service_is_taken_up_where_a_caller_stopped(run: Run, tmp_path: Path) -> None:
    path, told = tmp_path / "a.wav", list[Progress]()

    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    async def flow(client: Any) -> None:
        task = await client.voice_clones.wait(await PAID["create_voice_clone"].call(client))
        with pytest.raises(KeyboardInterrupt):
            await client.voice_clones.download(task, path, resume=True, on_progress=stop)
        assert not path.exists()
        await client.voice_clones.download(task, path, resume=True, on_progress=told.append)

    with serving() as base_url:
        run(flow, base_url=base_url)
    assert path.read_bytes().startswith(b"RIFF")
    assert told[-1] == Progress(path.stat().st_size, path.stat().st_size)
    assert names(tmp_path) == ["a.wav"]
