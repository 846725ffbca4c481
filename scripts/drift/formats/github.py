"""GitHub: workflow commands, which a job's log turns into annotations of files."""

from typing import Final

from scripts.drift.finding import Finding, Report, Severity
from scripts.drift.formats.words import by_severity, claim, cut, one_line, plain, summary

MESSAGE: Final = 2000
"""Characters of a message that are shown: an annotation stands between lines of code."""

COMMANDS: Final = {Severity.BREAKING: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


def render(report: Report) -> str:
    """Write one command a finding, the gravest first, and a last line for people who read the log."""
    return "\n".join([*map(_command, by_severity(report.findings)), summary(report) + "\n"])


def _command(finding: Finding) -> str:
    properties = {
        "file": plain(finding.location.file),
        "line": str(finding.location.line),
        "title": f"drift: {one_line(finding.rule)}",
    }
    written = ",".join(f"{name}={property_value(value)}" for name, value in properties.items())
    return f"::{COMMANDS[finding.severity]} {written}::{data(_message(finding))}"


def _message(finding: Finding) -> str:
    """The message, who says what, and the fingerprint by which the finding can be acknowledged."""
    parties = [cut(claim(party), MESSAGE) for party in finding.parties]
    return "\n".join([cut(plain(finding.message), MESSAGE), *parties, f"fingerprint: {finding.fingerprint}"])


def data(text: str) -> str:
    """Escape what follows the `::` of a command, as the runner undoes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    """Escape the value of a property of a command, as the runner undoes it."""
    return data(text).replace(":", "%3A").replace(",", "%2C")
