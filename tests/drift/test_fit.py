"""Laws of fit: what the description allows has no misfit, and each way to break it has exactly the one expected."""

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import frozen
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from scripts.drift.fit import Misfit, fields_of, misfits, values_at
from scripts.drift.types import ANY, admits, kind_of_value, kinds_of_schema
from scripts.drift.view import View, view
from scripts.generate.effective import effective
from scripts.page.shape import join
from scripts.values import Json
from tests.drift.planting import ROOT
from tests.drift.support import LAW, fitting

DESCRIPTION = view(effective(ROOT / "spec/openapi.yaml", ROOT / "overlays").data)
SCHEMAS: dict[str, Any] = DESCRIPTION.data["components"]["schemas"]
SAMPLES: dict[str, Json] = {
    "null": None, "boolean": True, "integer": 7, "number": 0.5, "string": "text", "array": [], "object": {},
}  # fmt: skip
ANYTHING: st.SearchStrategy[Any] = st.sampled_from(list(SAMPLES.values())) | st.text(max_size=2) | st.integers()
some = settings(LAW, max_examples=150)


def followed(schema: Any) -> dict[str, Any]:
    found: dict[str, Any] = DESCRIPTION.follow(schema, "")[0]
    return found


@frozen
class Place:
    """A place in a value: the object or array that holds it, its key there, its path in facts, and its schema."""

    holder: Any
    key: str | int
    path: str
    schema: dict[str, Any]

    @property
    def value(self) -> Json:
        found: Json = self.holder[self.key]
        return found


def places(schema: Any, value: Any, path: str = "") -> Iterator[Place]:
    """Every place in a value that fits, but for those of which the schema says nothing."""
    schema = followed(schema)
    if "anyOf" in schema:
        kind = kind_of_value(value)
        schema = next(one for one in map(followed, schema["anyOf"]) if admits(kinds(one), kind))
    keys: Any = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, member in list(keys):
        its = schema["items"] if isinstance(value, list) else schema["properties"][key]
        inner = f"{path}[]" if isinstance(value, list) else join(path, key)
        yield Place(value, key, inner, followed(its))
        yield from places(its, member, inner)


def kinds(schema: dict[str, Any]) -> frozenset[str]:
    return frozenset(one.partition("[")[0] for one in kinds_of_schema(schema, followed))


def judged(name: str, value: Json, *, closed: bool) -> list[Misfit]:
    return misfits(DESCRIPTION, SCHEMAS[name], f"/components/schemas/{name}", value, closed=closed)


def drawn(data: st.DataObject) -> tuple[str, Any]:
    name = data.draw(st.sampled_from(sorted(SCHEMAS)))
    return name, data.draw(fitting(DESCRIPTION, SCHEMAS[name]))


@some
@given(st.data())
def test_what_the_description_allows_has_no_misfit_in_either_world(data: st.DataObject) -> None:
    name, value = drawn(data)
    assert judged(name, value, closed=False) == judged(name, value, closed=True) == []


@some
@given(st.data())
def test_a_value_has_a_misfit_in_the_open_world_exactly_if_json_schema_refuses_it(data: st.DataObject) -> None:
    name, value = drawn(data)
    holder = [value]
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.sampled_from([Place(holder, 0, "", {}), *places(SCHEMAS[name], value)]))
        if isinstance(place.value, dict) and place.value and data.draw(st.booleans()):
            place.value.pop(data.draw(st.sampled_from(sorted(place.value))))
        else:
            place.holder[place.key] = data.draw(ANYTHING)
            break
    validator = Draft202012Validator({"$ref": f"#/components/schemas/{name}", **DESCRIPTION.data})
    # A value that an open enumeration does not name is told, and is allowed all the same.
    found = [one for one in judged(name, holder[0], closed=False) if one.kind != "unnamed"]
    assert bool(found) is not validator.is_valid(holder[0])


@some
@given(st.data())
def test_another_type_in_one_place_is_the_one_misfit_and_says_what_was_seen(data: st.DataObject) -> None:
    name, value = drawn(data)
    found = [one for one in places(SCHEMAS[name], value) if kinds(one.schema) != ANY]
    assume(found)
    place = data.draw(st.sampled_from(found))
    others = [kind for kind in SAMPLES if not admits(kinds(place.schema), kind)]
    kind = data.draw(st.sampled_from(others))
    place.holder[place.key] = SAMPLES[kind]
    for closed in (True, False):
        [one] = judged(name, value, closed=closed)
        assert (one.path, one.value, one.told) == (place.path, SAMPLES[kind], kind)
        assert one.kind == ("null" if kind == "null" else "type")
        assert kind_of_value(_at(value, one.seen)) == kind


@some
@given(st.data())
def test_a_field_more_is_undocumented_in_the_closed_world_and_nothing_in_the_open_one(data: st.DataObject) -> None:
    name, value = drawn(data)
    holders = [("", value), *((one.path, one.value) for one in places(SCHEMAS[name], value))]
    found = [(path, one) for path, one in holders if isinstance(one, dict)]
    assume(found)
    path, holder = data.draw(st.sampled_from(found))
    extra = data.draw(st.sampled_from(["an extra", "extra", 'x"y', "a/b~c"]))
    holder[extra] = data.draw(ANYTHING)
    assert judged(name, value, closed=False) == []
    [one] = judged(name, value, closed=True)
    assert (one.kind, one.path, one.name) == ("undocumented", join(path, extra), extra)
    assert (one.value, one.told) == (holder[extra], kind_of_value(holder[extra]))
    assert _at(value, one.seen) == holder[extra]


REQUIRED = [(name, field) for name, one in SCHEMAS.items() for field in one.get("required", ())]


@pytest.mark.parametrize(("name", "field"), REQUIRED)
@settings(LAW, max_examples=3)
@given(st.data())
def test_a_required_field_that_is_absent_is_missing_from_what_holds_it(
    name: str, field: str, data: st.DataObject
) -> None:
    value = data.draw(fitting(DESCRIPTION, SCHEMAS[name]))
    del value[field]
    for closed in (True, False):
        [one] = judged(name, value, closed=closed)
        assert (one.kind, one.path, one.name, one.seen, one.told) == ("missing", field, field, "", "absent")
        assert one.at == f"/components/schemas/{name}"


LIMITS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "count": {"type": "integer", "minimum": 1, "maximum": 3},
        "word": {"type": "string", "minLength": 2},
        "list": {"type": "array", "minItems": 1, "items": {"type": "number", "maximum": 5}},
        "state": {"enum": ["a", 1, None]},
        "open": {"type": "string", "x-open-enum": {"values": [{"value": "on"}]}},
        "both": {"allOf": [{"minimum": 2}, {"type": "integer", "maximum": 4}]},
    },
}


@pytest.mark.parametrize(
    ("field", "value", "closed", "told"),
    [
        ("count", 0, False, ("bound", "0")),
        ("count", 4, False, ("bound", "4")),
        ("count", 3, False, None),
        ("word", "é", False, ("bound", "1 long")),
        ("word", "éé", False, None),
        ("list", [], False, ("bound", "0 long")),
        ("list", [5, 6, 7], False, ("bound", "6")),
        ("state", "b", False, ("value", "'b'")),
        ("state", True, False, ("type", "boolean")),
        ("state", 1, False, None),
        ("open", "off", False, ("unnamed", "'off'")),
        ("open", "off", True, ("unnamed", "'off'")),
        ("open", "on", True, None),
        ("both", 1, False, ("bound", "1")),
        ("both", 5, False, ("bound", "5")),
        ("both", 3, False, None),
    ],
)
def test_what_lies_beyond_a_limit(field: str, value: Json, closed: bool, told: tuple[str, str] | None) -> None:
    found = misfits(View({}, {}, ()), LIMITS, "", {field: value}, closed=closed)
    assert [(one.kind, one.told) for one in found] == ([told] if told else [])
    assert all(one.at.startswith(f"/properties/{field}") for one in found)


def test_a_choice_is_judged_by_the_alternative_that_fits_best_and_not_by_one_of_another_type() -> None:
    objects: Any = [{"properties": {name: {"type": "integer"} for name in names}} for names in ("ab", "bc")]
    schema = {"anyOf": [*objects, {"type": "null"}]}
    found = misfits(View({}, {}, ()), schema, "", {"a": "x", "b": "y", "c": 1}, closed=False)
    assert [(one.path, one.at) for one in found] == [("b", "/anyOf/1/properties/b")]
    found = misfits(View({}, {}, ()), {"anyOf": schema["anyOf"][::2]}, "", {"a": "x", "b": "y"}, closed=False)
    assert [one.path for one in found] == ["a", "b"]


def test_items_of_an_array_that_repeat_a_misfit_are_told_once_at_the_first() -> None:
    found = misfits(View({}, {}, ()), LIMITS, "", {"list": [1, "a", 2, "b", None]}, closed=False)
    assert [(one.kind, one.path, one.seen) for one in found] == [
        ("type", "list[]", "/list/1"),
        ("null", "list[]", "/list/4"),
    ]


def test_every_field_of_a_value_is_found_at_its_path() -> None:
    value: Json = {"a": [{"b": 1}, {"b": None, "c d": {}}], "e": [[{"b": 2}]]}
    listed = [path for path, _ in fields_of(value)]
    assert listed == ["a", "a[].b", "a[].b", 'a[]."c d"', "e", "e[][].b"]
    assert list(values_at(value, "a[].b")) == [1, None]
    assert list(values_at(value, "e[][].b")) == [2]


def _at(value: Any, pointer: str) -> Any:
    """What stands at a pointer."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value
