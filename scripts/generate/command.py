"""The verbs `generate`, which replaces what is generated, and `stale`, which only compares."""

import filecmp
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from scripts.failures import Failure
from scripts.generate.effective import Effective
from scripts.generate.output import produce
from scripts.generate.verify import verify
from scripts.registry import Subparsers

REPOSITORY: Final = Path(__file__).parents[2]
MADE: Final = ("generated", "overlays/README.md")
"""What `generate` makes, as paths in the repository."""


def register(subparsers: Subparsers) -> None:
    """Add the verbs to the command line."""
    text = "Rebuild generated/ and the table of the overlays from spec/ and overlays/."
    subparsers.add_parser("generate", help=text, description=text).set_defaults(run=lambda _: generate(REPOSITORY))
    text = "Check that generated/ and the table of the overlays are what their sources make; change nothing."
    subparsers.add_parser("stale", help=text, description=text).set_defaults(run=lambda _: stale(REPOSITORY))


def generate(repository: Path) -> int:
    """Make everything aside, then put it in place. Raises `Failure` or `Failures`, and then nothing has changed."""
    with _produced(repository) as made:
        for name in MADE:
            _swap(made / name, repository / name)
    print("generated/ and overlays/README.md are up to date")
    return 0


def stale(repository: Path) -> int:
    """Make everything aside and compare. Raises `Failure` that lists the files that differ."""
    found = differing(repository)
    if found:
        listed = "\n".join(found[:20]) + (f"\nand {len(found) - 20} more" if len(found) > 20 else "")
        raise Failure(
            "generated files are stale", cause=f"their sources make them otherwise:\n{listed}", cure="make generate"
        )
    print("generated/ and overlays/README.md are what their sources make")
    return 0


def differing(repository: Path, check: Callable[[Effective], None] = verify) -> list[str]:
    """The files, as paths in the repository, that are not what their sources make."""
    with _produced(repository, check) as made:
        return sorted(name for part in MADE for name in _differing(made, repository, part))


@contextmanager
def _produced(repository: Path, check: Callable[[Effective], None] = verify) -> Iterator[Path]:
    # Aside, but on the same file system, so that putting it in place is a rename.
    aside = repository / "build"
    aside.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=aside, prefix="generate-") as folder:
        produce(repository, Path(folder), check)
        yield Path(folder)


def _swap(new: Path, place: Path) -> None:
    """Put `new` where `place` is; if that fails, what was there is there again."""
    old = new.with_name(f"{new.name}.old")
    if place.exists():
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    if old.is_dir():
        shutil.rmtree(old)


def _differing(made: Path, repository: Path, part: str) -> Iterator[str]:
    """The files that differ or stand on one side only; what Python leaves beside modules does not count."""
    names = {path.relative_to(root).as_posix() for root in (made, repository) for path in _files(root / part)}
    for name in names:
        both = (made / name).is_file() and (repository / name).is_file()
        if not both or not filecmp.cmp(made / name, repository / name, shallow=False):
            yield name


def _files(part: Path) -> Iterator[Path]:
    if part.is_file():
        yield part
    yield from (path for path in part.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
