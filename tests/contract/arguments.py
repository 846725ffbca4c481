"""Arguments for every operation, derived from the description alone: such as fit it, and such as a user may give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from speech302 import Model, models
from speech302.runtime.field_table import table_of
from tests.client.support import DOCUMENT, Operation
from tests.contract.judges import Node

Drawn = st.SearchStrategy[Any]

TEXTS: Drawn = st.text(max_size=8)
NUMBERS: Drawn = st.floats() | st.integers()
ODD: list[Any] = [
    *("", " ", " a ", "\n", "a/b", "..", ".", " .. ", "a?b#c", "%2F", "a+b&c=d", "0", "ÿ\N{SNOWMAN}", "\x00", "\ud83d"),
    *(None, True, False, 0, 1, -1, 0.1, 1.5, 1e308, 10**400, float("nan"), float("inf"), -float("inf"), 1j),
    *([], [None], [""], ["a"], ["a", "b"], (), ("a",), {}, {"text": "a"}, {1, 2}, b"bytes", object(), Model, len),
]
"""Whatever a user may give for whatever argument."""


def followed(schema: Node) -> Node:
    """A schema without its `$ref`, whose neighbours add to it or take its place, and without the null beside it."""
    if "$ref" in schema:
        beside = {name: value for name, value in schema.items() if name != "$ref"}
        return followed({**DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]], **beside})
    if "anyOf" in schema:
        (chosen,) = (one for one in schema["anyOf"] if one != {"type": "null"})
        return followed(chosen)
    return schema


def fitting(schema: Node) -> Drawn:
    """JSON that fits a schema and says something: no text is blank and no list empty, which the client refuses."""
    node = followed(schema)
    limits = st.sampled_from([value for value in bounds(node) if fits_bounds(node, value)] or [0])
    if node["type"] == "string":
        text = st.text(min_size=1, max_size=8).filter(lambda text: text.strip() not in ("", ".", ".."))
        return text | st.just("x" * node.get("maxLength", 1))
    if node["type"] == "integer":
        return limits | st.integers(node.get("minimum"), node.get("maximum"))
    if node["type"] == "number":
        low, high = node.get("minimum"), node.get("maximum")
        return limits | st.floats(low, high, allow_nan=False, allow_infinity=False)
    if node["type"] == "array":
        return st.lists(fitting(node["items"]), min_size=1, max_size=2)
    return fitting_object(node) if node["type"] == "object" else st.booleans()


def fitting_object(node: Node) -> Drawn:
    """An object with all that is required and some of what is not."""
    required = set(node.get("required", ()))
    fields = {name: fitting(schema) for name, schema in node["properties"].items()}
    same = node.get("x-same-order", ())
    return st.fixed_dictionaries(
        {name: drawn for name, drawn in fields.items() if name in required},
        optional={name: drawn for name, drawn in fields.items() if name not in required},
    ).map(lambda value: equally_long(value, same))


def bounds(node: Node) -> list[float]:
    """The numbers at and around the bounds of a schema."""
    limits = [node[name] for name in ("minimum", "maximum") if name in node]
    return [limit + step for limit in limits for step in (-1, -0.01, 0, 0.01, 1)]


def fits_bounds(node: Node, value: float) -> bool:
    whole = node["type"] == "number" or isinstance(value, int)
    return whole and node.get("minimum", value) <= value <= node.get("maximum", value)


def edges(schema: Node, value: Any) -> Iterator[Any]:
    """What a user may give in place of a value: at the bounds of its schema, odd, or odd somewhere inside."""
    node = followed(schema)
    yield from ODD
    yield from bounds(node)
    if "maxLength" in node:
        yield from ("x" * node["maxLength"], "x" * (node["maxLength"] + 1))
    if isinstance(value, Model):
        cls: type = type(value)
        for field in table_of(cls).fields:
            for inner in edges(node["properties"][field.wire], getattr(value, field.name)):
                yield evolve(value, **{field.name: inner})
    if isinstance(value, list) and value:
        yield from (value * 2, tuple(value))
        yield from ([inner, *value[1:]] for inner in edges(node["items"], value[0]))


def equally_long(value: Any, names: Any) -> Any:
    """Cut the lists of these names to one length: `x-same-order` is no JSON Schema, so no generator knows it."""
    if not names or not isinstance(value, dict) or not all(isinstance(value.get(name), list) for name in names):
        return value
    shortest = min(len(value[name]) for name in names)
    return {name: inner[:shortest] if name in names else inner for name, inner in value.items()}


def as_argument(schema: Node, value: Any) -> Any:
    """JSON as the client takes it: the objects of named schemas as models, all else as it is."""
    node = followed(schema)
    if node["type"] == "array":
        return [as_argument(node["items"], item) for item in value]
    if node["type"] != "object":
        return value
    model: type[Model] = getattr(models, schema["$ref"].rpartition("/")[2])
    return model.from_dict(value)


def schemas_of(operation: Operation) -> dict[str, Node]:
    """The schema of each argument by its name."""
    parameters = {name: parameter["schema"] for name, parameter in operation.parameters.items()}
    return {**operation.properties, **parameters}


def whole(operation: Operation) -> Drawn:
    """All arguments of an operation as JSON, which fits."""
    if operation.schema is not None:
        assert not operation.parameters, "an argument that stands in two places would have to be told apart"
        return fitting_object(followed(operation.schema))
    return st.fixed_dictionaries({name: fitting(schema) for name, schema in schemas_of(operation).items()})


def at_the_edge(operation: Operation) -> Iterator[tuple[str, Any]]:
    """Every argument with each of its edges."""
    for name, schema in schemas_of(operation).items():
        yield from ((name, value) for value in edges(schema, operation.arguments.get(name)))


@st.composite
def any_arguments(draw: st.DrawFn, operation: Operation) -> dict[str, Any]:
    """Arguments that fit, with two of them replaced by whatever comes."""
    schemas = schemas_of(operation)
    given = {name: as_argument(schemas[name], value) for name, value in draw(whole(operation)).items()}
    for name in draw(st.lists(st.sampled_from(sorted(schemas)), min_size=1, max_size=2, unique=True)):
        others = st.sampled_from(list(edges(schemas[name], given.get(name))))
        given[name] = draw(st.one_of(others, TEXTS, NUMBERS))
    return given
