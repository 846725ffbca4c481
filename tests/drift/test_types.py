"""Laws of types as sets of kinds: how they are written, which admit which, and what widening keeps."""

from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from scripts.drift.types import (
    LOST,
    Kinds,
    admits,
    differ_in_null,
    fits,
    is_exactly,
    is_within,
    kind_of_value,
    kinds_of_schema,
    kinds_of_text,
    text_of,
    widened,
)
from scripts.values import Json
from tests.drift.support import LAW

PLAIN = ("string", "integer", "number", "boolean", "object", "null")
ITEMS = st.frozensets(st.sampled_from(PLAIN), min_size=1, max_size=2).map(text_of)
ARRAYS = st.just("array") | ITEMS.map("array[{}]".format) | ITEMS.map("array[array[{}]]".format)
KINDS: st.SearchStrategy[Kinds] = st.frozensets(st.sampled_from(PLAIN) | ARRAYS, min_size=1, max_size=4)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)


@frozen
class A:
    """What has kinds."""

    kinds: Kinds
    alternatives: bool = False


@LAW
@given(KINDS)
def test_kinds_are_read_as_they_are_written(kinds: Kinds) -> None:
    assert kinds_of_text(text_of(kinds)) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("string|null", {"string", "null"}),
        ("array[object]", {"array[object]"}),
        ("array[integer|null]|null", {"array[integer|null]", "null"}),
        ("array[array[string|null]]", {"array[array[string|null]]"}),
        ("", set()),
    ],
)
def test_a_bar_within_brackets_does_not_part_kinds(text: str, kinds: set[str]) -> None:
    assert kinds_of_text(text) == kinds
    assert text_of(frozenset(kinds)) == text


def test_null_is_written_last() -> None:
    assert text_of(frozenset({"null", "string", "integer"})) == "integer|string|null"


@LAW
@given(KINDS, KINDS)
def test_what_is_widened_admits_all_that_was_described_and_all_that_was_seen(described: Kinds, seen: Kinds) -> None:
    made = widened(described, seen)
    assert is_within(described, made)
    assert is_within(seen, made)


@LAW
@given(KINDS, KINDS)
def test_widening_adds_nothing_that_neither_has_and_nothing_twice(described: Kinds, seen: Kinds) -> None:
    made = widened(described, seen)
    assert made <= described | seen
    assert not {"integer", "number"} <= made
    assert widened(made, seen) == widened(made, described) == made == widened(seen, described)


@LAW
@given(KINDS)
def test_every_type_is_exactly_itself_and_within_itself(kinds: Kinds) -> None:
    assert is_exactly(kinds, kinds, alternatives=False)
    assert is_within(kinds, kinds)


@LAW
@given(KINDS, KINDS)
def test_what_is_exactly_another_type_is_so_both_ways_and_within_it(one: Kinds, other: Kinds) -> None:
    exactly = is_exactly(one, other, alternatives=False)
    assert exactly is is_exactly(other, one, alternatives=False)
    assert not exactly or (is_within(one, other) and is_within(other, one))


@LAW
@given(KINDS, st.sampled_from(PLAIN))
def test_one_kind_more_is_another_type_that_the_first_is_within(kinds: Kinds, more: str) -> None:
    wider = kinds | {more}
    assert is_exactly(kinds, wider, alternatives=False) is (more in kinds)
    assert is_within(kinds, wider)
    assert is_within(wider, kinds) is (more in kinds or (more == "integer" and "number" in kinds))


@LAW
@given(ITEMS)
def test_an_array_of_which_nothing_is_told_is_every_array_and_no_other_type(items: str) -> None:
    told = frozenset({f"array[{items}]"})
    assert is_exactly(frozenset({"array"}), told, alternatives=False)
    assert not is_exactly(frozenset({"array", "null"}), told, alternatives=False)
    assert not is_exactly(frozenset({"array"}), frozenset({"object"}), alternatives=False)
    assert not is_exactly(frozenset({"array"}), told | {"array[any]"}, alternatives=False)


@LAW
@given(st.sampled_from(sorted(LOST)), KINDS, st.booleans())
def test_lost_alternatives_fit_whatever_has_some(lost: str, described: Kinds, alternatives: bool) -> None:
    some = alternatives or len(described) > 1
    assert is_exactly(frozenset({lost}), described, alternatives=alternatives) is some
    assert fits(frozenset({lost}), A(described, alternatives), stated=True) is some


@LAW
@given(KINDS, KINDS)
def test_what_an_example_shows_fits_where_it_is_possible_and_what_a_page_states_only_where_it_is_the_same(
    said: Kinds, described: Kinds
) -> None:
    assert fits(said, A(described), stated=True) is is_exactly(said, described, alternatives=False)
    assert fits(said, A(described), stated=False) is is_within(said, described)
    assert fits(said, A(frozenset({"any"})), stated=False)


@LAW
@given(KINDS, KINDS)
def test_types_differ_in_null_if_it_is_all_that_keeps_them_apart(said: Kinds, described: Kinds) -> None:
    bare = said - {"null"}
    if bare:
        assert differ_in_null(bare | {"null"}, bare, stated=True)
        assert differ_in_null(bare, bare | {"null"}, stated=True)
        assert differ_in_null(bare | {"null"}, bare, stated=False)
        # An example that shows no null does not say that there is none.
        assert not differ_in_null(bare, bare | {"null"}, stated=False)
    apart = (said ^ described) == {"null"} and said != {"null"}
    assert differ_in_null(said, described, stated=True) is apart


@LAW
@given(VALUES)
def test_the_kind_of_a_value_is_the_type_that_its_schema_states(value: Json) -> None:
    kind = kind_of_value(value)
    names: dict[str, Any] = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
    if kind in names:
        assert isinstance(value, names[kind])
        return
    assert isinstance(value, int | float)
    assert not isinstance(value, bool)
    assert (kind == "integer") is (value == int(value))


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["string", "null"]}, "string|null"),
        ({"type": "string", "nullable": True}, "string|null"),
        ({"type": "string", "format": "binary"}, "file"),
        ({"type": "array"}, "array"),
        ({"type": "array", "items": {}}, "array"),
        ({"type": ["array", "null"], "items": {"type": "object"}}, "array[object]|null"),
        ({"items": {"type": ["string", "null"]}}, "array[string|null]"),
        ({"anyOf": [{"type": "number"}, {"$ref": "#/Text"}]}, "number|string"),
        ({"oneOf": [{"anyOf": [{"type": "null"}, {"type": "object"}]}, {"type": "boolean"}]}, "boolean|object|null"),
        ({"properties": {"a": {}}}, "object"),
        ({"enum": [1, "a", None]}, "integer|string|null"),
        ({"$ref": "#/Text"}, "string"),
        ({"$ref": "#/Itself"}, "any"),
        ({"anyOf": []}, "any"),
        ({}, "any"),
    ],
)
def test_the_kinds_of_a_schema(schema: dict[str, Any], text: str) -> None:
    named = {"#/Text": {"type": "string"}, "#/Itself": {"anyOf": [{"$ref": "#/Itself"}]}}
    assert text_of(kinds_of_schema(schema, lambda one: named.get(one.get("$ref"), one))) == text


@pytest.mark.parametrize(
    ("described", "kind", "admitted"),
    [
        ("number", "integer", True),
        ("integer", "number", False),
        ("any", "object", True),
        ("file", "string", True),
        ("string", "file", False),
        ("array", "array[object]", True),
        ("array[object]", "array", True),
        ("array[number]", "array[integer]", True),
        ("array[integer]", "array[number]", False),
        ("array[array[string|null]]", "array[array[null]]", True),
        ("object", "array", False),
        ("string|null", "null", True),
        ("string", "null", False),
    ],
)
def test_which_kinds_are_admitted(described: str, kind: str, admitted: bool) -> None:
    assert admits(kinds_of_text(described), kind) is admitted
