"""A field that a page documents is in no recorded answer, though what would hold it is."""

from collections.abc import Iterator

from scripts.drift.context import Context, Judged
from scripts.drift.described import Described, DescribedOperation
from scripts.drift.finding import Finding, Party
from scripts.drift.fit import fields_of
from scripts.drift.judging import INFORMATION
from scripts.drift.observed import is_refusal
from scripts.drift.types import text_of

WORDS = "record an answer that has it; if there is none, an overlay can mark the field as deprecated"


def judge(context: Context) -> Iterator[Judged]:
    """Judge the fields of every answer of success that was recorded."""
    for operation in context.base.operations.values():
        answers = [
            (recording, recording.response["body"])
            for _, recording in context.exchanges
            if recording.operation == operation.id
            and recording.response is not None
            and 200 <= recording.response["status"] < 300
            and isinstance(recording.response.get("body"), dict | list)
            and not is_refusal(context.effective, recording.response["body"])
        ]
        seen = {path for _, body in answers for path, _ in fields_of(body)}
        for one in _unseen(context, operation, seen) if seen else ():
            at = context.exchange_place(answers[0][0], "/response/body")
            message = f"the field `{one.path}` is documented and in no recorded answer"
            parties = (
                Party("description", text_of(one.kinds), context.place(one.at)),
                Party("recording", f"absent from {len(answers)} recorded", at),
            )
            finding = Finding(
                "never-seen", INFORMATION, message, context.place(one.at), parties, (one.path,), operation.id, one.at
            )
            yield Judged(finding, words=WORDS)


def _unseen(context: Context, operation: DescribedOperation, seen: set[str]) -> Iterator[Described]:
    now = context.effective.operations[operation.id].side("response")
    for path, one in operation.side("response").items():
        current = now.get(path)
        if path in seen or current is None or one.source.get("page") is None:
            continue
        node, _ = context.effective.follow({"$ref": "#" + current.at}, current.at)
        twin = f"{one.parent}.{node.get('x-spelling-of')}" if one.parent else str(node.get("x-spelling-of"))
        deprecated = current.deprecated and "x-spelling-of" not in node
        held = not one.parent or any(other.startswith(f"{one.parent}.") for other in seen)
        if held and not deprecated and twin not in seen:
            yield one
