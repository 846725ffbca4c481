"""An input cannot be read, so that nothing is known of it."""

from collections.abc import Iterator

from scripts.documents import shown
from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Location, Party, PartyName
from scripts.drift.judging import BREAKING


def judge(context: Context) -> Iterator[Judged]:
    """Judge what was refused; everything else is judged all the same."""
    for one in context.inputs.unusable:
        failure = one.failure
        at = Location.read(failure.where or shown(one.path))
        party: PartyName = "recording" if one.path.suffix == ".json" and "catalogue" not in one.path.name else "page"
        if one.path.name.endswith(".overlay.yaml"):
            party = "overlay"
        elif one.path.name == "acknowledged.yaml":
            party = "acknowledgement"
        message = f"{shown(one.path)}: {failure.what}" + (f": {failure.cause}" if failure.cause else "")
        finding = Finding(
            "input-unusable", BREAKING, message, at, (Party(party, failure.what, at),), (one.path.name, failure.what)
        )
        yield Judged(finding, words=failure.cure or "")
