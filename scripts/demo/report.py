"""What the demo prints, and the files that it leaves."""

import wave
from pathlib import Path
from typing import Final

from scripts.failures import Failure
from speech302 import Poll

_LABEL: Final = 11


class Report:
    """Prints a family at a time, label by label; every file is looked into before it is told."""

    def __init__(self, folder: Path, repository: Path) -> None:
        self.folder = folder
        self.files: list[Path] = []
        self._repository = repository
        self._states: list[str] = []

    def family(self, title: str) -> None:
        """Begin the part of a family."""
        self._states = []
        print(f"\n{title}")

    def line(self, label: str, text: str) -> None:
        """Print one line."""
        print(f"  {label:<{_LABEL}}{text}")

    def poll(self, poll: Poll) -> None:
        """Note the state that a read of the task told."""
        self._states.append(str(poll.state.status))

    def waited(self) -> None:
        """Print the states that the task passed."""
        self.line("waited", " > ".join(self._states) + f"   ({len(self._states)} reads)")

    def text(self, name: str, content: str, holds: str) -> None:
        """Write a text file, and print what it holds."""
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        self._saved(path, holds)

    def sound(self, path: Path) -> None:
        """Print how long a saved WAV file plays. Raises `Failure` if it does not play at all."""
        try:
            with wave.open(str(path)) as sound:
                seconds = sound.getnframes() / sound.getframerate()
        except (wave.Error, EOFError) as error:
            raise Failure("a saved file is no WAV file", str(path), str(error)) from None
        self.expect(seconds > 0, f"{path.name} plays no time at all")
        self._saved(path, f"plays {seconds:.1f} s")

    def expect(self, holds: bool, otherwise: str) -> None:
        """Raise `Failure` unless something holds."""
        if not holds:
            raise Failure(f"the demo is off: {otherwise}")

    def _saved(self, path: Path, holds: str) -> None:
        self.files.append(path)
        self.line("saved", f"{path.relative_to(self._repository)}   {path.stat().st_size:,} bytes, {holds}")
