"""Judging: how rules write down what they found, so that all findings read alike."""

import json
from typing import TypeAlias

from scripts.drift.answers import Actions
from scripts.drift.comparison import Compared
from scripts.drift.context import Context, Judged
from scripts.drift.described import Described
from scripts.drift.finding import Finding, Location, Party, PartyName, Severity
from scripts.drift.observed import Observed
from scripts.drift.pair import Pair, path_of
from scripts.drift.surprised import Surprised
from scripts.keys import scrub
from scripts.values import Json

BREAKING, WARNING, INFORMATION = Severity.BREAKING, Severity.WARNING, Severity.INFORMATION

Told: TypeAlias = tuple[str, str]
"""What the one party says, and what the description says."""

BY_HAND = "no overlay can say this; follow the page in spec/"


def named(one: Described) -> str:
    """Name a value in messages."""
    return f"the parameter `{one.name}`" if one.side == "parameter" else f"`{one.path}`"


def of_pair(
    context: Context,
    compared: Compared,
    pair: Pair,
    rule: str,
    severity: Severity,
    told: Told,
    message: str,
    actions: Actions = (),
    words: str = "",
    detail: str = "",
) -> Judged:
    """Write down a disagreement about a value that page and description both have."""
    return of_page(
        context, compared, rule, severity, told, message,
        line=pair.said.line, described=pair.now, subject=(pair.side, path_of(pair.said), detail or told[0]),
        actions=actions, words=words,
    )  # fmt: skip


def of_page(
    context: Context,
    compared: Compared,
    rule: str,
    severity: Severity,
    told: Told,
    message: str,
    *,
    line: int,
    described: Described | None = None,
    subject: tuple[str, ...],
    actions: Actions = (),
    words: str = "",
) -> Judged:
    """Write down a disagreement of a page with the description."""
    pointer = described.at if described else compared.effective.at
    at = compared.at(line)
    parties = (Party("page", told[0], at), Party("description", told[1], context.place(pointer)))
    finding = Finding(rule, severity, message, at, parties, subject, compared.id, pointer, context.inputs.excerpt(at))
    return Judged(finding, actions, words)


def of_seen(
    context: Context,
    seen: Observed,
    rule: str,
    severity: Severity,
    told: Told,
    message: str,
    actions: Actions = (),
    words: str = "",
) -> Judged:
    """Write down a disagreement of a recorded or live exchange with the description."""
    parties = (Party(seen.party, told[0], seen.location), Party("description", told[1], context.place(seen.misfit.at)))
    evidence = scrub(f"{seen.recording.case}: {shown_value(seen.misfit.value)}")
    subject = (seen.side, seen.misfit.path, seen.misfit.kind, seen.misfit.told)
    finding = Finding(
        rule, severity, message, seen.location, parties, subject, seen.recording.operation, seen.misfit.at, evidence
    )
    return Judged(finding, actions, words)


def of_surprise(
    context: Context,
    met: Surprised,
    rule: str,
    severity: Severity,
    told: Told,
    message: str,
    actions: Actions = (),
    words: str = "",
) -> Judged:
    """Write down what surprised clients; the same of a recording or of the service is the same finding."""
    at = met.surprises[0].location
    parties = (Party("surprise", told[0], at), Party("description", told[1], context.place(met.at)))
    evidence = "; ".join(f"{one.kind} {one.pointer}: {one.found}, {times(one.count)}" for one in met.surprises[:10])
    operation = met.operation if met.operation in context.effective.operations else None
    subject = ("response", met.path, met.kind, told[0])
    return Judged(
        Finding(rule, severity, message, at, parties, subject, operation, met.at or None, evidence), actions, words
    )


def times(count: int) -> str:
    """Say how often."""
    return "once" if count == 1 else f"{count:,} times"


def of_file(
    rule: str,
    severity: Severity,
    party: PartyName,
    says: str,
    location: Location,
    message: str,
    *,
    subject: tuple[str, ...],
    operation: str | None = None,
    evidence: str = "",
    words: str = "",
    pointer: str | None = None,
) -> Judged:
    """Write down what one party alone shows."""
    found = Finding(
        rule, severity, message, location, (Party(party, says, location),), subject, operation, pointer, evidence
    )
    return Judged(found, (), words)


def shown_value(value: Json) -> str:
    """Write a value for people, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else text[:199] + "…"
