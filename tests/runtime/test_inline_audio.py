"""Claims about audio that came in the answer itself: it is saved like a download."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.codegen.runtime.download import DEFAULTS, Options, Progress
from scripts.codegen.runtime.errors import ArgumentError, DownloadError
from scripts.codegen.runtime.inline_audio import save, save_async
from scripts.codegen.runtime.request import Audio


def saved_async(audio: Audio, path: object, options: Options = DEFAULTS) -> Path:
    return asyncio.run(save_async(audio, path, options))


Save = Callable[..., Path]
both = pytest.mark.parametrize("keep", [save, saved_async], ids=["sync", "async"])


@both
@pytest.mark.parametrize(
    ("content_type", "name"),
    [("audio/wav", "audio.wav"), ("audio/mpeg; x", "audio.mp3"), ("application/octet-stream", "audio.bin")],
)
def test_audio_that_came_inline_is_saved_like_a_download(
    tmp_path: Path, keep: Save, content_type: str, name: str
) -> None:
    audio, told = Audio(b"RIFF....", content_type), list[Progress]()
    assert keep(audio, tmp_path, Options(on_progress=told.append)) == tmp_path / name
    assert ((tmp_path / name).read_bytes(), told) == (audio.content, [Progress(8, 8)])
    with pytest.raises(DownloadError):
        keep(audio, tmp_path)
    assert keep(audio, tmp_path / "b.wav").read_bytes() == audio.content
    assert keep(audio, tmp_path / "b.wav", Options(overwrite=True, limit=8)).read_bytes() == audio.content


@both
@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "it is empty"), (b"RIFF.....", "it has more than 8 bytes")], ids=["empty", "long"]
)
def test_audio_that_is_empty_or_beyond_the_limit_is_no_file(
    tmp_path: Path, keep: Save, content: bytes, reason: str
) -> None:
    with pytest.raises(DownloadError) as caught:
        keep(Audio(content, "audio/wav"), tmp_path / "a.wav", Options(limit=8))
    assert (caught.value.reason, list(tmp_path.iterdir())) == (reason, [])


@both
def test_a_caller_who_fails_when_told_leaves_nothing(tmp_path: Path, keep: Save) -> None:
    def fail(_: Progress) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        keep(Audio(b"RIFF", "audio/wav"), tmp_path / "a.wav", Options(on_progress=fail))
    with pytest.raises(ArgumentError):
        keep(Audio(b"RIFF", "audio/wav"), "")
    assert list(tmp_path.iterdir()) == []
