"""Local checks of arguments, before anything is sent and perhaps paid for. All raise ArgumentError or do nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence, Sized

from .errors import ArgumentError


def not_blank(name: str, value: object) -> None:
    """A text with at least one character that is not white space."""
    if not isinstance(value, str) or not value.strip():
        cure = f"Take its id: {name}=created.task_id" if hasattr(value, "task_id") else ""
        raise ArgumentError(name, value, "must be a text that is not blank", cure)
    text(name, value)


def text(name: str, value: object) -> None:
    """A text, which may be empty, and which UTF-8 can write."""
    if not isinstance(value, str):
        raise ArgumentError(name, value, "must be a text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        rule = "must be a text that UTF-8 can write"
        raise ArgumentError(name, value, rule, f"Character {error.start + 1:,} is half of a surrogate pair") from None


def shorter_than(name: str, value: object, limit: int) -> None:
    """A text of fewer than `limit` characters (code points)."""
    if not isinstance(value, str):
        raise ArgumentError(name, value, "must be a text")
    if len(value) >= limit:
        rule = f"must have fewer than {limit:,} characters"
        raise ArgumentError(name, value, rule, f"It has {len(value):,}; split it")


def boolean(name: str, value: object) -> None:
    """True or False, and not what merely counts as one."""
    if not isinstance(value, bool):
        raise ArgumentError(name, value, "must be True or False")


def integer(name: str, value: object, minimum: int | None = None, maximum: int | None = None) -> None:
    """A whole number within the bounds, both included; True and 1.0 are not whole numbers."""
    if isinstance(value, bool) or not isinstance(value, int) or _outside(value, minimum, maximum):
        raise ArgumentError(name, value, f"must be a whole number{_range(minimum, maximum)}")


def bounds(name: str, value: object, minimum: float | None = None, maximum: float | None = None) -> None:
    """A finite number within the bounds, both included; NaN and True are not."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or _infinite(value) or _outside(value, minimum, maximum):  # type: ignore[arg-type]
        raise ArgumentError(name, value, f"must be a number{_range(minimum, maximum)}")


def items(name: str, value: object) -> None:
    """A list of at least one text, none of them blank; a bare text is refused, since it would count as its letters."""
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        raise ArgumentError(name, value, "must be a list of texts", "Put a single text into a list")
    if not value:
        raise ArgumentError(name, value, "must have at least one item")
    for index, item in enumerate(value):
        not_blank(f"{name}[{index}]", item)


def instance(name: str, value: object, model: type) -> None:
    """An instance of a model."""
    if not isinstance(value, model):
        raise ArgumentError(name, value, f"must be a {model.__name__}", f"See speech302.models.{model.__name__}")


def instances(name: str, value: object, model: type) -> None:
    """A list of at least one instance of a model."""
    if isinstance(value, str | bytes) or not isinstance(value, Sequence) or not value:
        rule = f"must be a list of at least one {model.__name__}"
        raise ArgumentError(name, value, rule, f"See speech302.models.{model.__name__}")
    for index, item in enumerate(value):
        instance(f"{name}[{index}]", item, model)


def same_length(name_a: str, a: Sized, name_b: str, b: Sized) -> None:
    """Two lists that belong together item by item."""
    if len(a) != len(b):
        rule = f"must have as many items as {name_b} ({len(b)})"
        raise ArgumentError(name_a, a, rule, f"It has {len(a)}; item n of one belongs to item n of the other")


def one_of(name: str, value: object, allowed: Sequence[object]) -> None:
    """One of the known values; the message lists them."""
    if value not in allowed:
        raise ArgumentError(name, value, f"must be one of {', '.join(map(repr, allowed))}")


def _infinite(value: float) -> bool:
    # math.isfinite cannot take whole numbers beyond the range of a float.
    return isinstance(value, float) and not math.isfinite(value)


def _outside(value: float, minimum: float | None, maximum: float | None) -> bool:
    return (minimum is not None and value < minimum) or (maximum is not None and value > maximum)


def _range(minimum: float | None, maximum: float | None) -> str:
    if minimum is not None and maximum is not None:
        return f" from {minimum:g} to {maximum:g}"
    if minimum is not None:
        return f" of at least {minimum:g}"
    return "" if maximum is None else f" of at most {maximum:g}"
