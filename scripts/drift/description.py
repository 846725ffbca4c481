"""The description with its overlays, put together although some of them may be wrong: a run tells all that is."""

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, frozen

from scripts.bundle import bundle
from scripts.drift.inputs import Unusable
from scripts.failures import Failure, Failures
from scripts.generate.command import differing
from scripts.generate.effective import Effective, Stage
from scripts.generate.verify import faults
from scripts.overlay import Applied, AppliedAction, Overlay, apply, read_overlay


@frozen
class Loaded:
    """What came of loading. `dead`: why actions match nothing. `unusable`: overlays that cannot be read."""

    description: Effective
    dead: tuple[Failure, ...] = ()
    unusable: tuple[Unusable, ...] = ()


def load_description(repository: Path, more: Sequence[Overlay] = ()) -> Loaded:
    """Bundle the description and apply every overlay as far as it goes. Raises `Failure` when it cannot be bundled."""
    made = Loaded(Effective(bundle(repository / "spec" / "openapi.yaml")))
    for path in sorted((repository / "overlays").glob("*.overlay.yaml")):
        try:
            overlay = read_overlay(path)
        except Failure as failure:
            made = evolve(made, unusable=(*made.unusable, Unusable(path, failure)))
        except Failures as several:
            made = evolve(made, unusable=(*made.unusable, *(Unusable(path, one) for one in several.failures)))
        else:
            made = _with(made, overlay)
    for overlay in more:
        made = _with(made, overlay)
    return made


def _with(made: Loaded, overlay: Overlay) -> Loaded:
    description, dead = with_overlay(made.description, overlay)
    return evolve(made, description=description, dead=(*made.dead, *dead))


def with_overlay(description: Effective, overlay: Overlay) -> tuple[Effective, tuple[Failure, ...]]:
    """Apply one more overlay, passing over actions that fail; the failures say why."""
    try:
        applied = apply(description.data, overlay, origin=description.place)
    except Failure:
        applied, failures = _one_by_one(description, overlay)
    else:
        failures = ()
    return evolve(description, stages=(*description.stages, Stage(overlay, applied))), failures


def _one_by_one(description: Effective, overlay: Overlay) -> tuple[Applied, tuple[Failure, ...]]:
    failures: list[Failure] = []
    done: list[AppliedAction] = []
    document = description.data
    for action in overlay.actions:
        try:
            applied = apply(document, evolve(overlay, actions=(action,)), origin=description.place)
        except Failure as failure:
            failures.append(failure)
            continue
        document = applied.document  # type: ignore[assignment]  # an overlay cannot replace the root
        done += applied.actions
    return Applied(document, tuple(done)), tuple(failures)


@frozen
class Generated:
    """What forbids to generate; and, unless something does, which of how many generated files differ."""

    faults: tuple[Failure, ...] = ()
    differing: tuple[str, ...] = ()
    files: int = 0


def judge_generated(repository: Path, loaded: Loaded) -> Generated:
    """Make what is generated anew, aside, and compare."""
    if loaded.dead or loaded.unusable:
        return Generated()
    found = tuple(faults(loaded.description))
    if found:
        return Generated(found)
    try:
        # Recordings are judged by rules of their own.
        differing_files = tuple(differing(repository, lambda _: None))
    except Failure as failure:
        return Generated((failure,))
    except Failures as several:
        return Generated(several.failures)
    files = [path for path in (repository / "generated").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return Generated((), differing_files, len(files))
