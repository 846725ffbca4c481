"""The fast path: msgspec reads the bytes into strict structures first, and these into models.

The structures refuse unknown fields, nulls and wrong types. So what they accept holds described values alone, and the
models made of them (by msgspec too, attribute for attribute) miss nothing. What they refuse is not read here at all.
Writing is the mirror: models are copied into structures that have no room for what the fields cannot say; a model that
has such a rest is written field by field, its neighbours are not. msgspec is optional and imported when first needed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from .compiled import write_child
from .encode_error import EncodeError
from .fast_types import all_typed, decoder, library, model_type, one_spelling, other_name, writing_type
from .field_table import Field, table_of
from .json_type import SCALARS, Json
from .model import Model
from .rest import Rest
from .shape import Shape
from .writer import to_json, write_with


@cache
def available() -> bool:
    """Whether msgspec is installed."""
    try:
        library()
    except ImportError:
        return False
    return True


class _DeclinedError(Exception):
    """Only another path can do this exactly."""


@cache
def _refusals() -> tuple[type[Exception], ...]:
    return library().MsgspecError, ArithmeticError, RecursionError, TypeError, ValueError, EncodeError, _DeclinedError


def parse(body: bytes) -> tuple[Json] | None:
    """The JSON of a body, in a tuple because it may be null; None to decline."""
    try:
        return (library().json.decode(body),)
    except _refusals():
        return None


def read(cls: type, body: bytes) -> Any:
    """The model of a body, or None to decline."""
    try:
        return _model(cls, decoder(cls)(body))
    except _refusals():
        return None


def _value(shape: Shape, value: Any) -> Any:
    """What a structure holds at a place, with models in place of structures."""
    if value is None or shape.anything or type(value) in SCALARS:
        return value
    if one_spelling(shape):
        return library().convert(value, model_type(shape), from_attributes=True)
    if shape.items and isinstance(value, list):
        return [_value(shape.items, item) for item in value]
    if shape.values and isinstance(value, dict):
        return {name: _value(shape.values, item) for name, item in value.items()}
    return _model(shape.model, value) if shape.model else value


def _model(cls: type, structure: Any) -> Any:
    if one_spelling(Shape(model=cls)):
        return library().convert(structure, cls, from_attributes=True)
    model: Any = object.__new__(cls)
    spelled: dict[str, str] = {}
    for name in table_of(cls).off_wire:
        setattr(model, name, None)
    for field in table_of(cls).fields:
        value = _spelled_value(field, structure, spelled)
        setattr(model, field.name, _value(field.shape, value))
    model._rest = Rest({}, frozenset(), spelled) if spelled else None
    return model


def _spelled_value(field: Field, structure: Any, spelled: dict[str, str]) -> Any:
    value = getattr(structure, field.name)
    for index, name in enumerate(field.also):
        other = getattr(structure, other_name(field, index))
        if other is not None:
            if value is not None:  # two spellings at once: the plain reader keeps both
                raise _DeclinedError
            value, spelled[field.name] = other, name
    return value


def write(value: Any) -> bytes | None:
    """A model or JSON as bytes, or None to decline."""
    try:
        data = _structure(Shape(model=type(value)), value, "") if isinstance(value, Model) else to_json(value)
        body: bytes = library().json.encode(data)
    except _refusals():
        return None
    # NaN is written as null, which JSON can say and the value did not: only the standard library tells them apart.
    return None if b"null" in body else body


def _structure(shape: Shape, value: Any, name: str) -> Any:
    """What stands for a value in writing: structures in place of models, objects in place of those that have a rest."""
    if type(value) not in SCALARS and all_typed(shape) and one_spelling(shape):
        try:
            return library().convert(value, writing_type(shape), from_attributes=True)
        except library().ValidationError:
            return write_child(shape, value, name)  # something inside is unusual
    return write_with(shape, value, _structure, name)
