"""The effective description: the bundle with every overlay applied, in the order of their names."""

from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from scripts.bundle import Bundle, bundle
from scripts.documents import shown
from scripts.failures import UNUSABLE, Failure
from scripts.overlay import Applied, Overlay, apply, read_overlay
from scripts.pointers import resolve
from scripts.values import Json


@frozen(eq=False)
class Stage:
    """An overlay, and what came of applying it."""

    overlay: Overlay
    applied: Applied


@frozen(eq=False)
class Effective:
    """The description that says what the service does, with the place in the sources of everything in it."""

    bundle: Bundle
    stages: tuple[Stage, ...] = ()

    @property
    def data(self) -> dict[str, Any]:
        """The description as plain data."""
        made = self.stages[-1].applied.document if self.stages else self.bundle.data
        assert isinstance(made, dict)  # an overlay can neither remove nor replace the root
        return made

    @property
    def spec(self) -> Path:
        """The folder of the hand-written description."""
        return self.bundle.path.parent

    def place(self, pointer: str) -> str:
        """`file:line` in the description of a node, or the overlay that brought it in."""
        if _has(self.bundle.data, pointer):
            return self.bundle.place(pointer)
        bringing = (stage.overlay.path for stage in self.stages if _has(stage.applied.document, pointer))
        return shown(next(bringing, self.bundle.path))


def effective(root: Path, overlays: Path) -> Effective:
    """Bundle `root` and apply every `*.overlay.yaml` of the folder `overlays`.

    Raises `Failure` for anything wrong in either, and when the folder has no overlay.
    """
    made = Effective(bundle(root))
    paths = sorted(overlays.glob("*.overlay.yaml"))
    if not paths:
        cure = "the folder holds NNN-<quirk>.overlay.yaml files"
        raise Failure("there are no overlays", shown(overlays), cure=cure, exit_code=UNUSABLE)
    for path in paths:
        overlay = read_overlay(path)
        stage = Stage(overlay, apply(made.data, overlay, origin=made.place))
        made = evolve(made, stages=(*made.stages, stage))
    return made


def _has(data: Json, pointer: str) -> bool:
    try:
        resolve(data, pointer)
    except LookupError:
        return False
    return True
