"""JSON values: what every document of this project is made of, however it was written."""

from typing import Literal, TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Kind: TypeAlias = Literal["object", "array", "primitive"]


def kind_of(value: Json) -> Kind:
    """Tell the kind that decides how a value merges; `null` is a primitive."""
    if isinstance(value, dict):
        return "object"
    return "array" if isinstance(value, list) else "primitive"


def type_of(value: Json) -> str:
    """Name the JSON type of a value, for messages."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "string" if isinstance(value, str) else kind_of(value)


def a_type(value: Json) -> str:
    """Name the JSON type of a value with its article."""
    name = type_of(value)
    if name == "null":
        return name
    return f"an {name}" if name[0] in "ao" else f"a {name}"


def clone(value: Json) -> Json:
    """Copy a value deeply: no object or array of the copy is one of the original."""
    # copy.deepcopy keeps sharing within the value, which is what two places of one document must never have.
    if isinstance(value, dict):
        return {key: clone(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clone(item) for item in value]
    return value


def same(left: Json, right: Json) -> bool:
    """Tell whether two values are equal as JSON: unlike in Python, `true` is not `1`, and key order does not count."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(item, right[key]) for key, item in left.items())
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type_of(left) == type_of(right) and left == right
