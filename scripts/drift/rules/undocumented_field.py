"""A recorded or live exchange, or an answer to a client, holds a field that the description does not know."""

from collections.abc import Iterator

from scripts.drift.answers import Place, add_met, add_observed, add_spelling
from scripts.drift.context import Context, Judged
from scripts.drift.judging import INFORMATION, of_seen, of_surprise
from scripts.drift.surprised import Surprised
from scripts.drift.surprises import ANY
from scripts.values import Json

RULE = "undocumented-field"
HIDDEN = "a client does not write down names that look like data: record an answer that has them"


def judge(context: Context) -> Iterator[Judged]:
    """Judge exchanges in the closed world: what no schema names is undocumented."""
    for seen in context.observed:
        if seen.misfit.kind != "undocumented":
            continue
        one = seen.misfit
        message = f"an exchange holds `{one.path}` ({one.told}), which is not described"
        case = f"{seen.recording.operation}.{seen.recording.case}"
        source: dict[str, Json] = {"recording": case}
        actions = add_observed(Place(one.at), one.name, context.held(seen) or [one.value], source)
        yield of_seen(context, seen, RULE, INFORMATION, (one.told, "nothing"), message, actions)
    for met in context.surprised:
        if met.kind == "undocumented":
            yield _unknown(context, met)
        elif met.kind == "spelling":
            message = f"clients met `{met.path}` as `{met.found}`, which is not described"
            actions = add_spelling(Place(met.holder), met.name, met.found, met.schema, met.operation)
            yield of_surprise(context, met, RULE, INFORMATION, (met.found, "nothing"), message, actions)


def _unknown(context: Context, met: Surprised) -> Judged:
    told = (met.found, "nothing")
    if met.name == ANY:
        message = f"clients met `{met.path}` ({met.found}), fields with names like data, which are not described"
        return of_surprise(context, met, RULE, INFORMATION, told, message, words=HIDDEN)
    message = f"clients met `{met.path}` ({met.found}), which is not described"
    actions = add_met(Place(met.holder), met.name, met.found.split("|"), met.operation)
    return of_surprise(context, met, RULE, INFORMATION, told, message, actions)
