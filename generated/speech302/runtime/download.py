"""Results become files: what may be asked for, where the file will stand, and which URLs are followed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import attrs

from . import checks
from .errors import ArgumentError, DownloadError

MOST_REDIRECTS = 5
MOST_BYTES_OF_A_NAME = 200
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


@attrs.frozen
class Progress:
    """How far a download is: bytes `received`, of `total`, which is None where the host does not say.

    `received` falls back to 0 where a download has to begin anew.
    """

    received: int
    total: int | None


OnProgress = Callable[[Progress], object]


@attrs.frozen(kw_only=True)
class Options:
    """What the caller of a download may ask for; checked, so that a text never counts as a yes.

    `limit`: the most bytes to accept. `on_progress`: called after each chunk. Raises ArgumentError.
    """

    overwrite: bool = False
    resume: bool = False
    limit: int | None = None
    on_progress: OnProgress | None = None
    allow_private: bool = False
    allow_http: bool = False

    def __attrs_post_init__(self) -> None:
        for name in ("overwrite", "resume", "allow_private", "allow_http"):
            checks.boolean(name, getattr(self, name))
        if self.limit is not None:
            checks.integer("limit", self.limit, 1)
        if self.on_progress is not None and not callable(self.on_progress):
            raise ArgumentError("on_progress", self.on_progress, "must be a function that takes a Progress")

    def told(self, received: int, total: int | None) -> None:
        """Tell the caller how far it is."""
        if self.on_progress is not None:
            self.on_progress(Progress(received, total))


DEFAULTS = Options()


def checked_path(path: object) -> Path:
    """The path as a Path. Raises ArgumentError for what is no path, or none that a file can have."""
    try:
        text = os.fspath(path) if isinstance(path, str | os.PathLike) else None
    except TypeError:
        text = None
    if not isinstance(text, str) or not text.strip() or "\0" in text:
        raise ArgumentError("path", path, "must be a text that is not blank or a pathlib.Path")
    return Path(text)


def target(path: Path, source: str, *, overwrite: bool, default: str | None = None) -> Path:
    """Where the file will stand: `path`, or a name taken from the source (or `default`) if `path` is a folder.

    Raises DownloadError if the folder is missing, or the file exists and `overwrite` is False.
    """
    chosen = path
    try:
        if chosen.is_dir():
            chosen /= default or file_name(source)
        if not chosen.parent.is_dir():
            raise failure(source, chosen, f"there is no folder {chosen.parent}", "Create it first")
        if chosen.is_dir():
            raise failure(source, chosen, "a folder of that name stands there", "Give another path")
        if chosen.exists() and not overwrite:
            raise exists(source, chosen)
    except OSError as error:  # a name that is too long, a folder that may not be looked into
        raise disk_failure(source, chosen, error) from None
    return chosen


def file_name(url: str) -> str:
    """A harmless file name from the last part of a URL's path; `download` if there is none."""
    name = unquote(urlsplit(url).path).replace("\\", "/").rpartition("/")[2]
    name = "".join(character if character.isalnum() or character in "._-" else "_" for character in name)
    # Short enough for every file system with a suffix added; file systems count bytes.
    name = name.lstrip(".-").rstrip(".")[-80:].encode()[-MOST_BYTES_OF_A_NAME:].decode(errors="ignore")
    # Not hidden, and not an option of a command.
    name = name.lstrip(".-")
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
    fit = False
    if isinstance(url, str):
        with suppress(ValueError):  # a host or a port that is none
            parts = urlsplit(url)
            named = bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
            fit = named and parts.scheme in ("http", "https")
    if not fit or not isinstance(url, str):
        source = without_query(url) if isinstance(url, str) else repr(type(url).__name__)
        raise failure(source, path, "that is not a plain http or https URL", "Take the URL from the task's answer")
    return url


def next_hop(url: str, location: str | None, followed: int, path: Path) -> str:
    """The URL that a redirect leads to; `followed` counts the ones before it.

    Raises DownloadError after 5 of them, for a way from https back to http, and for anything but http and https.
    """
    if followed >= MOST_REDIRECTS:
        raise failure(url, path, f"more than {MOST_REDIRECTS} redirects", "Ask for the task again and take its new URL")
    if not location:
        raise failure(url, path, "a redirect without a target", "Ask for the task again and take its new URL")
    try:
        following = checked_source(urljoin(url, location), path)
    except ValueError:
        raise failure(url, path, "a redirect to something that is not a URL", "Ask the vendor's support") from None
    if urlsplit(url).scheme == "https" and urlsplit(following).scheme == "http":
        reason = "a redirect from https to http, which anybody could alter"
        raise failure(url, path, reason, "Ask the vendor's support")
    return following


def failure(source: str, path: Path, reason: str, cure: str, status: int | None = None) -> DownloadError:
    """The error for a file that did not come about."""
    return DownloadError(source=without_query(source), path=str(path), reason=reason, cure=cure, status=status)


def disk_failure(source: str, path: Path, problem: OSError) -> DownloadError:
    """The error for a file that the system would not write."""
    return failure(source, path, problem.strerror or str(problem), "Check the disk and the folder")


def exists(source: str, path: Path) -> DownloadError:
    """The error for a target that is there already."""
    return failure(source, path, "the file exists", "Give another path, or overwrite=True")
