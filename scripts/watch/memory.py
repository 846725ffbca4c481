"""What is remembered of each address between two runs: the version that was stored, so as not to fetch it twice."""

import hashlib
import json
from pathlib import Path
from typing import Final

from attrs import define, field

from scripts.documents import dump_json, write_output
from scripts.values import Json
from scripts.watch.fetch import NOTHING, Validators

NAME: Final = ".watch.json"
_LONGEST: Final = 300


@define
class Memory:
    """The validators of what is stored, by address. A memory that cannot be read is an empty one."""

    path: Path
    _entries: dict[str, Json] = field(factory=dict)

    @classmethod
    def of(cls, path: Path) -> "Memory":
        """Read what the last run left."""
        try:
            data = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            data = {}
        return cls(path, data if isinstance(data, dict) else {})

    def recall(self, url: str, file: Path, purpose: str) -> Validators:
        """Return what the server said of the version in `file`; nothing when the file is another one by now.

        `purpose`: what a stored version depends on besides the server's answer.
        """
        entry, stored = self._entries.get(url), _digest(file)
        if stored is None or not isinstance(entry, dict):
            return NOTHING
        if (entry.get("stored"), entry.get("purpose")) != (stored, purpose):
            return NOTHING
        etag, modified = (entry.get(name) for name in ("etag", "last-modified"))
        return Validators(_header(etag), _header(modified))

    def keep(self, url: str, file: Path, purpose: str, validators: Validators) -> None:
        """Remember what the server said of what now stands in `file`."""
        self._entries[url] = {
            "etag": _header(validators.etag),
            "last-modified": _header(validators.modified),
            "purpose": purpose,
            "stored": _digest(file),
        }

    def save(self) -> None:
        """Write the memory, unless there is nothing in it."""
        if self._entries:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_output(dump_json({url: self._entries[url] for url in sorted(self._entries)}), self.path)


def digest(text: str) -> str:
    """Return a short name of a text's content."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _digest(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def _header(value: object) -> str | None:
    """Return a value that can stand in a header, and None for any other."""
    fits = isinstance(value, str) and value.isascii() and value.isprintable() and len(value) <= _LONGEST
    return value if fits and isinstance(value, str) else None
