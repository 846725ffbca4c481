"""One description for three judges: openapi-spec-validator, schemathesis and the generated client read it alike."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.core.result import Ok

from speech302 import DecodeError, Model, models
from speech302.runtime.field_table import table_of
from tests.client.support import DOCUMENT, OPERATIONS, Run, both
from tests.contract.judges import BODIES, CONTRACT, TOLERANT, Node
from tests.contract.readings import by_client, by_schemathesis, by_validator

SCHEMAS: dict[str, Node] = DOCUMENT["components"]["schemas"]
MODELS = sorted(name for name in models.__all__ if issubclass(getattr(models, name), Model))
every_model = pytest.mark.parametrize("name", MODELS)
SAMPLES: list[Any] = [
    *("a", 0, 5, -1, 9.0, 1.5, True, False, {}, {"a": 1}),
    *([], [None], ["a"], [1], [1.5], [True], [{}], [[]], [["a"]]),
]


def test_the_description_is_openapi_for_the_validator() -> None:
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []


def test_schemathesis_can_test_every_operation_of_the_description() -> None:
    results = list(CONTRACT.get_all_operations())
    assert len(results) == len(OPERATIONS)
    assert [result for result in results if not isinstance(result, Ok)] == []


@both
def test_the_three_judges_read_the_same_operations(run: Run) -> None:
    """Names, methods, paths, keys, required and optional arguments, and media types of requests and answers."""
    validator, schemathesis, client = by_validator(), by_schemathesis(), by_client(run)
    assert set(validator) == set(schemathesis) == set(client) == set(OPERATIONS)
    for name in OPERATIONS:
        assert validator[name] == schemathesis[name] == client[name]


def test_there_is_a_model_for_every_object_that_is_no_body_of_a_request_and_no_error() -> None:
    objects = {name for name, schema in SCHEMAS.items() if schema.get("type") == "object"}
    errors = {name for name in SCHEMAS if name.startswith("VendorError")}
    assert objects - BODIES - errors == set(MODELS)


@every_model
def test_a_model_has_the_fields_of_its_schema_by_their_names_on_the_wire_and_no_others(name: str) -> None:
    table = table_of(getattr(models, name))
    named = [wire for field in table.fields for wire in (field.wire, *field.also)]
    assert sorted(named) == sorted(SCHEMAS[name]["properties"])
    spelled = {(field.wire, other) for field in table.fields for other in field.also}
    fields = SCHEMAS[name]["properties"].items()
    assert spelled == {(schema["x-spelling-of"], field) for field, schema in fields if "x-spelling-of" in schema}
    binary = SCHEMAS[name].get("x-binary-attribute")
    assert list(table.off_wire) == ([binary] if binary else [])


@every_model
def test_a_field_takes_the_types_that_its_schema_names_and_no_others(name: str) -> None:
    cls: type[Model] = getattr(models, name)
    for field, schema in TOLERANT["components"]["schemas"][name]["properties"].items():
        validator = Draft202012Validator({**schema, "components": TOLERANT["components"]})
        for sample in SAMPLES:
            try:
                taken = cls.from_dict({field: sample}).to_dict() == {field: sample}
            except DecodeError:
                taken = False
            assert taken == validator.is_valid(sample), (field, sample)


def test_every_open_enumeration_is_an_enum_of_its_values() -> None:
    found = [
        field["x-open-enum"]
        for schema in SCHEMAS.values()
        for field in schema.get("properties", {}).values()
        if "x-open-enum" in field
    ]
    enums = {name for name in models.__all__ if issubclass(getattr(models, name), Enum)}
    assert {one["name"] for one in found} == enums
    for one in found:
        members = {member.name: member.value for member in getattr(models, one["name"])}
        assert members == {value["name"]: value["value"] for value in one["values"]}
