"""A stored page or recording, or a client's surprise, holds what looks like a key."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scripts.documents import shown
from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Location, Party, PartyName
from scripts.drift.judging import BREAKING
from scripts.keys import REDACTED, holds_key, scrub
from scripts.pointers import escape
from scripts.recordings import Recording

HEADERS = ("authorization", "cookie", "set-cookie", "proxy-authorization", "x-api-key", "api-key")
"""Headers whose whole value is a secret."""

WORDS = "withdraw the key, put sk-REDACTED in its place, and take it out of the history"


def judge(context: Context) -> Iterator[Judged]:
    """Judge every line of every input; the key itself is told nowhere."""
    for path, text in context.inputs.texts.items():
        met: Counter[str] = Counter()
        for number, line in enumerate(text.splitlines(), 1):
            if holds_key(line):
                at = Location(shown(path), number)
                party = _party(context, path)
                evidence = scrub(line.strip())[:200]
                # Equal lines are findings of their own.
                met[evidence] += 1
                finding = Finding(
                    "secret-exposed", BREAKING, f"a {party} holds what looks like a key", at,
                    (Party(party, "a key", at),), (path.name, evidence, str(met[evidence])), evidence=evidence,
                )  # fmt: skip
                yield Judged(finding, words=WORDS)
    for party, recording in context.exchanges:
        yield from _headers(context, party, recording)


def _party(context: Context, path: Path) -> PartyName:
    if path in context.inputs.surprise_files:
        return "surprise"
    return "recording" if path.suffix == ".json" and path.parent.name == "recordings" else "page"


def _headers(context: Context, party: PartyName, recording: Recording) -> Iterator[Judged]:
    for side, holder in (("request", recording.request), ("response", recording.response or {})):
        for name, value in (holder.get("headers") or {}).items():
            # One that looks like a key was told with its line already.
            if name.casefold() not in HEADERS or holds_key(str(value)) or REDACTED in str(value):
                continue
            at = context.exchange_place(recording, f"/{side}/headers/{escape(name)}")
            finding = Finding(
                "secret-exposed", BREAKING, f"a recording holds the header {name}", at, (Party(party, name, at),),
                (recording.operation, recording.case, side, name), recording.operation,
            )  # fmt: skip
            yield Judged(finding, words=WORDS)
