"""Types that tell msgspec what a model holds: structures for reading, structures for writing, and the model itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, reduce
from importlib import import_module
from operator import or_
from threading import RLock
from typing import Any, Literal

from .field_table import KIND, REST, Field, table_of
from .shape import Shape

_lock = RLock()


@cache
def library() -> Any:
    """The msgspec package; ImportError if it is not installed."""
    return import_module("msgspec")


def models_in(shape: Shape, within: tuple[type, ...] = ()) -> set[type]:
    """The models that may stand in a shape, at any depth. RecursionError for a model that may hold itself."""
    if inner := shape.items or shape.values:
        return models_in(inner, within) | (models_in(Shape(model=shape.model), within) if shape.model else set())
    if shape.model is None:
        return set()
    if shape.model in within:
        raise RecursionError
    shapes = [field.shape for field in table_of(shape.model).fields]
    return {shape.model}.union(*(models_in(inner, (*within, shape.model)) for inner in shapes))


@cache
def one_spelling(shape: Shape) -> bool:
    """Whether every field in the shape has one name, so that msgspec can make its models alone."""
    return not any(field.also for cls in models_in(shape) for field in table_of(cls).fields)


@cache
def all_typed(shape: Shape) -> bool:
    """Whether the type of everything in the shape is known, so that msgspec checks all that it writes."""
    shapes = [shape, *(field.shape for cls in models_in(shape) for field in table_of(cls).fields)]
    return not any(_leaf(inner).anything for inner in shapes)


def _leaf(shape: Shape) -> Shape:
    inner = shape.items or shape.values
    return _leaf(inner) if inner else shape


def other_name(field: Field, index: int) -> str:
    """Attribute under which a structure for reading holds the value of another spelling."""
    return f"{field.name}__also_{index}"


@cache
def decoder(cls: type) -> Callable[[bytes], Any]:
    """Bytes to the structure of a model; refuses all that the structure cannot hold."""
    with _lock:
        prepare(Shape(model=cls))
        decode: Callable[[bytes], Any] = library().json.Decoder(_strict(cls)).decode
        return decode


@cache
def _strict(cls: type) -> Any:
    """Structure for reading: neither nulls nor unknown fields; a field that is absent reads as None."""
    table = table_of(cls)
    names = {field.name: field.wire for field in table.fields}
    names |= {other_name(field, i): name for field in table.fields for i, name in enumerate(field.also)}
    types = {field.name: _type(field.shape, _strict) for field in table.fields}
    types |= {other_name(field, i): types[field.name] for field in table.fields for i, _ in enumerate(field.also)}
    return library().defstruct(
        cls.__name__,
        [(name, kind, None) for name, kind in types.items()],
        # Class attributes, which the wire cannot set: what the model has and the wire does not.
        namespace=dict.fromkeys((REST, *table.off_wire)),
        rename=names,
        forbid_unknown_fields=True,
        gc=False,  # a tree, which cannot hold itself
    )


@cache
def lenient(cls: type) -> Any:
    """Structure for writing: takes None, which it leaves out, and has no room for what the fields cannot say."""
    fields = table_of(cls).fields
    kind = getattr(cls, KIND)
    # A rest, and a model of another class, are refused; what passes is the default, and so is left out.
    refusing = [(REST, None, None), (KIND, Literal[kind], kind)]
    return library().defstruct(
        cls.__name__,
        [(field.name, _type(field.shape, lenient) | None, None) for field in fields] + refusing,
        rename={field.name: field.wire for field in fields},
        omit_defaults=True,
        forbid_unknown_fields=True,
        gc=False,
    )


@cache
def writing_type(shape: Shape) -> Any:
    """The type that a shape is copied into to be written."""
    return _type(shape, lenient)


@cache
def model_type(shape: Shape) -> Any:
    """The type of a shape that msgspec may make of what a structure holds, models included."""
    prepare(shape)
    return _model_type(shape)


def _model_type(shape: Shape) -> Any:
    return Any if shape.anything else _type(shape, lambda cls: cls) | None


def prepare(shape: Shape) -> None:
    """Make msgspec learn the models of a shape as they are, not as their annotations read.

    An annotation such as `float | None` would turn 9 into 9.0, and a closed enumeration would refuse new values. What
    msgspec learns of a class it keeps, so the other annotations stand there for that moment only.
    """
    with _lock, ExitStack() as stack:
        models = models_in(shape)
        for cls in models:
            stack.enter_context(_annotated(cls))
        for cls in models:
            library().json.Decoder(cls)


@contextmanager
def _annotated(cls: type) -> Iterator[None]:
    table, before = table_of(cls), cls.__annotations__
    hidden: dict[str, Any] = dict.fromkeys((REST, *table.off_wire), Any)
    cls.__annotations__ = hidden | {field.name: _model_type(field.shape) for field in table.fields}
    try:
        yield
    finally:
        cls.__annotations__ = before


def _type(shape: Shape, of_model: Callable[[type], Any]) -> Any:
    if shape.anything:
        return str | int | float | bool | list | dict  # not Any: null is no value
    kinds: list[Any] = sorted(shape.scalars, key=lambda kind: kind.__name__)
    if shape.model:
        kinds.append(of_model(shape.model))
    if shape.values:
        kinds.append(dict[str, _type(shape.values, of_model)])  # type: ignore[misc]  # made at run time
    if shape.items:
        kinds.append(list[_type(shape.items, of_model)])  # type: ignore[misc]  # made at run time
    return reduce(or_, kinds)
