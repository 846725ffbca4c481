"""Claims about the checks that run before a request."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime import checks
from scripts.codegen.runtime.errors import ArgumentError

REFUSED: list[tuple[Callable[..., None], tuple[Any, ...], str]] = [
    (checks.not_blank, ("",), "must be a text that is not blank"),
    (checks.not_blank, (" \n",), "must be a text that is not blank"),
    (checks.not_blank, (None,), "must be a text that is not blank"),
    (checks.not_blank, (b"text",), "must be a text that is not blank"),
    (checks.shorter_than, ("x" * 4000, 4000), "must have fewer than 4,000 characters"),
    (checks.boolean, (1,), "must be True or False"),
    (checks.boolean, ("true",), "must be True or False"),
    (checks.integer, (101, -1, 100), "must be a whole number from -1 to 100"),
    (checks.integer, (-2, -1, 100), "must be a whole number from -1 to 100"),
    (checks.integer, (True, -1, 100), "must be a whole number from -1 to 100"),
    (checks.integer, (1.0, -1, 100), "must be a whole number from -1 to 100"),
    (checks.integer, ("1",), "must be a whole number"),
    (checks.bounds, (1.51, 0, 1.5), "must be a number from 0 to 1.5"),
    (checks.bounds, (0.09, 0.1, 1), "must be a number from 0.1 to 1"),
    (checks.bounds, (math.nan, 0.1, 1), "must be a number from 0.1 to 1"),
    (checks.bounds, (math.inf, 0), "must be a number of at least 0"),
    (checks.bounds, (-math.inf, None, 0), "must be a number of at most 0"),
    (checks.bounds, (True, 0, 1), "must be a number from 0 to 1"),
    (checks.bounds, ("1", 0, 1), "must be a number from 0 to 1"),
    (checks.bounds, (10**400, 0, 1), "must be a number from 0 to 1"),
    (checks.items, ("a text",), "must be a list of texts"),
    (checks.items, (b"bytes",), "must be a list of texts"),
    (checks.items, ({"a"},), "must be a list of texts"),
    (checks.items, (None,), "must be a list of texts"),
    (checks.items, ([],), "must have at least one item"),
    (checks.one_of, ("c", ("a", "b")), "must be one of 'a', 'b'"),
]


@pytest.mark.parametrize(("check", "arguments", "rule"), REFUSED)
def test_a_value_outside_the_rule_is_refused_with_parameter_value_and_rule(
    check: Callable[..., None], arguments: tuple[Any, ...], rule: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        check("it", *arguments)
    assert (caught.value.parameter, caught.value.rule) == ("it", rule)
    assert str(caught.value).startswith(f"it: {rule}, but got {caught.value.value}.")


ACCEPTED: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
    (checks.not_blank, (" x ",)),
    (checks.shorter_than, ("x" * 3999, 4000)),
    (checks.boolean, (False,)),
    (checks.integer, (-1, -1, 100)),
    (checks.integer, (100, -1, 100)),
    (checks.bounds, (0, 0, 1.5)),
    (checks.bounds, (1.5, 0, 1.5)),
    (checks.items, (["a"],)),
    (checks.items, (("a", "b"),)),
    (checks.one_of, ("a", ("a", "b"))),
]


@pytest.mark.parametrize(("check", "arguments"), ACCEPTED)
def test_a_value_at_or_inside_the_rule_passes(check: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    check("it", *arguments)


def test_a_blank_item_is_named_by_its_place() -> None:
    with pytest.raises(ArgumentError) as caught:
        checks.items("links", ["a", " "])
    assert caught.value == ArgumentError("links[1]", " ", "must be a text that is not blank")


def test_lists_that_belong_together_must_have_one_length() -> None:
    checks.same_length("links", ["a"], "texts", ["b"])
    with pytest.raises(ArgumentError) as caught:
        checks.same_length("links", ["a", "b"], "texts", ["c"])
    assert caught.value == ArgumentError(
        "links",
        ["a", "b"],
        "must have as many items as texts (1)",
        "It has 2; item n of one belongs to item n of the other",
    )


@given(st.floats() | st.integers(), st.floats(-1e9, 1e9), st.floats(0, 1e9))
def test_bounds_accept_exactly_what_lies_between_them(value: float, minimum: float, width: float) -> None:
    inside = minimum <= value <= minimum + width
    if inside:
        checks.bounds("it", value, minimum, minimum + width)
    else:
        with pytest.raises(ArgumentError):
            checks.bounds("it", value, minimum, minimum + width)
