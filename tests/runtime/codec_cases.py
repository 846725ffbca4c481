"""Strategies and comparisons that the laws of the codec are stated with."""

from __future__ import annotations

import json
from typing import Any

import attrs
from hypothesis import strategies as st

from scripts.codegen.runtime.decode_error import DecodeError
from scripts.codegen.runtime.field_table import table_of
from scripts.codegen.runtime.model import Model, model, off_wire, wire
from scripts.codegen.runtime.shape import Shape
from tests.runtime.codec_models import Everything, Quoted, Segment, Task, Transcript, Tree

MODELS = [Everything, Quoted, Task, Transcript, Segment, Tree]

texts = st.one_of(st.sampled_from(["", "null", "wort", "_rest", "\x00\x1f\x7f", "ü💡", '"\\/']), st.text(max_size=8))
numbers = st.one_of(
    st.integers(-3, 9),
    st.sampled_from([0, -1, 2**53 + 1, -(2**63), 2**63, 2**64, 10**30, -(10**400)]),
)
floats = st.one_of(
    st.sampled_from([0.0, -0.0, 9.0, 1e16, 5e-324, 1.7976931348623157e308]),
    st.floats(allow_nan=False, allow_infinity=False),
)
scalars = {str: texts, int: numbers, float: floats, bool: st.booleans()}
anything: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), *scalars.values()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)


def values(shape: Shape, depth: int = 2) -> st.SearchStrategy[Any]:
    """JSON that may stand in a shape, null included."""
    kinds: list[st.SearchStrategy[Any]] = [scalars[kind] for kind in sorted(shape.scalars, key=str)]
    if shape.anything:
        kinds.append(anything)
    if shape.scalars == {int}:
        kinds.append(st.integers(-9, 9).map(float))
    if shape.model:
        kinds.append(objects(shape.model, depth - 1))
    if shape.values:
        kinds.append(st.dictionaries(texts, values(shape.values, depth - 1), max_size=2))
    if shape.items:
        kinds.append(st.lists(values(shape.items, depth - 1), max_size=3 if depth > 0 else 0))
    return st.one_of(*kinds, st.none())


def objects(cls: type, depth: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that fit a model: fields there, absent or null, in any spelling, and unknown ones."""

    def known() -> st.SearchStrategy[dict[str, Any]]:
        names = {name: field.shape for field in table_of(cls).fields for name in (field.wire, *field.also)}
        return st.fixed_dictionaries({}, optional={name: values(shape, depth) for name, shape in names.items()})

    names = {name for field in table_of(cls).fields for name in (field.wire, *field.also)}
    unknown = st.one_of(
        st.just({}), st.dictionaries(texts.filter(lambda name: name not in names), anything, max_size=2)
    )
    usual = usual_objects(cls, depth)
    return st.one_of(usual, st.deferred(known), st.builds(lambda more, some: more | some, unknown, st.deferred(known)))


def usual_objects(cls: type, depth: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with every field, none null: those that the fast paths are made for."""

    def full() -> st.SearchStrategy[dict[str, Any]]:
        fields = table_of(cls).fields
        return st.fixed_dictionaries(
            {f.wire: values(f.shape, depth).filter(lambda value: value is not None) for f in fields}
        )

    return st.deferred(full) if depth > 0 else st.just({})


_SCALARS: list[Any] = [str, int, float, bool, Any, str | int, float | bool]


@st.composite
def model_classes(draw: st.DrawFn, depth: int = 2) -> type[Model]:
    """Model classes with fields of random names, spellings and types."""
    names = draw(st.lists(st.sampled_from(["a", "b", "c", "d", "list", "from_"]), unique=True, max_size=4))
    body: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for name in names:
        body["__annotations__"][name] = draw(field_types(depth)) | None
        also = draw(st.sampled_from([(), (), (), (f"{name}-1",), (f"{name}-1", f"{name} 2")]))
        body[name] = draw(st.sampled_from([None, None, wire(f"{name}{name}"), wire(name, also=also)]))
    if draw(st.booleans()):
        body["__annotations__"]["beside"] = bytes | None
        body["beside"] = off_wire()
    return model(type("Random", (Model,), body))


@st.composite
def field_types(draw: st.DrawFn, depth: int) -> Any:
    """Types that a field may have."""
    kind = draw(st.sampled_from(["scalar"] if depth == 0 else ["scalar", "model", "list", "dict", "either"]))
    if kind == "scalar":
        return draw(st.sampled_from(_SCALARS))
    if kind == "model":
        return draw(model_classes(depth - 1))
    inner = draw(field_types(depth - 1))
    if kind == "list":
        return list[inner]  # type: ignore[valid-type]  # made at run time
    if kind == "dict":
        return dict[str, inner]  # type: ignore[valid-type]  # made at run time
    return str | draw(model_classes(depth - 1)) | list[inner]  # type: ignore[valid-type]  # made at run time


def state(value: Any) -> Any:
    """Everything that a value is, for comparison: classes, attributes, rests, and 9 apart from 9.0."""
    if isinstance(value, Model):
        fields = {a.name: state(getattr(value, a.name)) for a in attrs.fields(type(value)) if a.name != "_rest"}
        rest = value._rest
        fields["_rest"] = rest and [state(rest.unknown), sorted(rest.nulls), sorted(rest.spelled.items())]
        return type(value), fields
    if isinstance(value, dict):
        return {name: state(item) for name, item in value.items()}
    if isinstance(value, list):
        return [state(item) for item in value]
    return exact(value)


def exact(value: Any) -> str:
    """JSON as one text in which 9 differs from 9.0, -0.0 from 0.0 and true from 1."""
    return json.dumps(value, sort_keys=True)


def facts(error: DecodeError) -> tuple[object, ...]:
    """What an error says, its body included."""
    return error.pointer, error.expected, error.found, error.detail, error.body
