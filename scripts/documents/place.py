"""Places in files, as messages name them."""

from pathlib import Path


def shown(path: Path) -> str:
    """Write a path as the reader would type it: relative to the working directory when it stands below it."""
    if path.is_absolute():
        try:
            return str(path.relative_to(Path.cwd()))
        except (ValueError, OSError):
            return str(path)
    return str(path)


def place(path: Path, line: int) -> str:
    """Name a line of a file: `overlays/010-x.overlay.yaml:12`."""
    return f"{shown(path)}:{line}"
