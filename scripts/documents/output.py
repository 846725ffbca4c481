"""Output: text to standard output, or to a file that is never half-written."""

import os
import sys
import tempfile
from pathlib import Path

from scripts.documents.document import Format, format_of
from scripts.documents.place import shown
from scripts.failures import UNUSABLE, Failure


def output_path(argument: str) -> Path | None:
    """Read the argument of `-o`: a path, or `-` for standard output."""
    return None if argument == "-" else Path(argument)


def output_format(path: Path | None, otherwise: Format) -> Format:
    """Tell the format to write: what the extension of `path` stands for, else the other one."""
    return (path and format_of(path)) or otherwise


def write_output(text: str, path: Path | None) -> None:
    """Write UTF-8 text to `path`, or to standard output without one.

    A file is written aside and then put in place, so a reader sees the old text or the new one. Raises `Failure`, exit
    code 2, when the path cannot be written.
    """
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    try:
        _replace(path, text.encode())
    except OSError as error:
        cause = error.strerror or str(error)
        raise Failure("the file cannot be written", shown(path), cause, _cure(path), UNUSABLE) from None


def _replace(path: Path, content: bytes) -> None:
    # A link stays a link, and a device such as /dev/null stays a device.
    target = path.resolve()
    if target.exists() and not target.is_file() and not target.is_dir():
        target.write_bytes(content)
        return
    if target.is_dir():
        raise IsADirectoryError(None, "this is a directory")
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        aside.chmod(_mode(target))
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    # mkstemp makes private files; a written one has the mode of the file it replaces, or what open() would give.
    if target.exists():
        return target.stat().st_mode & 0o7777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _cure(path: Path) -> str | None:
    return None if path.parent.is_dir() else f"make the folder {shown(path.parent)} first"
