"""Formats: a report as text for people, and as the documents that other programs read.

A format is a module with `render(report) -> str`; it is imported when it is first asked for.
"""

from importlib import import_module
from typing import Final

from scripts.drift.finding import Report
from scripts.failures import UNUSABLE, Failure, choices

FORMATS: Final[dict[str, str]] = {
    "text": "scripts.drift.formats.text",
    "json": "scripts.drift.formats.json_report",
    "junit": "scripts.drift.formats.junit",
    "sarif": "scripts.drift.formats.sarif",
    "markdown": "scripts.drift.formats.markdown",
    "html": "scripts.drift.formats.html",
    "github": "scripts.drift.formats.github",
}
"""The module of each format, in the order in which the help lists them."""


def render(report: Report, format_name: str) -> str:
    """Write a report in a format of `FORMATS`; it ends in a newline. Raises `Failure` for an unknown format."""
    module = FORMATS.get(format_name)
    if module is None:
        cure = choices(format_name, FORMATS, "formats")
        raise Failure(f"there is no format '{format_name}'", cure=cure, exit_code=UNUSABLE)
    return str(import_module(module).render(report))
