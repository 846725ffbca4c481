"""A recorded or live exchange holds a field that the description does not know."""

from collections.abc import Iterator

from scripts.drift.answers import Place, add_observed
from scripts.drift.context import Context, Judged
from scripts.drift.judging import INFORMATION, of_seen
from scripts.values import Json


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
        yield of_seen(context, seen, "undocumented-field", INFORMATION, (one.told, "nothing"), message, actions)
