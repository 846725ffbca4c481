"""The engine: every rule asked about one context, every finding kept, none hidden by another."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import frozen

from scripts.drift.acknowledged import RULES as OWN_RULES
from scripts.drift.acknowledged import Entry, read_entries, settle
from scripts.drift.catalogue import rows
from scripts.drift.context import Context, Judged
from scripts.drift.description import Generated, judge_generated, load_description
from scripts.drift.finding import Checked, Finding, Report
from scripts.drift.inputs import Inputs
from scripts.drift.rules import modules
from scripts.overlay import Overlay

MALFORMED = (AttributeError, TypeError, KeyError, ValueError)
"""What comes of reading something as OpenAPI that is none."""


@frozen
class Run:
    """One run: what it looked at, what the rules said, and what was accepted."""

    context: Context
    judged: tuple[Judged, ...]
    entries: tuple[Entry, ...]

    @property
    def unusable(self) -> bool:
        """Whether an input could not be read."""
        return bool(self.context.inputs.unusable)

    @property
    def counting(self) -> tuple[Judged, ...]:
        """What counts, with its answers; what is wrong with acknowledgements has none."""
        counting = {one.fingerprint for one in self.findings[0]}
        return tuple(one for one in self.judged if one.finding.fingerprint in counting)

    @property
    def findings(self) -> tuple[list[Finding], list[Finding]]:
        """The findings that count, and those that are accepted."""
        return settle((one.finding for one in self.judged), self.entries, self.context.today)

    def report(self, proposal: str = "", answered: Iterable[Finding] = ()) -> Report:
        """What reports show: the gravest findings first, then by their place; and what answers some of them."""
        counting, accepted = self.findings
        rules = tuple(rule for rule, _ in modules()) + OWN_RULES
        order = {rule.id: index for index, rule in enumerate(rules)}
        counting.sort(key=lambda one: (one.severity.rank, one.location.file, one.location.line, order[one.rule]))
        try:
            operations, counts = tuple(self.context.effective.operations), checked(self.context)
        except MALFORMED:
            operations, counts = (), Checked(recordings=len(self.context.inputs.recordings))
        prints = frozenset(one.fingerprint for one in answered)
        known = tuple(accepted)
        return Report(counts, tuple(counting), rules, operations, known, proposal or None, prints)


def prepare(
    repository: Path, inputs: Inputs, today: date, overlays: Sequence[Overlay] = (), *, generated: bool = True
) -> tuple[Context, list[Entry]]:
    """Load the description and the acknowledgements. Raises `Failure` when the description cannot be bundled.

    `overlays`: more of them, applied last; what was generated without them is not judged then.
    """
    loaded = load_description(repository, overlays)
    entries, unusable = read_entries(repository / "spec" / "acknowledged.yaml")
    inputs.unusable += [*loaded.unusable, *unusable]
    made = judge_generated(repository, loaded) if generated and not overlays else Generated()
    context = Context(
        repository, loaded.description, inputs, today,
        dead=loaded.dead, faults=made.faults, differing=made.differing, generated_files=made.files,
        current=not overlays,
    )  # fmt: skip
    return context, entries


def judge(context: Context, entries: Iterable[Entry]) -> Run:
    """Ask every rule; a finding that two ways lead to is told once."""
    found: dict[str, Judged] = {}
    for _, module in modules():
        try:
            for one in module.judge(context):
                found.setdefault(one.finding.fingerprint, one)
        except MALFORMED:
            # A description that is no OpenAPI cannot be compared; its faults are findings themselves.
            if not context.faults:
                raise
    return Run(context, tuple(found.values()), tuple(entries))


def again(run: Run, context: Context) -> Run:
    """Repeat a run with another description."""
    return judge(context, run.entries)


def checked(context: Context) -> Checked:
    """Count what was judged."""
    inputs = context.inputs
    said = [one.said for one in context.compared]
    return Checked(
        pages=len(inputs.pages),
        operations=len(said),
        fields=sum(len(one.parameters) + len(one.request_fields) + len(one.response_fields) for one in said),
        examples=sum(len(one.request_examples) + len(one.response_examples) for one in said),
        catalogue_rows=len(rows(context)),
        recordings=len(inputs.recordings),
        live_answers=len(inputs.live),
        surprises=len(inputs.surprises),
        generated_files=context.generated_files,
        overlay_actions=sum(len(stage.overlay.actions) for stage in context.description.stages),
    )
