"""The shelf: the result files that the service hands out, made when first asked for."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from attrs import define, field, frozen

from scripts.documents import load
from scripts.mock.shape import mapping, sequence, text
from scripts.mock.sounds import chimes
from scripts.values import Json

CATALOGUE: Final = Path(__file__).with_name("files.json")

HOLLOW_FILM: Final = b"".join(
    (4 + len(content)).to_bytes(4, "big") + content
    for content in (
        b"ftypisom\x00\x00\x02\x00isommp41",
        b"freeThis is the shell of an MP4 file. There is no film in it, and no player will play it.",
    )
)
"""Two valid MP4 boxes, the type of the file and free space: enough to be downloaded and compared, and no more."""


@frozen
class File:
    """One file: its media type and, when it is a sound, when notes begin and how long it is, in seconds."""

    media_type: str
    notes: tuple[float, ...]
    seconds: float
    suits: str

    def content(self) -> bytes:
        """Make the bytes of the file, the same ones every time."""
        return chimes(self.notes, self.seconds) if self.media_type.startswith("audio/") else HOLLOW_FILM


@define
class Shelf:
    """All files by name; the contents are kept once made."""

    files: Mapping[str, File]
    _made: dict[str, bytes] = field(factory=dict, init=False)
    _etags: dict[str, str] = field(factory=dict, init=False)

    def content(self, name: str) -> bytes:
        """Return the bytes of a file. Raises `KeyError` when there is no such file."""
        if name not in self._made:
            self._made[name] = self.files[name].content()
        return self._made[name]

    def etag(self, name: str) -> str:
        """Return the `ETag` of a file. Raises `KeyError` when there is no such file."""
        if name not in self._etags:
            self._etags[name] = f'"{hashlib.sha256(self.content(name)).hexdigest()[:16]}"'
        return self._etags[name]

    def name_for(self, pointer: str) -> str:
        """Choose the file whose `suits` stands in a pointer such as `/result/video_url`, or the first one."""
        suiting = (name for name, file in self.files.items() if file.suits and file.suits in pointer)
        return next(suiting, next(iter(self.files)))


def load_shelf() -> Shelf:
    """Read the list of files."""
    return Shelf({name: _file(node) for name, node in mapping(load(CATALOGUE).data).items()})


def _file(value: Json) -> File:
    node = mapping(value)
    notes = tuple(float(note) for note in sequence(node.get("notes")) if isinstance(note, int | float))
    seconds = node.get("seconds")
    length = float(seconds) if isinstance(seconds, int | float) else 0.0
    return File(text(node.get("type")), notes, length, text(node.get("suits")))
