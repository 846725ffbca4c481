"""The run of `watch pages`: one source after the other is fetched, judged and stored, and a line told of each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

from scripts.documents import shown
from scripts.failures import UNUSABLE, WRONG, Failure
from scripts.watch.fetch import NOTHING, Fetcher, UnfetchedError, Validators
from scripts.watch.judging import UnworthyError, judged, text_of
from scripts.watch.memory import Memory, digest
from scripts.watch.sources import Known, Source
from scripts.watch.storing import VERDICTS, Outcome, Store


@frozen
class Taken:
    """The text of a source, and what the server said of its version."""

    text: str
    validators: Validators = NOTHING


Take: TypeAlias = Callable[[Source], Taken | None]
"""Gives what a source holds, or None: nothing newer than what is stored. Raises `UnfetchedError`, `UnworthyError`."""


def over_the_net(fetcher: Fetcher, memory: Memory, known: Known, store: Store) -> Take:
    """Ask the vendor."""

    def take(source: Source) -> Taken | None:
        validators = memory.recall(source.url, store.first(source), purpose(source, known))
        got = fetcher.get(source.url, source.accept, source.limit, validators)
        return Taken(text_of(source, got, known), got.validators) if got else None

    return take


def from_folder(folder: Path, sources: Iterable[Source]) -> Take:
    """Take what an earlier run stored in a folder. Raises `Failure`, exit code 2, when it stored nothing there."""
    if not any((folder / source.name).is_file() for source in sources):
        cause = "no file of it has the name of a page that the description names"
        cure = f"python -m scripts watch pages --into {shown(folder)}"
        raise Failure("there is nothing to take", shown(folder), cause, cure, UNUSABLE)

    def take(source: Source) -> Taken | None:
        try:
            return Taken((folder / source.name).read_bytes().decode())
        except (OSError, UnicodeError):
            raise UnworthyError(f"nothing of it is in {shown(folder)}", wrong=False) from None

    return take


def purpose(source: Source, known: Known) -> str:
    """Name what a stored text depends on besides the answer: which rows of a catalogue are kept."""
    return digest(repr((sorted(known.links), sorted(known.addresses)))) if source.kind == "catalogue" else source.kind


@frozen
class Run:
    """What one run works with. `memory`: told of every version that is stored."""

    take: Take
    store: Store
    memory: Memory
    known: Known

    def outcomes(self, sources: Iterable[Source]) -> Iterator[Outcome]:
        """Take and store one source after the other. Raises `Failure`, exit code 2, when a file cannot be written."""
        for source in sources:
            try:
                yield self._outcome(source)
            except UnfetchedError as error:
                yield Outcome("failed", self.store.first(source), f"{source.url}: {error}", wrong=True)
            except UnworthyError as error:
                yield Outcome("kept", self.store.first(source), str(error), wrong=error.wrong)

    def _outcome(self, source: Source) -> Outcome:
        taken = self.take(source)
        if taken is None:
            return Outcome("unchanged", self.store.first(source))
        ended = self.store.put(source, judged(source, taken.text))
        if ended.is_stored:
            self.memory.keep(source.url, ended.file, purpose(source, self.known), taken.validators)
        return ended


def summary(ended: list[Outcome]) -> str:
    """Count the verdicts."""
    counts = Counter(one.verdict for one in ended)
    return f"{len(ended)} sources: " + ", ".join(f"{counts[each]} {each}" for each in VERDICTS if counts[each])


def exit_code(ended: list[Outcome]) -> int:
    """Return 2 when nothing was fetched at all, 1 when something was not or was wrong, and else 0."""
    if all(one.verdict == "failed" for one in ended):
        return UNUSABLE
    return WRONG if any(one.wrong for one in ended) else 0
