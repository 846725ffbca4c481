"""What decoding tolerated in the answers of a client, counted by shape: told on the client and, if asked, in a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from .errors import ConfigurationError, shown
from .json_type import below
from .surprise import ANY, Surprise
from .surprise_file import SurpriseFile
from .surprise_finder import Sighting, sightings
from .surprise_name import MOST, is_name

if TYPE_CHECKING:
    from .model import Model


Scrub: TypeAlias = Callable[[str], str]
"""Takes the key out of a text: a service can echo it even as the name of a field."""


class Surprises(Mapping[Surprise, int]):
    """How often each `Surprise` was met; a mapping that only grows, to be read from any thread.

    With a `path`, a file gets a line for each new shape at once, and what was counted since with `close()`; many
    processes may share it, and `python -m scripts drift --surprises FILE` reads it. Raises ConfigurationError if `path`
    is no path.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None, scrub: Scrub | None = None) -> None:
        self._counts: dict[Surprise, int] = {}
        self._written: dict[Surprise, int] = {}
        self._names: dict[tuple[str, str], set[str]] = {}
        self._scrub = scrub
        self._counting, self._writing = Lock(), Lock()  # counting never waits for a disk
        self._file = None if path is None else SurpriseFile(_text(path))

    @property
    def path(self) -> str | None:
        """Where the file is, in full; None without one."""
        return self._file.path if self._file else None

    @property
    def problem(self) -> str | None:
        """Why the file could not be written when that was last tried; None if it could, or there is none."""
        return self._file.problem if self._file else None

    def note(self, request_operation: str, model: Model, scrub: Scrub | None = None) -> None:
        """Count what decoding tolerated in the answer to an operation; `scrub`: for another key than the client's own.

        Never raises, whatever the answer holds.
        """
        found = sightings(model)
        if not found:
            return
        with self._counting:
            names = self._tellable(request_operation, found, scrub)
            for sighting, count in found.items():
                hidden = sighting.kind == "unknown field" and sighting.name not in names[sighting.place]
                pointer = below(sighting.place, ANY if hidden else sighting.name)
                surprise = Surprise(sighting.kind, request_operation, pointer, sighting.found)
                self._counts[surprise] = self._counts.get(surprise, 0) + count
        self._write(everything=False)

    def close(self) -> None:
        """Write to the file what was counted and is not in it yet. Counting may go on, and closing be repeated."""
        self._write(everything=True)

    def _write(self, *, everything: bool) -> None:
        """Write what the file has no line about, or all that it does not have."""
        if self._file is None or (not everything and len(self._written) == len(self._counts)):
            return
        with self._writing:
            for surprise, count in self.items():
                before = self._written.get(surprise, 0)
                if count == before or (before and not everything):
                    continue
                if not self._file.add(surprise, count - before):
                    return
                self._written[surprise] = count

    def _tellable(self, operation: str, found: Iterable[Sighting], scrub: Scrub | None) -> dict[str, set[str]]:
        """By place, the names of unknown fields that are no data."""
        met: dict[str, set[str]] = {}
        for sighting in found:
            if sighting.kind == "unknown field":
                met.setdefault(sighting.place, set()).add(sighting.name)
        for place, names in met.items():
            told = self._names.setdefault((operation, place), set())
            if len(told | names) <= MOST:
                told |= {name for name in names if is_name(name) and not self._holds_key(name, scrub)}
            met[place] = told
        return met

    def _holds_key(self, name: str, scrub: Scrub | None) -> bool:
        return any(each is not None and each(name) != name for each in (self._scrub, scrub))

    def __getitem__(self, surprise: Surprise) -> int:
        return self._counts[surprise]

    def __iter__(self) -> Iterator[Surprise]:
        with self._counting:
            return iter(tuple(self._counts))

    def __len__(self) -> int:
        return len(self._counts)

    def __repr__(self) -> str:
        return f"<{len(self):,} kinds of surprises, met {sum(self.values()):,} times>"


def _text(path: object) -> str:
    if isinstance(path, str | os.PathLike) and path != "":
        return os.fsdecode(path)
    problem = f"it has to be the path of a file, not {shown(path)}"
    raise ConfigurationError("surprises", problem, "Name a file that can be written to, or leave it out")
