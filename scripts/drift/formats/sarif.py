"""SARIF 2.1.0: a report for code scanning."""

import re
from typing import Final
from urllib.parse import quote

from scripts.documents import dump_json
from scripts.drift.finding import Finding, Location, Report, Severity
from scripts.drift.formats.words import claim, plain, storable
from scripts.values import Json

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {Severity.BREAKING: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
ROOT: Final = "%SRCROOT%"
ADDRESS: Final = re.compile("https?://")
NO_ESCAPE: Final = re.compile("%(?![0-9A-Fa-f]{2})")


def render(report: Report) -> str:
    """Write one run: every rule, and a result for each finding; those acknowledged are suppressed results."""
    rules = _rules(report)
    indexes = {rule["id"]: index for index, rule in enumerate(rules)}
    results: list[Json] = [
        {**_result(finding), "ruleIndex": indexes[finding.rule], "suppressions": list(suppressions)}
        for findings, suppressions in (
            # Where one result tells its suppressions, all must.
            (report.findings, list[Json]()),
            (report.acknowledged, list[Json]([{"kind": "external", "status": "accepted"}])),
        )
        for finding in findings
    ]
    run: dict[str, Json] = {
        "tool": {"driver": {"name": "speech302 drift", "rules": list(rules)}},
        "automationDetails": {"id": "drift/"},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "results": results,
        "properties": {"checked": report.checked.as_json()},
    }
    return storable(dump_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}))


def _rules(report: Report) -> list[dict[str, Json]]:
    """Every rule of the report, and after them those that only a finding names."""
    claims = {rule.id: rule.claim for rule in report.rules}
    named = dict.fromkeys([*claims, *(one.rule for one in (*report.findings, *report.acknowledged))])
    return [{"id": id_, "shortDescription": {"text": claims.get(id_, id_)}} for id_ in named]


def _result(finding: Finding) -> dict[str, Json]:
    place = {**_place(finding.location), "logicalLocations": _logical(finding)}
    return {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding.message)},
        "locations": [{key: value for key, value in place.items() if value}],
        "relatedLocations": _related(finding),
        "partialFingerprints": {"drift/v1": finding.fingerprint},
        "properties": {
            "parties": [claim(party) for party in finding.parties],
            "evidence": plain(finding.evidence),
        },
    }


def _related(finding: Finding) -> list[Json]:
    """Where each party says what it says; the number is what a result's identity needs."""
    places = [(party, party.location) for party in finding.parties if party.location]
    return [
        {"id": number, **_place(location), "message": {"text": _message(f"{party.name}: {party.says}")}}
        for number, (party, location) in enumerate(places, 1)
    ]


def _logical(finding: Finding) -> list[Json]:
    """The operation, and the node of the description; both have no line."""
    names = [("function", finding.operation), ("value", finding.pointer)]
    return [{"kind": kind, "fullyQualifiedName": plain(name)} for kind, name in names if name]


def _message(text: str) -> str:
    # Even in plain text the standard reads `[a](b)` as a link.
    return plain(text).replace("](", "] (")


def _place(location: Location) -> dict[str, Json]:
    artifact = artifact_of(location.file)
    return {"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": location.line}}}


def artifact_of(file: str) -> dict[str, Json]:
    """Where a file is, as a URI: relative to the repository for a path in it, absolute for one from the root.

    A path that leads out of the repository stays relative, and is not said to be relative to its root: the standard
    forbids that.
    """
    if ADDRESS.match(file):
        return {"uri": NO_ESCAPE.sub("%25", quote(file, safe=":/?&=,;@+%", errors="replace"))}
    uri = quote(file, errors="replace")
    if file.startswith("/"):
        return {"uri": f"file://{uri}"}
    inside = ".." not in file.split("/")
    return {"uri": uri, "uriBaseId": ROOT} if inside else {"uri": uri}
