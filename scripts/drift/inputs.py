"""Inputs: all pages, catalogues, recordings and surprises of a run; what cannot be read is told, the rest goes on."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from attrs import Factory, define, frozen

from scripts.documents import Document, load, shown
from scripts.drift.finding import Location
from scripts.drift.surprises import Surprise, added_up, read_surprises
from scripts.failures import UNUSABLE, Failure, Failures
from scripts.keys import scrub
from scripts.page import Page, read_page
from scripts.recordings import Recording, read

Made = TypeVar("Made")

CATALOGUE = "catalogue"


@frozen
class Unusable:
    """An input that cannot be judged, and why."""

    path: Path
    failure: Failure


@define
class Inputs:
    """What was read. `catalogues`: as documents. `texts`: every file's text, to look for keys.

    `surprises`: each shape once, whatever number of `surprise_files` it is in.
    """

    pages: list[Page] = Factory(list)
    catalogues: list[Document] = Factory(list)
    recordings: list[Recording] = Factory(list)
    live: list[Recording] = Factory(list)
    surprises: list[Surprise] = Factory(list)
    surprise_files: tuple[Path, ...] = ()
    texts: dict[Path, str] = Factory(dict)
    unusable: list[Unusable] = Factory(list)

    def excerpt(self, at: Location) -> str:
        """The line at a location, without a key, cut where it is long; empty for a file that is no input."""
        text = next((text for path, text in self.texts.items() if shown(path) == at.file), "")
        lines = text.splitlines()
        return scrub(lines[at.line - 1].strip())[:200] if at.line <= len(lines) else ""

    def take(self, path: Path, read_one: Callable[[Path], Made]) -> Made | None:
        """Read one input; keep why it cannot be."""
        try:
            # The text is kept of what cannot be read as well: it may hold a key.
            self.texts[path] = path.read_text(encoding="utf-8-sig", errors="replace")
            made = read_one(path)
        except Failure as failure:
            self.unusable.append(Unusable(path, failure))
        except Failures as several:
            self.unusable += [Unusable(path, failure) for failure in several.failures]
        except (OSError, RecursionError) as error:
            self.unusable.append(Unusable(path, Failure("the file cannot be read", shown(path), str(error))))
        else:
            return made
        return None


def gather(spec: Path, pages: Path | None, recordings: Path | None, surprises: Sequence[Path] = ()) -> Inputs:
    """Read the inputs: those stored with the description, or those of other folders; and the surprises of clients.

    Raises `Failure`, exit code 2, when a named folder or file is none, or a folder holds nothing that could be judged.
    """
    made = Inputs(surprise_files=tuple(surprises))
    for path in surprises:
        _take_surprises(made, path)
    found = _files(pages, "pages") if pages else [path for path in sorted(spec.glob("*/pages/*")) if _is_input(path)]
    for path in found:
        _take_page(made, path)
    stored = spec / "shared" / "catalogue.json"
    if not made.catalogues and stored.is_file():
        _take_page(made, stored)
    for path in _recordings(recordings) if recordings else sorted(spec.glob("*/recordings/*.json")):
        one = made.take(path, read)
        if one is not None:
            made.recordings.append(one)
    return made


def _take_page(made: Inputs, path: Path) -> None:
    page = made.take(path, read_page)
    if page is None:
        return
    if page.rendering != CATALOGUE:
        made.pages.append(page)
        return
    document = made.take(path, load)
    if document is not None:
        made.catalogues.append(document)


def _take_surprises(made: Inputs, path: Path) -> None:
    if not path.is_file():
        cause = "it is a folder" if path.is_dir() else "there is no such file"
        cure = "name a file that clients wrote; they do with the option surprises"
        raise Failure("the surprises cannot be read", shown(path), cause, cure, UNUSABLE)
    read_ones, failures = made.take(path, read_surprises) or ([], [])
    made.surprises = added_up([*made.surprises, *read_ones])
    made.unusable += [Unusable(path, failure) for failure in failures]


def _files(folder: Path, noun: str, suffixes: Iterable[str] = ()) -> list[Path]:
    if not folder.is_dir():
        cause = "it is a file" if folder.exists() else f"there is no folder {shown(folder)}"
        raise Failure(f"the {noun} cannot be read", shown(folder), cause, "name a folder", UNUSABLE)
    found = [
        path for path in sorted(folder.rglob("*")) if _is_input(path) and (not suffixes or path.suffix in suffixes)
    ]
    if not found:
        raise Failure(f"there are no {noun}", shown(folder), "the folder is empty", f"store {noun} there", UNUSABLE)
    return found


def _is_input(path: Path) -> bool:
    """Tell whether a file is one to judge: hidden ones, and a note about the folder, are not."""
    return path.is_file() and not path.name.startswith(".") and path.stem.upper() != "README"


def _recordings(folder: Path) -> list[Path]:
    return _files(folder, "recordings", (".json",))
