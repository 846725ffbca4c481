"""Claims about the generated models: they know what the description says of a field, so that the rest can surprise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import speech302.models
from speech302.runtime.codec import decode
from speech302.runtime.field_table import table_of
from speech302.runtime.surprise import Surprise
from speech302.runtime.surprises import Surprises

ROOT = Path(__file__).parents[2]
DESCRIPTION = json.loads((ROOT / "generated/openapi.json").read_text(encoding="utf-8"))
SCHEMAS: dict[str, Any] = DESCRIPTION["components"]["schemas"]
MODELS = [name for name in SCHEMAS if name in speech302.models.__all__]


@pytest.mark.parametrize("name", MODELS)
def test_a_model_knows_which_fields_are_required_and_which_values_have_names(name: str) -> None:
    schema, table = SCHEMAS[name], table_of(getattr(speech302.models, name))
    named = {
        field: {entry["value"] for entry in about["x-open-enum"]["values"]}
        for field, about in schema["properties"].items()
        if "x-open-enum" in about
    }
    assert {field.wire: field.known for field in table.fields if field.known} == named
    assert {field.wire for field in table.fields if field.required} == set(schema.get("required", ()))


def test_a_recorded_answer_surprises_by_its_spelling_alone() -> None:
    path = ROOT / "spec/subtitle_tasks/recordings/get_subtitle_task.transcribed.json"
    body = json.dumps(json.loads(path.read_text(encoding="utf-8"))["response"]["body"]).encode()
    surprises = Surprises()
    surprises.note("get_subtitle_task", decode(speech302.models.SubtitleTask, body))
    assert dict(surprises) == {Surprise("other spelling", "get_subtitle_task", "/result/subtitle", "subtitile"): 1}
