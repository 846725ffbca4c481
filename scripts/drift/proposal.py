"""The proposal: the smallest overlay that answers the findings that an overlay can answer.

Findings are taken one by one, the gravest first. The actions of one stay only if, with them applied, its finding is
gone and no new one has come; so what the proposal says has been tried before anybody reads it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from scripts.documents import Document, dump_yaml, parse
from scripts.drift.context import Judged
from scripts.drift.description import with_overlay
from scripts.drift.engine import Run, again
from scripts.drift.finding import Finding
from scripts.failures import Failure, Failures
from scripts.generate.verify import faults
from scripts.overlay import Overlay, parse_overlay
from scripts.values import Json, same

NAME: Final = Path("proposed.overlay.yaml")
OWN: Final = "no overlay can say this"


@frozen
class Proposal:
    """`text`: the overlay, empty if none answers anything. `answered`: findings. `left`: others, with what to do."""

    text: str
    answered: tuple[Finding, ...]
    left: tuple[tuple[Finding, str], ...]


@frozen
class _Tried:
    """What was found to hold so far: actions with the finding of each, and the run with them applied."""

    actions: tuple[tuple[dict[str, Json], Finding], ...]
    run: Run
    answered: tuple[Finding, ...] = ()


def propose(run: Run) -> Proposal:
    """Find the smallest overlay for the findings of a run that count."""
    tried = _Tried((), run)
    judged = sorted(run.counting, key=lambda one: (one.finding.severity.rank, one.finding.rule))
    waiting, left = judged, list[tuple[Finding, str]]()
    while waiting:
        reasons = []
        for one in waiting:
            tried, reason = _step(tried, one)
            reasons.append(reason)
        left = [(one.finding, reason) for one, reason in zip(waiting, reasons, strict=True) if reason]
        if all(reasons):
            break
        # What one answer forbade, another one may have made possible.
        waiting = [one for one, reason in zip(waiting, reasons, strict=True) if reason]
    prints = _prints(tried.run)
    later = tuple(finding for finding, _ in left if finding.fingerprint not in prints)
    tried = evolve(tried, answered=(*tried.answered, *later))
    left = [one for one in left if one[0] not in later]
    others = {one.finding.fingerprint for one in judged}
    left += [(one, "mend spec/acknowledged.yaml") for one in run.findings[0] if one.fingerprint not in others]
    text = _text(tried.actions, tried.answered) if tried.actions else ""
    return Proposal(text, tried.answered, tuple(left))


def _step(tried: _Tried, first: Judged) -> tuple[_Tried, str]:
    """Answer one finding on top of what holds; else tell why that cannot be."""
    # Actions that were taken may have changed what the ones of this finding have to be.
    one = next((each for each in tried.run.judged if each.finding.fingerprint == first.finding.fingerprint), None)
    if one is None:
        # The actions of another finding answered this one as well.
        return evolve(tried, answered=(*tried.answered, first.finding)), ""
    better = _with(tried, one) if one.actions else one.words or f"{OWN}; mend the description by hand"
    return (tried, better) if isinstance(better, str) else (better, "")


def _with(tried: _Tried, one: Judged) -> _Tried | str:
    """Try the actions of one finding on top of what holds; else tell why they do not answer it, or what they harm."""
    fresh = [action for action in one.actions if not any(same(action, other) for other, _ in tried.actions)]
    actions = (*tried.actions, *((action, one.finding) for action in fresh))
    run = _applied(tried.run, fresh)
    if isinstance(run, str):
        return f"an overlay does not answer it: {run}"
    before, after = _prints(tried.run), _prints(run)
    new = [each.finding for each in run.judged if each.finding.fingerprint not in before]
    if new:
        return f"an overlay that says so would contradict {new[0].location}: {new[0].message}"
    if one.finding.fingerprint in after:
        return f"{OWN}; mend the description by hand"
    return _Tried(actions, run, (*tried.answered, one.finding))


def _applied(run: Run, actions: Sequence[dict[str, Json]]) -> Run | str:
    """Repeat a run with actions applied; else why they do not fit, or make the description unfit to generate from."""
    try:
        overlay = _parsed(dump_yaml(_document(list(actions), "A step of the proposal", "…")))
    except (Failure, Failures) as failure:
        return str(failure)
    description, failures = with_overlay(run.context.description, overlay)
    context = run.context
    wrong = [*failures, *(faults(description) if not context.faults else ())]
    if wrong:
        return "; ".join(part for part in (wrong[0].what, wrong[0].where, wrong[0].cause) if part)
    return again(run, evolve(context, description=description, current=False))


def _prints(run: Run) -> set[str]:
    return {one.finding.fingerprint for one in run.judged}


def _parsed(text: str) -> Overlay:
    document: Document = parse(text, NAME)
    return parse_overlay(document)


def _text(actions: Sequence[tuple[dict[str, Json], Finding]], answered: Sequence[Finding]) -> str:
    listed: list[dict[str, Json]] = []
    for action, finding in actions:
        evidence = f" Evidence: {finding.evidence}" if finding.evidence else ""
        told = f"{finding.rule} at {finding.location}: {finding.message}.{evidence}"
        listed.append({"target": action["target"], "description": told, **action})
    first = answered[0]
    title = first.message if len(answered) == 1 else f"{first.message}, and {len(answered) - 1} more"
    behaviour = "; ".join(dict.fromkeys(one.message for one in answered)) + "."
    return dump_yaml(_document(listed, title[:1].upper() + title[1:], behaviour, answered))


def _document(
    actions: list[dict[str, Json]], title: str, behaviour: str, answered: Sequence[Finding] = ()
) -> dict[str, Json]:
    evidence = "; ".join(dict.fromkeys(f"{one.location} ({one.fingerprint})" for one in answered))
    info: dict[str, Any] = {
        "title": title,
        "version": "1.0.0",
        "x-behaviour": behaviour,
        "x-evidence": evidence + "." if evidence else "…",
        "x-delete-when": "The description in spec/ says it itself.",
    }
    return {"overlay": "1.1.0", "info": info, "actions": list[Json](actions)}
