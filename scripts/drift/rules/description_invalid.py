"""The description cannot be generated from: it is no valid OpenAPI, or a statement in it has no source."""

from collections.abc import Iterator

from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Location, Party
from scripts.drift.judging import BREAKING


def judge(context: Context) -> Iterator[Judged]:
    """Judge what `make generate` would refuse."""
    for failure in context.faults:
        at = Location.read(failure.where or "spec/openapi.yaml")
        cause = failure.cause or ""
        message = f"{failure.what}: {cause}" if cause else failure.what
        finding = Finding(
            "description-invalid", BREAKING, message, at, (Party("description", cause or failure.what, at),),
            (failure.what, cause),
        )  # fmt: skip
        yield Judged(finding, words=failure.cure or "mend the description")
