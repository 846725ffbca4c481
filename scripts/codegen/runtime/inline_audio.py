"""Audio that came in the answer itself becomes a file as carefully as one that is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .download import DEFAULTS, Options, checked_path, failure, target
from .file_ranges import Version
from .part_file import PartFile

if TYPE_CHECKING:
    from .request import Audio

_SOURCE = "the audio of the answer"
_SUFFIXES = {"audio/wav": "wav", "audio/x-wav": "wav", "audio/wave": "wav", "audio/mpeg": "mp3"}


def save(audio: Audio, path: object, options: Options = DEFAULTS) -> Path:
    """Write audio that came inline; the path that it stands at. Raises DownloadError as a download does."""
    with _written(audio, path, options) as part:
        part.sync()
    return part.path


async def save_async(audio: Audio, path: object, options: Options = DEFAULTS) -> Path:
    """As `save`, without blocking while the disk does its work."""
    import asyncio  # slow to import, and only an asynchronous client needs it

    with _written(audio, path, options) as part:
        await asyncio.to_thread(part.sync)
    return part.path


@contextmanager
def _written(audio: Audio, path: object, options: Options) -> Iterator[PartFile]:
    suffix = _SUFFIXES.get(audio.content_type.partition(";")[0].strip().lower(), "bin")
    chosen = target(checked_path(path), _SOURCE, overwrite=options.overwrite, default=f"audio.{suffix}")
    size = len(audio)
    if size == 0:
        raise failure(_SOURCE, chosen, "it is empty", "Read the task again")
    if options.limit is not None and size > options.limit:
        raise failure(_SOURCE, chosen, f"it has more than {options.limit:,} bytes", "Raise the limit")
    with PartFile(chosen, _SOURCE, overwrite=options.overwrite) as part:
        part.begin(Version(None, size))
        part.write(audio.content)
        options.told(size, size)
        yield part
