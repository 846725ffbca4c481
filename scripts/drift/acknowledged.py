"""Acknowledged findings: `spec/acknowledged.yaml` accepts a fingerprint, by somebody, for a reason, until a day."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from scripts.documents import Document, load
from scripts.drift.finding import Finding, Location, Party, Rule, Severity
from scripts.drift.inputs import Unusable
from scripts.failures import Failure, Failures

FIELDS: Final = ("fingerprint", "owner", "reason", "expires")
FINGERPRINT: Final = re.compile("[0-9a-f]{16}")
RULES: Final = (
    Rule("acknowledgement-expired", "An entry of spec/acknowledged.yaml has expired."),
    Rule("acknowledgement-unused", "An entry of spec/acknowledged.yaml accepts nothing that is found."),
)


@frozen
class Entry:
    """One accepted finding. `expires`: the last day on which it is accepted."""

    fingerprint: str
    owner: str
    reason: str
    expires: date
    location: Location


def read_entries(path: Path) -> tuple[list[Entry], list[Unusable]]:
    """Read the entries, and why some cannot be used; without a file there are none."""
    if not path.is_file():
        return [], []
    try:
        document = load(path)
    except Failure as failure:
        # A file of nothing but comments accepts nothing.
        bare = all(
            not line.strip() or line.lstrip().startswith("#")
            for line in path.read_text("utf-8", "replace").splitlines()
        )
        return [], [] if bare else [Unusable(path, failure)]
    except Failures as several:
        return [], [Unusable(path, one) for one in several.failures]
    data = document.data
    if data is None or data == []:
        return [], []
    if not isinstance(data, list):
        cure = "write a list of entries with " + ", ".join(FIELDS)
        return [], [Unusable(path, Failure("this is no list of entries", document.place(), cure=cure))]
    entries, unusable = [], []
    for index, row in enumerate(data):
        try:
            entries.append(_entry(document, row, index))
        except Failure as failure:
            unusable.append(Unusable(path, failure))
    return entries, unusable


def _entry(document: Document, row: Any, index: int) -> Entry:
    at = f"/{index}"
    if not isinstance(row, dict):
        raise Failure("an entry is an object", document.place(at), cure="give it " + ", ".join(FIELDS))
    for name in FIELDS:
        if not isinstance(row.get(name), str) or not row[name].strip():
            cause = f"`{name}` is missing or empty"
            raise Failure("this entry is not whole", document.place(at), cause, "give it " + ", ".join(FIELDS))
    if not FINGERPRINT.fullmatch(row["fingerprint"]):
        cure = "copy the 16 digits from the report"
        raise Failure(f"'{row['fingerprint']}' is no fingerprint", document.place(f"{at}/fingerprint"), cure=cure)
    try:
        expires = date.fromisoformat(row["expires"])
    except ValueError:
        what = f"'{row['expires']}' is no date"
        raise Failure(what, document.place(f"{at}/expires"), cure="write YYYY-MM-DD") from None
    location = Location.read(document.place(at))
    return Entry(row["fingerprint"], row["owner"], row["reason"], expires, location)


def settle(findings: Iterable[Finding], entries: Iterable[Entry], today: date) -> tuple[list[Finding], list[Finding]]:
    """Part findings into those that count, and those that are accepted; add what is wrong with the entries."""
    found = list(findings)
    known = {one.fingerprint for one in found}
    valid = {entry.fingerprint for entry in entries if entry.expires >= today}
    counting = [one for one in found if one.fingerprint not in valid]
    counting += _about(entries, known, today)
    return counting, [one for one in found if one.fingerprint in valid]


def _about(entries: Iterable[Entry], known: set[str], today: date) -> Iterator[Finding]:
    for entry in entries:
        if entry.fingerprint not in known:
            rule, what = RULES[1], f"accepts nothing that is found: delete it ({entry.reason})"
        elif entry.expires < today:
            rule, what = RULES[0], f"expired on {entry.expires}: mend what it accepts, or ask {entry.owner} for longer"
        else:
            continue
        message = f"the entry {entry.fingerprint} {what}"
        parties = (Party("acknowledgement", f"accepted by {entry.owner} until {entry.expires}", entry.location),)
        yield Finding(rule.id, Severity.WARNING, message, entry.location, parties, (entry.fingerprint,))
