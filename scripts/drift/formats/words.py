"""Words and characters that the formats share: how findings are counted, and what of foreign text may be shown."""

import re
from collections.abc import Iterable
from typing import Final

from scripts.drift.finding import Checked, Finding, Party, Report, Severity

# Foreign text may steer a terminal, turn the direction of reading, end a line unseen, or fit neither XML nor UTF-8.
STRANGE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
BLANK: Final = re.compile("[ \t\n]+")

NOUNS: Final = {
    Severity.BREAKING: ("breaking", "breaking"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFORMATION: ("information", "information"),
}
"""How one and how several findings of a severity are called."""


def plain(text: str) -> str:
    """Show what is no text as a sign for it; lines end in a newline alone, and tabs stay."""
    return STRANGE.sub(_sign, text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The same as `plain`, but on one line."""
    return BLANK.sub(" ", plain(text)).strip()


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < ord(" "):
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def cut(text: str, characters: int, lines: int = 12) -> str:
    """Keep the beginning of a long text, and tell how much is left out."""
    kept = "\n".join(text[:characters].split("\n")[:lines])
    left = len(text) - len(kept)
    return f"{kept} … and {left} more characters" if left else text


def storable(json_text: str) -> str:
    """Escape in JSON text the characters for which `plain` shows signs: as JSON they lose nothing."""
    # Those that JSON text has for itself are none of them, and all of those that it may not hold are escaped already.
    return STRANGE.sub(lambda match: f"\\u{ord(match.group()):04x}", json_text)


def claim(party: Party) -> str:
    """Who says what, and where, on one line: `page: string (page.txt:12)`."""
    return one_line(f"{party.name}: {party.says}" + (f" ({party.location})" if party.location else ""))


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first; within a severity the order stays."""
    return sorted(findings, key=lambda finding: finding.severity.rank)


def found(report: Report) -> str:
    """Count the findings: `2 breaking, 1 warning`, with those acknowledged; `no drift` for none."""
    counts = {severity: sum(one.severity is severity for one in report.findings) for severity in Severity}
    told = [f"{count} {NOUNS[severity][count != 1]}" for severity, count in counts.items() if count]
    accepted = [f"{len(report.acknowledged)} acknowledged"] if report.acknowledged else []
    return ", ".join(told + accepted) if told else " but ".join(["no drift", *accepted])


def checked(counts: Checked) -> str:
    """Tell how much was judged: `5 pages, 1 operation checked`; what was not is left out."""
    told = [
        f"{count} {name.replace('_', ' ').removesuffix('s') if count == 1 else name.replace('_', ' ')}"
        for name, count in counts.as_json().items()
        if count
    ]
    return f"{', '.join(told)} checked" if told else "nothing was checked"


def summary(report: Report) -> str:
    """The result in one line: `2 breaking; 5 pages checked`, `no drift: 5 pages checked`, `nothing was checked`."""
    judged = checked(report.checked)
    if report.findings:
        return f"{found(report)}; {judged}"
    return f"{found(report)}: {judged}" if judged_any(report.checked) else judged


def judged_any(counts: Checked) -> bool:
    """Whether anything was judged. To judge nothing proves nothing, and must not read as success."""
    return any(counts.as_json().values())
