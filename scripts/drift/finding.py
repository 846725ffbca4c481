"""Findings: judged disagreements, as values.

A finding says which rule judged, how grave it is for a user of the client, who says what, and where. Its fingerprint
stays the same while nobody changes the disagreement itself: line numbers, order and other findings do not count.
"""

import hashlib
import json
from enum import Enum
from typing import Literal, TypeAlias

from attrs import asdict, field, frozen

from scripts.keys import scrub
from scripts.values import Json

PartyName: TypeAlias = Literal[
    "page", "catalogue", "description", "overlay", "recording", "client", "service", "surprise", "acknowledgement"
]


class Severity(Enum):
    """What a finding does to a user of the client: `BREAKING` programs fail, `WARNING` they may, `INFORMATION` none."""

    BREAKING = "breaking"
    WARNING = "warning"
    INFORMATION = "information"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@frozen
class Location:
    """A line of a file. `file`: relative to the repository, or as it was given. `line`: from 1."""

    file: str
    line: int = 1

    @classmethod
    def read(cls, text: str) -> "Location":
        """Read `file:line`, or a file alone."""
        file, colon, line = text.rpartition(":")
        return cls(file, int(line)) if colon and line.isdecimal() else cls(text)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@frozen
class Party:
    """One who says something. `says`: in few words, such as `string` or `required`; `location`: where."""

    name: PartyName
    says: str = field(converter=scrub)
    location: Location | None = None


@frozen
class Finding:
    """One judged disagreement.

    `rule`: its id. `operation`: an operationId, or None for what belongs to none. `pointer`: a JSON pointer into the
    bundled description, or into a recording, where the disagreement has a place in one. `evidence`: the words of the
    source, for people. `subject`: what tells this finding from others of its rule and operation. What looks like a key
    is in none of its texts.
    """

    rule: str
    severity: Severity
    message: str = field(converter=scrub)
    location: Location
    parties: tuple[Party, ...]
    subject: tuple[str, ...]
    operation: str | None = None
    pointer: str | None = None
    evidence: str = field(default="", converter=scrub)
    fingerprint: str = field(init=False)

    @fingerprint.default
    def _fingerprint(self) -> str:
        facts = json.dumps([self.rule, self.operation, *self.subject], ensure_ascii=False)
        return hashlib.sha256(facts.encode(errors="surrogatepass")).hexdigest()[:16]

    def as_json(self) -> dict[str, Json]:
        """Write the finding as the schema of reports says."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "parties": [
                {"party": one.name, "says": one.says, "location": str(one.location) if one.location else None}
                for one in self.parties
            ],
            "operation": self.operation,
            "pointer": self.pointer,
            "location": str(self.location),
            "fingerprint": self.fingerprint,
            "message": self.message,
            "evidence": self.evidence,
        }


@frozen
class Checked:
    """How much was judged; a run that judged nothing is no success."""

    pages: int = 0
    operations: int = 0
    fields: int = 0
    examples: int = 0
    catalogue_rows: int = 0
    recordings: int = 0
    live_answers: int = 0
    surprises: int = 0
    overlay_actions: int = 0
    generated_files: int = 0

    def as_json(self) -> dict[str, Json]:
        """Write the counts."""
        return asdict(self)


@frozen
class Rule:
    """A rule as reports name it. `claim`: one sentence that says what a finding of it claims."""

    id: str
    claim: str


@frozen
class Report:
    """What a run found. `findings`: those that count, the gravest first. `acknowledged`: those that were accepted.

    `operations`: every operationId of the description, in its order. `rules`: every rule that there is. `proposal`:
    the text of the overlay that answers findings, where one was made; `answered`: the fingerprints that it answers.
    """

    checked: Checked
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    operations: tuple[str, ...]
    acknowledged: tuple[Finding, ...] = ()
    proposal: str | None = None
    answered: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Json]:
        """Write the report as its schema says."""
        return {
            "checked": self.checked.as_json(),
            "findings": [finding.as_json() for finding in self.findings],
            "acknowledged": [finding.as_json() for finding in self.acknowledged],
        }
