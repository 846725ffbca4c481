"""Text: a report for a person in a terminal."""

from typing import Final
from unicodedata import category, east_asian_width

from scripts.drift.finding import Finding, Party, Report, Severity
from scripts.drift.formats.words import by_severity, cut, one_line, plain, summary

WIDEST: Final = 40
"""What somebody says in more columns than these does not push the places of the others to the right."""

MESSAGE: Final = 1000
CLAIM: Final = 200
EVIDENCE: Final = 1000
"""Characters of a message, of what one party says and of evidence that are shown; the JSON report has all of it."""

COLOURS: Final = {Severity.BREAKING: "31;1", Severity.WARNING: "33;1", Severity.INFORMATION: "36;1"}
FAINT: Final = "2"


def render(report: Report, colour: bool = False) -> str:
    """Write the findings, the gravest first, and a last line that counts; `colour`: with ANSI colours."""
    findings = [_finding(finding, colour) for finding in by_severity(report.findings)]
    return "\n".join([*findings, summary(report) + "\n"])


def _finding(finding: Finding, colour: bool) -> str:
    """A head, and one labelled fact a line; what stands under a fact is indented like it."""
    severity = _paint(finding.severity.value, COLOURS[finding.severity], colour)
    lines = [f"{severity}: {one_line(finding.rule)}: {cut(one_line(finding.message), MESSAGE)}"]
    facts = _facts(finding)
    column = max(len(label) for label, _ in facts) + 2
    for label, text in facts:
        name = _paint(f"{label}:".ljust(column), FAINT, colour)
        lines.append(f"  {name}" + text.replace("\n", "\n" + " " * (column + 2)))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _facts(finding: Finding) -> list[tuple[str, str]]:
    """Label and text of each fact that the finding has."""
    evidence = cut(plain(finding.evidence).strip("\n"), EVIDENCE)
    facts = [
        ("at", one_line(str(finding.location))),
        ("operation", one_line(finding.operation or "")),
        ("pointer", one_line(finding.pointer or "")),
        *_parties(finding.parties),
        ("evidence", evidence),
        ("fingerprint", finding.fingerprint),
    ]
    return [(label, text) for label, text in facts if text]


def _parties(parties: tuple[Party, ...]) -> list[tuple[str, str]]:
    """Who says what, and, aligned, where."""
    says = [cut(one_line(party.says), CLAIM) for party in parties]
    column = max([width(text) for text in says if width(text) <= WIDEST], default=0)
    return [
        (party.name, f"{text}{' ' * (column - width(text))}  {_place(party)}".rstrip())
        for party, text in zip(parties, says, strict=True)
    ]


def _place(party: Party) -> str:
    return one_line(str(party.location)) if party.location else ""


def width(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters take two, combining ones none."""
    return sum(
        0 if category(char) in ("Mn", "Me", "Cf") else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
