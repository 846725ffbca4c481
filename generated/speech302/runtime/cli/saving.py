"""Where results go: files that a task made, and subtitles written from what it said."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from ..download import file_name, target
from ..errors import ArgumentError, DownloadError
from ..result_lines import WHICH
from ..subtitles import FORMATS, render_subtitles, save_subtitles
from ..task_machine import files

if TYPE_CHECKING:
    from .progress import Watcher
    from .run import Run
    from .settings import Settings

_SOURCE = "the result"


@attrs.frozen
class Target:
    """One place for a result; `format` says that subtitles go there, None that a file of the task does."""

    given: str
    path: Path
    format: str | None


def targets(settings: Settings) -> list[Target]:
    """The places that --save names, looked at before anything is paid for.

    Raises ArgumentError for a format that is not known, ConfigurationError for one that cannot be written for want of a
    package, DownloadError for a place that cannot be written.
    """
    if settings.format is not None and settings.format not in FORMATS:
        raise ArgumentError("--format", settings.format, f"must be one of {', '.join(FORMATS)}")
    found = [_target(given, settings) for given in settings.save]
    for kind in {settings.format, *(place.format for place in found)} - {None}:
        render_subtitles([], kind)  # type: ignore[arg-type]  # one of the formats
    return found


def _target(given: str, settings: Settings) -> Target:
    if not given.strip() or "\0" in given:
        raise ArgumentError("--save", given, "must be a file or a folder")
    try:
        path = Path(given).expanduser()
        suffix = path.suffix.lower().removeprefix(".")
        chosen = settings.format or (suffix if suffix in FORMATS and not path.is_dir() else None)
        folder = path if path.is_dir() else target(path, _SOURCE, overwrite=settings.overwrite).parent
        writable = os.access(folder, os.W_OK)
    except (OSError, RuntimeError) as error:  # a folder that may not be looked into, a home that is not known
        raise ArgumentError("--save", given, f"must be a place that can be looked at ({error})") from None
    if not writable:
        cure = "Give yourself the right to write there, or name another place"
        raise DownloadError(source=_SOURCE, path=given, reason=f"{folder} cannot be written", cure=cure)
    return Target(given, path, chosen)


def save(run: Run, resource: Any, places: list[Target], watcher: Watcher) -> None:
    """Put the result of the task that succeeded where it is wanted, and note the files. Raises what saving raises."""
    settings = run.settings
    if settings.format is not None and not places:
        lines: Any = settings.which if settings.which in WHICH else None
        kind: Any = settings.format  # one of the formats, as was checked
        run.screen.raw(render_subtitles(run.task, kind, which=lines))
    for place in places:
        for path in _put(run, resource, place, watcher):
            run.files.append(path)
            run.screen.result(str(path))
        run.placed.add(place.given)


def _put(run: Run, resource: Any, place: Target, watcher: Watcher) -> list[Path]:
    if place.format is not None:
        return [_write(run, place.path, place.format)]
    found = list(files(resource._machine, run.task))
    which = run.settings.which
    if which is None and place.path.is_dir() and found:
        return [_fetch(run, resource, place.path, name, watcher) for name in found]
    saved = _fetch(run, resource, place.path, which, watcher)
    if which is None and len(found) > 1:
        others = ", ".join(found[1:])
        run.screen.hint(f"The task made more files: {others}. Save them with --which, or all into a folder.")
    return [saved]


def _write(run: Run, path: Path, suffix: str) -> Path:
    """Write subtitles. In a folder they have the name of the task."""
    if path.is_dir() and run.handle is not None:
        path /= f"{file_name(run.handle.id)}.{suffix}"
    lines: Any = run.settings.which if run.settings.which in WHICH else None
    kind: Any = suffix  # one of the formats, as was checked
    return save_subtitles(run.task, path, kind, which=lines, overwrite=run.settings.overwrite)


def _fetch(run: Run, resource: Any, path: Path, which: str | None, watcher: Watcher) -> Path:
    """Fetch a file. What came before a failure is kept, and the command that resumes goes on with it."""
    settings = run.settings
    with watcher.downloading(which or next(iter(files(resource._machine, run.task)), "the result")) as told:
        saved: Path = resource.download(
            run.task,
            path,
            which=which,
            overwrite=settings.overwrite,
            resume=True,
            allow_http=settings.allow_http,
            allow_private=settings.allow_private,
            on_progress=told,
        )
    return saved
