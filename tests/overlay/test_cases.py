"""Conformance cases: each file of `cases/` is one claim about what applying an overlay yields, or why it is refused.

A case has `claim`, `description`, `overlay` (as text, so that its lines count) and either `expected` or `errors`. The
number in its name is the point it belongs to: 1 order, 2 remove, 3 kinds, 4 merging, 5 and 6 arrays, 7 matching, 8 what
removal takes first, 9 copy, 10 JSONPath, 11 sharing, 12 YAML, 13 validation, 14 reusable actions.
"""

from pathlib import Path
from typing import Any

import pytest

from scripts.documents import dump_json, load, parse
from scripts.failures import Failure, Failures
from scripts.overlay import Applied, apply, parse_overlay

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
FIELDS = {"claim", "description", "overlay", "expected", "errors", "allow_unmatched"}


def read(path: Path) -> dict[str, Any]:
    data = load(path).data
    assert isinstance(data, dict)
    return data


def run(case: dict[str, Any]) -> Applied:
    overlay = parse_overlay(parse(case["overlay"], Path("overlay.yaml")))
    return apply(case["description"], overlay, allow_unmatched=case.get("allow_unmatched", False))


def told(error: Failure | Failures) -> list[dict[str, Any]]:
    """Write failures as the cases do: without what they do not have."""
    failures = error.failures if isinstance(error, Failures) else [error]
    facts = [{"what": one.what, "where": one.where, "cause": one.cause, "cure": one.cure} for one in failures]
    return [{key: item for key, item in fact.items() if item is not None} for fact in facts]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_holds(path: Path) -> None:
    """The claim of the file is true: the result, with its order and its types, or every fact of every error."""
    case = read(path)
    if "expected" in case:
        assert dump_json(run(case).document) == dump_json(case["expected"]), case["claim"]
        return
    with pytest.raises((Failure, Failures)) as caught:
        run(case)
    expected = [{"where": f"overlay.yaml:{error.pop('line')}", **error} for error in case["errors"]]
    assert told(caught.value) == expected, case["claim"]  # type: ignore[arg-type]


def test_cases_are_walked() -> None:
    """There are cases, each claims one thing in one sentence, and each says either what results or what is wrong."""
    cases = [read(path) for path in CASES]
    assert len(cases) >= 60
    for case in cases:
        assert case.keys() <= FIELDS
        assert case["claim"].endswith(".")
        assert ("expected" in case) != ("errors" in case)
    assert len({case["claim"] for case in cases}) == len(cases)
