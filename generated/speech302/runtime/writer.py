"""The plain writer of models into JSON: the mirror of the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import attrs

from .encode_error import EncodeError
from .field_table import REST, table_of
from .json_type import SCALARS, Json, below, json_type, snippet
from .reader import fits
from .rest import NOTHING, Rest
from .shape import Shape

WriteChild: TypeAlias = Callable[[Shape, Any, str], Any]
"""Writes a value that is not None: its shape, the value, its name on the wire."""


def write(shape: Shape, value: Any, pointer: str = "") -> Any:
    """The value as JSON has it: objects in place of models. Raises EncodeError for what its shape does not allow."""
    return write_with(shape, value, lambda child, inner, name: write(child, inner, below(pointer, name)), pointer)


def write_with(shape: Shape, value: Any, child: WriteChild, pointer: str = "") -> Any:
    """The same, with the values inside written by `child`."""
    if shape.anything:
        return to_json(value, pointer)
    if fits(shape, value):
        return plain(value)
    if shape.model and isinstance(value, shape.model):
        return write_object(value, child, pointer)
    if isinstance(value, dict) and (inner := shape.values):
        return {name: None if item is None else child(inner, item, name) for name, item in value.items()}
    if isinstance(value, list | tuple) and (inner := shape.items):
        return [None if item is None else child(inner, item, str(index)) for index, item in enumerate(value)]
    expected = shape.model.__name__ if shape.model and isinstance(value, dict) else shape.expected
    raise EncodeError(pointer, expected, json_type(value), detail=snippet(value))


def write_object(model: Any, child: WriteChild, pointer: str = "") -> dict[str, Any]:
    """The object that a model stands for: its fields, then what its fields could not say."""
    rest: Rest = model._rest or NOTHING
    cls: type = type(model)
    data: dict[str, Any] = {}
    for field in table_of(cls).fields:
        value = getattr(model, field.name)
        if value is not None:
            name = rest.spelled.get(field.name, field.wire)
            data[name] = child(field.shape, value, name)
    for name in rest.nulls:
        data.setdefault(name, None)  # a field that was given a value since is no longer null
    for name, value in rest.unknown.items():
        data.setdefault(name, to_json(value, below(pointer, name)))
    return data


def to_json(value: Any, pointer: str = "") -> Json:
    """A value as JSON: models inside lists and mappings become objects, tuples become lists.

    What is JSON already is returned as it is, not copied. Raises EncodeError, with a pointer, for what JSON cannot say.
    """
    done: Json
    if _is_json(value):
        done = value
        return done
    if attrs.has(type(value)) and hasattr(value, REST):
        return write_object(value, lambda shape, inner, name: write(shape, inner, below(pointer, name)), pointer)
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        return {plain(name): to_json(item, below(pointer, name)) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item, below(pointer, index)) for index, item in enumerate(value)]
    if isinstance(value, str | int | float):
        done = plain(value)
        return done
    detail = "a name in it is no string" if isinstance(value, dict) else ""
    raise EncodeError(pointer, "JSON or a model", json_type(value), detail=detail)


def _is_json(value: Any) -> bool:
    # A loop, not a recursion: what was read from the wire may be nested as deep as the parser allows.
    waiting, seen = [value], set[int]()
    while waiting:
        value = waiting.pop()
        kind = type(value)
        if kind is dict or kind is list:
            if id(value) in seen:
                continue
            seen.add(id(value))
            if kind is dict and not all(type(name) is str for name in value):
                return False
            waiting.extend(value.values() if kind is dict else value)
        elif value is not None and kind not in SCALARS:
            return False
    return True


def plain(value: Any) -> Any:
    """A value of a subclass of str, int or float (a named state, for example) as the plain value that it stands for."""
    if type(value) in SCALARS:
        return value
    if isinstance(value, str):
        return str.__str__(value)
    return int.__int__(value) if isinstance(value, int) else float.__float__(value)
