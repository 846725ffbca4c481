"""The plain reader of JSON into models: obviously right, and the one that finds where an answer does not fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from .decode_error import DecodeError
from .field_table import Field, table_of
from .json_type import below, json_type, snippet
from .rest import Rest
from .shape import Shape

ReadChild: TypeAlias = Callable[[Shape, Any, str], Any]
"""Reads a value that is not null: its shape, the value, its name on the wire."""


def read(shape: Shape, value: Any, pointer: str = "") -> Any:
    """The value as its shape has it: models in place of their objects, all else as it is.

    Values of unknown type are shared with the input, not copied. Raises DecodeError.
    """
    return read_with(shape, value, lambda child, inner, name: read(child, inner, below(pointer, name)), pointer)


def read_with(shape: Shape, value: Any, child: ReadChild, pointer: str = "") -> Any:
    """The same, with the values inside read by `child`."""
    if shape.anything or fits(shape, value):
        return value
    if isinstance(value, dict):
        if shape.model:
            return read_object(shape.model, value, child)
        if inner := shape.values:
            return {name: None if item is None else child(inner, item, name) for name, item in value.items()}
    if isinstance(value, list) and (inner := shape.items):
        return [None if item is None else child(inner, item, str(index)) for index, item in enumerate(value)]
    raise DecodeError(pointer, shape.expected, json_type(value), detail=snippet(value))


def fits(shape: Shape, value: Any) -> bool:
    """Whether a scalar may stand where the shape is. 9.0 is an integer, True is not."""
    if type(value) in shape.scalars:
        return True
    if isinstance(value, bool):
        return False
    if isinstance(value, float) and int in shape.scalars:
        return float in shape.scalars or value.is_integer()
    return isinstance(value, tuple(shape.scalars - {bool}))


def read_object(cls: type, data: dict[str, Any], child: ReadChild) -> Any:
    """One model. What its fields cannot say (unknown names, nulls, spellings) is kept in its rest."""
    table = table_of(cls)
    model: Any = object.__new__(cls)
    left, nulls, spelled = dict(data), set[str](), dict[str, str]()
    for name in table.off_wire:
        setattr(model, name, None)
    for field in table.fields:
        name = _chosen(field, left)
        value = left.pop(name, None)
        if name != field.wire:
            spelled[field.name] = name
        setattr(model, field.name, None if value is None else child(field.shape, value, name))
        # Every name of the field that came as null, the chosen one included; another value under it stays in `left`.
        nulls.update(other for other in (field.wire, *field.also) if other in data and data[other] is None)
    for name in nulls:
        left.pop(name, None)
    model._rest = Rest(left, frozenset(nulls), spelled) if left or nulls or spelled else None
    return model


def _chosen(field: Field, data: dict[str, Any]) -> str:
    """The spelling whose value the field takes: the first with a value, else the first that is there."""
    if not field.also:
        return field.wire
    there = [name for name in (field.wire, *field.also) if name in data]
    return next((name for name in there if data[name] is not None), there[0] if there else field.wire)
