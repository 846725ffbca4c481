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

    Raises ArgumentError for a format that is not known, DownloadError for a place that cannot be written.
    """
    if settings.format is not None and settings.format not in FORMATS:
        raise ArgumentError("--format", settings.format, f"must be one of {', '.join(FORMATS)}")
    return [_target(Path(given).expanduser(), given, settings) for given in settings.save]


def _target(path: Path, given: str, settings: Settings) -> Target:
    if not given.strip() or "\0" in given:
        raise ArgumentError("--save", given, "must be a file or a folder")
    suffix = path.suffix.lower().removeprefix(".")
    chosen = settings.format or (suffix if suffix in FORMATS and not path.is_dir() else None)
    folder = path if path.is_dir() else target(path, _SOURCE, overwrite=settings.overwrite).parent
    if not os.access(folder, os.W_OK):
        cure = "Give yourself the right to write there, or name another place"
        raise DownloadError(source=_SOURCE, path=str(path), reason=f"{folder} cannot be written", cure=cure)
    return Target(given, path, chosen)


def save(run: Run, resource: Any, places: list[Target], watcher: Watcher) -> None:
    """Put the result of the task that succeeded where it is wanted, and note the files. Raises what saving raises."""
    settings = run.settings
    if settings.format is not None and not places:
        lines = settings.which if settings.which in WHICH else None
        run.screen.raw(render_subtitles(run.task, settings.format, which=lines))  # type: ignore[arg-type]  # checked
    for place in places:
        for path in _put(run, resource, place, watcher):
            run.files.append(path)
            run.screen.result(str(path))
        run.placed.add(place.given)


def _put(run: Run, resource: Any, place: Target, watcher: Watcher) -> list[Path]:
    settings = run.settings
    if place.format is not None:
        lines = settings.which if settings.which in WHICH else None
        path = place.path
        if path.is_dir() and run.handle is not None:
            path /= f"{file_name(run.handle.id)}.{place.format}"
        written = save_subtitles(run.task, path, place.format, which=lines, overwrite=settings.overwrite)  # type: ignore[arg-type]  # checked
        return [written]
    found = files(resource._machine, run.task)
    names: list[str | None] = [settings.which]
    if settings.which is None and place.path.is_dir() and found:
        names = list(found)
    saved = []
    for name in names:
        with watcher.downloading(name or next(iter(found), "result")) as told:
            saved.append(
                resource.download(
                    run.task,
                    place.path,
                    which=name,
                    overwrite=settings.overwrite,
                    resume=True,
                    allow_http=settings.allow_http,
                    allow_private=settings.allow_private,
                    on_progress=told,
                )
            )
    if settings.which is None and len(names) < len(found):
        others = ", ".join(name for name in found if name != next(iter(found)))
        run.screen.hint(f"The task made more files: {others}. Save them with --which, or all into a folder.")
    return saved
