"""A recorded exchange does not fit its schema in a way that no other rule names."""

from collections.abc import Iterator

from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Location, Party
from scripts.drift.judging import WARNING
from scripts.generate.fit import misfits

WORDS = "if the service really does so, write an overlay with the recording as its evidence"


def judge(context: Context) -> Iterator[Judged]:
    """Judge exchanges by all of JSON Schema; what other rules found in a place is not told again."""
    for party, recording in context.exchanges:
        if recording.operation not in context.effective.operations:
            continue
        told = [one.misfit.seen for one in context.observed if one.recording is recording]
        for failure in misfits(recording, context.effective.data, context.base.data):
            if failure.cause is None or not failure.cause.startswith("at "):
                continue
            where = failure.cause.removeprefix("at ").partition(": ")[0].removeprefix("the root")
            if any(seen == where or seen.startswith(f"{where}/") for seen in told):
                continue
            at = Location.read(failure.where or "")
            parties = (Party(party, failure.cause, at), Party("description", "another schema"))
            finding = Finding(
                "recording-misfit", WARNING, f"{failure.what}: {failure.cause}", at, parties, (failure.cause,),
                recording.operation,
            )  # fmt: skip
            yield Judged(finding, words=WORDS)
