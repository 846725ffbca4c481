"""A recorded or live exchange went, or was answered, as the description does not know."""

from collections.abc import Iterator

from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Party
from scripts.drift.judging import WARNING
from scripts.drift.observed import content_type, described_status
from scripts.generate.fit import went_to
from scripts.recordings import Recording

RULE = "undocumented-answer"
WORDS = "describe it in an overlay with the recording as its evidence, or mend the recording"


def judge(context: Context) -> Iterator[Judged]:
    """Judge operation, address, status and media type of every exchange."""
    for party, recording in context.exchanges:
        for what, pointer, says, describes in _unknown(context, recording):
            at = context.exchange_place(recording, pointer)
            parties = (Party(party, says, at), Party("description", describes))
            finding = Finding(
                RULE, WARNING, f"{what} {says} of an exchange is not described", at, parties, (what, says),
                recording.operation if recording.operation in context.effective.operations else None,
                evidence=f"{recording.operation}.{recording.case}",
            )  # fmt: skip
            yield Judged(finding, words=WORDS)


def _unknown(context: Context, recording: Recording) -> Iterator[tuple[str, str, str, str]]:
    operation = context.effective.operations.get(recording.operation)
    if operation is None:
        known = ", ".join(context.effective.operations)
        yield "the operation", "/operation", recording.operation, f"knows {known}"
        return
    method, path = recording.request.get("method"), str(recording.request.get("path"))
    if not any(method == one.method and went_to(path, one.path) for one in context.both(operation.id)):
        yield "the address", "/request/path", f"{method} {path}", f"{operation.method} {operation.path}"
    if recording.response is None:
        return
    status = recording.response["status"]
    key = described_status(operation, status)
    if key is None:
        yield "the status", "/response/status", str(status), f"knows {', '.join(operation.answers)}"
        return
    known = operation.answers[key].get("content", {})
    media = content_type(recording.response)
    if known and media not in known and recording.response.get("body") is not None:
        yield "the media type", "/response/headers", media, f"knows {', '.join(known)}"
