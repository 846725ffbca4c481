"""JSON: the whole report, as `scripts/drift/report.schema.json` says."""

from scripts.documents import dump_json
from scripts.drift.finding import Report
from scripts.drift.formats.words import storable


def render(report: Report) -> str:
    """Write the report with an indent of two, non-ASCII kept."""
    return storable(dump_json(report.as_json()))
