"""An action of an overlay matches nothing, or not what it expects."""

from collections.abc import Iterator

from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Location, Party
from scripts.drift.judging import WARNING

WORDS = "if the page was mended, delete the action; else correct its target"


def judge(context: Context) -> Iterator[Judged]:
    """Judge what came of applying the overlays."""
    for failure in context.dead:
        at = Location.read(failure.where or "")
        says = failure.cause or failure.what
        finding = Finding(
            "overlay-action-dead", WARNING, failure.what, at, (Party("overlay", says, at),),
            (at.file, context.inputs.excerpt(at) or failure.what), evidence=says,
        )  # fmt: skip
        yield Judged(finding, words=WORDS)
