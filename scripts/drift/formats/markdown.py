"""Markdown: a report for a pull request comment or the summary of a job."""

import html
import re
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Final

from scripts.drift.finding import Finding, Report
from scripts.drift.formats.words import by_severity, checked, cut, found, judged_any, one_line, plain

LIMIT: Final = 60_000
"""Characters that a report takes at most; GitHub refuses a comment of more than 65,536."""

MESSAGE: Final = 300
"""Characters of a message or a claim in a table, or in a line that is folded."""

EVIDENCE: Final = 2_000

# What begins a link, emphasis, code, a cell, HTML, a formula, a mention, or a reference to an issue. One
# underscore between letters or digits begins nothing, and names are easier to read as they are.
SPECIAL: Final = re.compile(r"[\\`*\[\]<>&|~$@#]|(?<![^\W_])_|_(?![^\W_])")
ENTITIES: Final = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "\\": "&#92;", "$": "<span>$</span>"}
RUN: Final = re.compile("`+")
SPAN: Final = re.compile("(?<!`)`([^`]+)`(?!`)")

HEAD: Final = "| severity | rule | finding | where |\n|---|---|---|---|"
SIDES: Final = "| who | says | where |\n|---|---|---|"


def render(report: Report) -> str:
    """Write a headline, a table of the findings, their details folded, and the proposal where there is one."""
    findings = by_severity(report.findings)
    parts = _headline(report)
    if report.proposal:
        parts.append(_proposal(report.proposal))
    if findings:
        room = LIMIT - sum(map(len, parts)) - len(HEAD)
        table = _fitting(findings, _row, room // 2, "\n")
        details = _fitting(findings, _details, room - len(table), "\n\n")
        parts[2:2] = [f"{HEAD}\n{table}", details]
    return "\n\n".join(parts) + "\n"


def _headline(report: Report) -> list[str]:
    """The result, and how much was judged."""
    judged = checked(report.checked).capitalize()
    if report.findings:
        return [f"### Drift: {found(report)}", f"{judged}."]
    return [f"### {found(report).capitalize()}", f"{judged}."] if judged_any(report.checked) else [f"### {judged}"]


def _fitting(findings: Sequence[Finding], write: Callable[[Finding], str], room: int, between: str) -> str:
    """Write as many findings as there is room for, and tell how many are left out."""
    written: list[str] = []
    for number, finding in enumerate(findings):
        text = write(finding)
        room -= len(text) + len(between)
        if room < 0:
            return between.join(written) + f"\n\nAnd {len(findings) - number} more, left out for length."
        written.append(text)
    return between.join(written)


def _row(finding: Finding) -> str:
    cells = [finding.severity.value, code(finding.rule), short(finding.message), code(str(finding.location))]
    return f"| {' | '.join(cells)} |"


def _details(finding: Finding) -> str:
    """A folded section: the message, both sides, the evidence, and what the finding is known by."""
    message = one_line(finding.message)
    title = SPAN.sub(r"<code>\1</code>", apart(html.escape(cut(message, MESSAGE), quote=False)))
    known = {"operation": finding.operation, "pointer": finding.pointer, "fingerprint": finding.fingerprint}
    sides = [
        f"| {party.name} | {short(party.says)} | {code(str(party.location)) if party.location else ''} |"
        for party in finding.parties
    ]
    parts = [
        # What stands in the HTML block of a summary is HTML, until an empty line.
        f"<details>\n<summary>{finding.severity.value}: {title}</summary>",
        prose(message) if len(message) > MESSAGE else "",
        "\n".join([SIDES, *sides]) if sides else "",
        f"Evidence:\n\n{fenced(cut(plain(finding.evidence), EVIDENCE, 40), 'text')}" if finding.evidence else "",
        "; ".join(f"{label} {code(text)}" for label, text in known.items() if text),
        "</details>",
    ]
    return "\n\n".join(part for part in parts if part)


def _proposal(text: str) -> str:
    if len(text) > LIMIT // 3:
        return "A proposed overlay answers findings; it is too long to be shown here."
    return f"A proposed overlay that answers findings:\n\n{fenced(plain(text), 'yaml')}"


def short(text: str) -> str:
    """The beginning of a text on one line, as Markdown that shows it and does nothing."""
    return prose(cut(one_line(text), MESSAGE))


def prose(text: str) -> str:
    """Write one line that shows a text; what it has in single backticks stands as code."""
    return "".join(code(part) if odd else escaped(part) for part, odd in zip(SPAN.split(text), cycle((False, True))))


def escaped(text: str) -> str:
    """Write one line of Markdown that shows a text as it is, wherever in a line or cell it stands."""
    return SPECIAL.sub(lambda match: ENTITIES.get(match.group()) or _harmless(match.group()), text)


def _harmless(char: str) -> str:
    return apart(char) if char in "@#" else f"\\{char}"


def apart(text: str) -> str:
    """Part the signs of mentions and issues from what follows, with what nobody sees: to name somebody calls them."""
    return re.sub("[@#]", r"\g<0><!-- -->", text)


def code(text: str) -> str:
    """Write a text as code within a line or a cell."""
    line = one_line(text)
    # A span cannot show backticks, and no cell a stroke, without rules of their own.
    return f"<code>{escaped(line)}</code>" if not line or "`" in line or "|" in line else f"`{line}`"


def fenced(text: str, language: str) -> str:
    """Write a block of code whose fence is longer than any in the text."""
    fence = "`" * max(3, 1 + max(map(len, RUN.findall(text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
