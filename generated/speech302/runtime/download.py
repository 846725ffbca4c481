"""Results become files: written beside the target under another name, and moved there when they are whole."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from .errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from .request import Audio

MOST_REDIRECTS = 5
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def target(path: str | os.PathLike[str], source: str, *, overwrite: bool, default: str | None = None) -> Path:
    """Where the file will stand: `path`, or a name taken from the source (or `default`) if `path` is a folder.

    Raises DownloadError if the folder is missing, or the file exists and `overwrite` is False.
    """
    chosen = Path(path)
    if chosen.is_dir():
        chosen /= default or file_name(source)
    if not chosen.parent.is_dir():
        raise _error(source, chosen, f"there is no folder {chosen.parent}", "Create it first")
    if chosen.is_dir():
        raise _error(source, chosen, "a folder of that name stands there", "Give another path")
    if chosen.exists() and not overwrite:
        raise _error(source, chosen, "the file exists", "Give another path, or overwrite=True")
    return chosen


def file_name(url: str) -> str:
    """A harmless file name from the last part of a URL's path; `download` if there is none."""
    name = unquote(urlsplit(url).path).replace("\\", "/").rpartition("/")[2]
    name = "".join(character if character.isalnum() or character in "._-" else "_" for character in name)
    # Not hidden, not an option of a command, and short enough for every file system with the suffix added.
    name = name.lstrip(".-").rstrip(".")[-80:].lstrip(".-")
    return f"_{name}" if _RESERVED.match(name) else name or "download"


def without_query(url: str) -> str:
    """The URL without query, fragment and credentials, which may be secrets: fit for a message."""
    try:
        parts = urlsplit(url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    except ValueError:
        return "the result's URL"


def checked_source(url: object, path: Path) -> str:
    """The URL if it is one of http or https with a host and without credentials, which would become a header."""
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
        fit = parts is not None and parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        fit = False
    if not fit or not isinstance(url, str):
        source = without_query(url) if isinstance(url, str) else repr(type(url).__name__)
        raise _error(source, path, "that is not a plain http or https URL", "Take the URL from the task's answer")
    return url


def next_hop(url: str, location: str | None, followed: int, path: Path) -> str:
    """The URL that a redirect leads to; `followed` counts the ones before it.

    Raises DownloadError after 5 of them, for a way from https back to http, and for anything but http and https.
    """
    if followed >= MOST_REDIRECTS:
        raise _error(url, path, f"more than {MOST_REDIRECTS} redirects", "Ask for the task again and take its new URL")
    if not location:
        raise _error(url, path, "a redirect without a target", "Ask for the task again and take its new URL")
    try:
        following = checked_source(urljoin(url, location), path)
    except ValueError:
        raise _error(url, path, "a redirect to something that is not a URL", "Ask the vendor's support") from None
    if urlsplit(url).scheme == "https" and urlsplit(following).scheme == "http":
        raise _error(url, path, "a redirect from https to http, which anybody could alter", "Ask the vendor's support")
    return following


class PartFile:
    """A context in which a file grows beside its target; left well, it becomes the target; left badly, it vanishes.

    `path`: the target. `size`: bytes received so far. `limit`: the most bytes to accept, None for no bound.
    """

    def __init__(self, path: Path, source: str, *, overwrite: bool, limit: int | None = None) -> None:
        self.size = 0
        self.path = path
        self._source = source
        self._overwrite = overwrite
        self._limit = limit
        # A name of its own: two downloads to one target must not write into each other.
        self._part = path.with_name(f"{path.name}.{os.urandom(4).hex()}.part")
        self._file: BinaryIO

    def expect(self, status: int) -> None:
        """Raise DownloadError unless the HTTP status of the answer says that the file follows."""
        if status != 200:
            cure = "Results are kept for a limited time: ask for the task again and take its new URL"
            raise _error(self._source, self.path, f"the file host answered HTTP {status}", cure, status)

    def __enter__(self) -> Self:
        try:
            self._file = self._part.open("xb")
        except OSError as error:
            raise self._failed(error) from None
        return self

    def write(self, chunk: bytes) -> None:
        """Append a chunk; raises DownloadError when the disk or the limit is full."""
        self.size += len(chunk)
        if self._limit is not None and self.size > self._limit:
            raise _error(self._source, self.path, f"it has more than {self._limit:,} bytes", "Raise the limit")
        try:
            self._file.write(chunk)
        except OSError as error:
            raise self._failed(error) from None

    def check(self, headers: Mapping[str, str]) -> None:
        """Compare the bytes that came with the Content-Length header, and refuse an empty result."""
        # The length of an encoded file, which nobody asked for, says nothing about the bytes that were written.
        announced = "" if "content-encoding" in headers else headers.get("content-length", "")
        if announced.isdecimal() and int(announced) != self.size:
            reason = f"it is incomplete, {self.size:,} of {int(announced):,} bytes came"
            raise _error(self._source, self.path, reason, "Download it again; it is free")
        if self.size == 0:
            raise _error(self._source, self.path, "it is empty", "Ask for the task again and take its new URL")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self._file.close()
            if kind is None:
                target(self.path, self._source, overwrite=self._overwrite)
                self._part.replace(self.path)
        except OSError as problem:
            if kind is None:
                raise self._failed(problem) from None
        finally:
            self._part.unlink(missing_ok=True)

    def _failed(self, problem: OSError) -> DownloadError:
        return _error(self._source, self.path, problem.strerror or str(problem), "Check the disk and the folder")


def save(audio: Audio, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
    """Write audio that came inline; the path that it stands at. Raises DownloadError as a download does."""
    kind = audio.content_type.partition(";")[0].strip().lower()
    suffix = {"audio/wav": "wav", "audio/x-wav": "wav", "audio/wave": "wav", "audio/mpeg": "mp3"}.get(kind, "bin")
    source = "the audio of the answer"
    chosen = target(path, source, overwrite=overwrite, default=f"audio.{suffix}")
    with PartFile(chosen, source, overwrite=overwrite) as part:
        part.write(audio.content)
        part.check({})
    return chosen


def broken(url: str, path: Path, reason: str) -> DownloadError:
    """The error for a connection that failed before the file was whole."""
    return _error(url, path, reason, "Download it again; it is free")


def _error(source: str, path: Path, reason: str, cure: str, status: int | None = None) -> DownloadError:
    return DownloadError(source=without_query(source), path=str(path), reason=reason, cure=cure, status=status)
