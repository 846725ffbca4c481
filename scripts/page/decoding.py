"""From the bytes of a page to its text: what is no UTF-8, or was decoded wrongly before, is warned of."""

import codecs
import re
from pathlib import Path
from typing import Final

from scripts.documents import place, shown
from scripts.failures import UNUSABLE, Failure, choices
from scripts.page.notes import Notes

MAX_BYTES: Final = 1_000_000
"""The largest page that is read. Pages have some ten kilobytes; what is a hundred times larger is something else."""

MAX_LINES: Final = 50_000
"""The most lines of a page that is read. Pages have some hundreds."""

MAX_CATALOGUE: Final = 8_000_000
"""The largest catalogue answer that is read: it lists every product of the service."""

WIDE: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
# What the bytes of UTF-8 look like when they are taken for Western European text.
WESTERN: Final = re.compile(
    r"[\xc2-\xf4][\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
)
HAN: Final = re.compile(r"[\u2e80-\u9fff\ue000-\uf8ff\uff00-\uffef\u20ac]{4,}")


def read_bytes(path: Path) -> bytes:
    """Read a file of at most `MAX_CATALOGUE` bytes. Raises `Failure`, exit code 2, when it cannot be read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_CATALOGUE + 1)
    except FileNotFoundError:
        raise Failure("there is no such file", shown(path), cure=_neighbours(path), exit_code=UNUSABLE) from None
    except IsADirectoryError:
        raise Failure("this is a directory", shown(path), cure="name a page in it", exit_code=UNUSABLE) from None
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise Failure("the file cannot be read", shown(path), cause, exit_code=UNUSABLE) from None
    if len(content) > MAX_CATALOGUE:
        raise too_large(path, MAX_CATALOGUE)
    return content


def too_large(path: Path, limit: int) -> Failure:
    """Tell that a file is too large to be what it should be."""
    cause = f"the file is larger than {limit // 1_000_000} MB, which no page of the documentation is"
    return Failure("no operation is found", shown(path), cause, "name a stored documentation page")


def check_size(content: bytes, path: Path) -> None:
    """Refuse what is too large to be a page. Raises `Failure`."""
    if len(content) > MAX_BYTES:
        raise too_large(path, MAX_BYTES)
    if len(content.splitlines()) > MAX_LINES:
        cause = f"the file has more than {MAX_LINES} lines, which no page of the documentation has"
        raise Failure("no operation is found", shown(path), cause, "name a stored documentation page")


def decode(content: bytes, path: Path, notes: Notes) -> str:
    """Decode a page, its lines ended by a newline alone. Raises `Failure` for what is no text at all."""
    for mark, encoding in WIDE:
        if content.startswith(mark):
            text = content.decode(encoding, errors="replace")
            break
    else:
        text = content.decode("utf-8-sig", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = CONTROL.search(text)
    if found and (found.group() == "\0" or len(CONTROL.findall(text)) > len(text) // 50):
        line = text.count("\n", 0, found.start()) + 1
        cause = f"the file is binary: it holds the character U+{ord(found.group()):04X}"
        raise Failure("no operation is found", place(path, line), cause, "name a stored documentation page, as text")
    _warn_of_characters(text, notes)
    return text


def _warn_of_characters(text: str, notes: Notes) -> None:
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if not line.isascii()]
    undecodable = [number for number, line in lines if "\ufffd" in line]
    garbled = [number for number, line in lines if is_garbled(line)]
    if undecodable:
        told = "the line holds bytes that are not UTF-8, or that were lost before" + _and_more(undecodable)
        notes.warn(undecodable[0], told, damage=True)
    if garbled:
        told = "the line is UTF-8 that was decoded as something else (mojibake)" + _and_more(garbled)
        notes.warn(garbled[0], told, damage=True)


def _and_more(numbers: list[int]) -> str:
    return (
        f"; so do {len(numbers) - 1} more lines" if len(numbers) > 2 else "; so does 1 more line" * (len(numbers) - 1)
    )


def is_garbled(line: str) -> bool:
    """Tell whether characters of a line, encoded as an old encoding would, are UTF-8: no real prose is."""
    return any(_is_utf8(run.group(), ("cp1252", "latin-1")) for run in WESTERN.finditer(line)) or any(
        _is_utf8(run.group(), ("gb18030",)) for run in HAN.finditer(line)
    )


def _is_utf8(run: str, encodings: tuple[str, ...]) -> bool:
    for encoding in encodings:
        try:
            content = run.encode(encoding)
            # A run may end inside of a character; what comes before tells enough.
            decoded = codecs.getincrementaldecoder("utf-8")().decode(content)
        except UnicodeError:
            continue
        if decoded and not decoded.isascii():
            return True
    return False


def _neighbours(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f"check the path: there is no folder {shown(folder)}"
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    return f"in {shown(folder)}: " + choices(path.name, names, "files")
