"""A partial file that outlives a failure, and the process: the next download to the same target goes on with it."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from .part_file import PartFile
from .part_note import Facts, PartNote, boot

_FLAGS = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class ResumablePart(PartFile):
    """As PartFile; left badly, it is kept with a note of whose bytes it holds, if a host could be asked for the rest.

    Two files beside the target: `NAME.speech302.part` holds the bytes and `NAME.speech302.json` the note. Raises
    DownloadError if another download of that kind to this target is running.
    """

    def __init__(self, path: Path, source: str, *, overwrite: bool) -> None:
        super().__init__(path, source, overwrite=overwrite)
        self._part = path.with_name(f"{path.name}.speech302.part")
        self._note = PartNote(path.with_name(f"{path.name}.speech302.json"))
        # Two URLs that differ in the query alone may be two files, whatever their validators.
        self._digest = sha256(source.encode(errors="surrogatepass")).hexdigest()

    def _open(self) -> None:
        self._note.open()
        try:
            facts = self._note.read()
            if facts is not None and facts.source == self._digest and self._open_kept(facts):
                return
            # A new file, not the old one emptied: that may have another name by now, under which it is whole.
            self._part.unlink(missing_ok=True)
            self._file = self._part.open("x+b", buffering=0)
        except BaseException:
            self._note.close(remove=False)
            raise

    def _open_kept(self, facts: Facts) -> bool:
        """Open what was kept, cut to what can be relied on; False if there is nothing of use."""
        try:
            descriptor = os.open(self._part, _FLAGS)
        except OSError:
            return False
        found = os.fstat(descriptor)
        size = facts.trusted(found.st_size)
        if not S_ISREG(found.st_mode) or found.st_nlink != 1 or size > (facts.version.total or size):
            os.close(descriptor)
            return False
        self._file = os.fdopen(descriptor, "r+b", buffering=0)
        self._file.truncate(size)
        self._file.seek(size)
        self.size, self.version = size, facts.version
        return True

    def _note_version(self) -> None:
        self._note.write(Facts(self._digest, self.version, 0, boot()))

    def _leave(self, *, whole: bool) -> None:
        keep = not whole and self.size > 0 and self.version.validator is not None
        try:
            if keep:
                with suppress(OSError):  # what is not surely on the disk is not relied on later
                    os.fsync(self._file.fileno())
                    self._note.write(Facts(self._digest, self.version, self.size, boot()))
                self._file.close()
            else:
                super()._leave(whole=whole)
        finally:
            self._note.close(remove=not keep)
