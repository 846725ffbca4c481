"""What tests of drift share: a copy of the sources with the verb run over it in this process, and values that fit."""

import json
import sys
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import speech302.models  # noqa: F401 - else it would be imported from a copy, and be the client of all later tests
from scripts.cli import main
from scripts.drift import command, engine
from scripts.drift.description import Generated
from scripts.drift.view import View
from tests.drift.planting import TODAY, Case, cases, copy_repository, plant

EVERY = {case.name: case for case in (*cases("planted"), *cases("harmless"))}
LAW = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
"""Machines that test are busy, so nothing is said of how long a law takes."""
ENVIRONMENT = ("AI302_API_KEY", "AI302_KEY", "AI302_BASE_URL")


class Today(datetime):
    """The clock of these tests: recordings grow too old one day."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Today":
        return cls(TODAY.year, TODAY.month, TODAY.day, tzinfo=tz or UTC)


@frozen
class Told:
    """What a run of the verb ended with and wrote."""

    code: int
    output: str
    errors: str

    @property
    def report(self) -> dict[str, Any]:
        """The report, where the run was asked for JSON."""
        made: dict[str, Any] = json.loads(self.output)
        return made

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings that count."""
        found: list[dict[str, Any]] = self.report["findings"]
        return found

    @property
    def rules(self) -> list[str]:
        """Their rules, each once."""
        return sorted({one["rule"] for one in self.findings})


@frozen
class Checkout:
    """A copy of the sources that is the working directory."""

    folder: Path
    captured: pytest.CaptureFixture[str]

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def plant(self, *names: str) -> None:
        """Make the edits of planted or harmless cases."""
        for name in names:
            plant(EVERY[name], self.folder)

    def replace(self, file: str, old: str, new: str, *, times: int = 1) -> None:
        """Replace a text that stands in a file so many times."""
        plant(Case(self.folder, {"edits": [{"file": file, "old": old, "new": new, "times": times}]}), self.folder)

    def write(self, file: str, text: str) -> Path:
        """Write a file, and the folder that it is in."""
        path = self / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def drift(self, *arguments: str) -> Told:
        """Run the verb as its users do."""
        self.captured.readouterr()
        code = main(["drift", *arguments])
        return Told(code, *self.captured.readouterr())

    def judged(self, *arguments: str) -> Told:
        """Run the verb and have it told as JSON."""
        return self.drift("--format", "json", *arguments)

    def stored(self) -> dict[str, str]:
        """Every file with the hash of its content."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {path.relative_to(self.folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def make_checkout(
    folder: Path, patch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str], *, generated: bool = False
) -> Checkout:
    """Copy the sources. What is generated from them is copied and judged only where asked for: it takes a second."""
    copy_repository(folder, generated=generated)
    patch.chdir(folder)
    patch.setattr(command, "REPOSITORY", folder)
    patch.setattr(command, "datetime", Today)
    patch.setattr(sys, "path", [*sys.path])
    if not generated:
        patch.setattr(engine, "judge_generated", lambda *_: Generated())
    for name in ENVIRONMENT:
        patch.delenv(name, raising=False)
    return Checkout(folder, captured)


@st.composite
def fitting(draw: st.DrawFn, made: View, schema: Any, depth: int = 0) -> Any:
    """A value of a schema of a description, with no field that the schema does not name."""
    schema = made.follow(schema, "")[0]
    if "anyOf" in schema:
        return draw(fitting(made, draw(st.sampled_from(schema["anyOf"])), depth))
    listed = [one["value"] for one in schema.get("x-open-enum", {}).get("values", ())]
    if listed:
        return draw(st.sampled_from(listed))
    kinds = schema.get("type", "null")
    kind = draw(st.sampled_from([kinds] if isinstance(kinds, str) else kinds))
    if kind == "object":
        required, named = schema.get("required", []), schema.get("properties", {})
        wanted = [name for name in named if name in required or (depth < 4 and draw(st.integers(0, 2)))]
        return {name: draw(fitting(made, named[name], depth + 1)) for name in wanted}
    if kind == "array":
        items = fitting(made, schema.get("items", {}), depth + 1)
        return draw(st.lists(items, min_size=schema.get("minItems", 0), max_size=2))
    return draw(_plain(kind, schema))


def _plain(kind: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    low, high = schema.get("minimum"), schema.get("maximum")
    if kind == "number":
        whole = st.integers(None if low is None else ceil(low), None if high is None else floor(high))
        return whole | st.floats(low, high, allow_nan=False, allow_infinity=False)
    text = st.text(min_size=schema.get("minLength", 0), max_size=schema.get("maxLength", 5))
    return {"integer": st.integers(low, high), "string": text, "boolean": st.booleans(), "null": st.none()}[kind]
