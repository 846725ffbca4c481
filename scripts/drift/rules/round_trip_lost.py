"""The generated client cannot read a recorded answer and write it back without loss."""

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Party
from scripts.drift.judging import BREAKING
from scripts.drift.observed import is_json
from scripts.recordings import Recording

WORDS = "make generate; if it stays, the model that the generator makes of the schema is wrong"


def judge(context: Context) -> Iterator[Judged]:
    """Judge every answer of success that fits its schema; what does not fit is told by other rules."""
    if not context.current:
        return
    unfit = {id(seen.recording) for seen in context.observed if seen.misfit.kind != "undocumented"}
    for party, recording in context.exchanges:
        response = recording.response
        if response is None or id(recording) in unfit or not is_json(response) or response["status"] >= 300:
            continue
        name = _model(context, recording)
        why = _loss(context.repository / "generated", name, response.get("body")) if name else None
        if why is not None:
            at = context.exchange_place(recording, "/response/body")
            finding = Finding(
                "round-trip-lost", BREAKING, f"the client's {name} loses a recorded answer: {why}", at,
                (Party("client", why, None), Party(party, f"{recording.operation}.{recording.case}", at)),
                (str(name), recording.case), recording.operation,
            )  # fmt: skip
            yield Judged(finding, words=WORDS)


def _model(context: Context, recording: Recording) -> str | None:
    """The name of the model of an operation's answer."""
    operation = context.effective.operations.get(recording.operation)
    content = operation.answers.get("200", {}).get("content", {}) if operation else {}
    reference = content.get("application/json", {}).get("schema", {}).get("$ref")
    return reference.rpartition("/")[2] if isinstance(reference, str) else None


def _loss(generated: Path, name: str, body: Any) -> str | None:
    if str(generated) not in sys.path:
        sys.path.insert(0, str(generated))
    try:
        model = getattr(import_module("speech302.models"), name, None)
    except ImportError as error:
        return f"the client cannot be imported: {error}"
    if model is None:
        return "there is no such model"
    try:
        written = model.from_dict(body).to_dict()
    except Exception as error:  # whatever it is, the client cannot read the answer
        return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
    before, after = (json.dumps(value, sort_keys=True, ensure_ascii=False) for value in (body, written))
    return None if before == after else "what it writes is not what it read"
