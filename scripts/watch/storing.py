"""Storing what was fetched, where it may be, and what came of it."""

from pathlib import Path
from typing import Final, Literal, TypeAlias

from attrs import frozen

from scripts.documents import shown, write_output
from scripts.watch.judging import Worth, stored
from scripts.watch.sources import Source

Verdict: TypeAlias = Literal["new", "changed", "unchanged", "kept", "failed"]
VERDICTS: Final[tuple[Verdict, ...]] = ("new", "changed", "unchanged", "kept", "failed")


@frozen
class Outcome:
    """What came of one source, and its file. `wrong`: it makes the run a failed one."""

    verdict: Verdict
    file: Path
    why: str | None = None
    wrong: bool = False

    def __str__(self) -> str:
        told = f" ({self.why})" if self.why else ""
        return f"{self.verdict:<9} {shown(self.file)}{told}"

    @property
    def is_stored(self) -> bool:
        """Whether the file now holds what was fetched."""
        return self.verdict in ("new", "changed", "unchanged")


@frozen
class Store:
    """A folder of pages. `guarded`: the text of an HTML page replaces only one of its own rendering."""

    folder: Path
    guarded: bool

    def first(self, source: Source) -> Path:
        """Return the file that a source is named by."""
        return self.folder / source.files[0]

    def put(self, source: Source, worth: Worth) -> Outcome:
        """Store a text in the place of the older one; a damaged one replaces no sound one.

        Raises `Failure`, exit code 2, when the file cannot be written.
        """
        file = self._place(source, worth)
        if isinstance(file, str):
            return Outcome("kept", self.first(source), file)
        exists, before = file.exists(), stored(file)
        if worth.damage and before and not before.damage:
            return Outcome("kept", file, f"what was fetched is damaged, at {worth.damage}", wrong=True)
        note = f"damaged, at {worth.damage}" if worth.damage else None
        if before and before.text == worth.text:
            return Outcome("unchanged", file, note)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_output(worth.text, file)
        return Outcome("changed" if exists else "new", file, note)

    def _place(self, source: Source, worth: Worth) -> Path | str:
        """Choose the file, or say why there is none."""
        files = [self.folder / file for file in source.files]
        if not self.guarded or source.kind != "html":
            return files[0]
        before = {file: stored(file) for file in files if file.exists()}
        if not before:
            return files[0]
        renderings = {file: one.rendering if one else "nothing" for file, one in before.items()}
        fitting = (file for file, rendering in renderings.items() if rendering == worth.rendering)
        others = " and ".join(dict.fromkeys(renderings.values()))
        return next(fitting, None) or f"what was fetched reads as {worth.rendering}, what is stored as {others}"
