"""JSON values as Python has them, and their names."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_NAMES: dict[type, str] = {
    dict: "object",
    list: "array",
    str: "string",
    float: "number",
    bool: "boolean",
    int: "integer",
    type(None): "null",
}
SCALARS: frozenset[type] = frozenset({str, int, float, bool})
_SHOWN = 40
_BITS = 64


def json_type(value: object) -> str:
    """Name of the JSON type of a value; of a value that JSON has no type for, the name of its Python type."""
    return type_name(type(value))


def type_name(kind: type) -> str:
    """Name of the JSON type whose values are of a Python type."""
    return next((_NAMES[cls] for cls in kind.__mro__ if cls in _NAMES), kind.__name__)


def joined(names: list[str]) -> str:
    """Names of types as a sentence has them: "object or string"."""
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def below(pointer: str, name: object) -> str:
    """The JSON pointer of an entry of what `pointer` points to."""
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"


def snippet(value: Any) -> str:
    """A few characters that show what a value is; never a whole body, however large or deep the value."""
    kind = type(value)
    if kind is dict or kind is list:
        return f"{len(value):,} {'field' if kind is dict else 'element'}{'' if len(value) == 1 else 's'}"
    if kind is str:
        return repr(value[:_SHOWN]) + ("..." if len(value) > _SHOWN else "")
    if kind is int and value.bit_length() > _BITS:
        return f"of {value.bit_length():,} bits"
    return repr(value) if kind in (int, float) else str(value).lower() if kind is bool else ""
