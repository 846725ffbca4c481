"""Subtitles as files: SubRip, WebVTT, ASS, plain text, and JSON that holds everything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

import attrs

from .cues import Cue, cues
from .download import checked_path, target
from .errors import ArgumentError
from .part_file import PartFile

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from .result_lines import Which

Format = Literal["srt", "vtt", "ass", "txt", "json"]
FORMATS: tuple[Format, ...] = ("srt", "vtt", "ass", "txt", "json")
"""The formats, each also the suffix of its files."""
WORDS: tuple[Format, ...] = ("vtt", "ass", "json")
"""The formats that can hold the times of words."""
_SOURCE = "the subtitle file"


def render_subtitles(
    result: object,
    format: Format = "srt",  # noqa: A002 - what everybody calls it, on the command line too
    *,
    which: Which | None = None,
    words: bool = False,
) -> str:
    """The subtitles of a result as the text of a file.

    `result` and `which` are as for `cues`. `format` is one of `srt`, `vtt` (WebVTT), `ass`, `txt` (the texts alone) and
    `json` (a list that holds what `cues` gives, and that `cues` reads again). `words=True` adds the times of words to
    `vtt` and `ass`, where they are known and stand in the text; `json` always has them. Times are rounded to
    milliseconds, in `ass` to hundredths of a second; `json` keeps them.

    Raises ArgumentError if the result has no lines, or for a format that is unknown or cannot say this;
    ConfigurationError if `srt`, `vtt` or `ass` is asked for and pysubs2 (the extra `subtitles`) is not installed.
    """
    if format not in FORMATS:
        raise ArgumentError("format", format, f"must be one of {', '.join(FORMATS)}")
    if words and format not in WORDS:
        raise ArgumentError("words", words, f"must be False for {format}", f"Words have times in {', '.join(WORDS)}")
    found = cues(result, which=which)
    if format == "json":
        return _json(found)
    if format == "txt":
        return "".join(f"{cue.text}\n" for cue in found)
    from .subtitle_text import write

    return write(found, format, words=words)


def save_subtitles(
    result: object,
    path: str | os.PathLike[str],
    format: Format | None = None,  # noqa: A002 - as above
    *,
    which: Which | None = None,
    words: bool = False,
    overwrite: bool = False,
) -> Path:
    """Write the subtitles of a result to a file, in UTF-8; the path that it stands at.

    The suffix of `path` says the format unless `format` does; in a folder the file is named `subtitles`. The rest is as
    for `render_subtitles`. The file is written beside its place and moved there when it is whole.

    Raises what `render_subtitles` raises, and DownloadError if the folder is missing, the file exists and `overwrite`
    is False, or the disk refuses.
    """
    given = checked_path(path)
    chosen = format if format is not None else _format_of(given)
    content = render_subtitles(result, chosen, which=which, words=words).encode()
    place = target(given, _SOURCE, overwrite=overwrite, default=f"subtitles.{chosen}")
    with PartFile(place, _SOURCE, overwrite=overwrite) as part:
        part.write(content)
    return place


def _format_of(path: Path) -> Format:
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise ArgumentError("path", str(path), f"must end in one of {known}", "Or say the format: format='srt'")
    return suffix


def _json(found: list[Cue]) -> str:
    # A cue a line: easy to look through, and to compare.
    lines = ",\n".join(json.dumps(attrs.asdict(cue), ensure_ascii=False) for cue in found)
    return f"[\n{lines}\n]\n" if found else "[]\n"
