"""The report that a person opens: one HTML file that asks the network for nothing, and works without a script.

What narrows the findings down is a link to a filter: while a filter is the target of the address, the style sheet hides
what it leaves out. The script only adds comfort, such as copying, and opening what an address names.
"""

import re
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from typing import Final

from attrs import frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from scripts.drift.finding import Finding, PartyName, Report, Severity
from scripts.drift.formats.words import NOUNS, by_severity, cut, one_line, plain

PARTIES: Final[tuple[PartyName, ...]] = (
    "page",
    "catalogue",
    "description",
    "overlay",
    "recording",
    "client",
    "service",
)
"""The columns of the matrix."""

AT_TIMES: Final[tuple[PartyName, ...]] = ("surprise", "acknowledgement")
"""Parties that are asked, or wrong, now and then, and have a column only then."""

FEW: Final = 5
"""So many findings are read in whole, and are shown open; more are skimmed first."""

MESSAGE: Final = 1_000
CLAIM: Final = 500
EVIDENCE: Final = 10_000
"""Characters of a message, of what one party says and of evidence that are shown; the JSON report has all of it."""

SPAN: Final = re.compile("(?<!`)`([^`]+)`(?!`)")


@frozen
class Entry:
    """A finding as it is shown. `id`: what an address calls it; `marks`: its classes, by which filters choose."""

    finding: Finding
    id: str
    marks: tuple[str, ...]


@frozen
class Filter:
    """Findings that a link shows alone: all that bear every one of `marks`. `words`: what they have in common."""

    words: str
    marks: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def id(self) -> str:
        """What an address calls it."""
        return "-".join(("show", *self.marks))

    @property
    def count(self) -> int:
        """How many findings it shows."""
        return len(self.entries)

    @property
    def gravest(self) -> Severity:
        """The severity of the gravest finding that it shows."""
        return min((entry.finding.severity for entry in self.entries), key=lambda severity: severity.rank)


@frozen
class Row:
    """A row of the matrix: a filter for each column, and the last one for all; None where there is no finding."""

    operation: str | None
    cells: tuple[Filter | None, ...]


class View:
    """A report as the template shows it: its findings, and every filter that something can lead to."""

    def __init__(self, report: Report) -> None:
        found = [finding.operation for finding in report.findings if finding.operation is not None]
        named = {party.name for finding in report.findings for party in finding.parties}
        self.report: Final = report
        self.operations: Final = (*dict.fromkeys((*report.operations, *found)), None)
        self.columns: Final = (*PARTIES, *(party for party in AT_TIMES if party in named))
        entries = self._entries((*by_severity(report.findings), *by_severity(report.acknowledged)))
        self.entries: Final = entries[: len(report.findings)]
        self.acknowledged: Final = entries[len(report.findings) :]
        self.claims: Final = {rule.id: rule.claim for rule in report.rules}
        self._bearing: Final = defaultdict[str, list[Entry]](list)
        for entry in self.entries:
            for mark in entry.marks:
                self._bearing[mark].append(entry)
        self.tallies: Final = [self._tally(severity) for severity in Severity]
        self.rows: Final = [self._row(number, name) for number, name in enumerate(self.operations)]
        self.footer: Final = [self._filter(party, f"party-{party}") for party in self.columns]
        self.rules: Final = [self._filter(rule.id, f"rule-{number}") for number, rule in enumerate(report.rules)]

    def _entries(self, findings: Iterable[Finding]) -> list[Entry]:
        rows = {name: f"row-{number}" for number, name in enumerate(self.operations)}
        rules = {rule.id: f"rule-{number}" for number, rule in enumerate(self.report.rules)}
        seen, entries = Counter[str](), []
        for finding in findings:
            # Numbers stand for names: a selector cannot hold what a name may.
            known = (rows.get(finding.operation), rules.get(finding.rule))
            marks = (finding.severity.value, *filter(None, known), *(f"party-{one.name}" for one in finding.parties))
            seen[finding.fingerprint] += 1
            # An address names one thing, even where two findings have one fingerprint.
            again = f"-{seen[finding.fingerprint]}" if seen[finding.fingerprint] > 1 else ""
            entries.append(Entry(finding, finding.fingerprint + again, tuple(dict.fromkeys(marks))))
        return entries

    def _filter(self, words: str, *marks: str) -> Filter | None:
        chosen = tuple(entry for entry in self._bearing[marks[0]] if set(marks) <= set(entry.marks))
        return Filter(words, marks, chosen) if chosen else None

    def _tally(self, severity: Severity) -> tuple[Severity, str, Filter | None]:
        found = self._filter(NOUNS[severity][1], severity.value)
        count = found.count if found else 0
        return severity, f"{count} {NOUNS[severity][count != 1]}", found

    def _row(self, number: int, operation: str | None) -> Row:
        row, words = f"row-{number}", operation if operation is not None else "no operation"
        cells = (self._filter(f"{words}, {party}", row, f"party-{party}") for party in self.columns)
        return Row(operation, (*cells, self._filter(words, row)))

    @property
    def filters(self) -> list[Filter]:
        """Every filter that something leads to."""
        cells = (one for row in self.rows for one in row.cells)
        return [one for one in (*(one for _, _, one in self.tallies), *cells, *self.footer, *self.rules) if one]

    @property
    def answered(self) -> int:
        """How many findings the proposed overlay answers."""
        return sum(entry.finding.fingerprint in self.report.answered for entry in self.entries)

    @property
    def verdict(self) -> str:
        """What the report says, in a few words."""
        if self.entries:
            return ", ".join(words for _, words, _ in self.tallies)
        return "No drift" if any(self.report.checked.as_json().values()) else "Nothing was checked"


def render(report: Report) -> str:
    """Write the report as one HTML file. The same report gives the same text."""
    view, templates = View(report), _templates()
    style = templates.get_template("report.css.j2").render(filters=view.filters)
    script = templates.get_template("report.js.j2").render()
    # Neither holds a word of others: filters are made of numbers and of our own names.
    parts = {"style": Markup(style), "script": Markup(script)}  # noqa: S704
    page = templates.get_template("report.html.j2")
    return page.render(view=view, report=report, few=FEW, policy=_policy(parts), **parts)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {"path": _path, "line": one_line, "plain": plain}
    templates.filters |= {"message": _message, "says": _says, "evidence": _evidence}
    return templates


def _policy(parts: dict[str, Markup]) -> str:
    """What the browser may do: apply exactly this style and run exactly this script, and nothing else."""
    digests = {name: b64encode(sha256(text.encode()).digest()).decode() for name, text in parts.items()}
    allowed = (f"{name}-src 'sha256-{digest}'" for name, digest in digests.items())
    return "; ".join(("default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"))


def _message(text: str) -> Markup:
    """Show a message on one line, and what it has in single backticks as code."""
    parts = zip(SPAN.split(cut(one_line(text), MESSAGE)), cycle((False, True)), strict=False)
    return Markup("").join(Markup("<code>{}</code>").format(part) if odd else escape(part) for part, odd in parts)


def _says(text: str) -> str:
    return cut(one_line(text), CLAIM) or "nothing"


def _evidence(text: str) -> str:
    return cut(plain(text), EVIDENCE, EVIDENCE)


def _path(text: str) -> Markup:
    """Let a path break after its slashes, and be copied without the breaks."""
    return Markup("/<wbr>").join(map(escape, one_line(text).split("/")))
