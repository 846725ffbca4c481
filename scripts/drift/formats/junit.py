"""JUnit: a report as the XML of test results, which most CI systems show.

Each finding that is breaking or a warning is a failed test case, each acknowledged one a skipped test case, and each
rule that has neither a passed one. What is only information fails nothing; it stands in the output of the suite.
"""

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from scripts.drift.finding import Finding, Report, Severity
from scripts.drift.formats.words import by_severity, claim, one_line, plain

SUITE: Final = "drift"


def render(report: Report) -> str:
    """Write one suite in a `testsuites`; the schema of JUnit files allows no more than one result a test case."""
    root = ET.Element("testsuites")
    suite = ET.SubElement(root, "testsuite", name=SUITE)
    _properties(suite, report)
    failing = by_severity(one for one in report.findings if one.severity is not Severity.INFORMATION)
    for finding in failing:
        failure = ET.SubElement(_case(suite, finding), "failure", _message(finding), type=finding.severity.value)
        failure.text = _details(finding)
    for finding in report.acknowledged:
        ET.SubElement(_case(suite, finding), "skipped", _message(finding), type="acknowledged")
    told = {finding.rule for finding in (*failing, *report.acknowledged)}
    for rule in report.rules:
        if rule.id not in told:
            ET.SubElement(suite, "testcase", classname=SUITE, name=one_line(rule.id))
    _output(suite, [one for one in report.findings if one.severity is Severity.INFORMATION])
    counts = {"failures": len(failing), "errors": 0, "skipped": len(report.acknowledged)}
    suite.attrib.update(tests=str(len(suite.findall("testcase"))), **{name: str(n) for name, n in counts.items()})
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _properties(suite: ET.Element, report: Report) -> None:
    """How much was checked."""
    properties = ET.SubElement(suite, "properties")
    for name, count in report.checked.as_json().items():
        ET.SubElement(properties, "property", name=name, value=str(count))


def _case(suite: ET.Element, finding: Finding) -> ET.Element:
    # The fingerprint tells the findings of one rule apart, and is the same in the next run: histories go on.
    name = f"{one_line(finding.rule)} {finding.fingerprint}"
    return ET.SubElement(suite, "testcase", classname=SUITE, name=name)


def _message(finding: Finding) -> dict[str, str]:
    return {"message": one_line(finding.message)}


def _details(finding: Finding) -> str:
    """Where, in which operation, who says what, and the evidence; a line each."""
    facts = {"at": str(finding.location), "operation": finding.operation, "pointer": finding.pointer}
    lines = [one_line(f"{label}: {text}") for label, text in facts.items() if text]
    evidence = [f"evidence:\n{plain(finding.evidence)}"] if finding.evidence else []
    return "\n".join([*lines, *map(claim, finding.parties), *evidence])


def _output(suite: ET.Element, findings: Iterable[Finding]) -> None:
    told = [f"{one_line(one.rule)}: {one_line(one.message)}\n{_details(one)}" for one in by_severity(findings)]
    if told:
        ET.SubElement(suite, "system-out").text = "\n\n".join(told)
