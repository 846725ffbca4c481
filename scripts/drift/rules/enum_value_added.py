"""A value is allowed, or was seen, that the description does not list."""

from collections.abc import Iterator

from scripts.drift.answers import add_values, source_of
from scripts.drift.context import Context, Judged
from scripts.drift.described import Described
from scripts.drift.finding import Severity
from scripts.drift.judging import BREAKING, INFORMATION, named, of_pair, of_seen, of_surprise, shown_value
from scripts.drift.surprised import Surprised
from scripts.values import Json

RULE = "enum-value-added"


def judge(context: Context) -> Iterator[Judged]:
    """Judge the values that pages allow, and those that exchanges hold."""
    for compared in context.compared:
        for pair in compared.pairs:
            new = pair.new_values()
            if not new:
                continue
            listed = ", ".join(map(shown_value, new))
            told = (listed, ", ".join(map(shown_value, pair.now.known)) or "no list of values")
            message = f"the page allows {listed} for {named(pair.now)}; the description does not list it"
            actions = add_values(context.effective, pair.now, new, source_of(compared, pair.said))
            yield of_pair(context, compared, pair, RULE, _severity(pair.now), told, message, actions)
    for seen in context.observed:
        one = context.described(seen)
        if seen.misfit.kind in ("value", "unnamed") and one is not None:
            value: Json = seen.misfit.value
            told = (shown_value(value), ", ".join(map(shown_value, one.known)))
            message = f"`{one.path}` was {told[0]} in an exchange; the description does not list it"
            source: dict[str, Json] = {"recording": f"{seen.recording.operation}.{seen.recording.case}"}
            yield of_seen(
                context, seen, RULE, _severity(one), told, message, add_values(context.effective, one, [value], source)
            )
    for met in context.surprised:
        if met.kind == "unnamed":
            yield _met(context, met)


def _met(context: Context, met: Surprised) -> Judged:
    closed: list[Json] | None = met.schema.get("enum")
    listed = closed or [one["value"] for one in met.schema["x-open-enum"]["values"]]
    told = (f"another value, {met.found}", ", ".join(map(shown_value, listed)))
    message = f"clients met a value (of type {met.found}) of `{met.path}` that the description does not list"
    severity = BREAKING if closed else INFORMATION
    words = f"a client writes down no values: record an answer that has it (watch record {met.operation})"
    return of_surprise(context, met, RULE, severity, told, message, words=words)


def _severity(one: Described) -> Severity:
    """A reader of a closed list breaks on a new value; one of an open list, and a writer, do not."""
    return BREAKING if one.side == "response" and one.enum is not None else INFORMATION
