"""An input cannot be read, so that nothing is known of it."""

from collections.abc import Iterator
from pathlib import Path

from scripts.documents import shown
from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Location, Party, PartyName
from scripts.drift.judging import BREAKING


def judge(context: Context) -> Iterator[Judged]:
    """Judge what was refused; everything else is judged all the same."""
    for one in context.inputs.unusable:
        failure = one.failure
        live = one.path == Path("live")
        at = Location("live") if live else Location.read(failure.where or shown(one.path))
        party: PartyName = "surprise" if one.path in context.inputs.surprise_files else _party(one.path)
        message = f"{shown(one.path)}: {failure.what}" + (f": {failure.cause}" if failure.cause else "")
        finding = Finding(
            "input-unusable",
            BREAKING,
            message,
            at,
            (Party(party, failure.what, at),),
            (shown(one.path), failure.what, failure.cause or "", str(at.line)),
        )
        yield Judged(finding, words=failure.cure or "mend the input, or take it away")


def _party(path: Path) -> PartyName:
    if path.name.endswith(".overlay.yaml"):
        return "overlay"
    if path.name == "acknowledged.yaml":
        return "acknowledgement"
    if path == Path("live"):
        return "service"
    return "recording" if path.suffix == ".json" and "catalogue" not in path.name else "page"
