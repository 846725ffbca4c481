"""A generated file is not what its sources make."""

from collections.abc import Iterator

from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Location, Party
from scripts.drift.judging import WARNING

WORDS = "make generate"


def judge(context: Context) -> Iterator[Judged]:
    """Judge the generated tree as a whole: one finding lists every file."""
    differing = context.differing
    if differing:
        shown = ", ".join(differing[:5]) + (f" and {len(differing) - 5} more" if len(differing) > 5 else "")
        at = Location(differing[0])
        parties = (
            Party("client", f"{len(differing)} files made otherwise", at),
            Party("description", "makes them anew"),
        )
        finding = Finding(
            "generated-stale", WARNING, f"generated files are stale: {shown}", at, parties, ("generated",),
            evidence="\n".join(differing),
        )  # fmt: skip
        yield Judged(finding, words=WORDS)
