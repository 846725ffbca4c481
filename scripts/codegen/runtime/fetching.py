"""One download in progress: what to ask a host for next, and what its answers mean. It neither sends nor sleeps."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self

from .addresses import reach
from .download import Options, checked_path, checked_source, failure, next_hop, target
from .file_ranges import UNKNOWN, Version, delimited, encoded, length, piece, version
from .part_file import PartFile
from .retry import LONGEST, retry_after

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from .addresses import Barrier, Reach
    from .configuration import Configuration
    from .errors import DownloadError

REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGAIN = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses that say "later", not "no"."""
_FREE = "Download it again; it is free"
_GONE = "Results are kept for a limited time: ask for the task again and take its new URL"


class BrokenOffError(Exception):
    """An attempt came to nothing, and the next may not. Never leaves a download.

    `asked`: the pause in seconds that the host asked for; 0 where there is nothing to wait for.
    """

    def __init__(self, reason: str, asked: float | None = None, status: int | None = None) -> None:
        self.reason = reason
        self.asked = asked
        self.status = status
        super().__init__(reason)


class Fetching:
    """A context around one download. An attempt is one request and its redirects; `url` is what to ask for now.

    All methods raise DownloadError where the download cannot succeed, and BrokenOffError where another attempt may.
    """

    def __init__(self, configuration: Configuration, url: object, path: object, options: Options) -> None:
        self._configuration = configuration
        self._options = options
        chosen = checked_path(path)
        self._source = self.url = checked_source(url, chosen)
        chosen = target(chosen, self._source, overwrite=options.overwrite)
        self.part = _part(chosen, self._source, options)
        self.reach: Reach = reach(
            configuration.base_url, allow_http=options.allow_http, allow_private=options.allow_private
        )
        self.done = False
        self.over = False
        self._attempts = self._followed = 0
        self._failing_since: float | None = None
        self._asked: Mapping[str, str] = {}
        self._end: int | None = None
        self._raw: int | None = None
        self._endless = False
        self._stack: ExitStack

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self.part)
            self._within_limit(self.part.size)
            # A process that was killed between the last byte and the renaming.
            if self.part.size == self.part.version.total:
                self.done = True
                self._options.told(self.part.size, self.part.version.total)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, traceback)

    def start(self) -> Mapping[str, str]:
        """Begin an attempt; the headers that its requests need."""
        self.url, self.over, self._followed = self._source, False, 0
        self._attempts += 1
        self._asked = self.part.version.rest(self.part.size)
        return self._asked

    def stop_at(self, barrier: Barrier | None) -> None:
        """End the download if something bars the way."""
        if barrier is not None:
            raise self.failure(barrier.reason, barrier.cure)

    def answered(self, status: int, headers: Mapping[str, str], protocol: str) -> bool:
        """Whether the body of this answer is (the rest of) the file. If not, the next request goes to `url`."""
        if status in REDIRECTS:
            self.url = next_hop(self.url, headers.get("location"), self._followed, self.part.path)
            self._followed += 1
            return False
        if status == 200:
            self._begin(headers, protocol)
        elif status == 206 and self._asked:
            self._go_on(headers)
        elif status == 416 and self._asked:
            self._anew("the file became shorter at its host")
        elif status in AGAIN:
            asked = retry_after(headers.get("retry-after"), self._configuration.clock.wall())
            reason = f"the file host answered HTTP {status}"
            raise BrokenOffError(reason, None if asked is None else min(asked, LONGEST), status)
        else:
            raise self.failure(f"the file host answered HTTP {status}", _GONE, status)
        return True

    def take(self, chunk: bytes) -> None:
        """Write a chunk of the body."""
        size = self.part.size + len(chunk)
        self._within_limit(size)
        if self._endless:
            reason = "its host does not say where it ends, so that half of it would look like all of it"
            raise self.failure(reason, "Fetch it by other means, and compare its length")
        if self._end is not None and size > self._end:
            self._anew(f"it is incomplete, {size:,} of {self._end:,} bytes came")
        self.part.write(chunk)
        self._failing_since = None
        self._options.told(size, self.part.version.total)

    def ended(self, came: int) -> None:
        """The body ended in an orderly way, after `came` bytes on the wire."""
        size, total = self.part.size, self.part.version.total
        if self._raw is not None and came != self._raw:
            raise BrokenOffError(f"it is incomplete, {came:,} of {self._raw:,} bytes came")
        if self._end is not None and size < self._end:
            raise BrokenOffError(f"it is incomplete, {size:,} of {self._end:,} bytes came")
        if size == 0:
            raise self._empty()
        self.over = True
        if total is not None and size < total:  # a host may send a piece of what was asked for
            self._attempts -= 1
        else:
            self.done = True

    def pause(self, broken: BrokenOffError) -> float:
        """Seconds until the next attempt. Raises DownloadError if the retry budget is used up.

        Its time is counted while nothing comes: a long download may be taken up again at its end.
        """
        clock = self._configuration.clock
        now = clock.now()
        self._failing_since = now if self._failing_since is None else self._failing_since
        elapsed = now - self._failing_since
        retry = self._configuration.retry
        again = retry.pause(sent=self._attempts, elapsed=elapsed, asked=broken.asked, chance=clock.chance())
        if again is None:
            kept = f"; {self.part.size:,} bytes are kept: give resume=True again" if self._kept else ""
            raise self.failure(broken.reason, f"{_FREE}{kept}", broken.status)
        return again

    @property
    def _kept(self) -> bool:
        return self._options.resume and self.part.size > 0 and self.part.version.validator is not None

    def _begin(self, headers: Mapping[str, str], protocol: str) -> None:
        found = version(headers, self._configuration.clock.wall())
        if found.total == 0:
            raise self._empty()
        self._within_limit(found.total or 0)
        self._raw = length(headers) if encoded(headers) else None
        self._end = found.total
        self._endless = not delimited(headers, protocol)
        self.part.begin(found)

    def _go_on(self, headers: Mapping[str, str]) -> None:
        found = piece(headers, self.part.size, self.part.version)
        if found is None:
            self._anew("the file changed at its host")
        self._within_limit(found.total)
        self._raw, self._end, self._endless = None, found.end, False
        self.part.version = Version(self.part.version.validator, found.total)

    def _anew(self, reason: str) -> NoReturn:
        self.part.begin(UNKNOWN)
        raise BrokenOffError(reason, asked=0.0)

    def _within_limit(self, size: int) -> None:
        limit = self._options.limit
        if limit is not None and size > limit:
            raise self.failure(f"it has more than {limit:,} bytes", "Raise the limit")

    def _empty(self) -> DownloadError:
        return self.failure("it is empty", "Ask for the task again and take its new URL")

    def failure(self, reason: str, cure: str, status: int | None = None) -> DownloadError:
        """The error that ends this download."""
        return failure(self.url, self.part.path, reason, cure, status)


def _part(path: Path, source: str, options: Options) -> PartFile:
    if not options.resume:
        return PartFile(path, source, overwrite=options.overwrite)
    from .resumable_part import ResumablePart  # it imports hashlib

    return ResumablePart(path, source, overwrite=options.overwrite)
