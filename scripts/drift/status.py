"""Whether each action of an overlay is still needed: the run is repeated without it, and what is new then is why."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from scripts.bundle import bundle
from scripts.documents import shown
from scripts.drift.context import Context
from scripts.drift.description import load_description, with_overlay
from scripts.drift.engine import judge
from scripts.drift.finding import Finding, Location
from scripts.drift.inputs import gather
from scripts.failures import raise_all
from scripts.generate.effective import Effective, Stage
from scripts.generate.verify import faults
from scripts.overlay import Action, Overlay
from scripts.values import Json

State: TypeAlias = Literal["needed", "mended upstream", "never evidenced"]

OWN: Final = ("overlay-action-dead", "description-invalid", "generated-stale", "input-unusable")
"""Rules whose findings show that something of ours is wrong, and nothing about the vendor."""


@frozen
class Status:
    """The state of one action. `location`: where it is written. `evidence`: what needs it, or why nothing does."""

    overlay: str
    title: str
    action: int
    deed: str
    target: str
    state: State
    evidence: str
    location: Location

    def as_json(self) -> dict[str, Json]:
        """Write the status."""
        return {
            "overlay": self.overlay,
            "title": self.title,
            "action": self.action,
            "deed": self.deed,
            "target": self.target,
            "state": self.state,
            "evidence": self.evidence,
            "location": str(self.location),
        }


def statuses(repository: Path, today: date) -> list[Status]:
    """Judge every action. Raises `Failure` when description or overlays cannot be read."""
    inputs = gather(repository / "spec", None, None)
    loaded = load_description(repository)
    raise_all([one.failure for one in loaded.unusable])
    plain = Effective(bundle(repository / "spec" / "openapi.yaml"))
    whole = Context(repository, loaded.description, inputs, today, current=False)
    trial = _Trial(whole, plain, _fingerprints(whole))
    return [one for stage in loaded.description.stages for one in _of_overlay(trial, stage)]


@frozen
class _Trial:
    """What the parties say of the description as it is, so that it can be tried without a part."""

    whole: Context
    plain: Effective
    before: frozenset[str]

    def without(self, overlay: Overlay, action: Action | None = None) -> tuple[Finding | None, str]:
        """Leave out an overlay, or one action of it: the first disagreement, and else what breaks of our own."""
        made, broken = self.plain, ""
        for stage in self.whole.description.stages:
            if stage.overlay is not overlay:
                made, _ = with_overlay(made, stage.overlay)
            elif action is not None:
                made, dead = with_overlay(made, overlay.without(action.index))
                broken = dead[0].what if dead else ""
        context = evolve(self.whole, description=made)
        found = (one.finding for one in judge(context, ()).judged)
        new = (one for one in found if one.fingerprint not in self.before and one.rule not in OWN)
        wrong = faults(made) if action is not None and not broken else []
        return next(new, None), wrong[0].what if wrong else broken


def _fingerprints(context: Context) -> frozenset[str]:
    return frozenset(one.finding.fingerprint for one in judge(context, ()).judged)


def _of_overlay(trial: _Trial, stage: Stage) -> Iterator[Status]:
    """The states of the actions of one overlay; each is needed only if the overlay as a whole is."""
    overlay = stage.overlay
    changed = {done.index: done.changed for done in stage.applied.actions}
    if any(changed.values()):
        reason, _ = trial.without(overlay)
    else:
        reason = None
    for action in overlay.actions:
        if not changed.get(action.index, False):
            lost = action.index not in changed
            told = "it matches nothing any more" if lost else "the description says so without it"
            yield _status(overlay, action, "mended upstream", told)
        elif reason is None:
            yield _status(overlay, action, "never evidenced", "no stored page or recording shows it")
        else:
            yield _judged(overlay, action, *trial.without(overlay, action))


def _judged(overlay: Overlay, action: Action, evidence: Finding | None, broken: str) -> Status:
    if evidence is not None:
        return _status(overlay, action, "needed", f"{evidence.location}: {evidence.message}")
    if broken:
        return _status(overlay, action, "needed", f"by the other actions of this overlay: without it, {broken}")
    return _status(overlay, action, "never evidenced", "no stored page or recording shows it")


def _status(overlay: Overlay, action: Action, state: State, evidence: str) -> Status:
    at = Location.read(action.place)
    return Status(
        shown(overlay.path), overlay.title, action.index, action.deed, action.target.text, state, evidence, at
    )


def table(found: Sequence[Status]) -> str:
    """Write the statuses for people: one line an action below its overlay, and the counts."""
    lines: list[str] = []
    for index, one in enumerate(found):
        if index == 0 or found[index - 1].overlay != one.overlay:
            lines += ["", f"{one.overlay}: {one.title}"]
        lines.append(f"  {one.state:<16} {one.deed:<7} {one.target}")
        if one.state != "never evidenced":
            lines.append(f"{'':<19}{one.evidence}")
    states: tuple[State, ...] = ("needed", "mended upstream", "never evidenced")
    counts = ", ".join(f"{sum(one.state == state for one in found)} {state}" for state in states)
    return "\n".join([*lines[1:], "", f"{len(found)} actions: {counts}", ""])
