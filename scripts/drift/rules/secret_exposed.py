"""A stored page or recording holds what looks like a key."""

from collections.abc import Iterator

from scripts.documents import shown
from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Location, Party, PartyName
from scripts.drift.judging import BREAKING
from scripts.keys import find_keys, scrub

WORDS = "withdraw the key, put sk-REDACTED in its place, and take it out of the history"


def judge(context: Context) -> Iterator[Judged]:
    """Judge every line of every input; the key itself is told nowhere."""
    for path, text in context.inputs.texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            if any(find_keys(line)):
                at = Location(shown(path), number)
                party: PartyName = (
                    "recording" if path.suffix == ".json" and path.parent.name == "recordings" else "page"
                )
                evidence = scrub(line.strip())[:200]
                finding = Finding(
                    "secret-exposed", BREAKING, f"a {party} holds what looks like a key", at,
                    (Party(party, "a key", at),), (path.name, evidence), evidence=evidence,
                )  # fmt: skip
                yield Judged(finding, words=WORDS)
