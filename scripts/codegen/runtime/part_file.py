"""A file that grows beside its target and becomes the target when it is whole, never before."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from .download import disk_failure, exists, failure
from .file_ranges import UNKNOWN, Version

if TYPE_CHECKING:
    from types import TracebackType

    from .errors import DownloadError


class PartFile:
    """A context in which a file grows; left well, it becomes the target; left badly, it vanishes.

    `path`: the target. `size`: bytes so far. `version`: whose bytes they are. All methods raise DownloadError where the
    disk is the problem.
    """

    def __init__(self, path: Path, source: str, *, overwrite: bool) -> None:
        self.size = 0
        self.version = UNKNOWN
        self.path = path
        self._source = source
        self._overwrite = overwrite
        # A name of its own: two downloads to one target must not write into each other.
        self._part = path.with_name(f"{path.name}.{os.urandom(4).hex()}.part")
        self._file: BinaryIO

    def __enter__(self) -> Self:
        try:
            self._open()
        except OSError as error:
            raise self._failed(error) from None
        return self

    def begin(self, version: Version) -> None:
        """Throw away what is there: the bytes of this version follow."""
        try:
            if self.size:
                self._file.seek(0)
                self._file.truncate()
                # Before anything tells of the new version, the old one's bytes are gone, also after a power failure.
                os.fsync(self._file.fileno())
            self.size, self.version = 0, version
            self._note_version()
        except OSError as error:
            raise self._failed(error) from None

    def write(self, chunk: bytes) -> None:
        """Append a chunk."""
        rest = memoryview(chunk)
        try:
            while rest:  # without a buffer, a write may take less than it is given
                written = self._file.write(rest)
                self.size += written
                rest = rest[written:]
        except OSError as error:
            raise self._failed(error) from None

    def sync(self) -> None:
        """Bring the bytes onto the disk. Slow, and safe to call in a thread that nobody waits for."""
        try:
            descriptor = os.open(self._part, os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise self._failed(error) from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        whole = False
        try:
            if kind is None:
                self._finish()
                whole = True
        except OSError as problem:
            raise self._failed(problem) from None
        finally:
            with suppress(OSError):  # a part that stays must not hide why it stays
                self._leave(whole=whole)

    def _open(self) -> None:
        self._file = self._part.open("xb", buffering=0)

    def _note_version(self) -> None:
        """Note whose bytes follow, where that is to be known later."""

    def _finish(self) -> None:
        there, written = self._part.lstat(), os.fstat(self._file.fileno())
        self._file.close()
        if not os.path.samestat(there, written) or there.st_size != self.size:
            raise OSError(0, "the partial file was changed by something else")
        try:
            place(self._part, self.path, overwrite=self._overwrite)
        except FileExistsError:
            raise exists(self._source, self.path) from None
        _sync_folder(self.path.parent)

    def _leave(self, *, whole: bool) -> None:
        """Close the part, and remove it unless it is worth keeping."""
        self._file.close()
        self._part.unlink(missing_ok=True)

    def _failed(self, problem: OSError) -> DownloadError:
        if isinstance(problem, BlockingIOError):
            return failure(self._source, self.path, "another download to it is running", "Wait until that has ended")
        return disk_failure(self._source, self.path, problem)


def place(part: Path, path: Path, *, overwrite: bool) -> None:
    """Give a whole part file its final name, in one step. Raises FileExistsError rather than replace what is there."""
    if overwrite:
        part.replace(path)
    elif os.name == "nt":
        part.rename(path)  # on Windows, it replaces nothing
    else:
        try:
            path.hardlink_to(part)
        except FileExistsError:
            raise
        except OSError:
            # This file system knows one name a file. Between these two lines another file may appear, which nothing
            # can help there: reserving the name would mean to show an empty file under it.
            if os.path.lexists(path):
                raise FileExistsError from None
            part.rename(path)
        else:
            with suppress(OSError):
                part.unlink()


def _sync_folder(folder: Path) -> None:
    """Bring a folder's names onto the disk, where systems know such a thing."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
