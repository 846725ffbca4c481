"""An exchange went, or was answered, as the description does not know; or a page names such an answer."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from scripts.drift.context import Context, Judged
from scripts.drift.described import DescribedOperation
from scripts.drift.finding import Finding, Party
from scripts.drift.judging import WARNING, of_page
from scripts.drift.observed import content_type, described_status
from scripts.generate.fit import went_to
from scripts.recordings import Recording

RULE: Final = "undocumented-answer"
WORDS: Final = "describe it in an overlay with the recording as its evidence, or mend the recording"
STANDARD: Final = ("content-type", "accept", "accept-encoding", "authorization", "user-agent", "host", "connection")
"""Headers that HTTP or the security scheme brings along."""

Unknown: TypeAlias = tuple[str, str, str, Iterable[str]]
"""What is unknown, where in the recording, how it is there, and what the description knows."""


def judge(context: Context) -> Iterator[Judged]:
    """Judge operation, address, parameters, status and media type of every exchange, and the cases of pages."""
    for party, recording in context.exchanges:
        for what, pointer, says, known in _unknown(context, recording):
            at = context.exchange_place(recording, pointer)
            parties = (Party(party, says, at), Party("description", f"knows {', '.join(known) or 'none'}"))
            finding = Finding(
                RULE, WARNING, f"the {what} {says} of an exchange is not described", at, parties, (what, says),
                recording.operation if recording.operation in context.effective.operations else None,
                evidence=f"{recording.operation}.{recording.case}",
            )  # fmt: skip
            yield Judged(finding, words=WORDS)
    yield from _of_pages(context)


def _of_pages(context: Context) -> Iterator[Judged]:
    for compared in context.compared:
        views = context.both(compared.id)
        for case in compared.said.cases:
            if case.status is None or any(described_status(one, case.status) is not None for one in views):
                continue
            told = (f"HTTP {case.status}", f"knows {', '.join(views[0].answers)}")
            message = f"the page names an answer with HTTP {case.status}, which is not described"
            yield of_page(
                context, compared, RULE, WARNING, told, message,
                line=case.line, subject=("status", str(case.status)), words="describe the answer in spec/",
            )  # fmt: skip


def _unknown(context: Context, recording: Recording) -> Iterator[Unknown]:
    operation = context.effective.operations.get(recording.operation)
    if operation is None:
        yield "operation", "/operation", recording.operation, context.effective.operations
        return
    request = recording.request
    method, path = request.get("method"), str(request.get("path"))
    if not any(method == one.method and went_to(path, one.path) for one in context.both(operation.id)):
        yield "address", "/request/path", f"{method} {path}", [f"{operation.method} {operation.path}"]
    known = [one.path for one in operation.values.values() if one.side == "parameter"]
    for place, field in (("query", "query"), ("header", "headers")):
        for name in request.get(field) or {}:
            if f"{place} {name}" not in known and (place == "query" or name.casefold() not in STANDARD):
                yield f"{place} parameter", f"/request/{field}", name, known
    if recording.response is not None:
        yield from _answer(operation, recording.response["status"], recording)


def _answer(operation: DescribedOperation, status: int, recording: Recording) -> Iterator[Unknown]:
    assert recording.response is not None
    key = described_status(operation, status)
    if key is None:
        yield "status", "/response/status", str(status), operation.answers
        return
    content = operation.answers[key].get("content", {})
    media = content_type(recording.response)
    if content and media not in content and recording.response.get("body") is not None:
        yield "media type", "/response/headers", media, content
