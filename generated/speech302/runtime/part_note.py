"""What has to be known of a partial file to go on with it, in a small file beside it, which is also its lock."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from .file_lock import lock
from .file_ranges import Version

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 65_536
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@attrs.frozen
class Facts:
    """`source`: a digest of the URL, which may hold a secret. `kept`: how many bytes are surely on the disk.

    `boot`: which start of the machine wrote it, empty if nobody knows. As long as it is the same, all bytes that were
    written are there, after kill -9 too; after a power failure a file may have its length and zeros in it.
    """

    source: str
    version: Version
    kept: int = 0
    boot: str = ""

    def trusted(self, size: int) -> int:
        """How many of the bytes in the partial file can be relied on."""
        return size if self.boot and self.boot == boot() else min(size, self.kept)


def boot() -> str:
    """What names the time since the machine was started."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


class PartNote:
    """The file; open while the download runs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def open(self) -> None:
        """Open and lock it. Raises BlockingIOError if another download has it, OSError if the disk is the problem."""
        while self._descriptor is None:
            descriptor = os.open(self._path, _FLAGS, 0o666)
            try:
                lock(descriptor)
                # Whoever had the lock until now may have removed the file: then this is the lock of nothing.
                with suppress(FileNotFoundError):
                    if os.path.samestat(os.fstat(descriptor), self._path.lstat()):
                        self._descriptor = descriptor
            finally:
                if self._descriptor is None:
                    os.close(descriptor)

    def read(self) -> Facts | None:
        """What was written last; None if that was nothing, or nothing whole."""
        if self._descriptor is None:
            return None
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        try:
            return _facts(json.loads(os.read(self._descriptor, MOST)))
        except (KeyError, TypeError, ValueError, RecursionError):
            return None

    def write(self, facts: Facts) -> None:
        """Replace what is there, and bring it onto the disk. Cut short, it counts as nothing."""
        if self._descriptor is None:
            return
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, json.dumps(attrs.asdict(facts)).encode())
        os.fsync(self._descriptor)

    def close(self, *, remove: bool) -> None:
        """Give up the lock; with `remove`, the file too."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if remove and os.name != "nt":
            self._path.unlink(missing_ok=True)  # while it is locked: afterwards it may be somebody else's
        os.close(descriptor)
        if remove and os.name == "nt":
            with suppress(OSError):  # Windows removes no open file, and so nobody else's
                self._path.unlink(missing_ok=True)


def _facts(value: Mapping[str, Any]) -> Facts | None:
    validator, total = value["version"]["validator"], value["version"]["total"]
    source, kept, started = value["source"], value["kept"], value["boot"]
    texts = isinstance(source, str) and isinstance(started, str) and (validator is None or _sendable(validator))
    counts = type(kept) is int and kept >= 0 and (total is None or (type(total) is int and total > 0))
    return Facts(source, Version(validator, total), kept, started) if texts and counts else None


def _sendable(validator: object) -> bool:
    # It becomes a header, and anybody could have written the file.
    return isinstance(validator, str) and validator.isascii() and validator.isprintable()
