"""Shapes: which JSON may stand at one place, read off a type annotation."""

from __future__ import annotations

import types
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from .json_type import SCALARS, joined


@attrs.frozen
class Shape:
    """Which JSON may stand at one place. Null is not part of it: any place may hold null, and reads as None."""

    scalars: frozenset[type] = frozenset()
    """Types of the values that are kept as they are. Where int is among them, a float without fraction passes too."""
    model: type | None = None
    """The model that an object becomes."""
    values: Shape | None = None
    """What an object holds that stays a dictionary."""
    items: Shape | None = None
    """What an array holds."""
    anything: bool = False
    """Any JSON at all."""
    listed_model: type | None = attrs.field(init=False, eq=False, repr=False)
    """The model that an array is a list of, if it holds nothing else."""

    @listed_model.default
    def _listed_model(self) -> type | None:
        return self.items.model if self.items and self.items == Shape(model=self.items.model) else None

    @property
    def expected(self) -> str:
        """The JSON types, for a message: "object or string"."""
        number = "number" if float in self.scalars else "integer"
        names = {
            "object": self.model or self.values,
            "array": self.items,
            "string": str in self.scalars,
            number: int in self.scalars,
            "boolean": bool in self.scalars,
        }
        return joined([name for name, there in names.items() if there])


_SCALARS: dict[Any, frozenset[type]] = {
    str: frozenset({str}),
    int: frozenset({int}),
    float: frozenset({int, float}),  # JSON has one kind of number: 9 may stand where 9.5 may
    bool: frozenset({bool}),
}


def shape_of(annotation: Any) -> Shape:
    """The shape that a field's type means. TypeError for a type that JSON cannot tell from another one."""
    if annotation is Any or annotation is object:
        return Shape(anything=True)
    if annotation in _SCALARS:
        return Shape(scalars=_SCALARS[annotation])
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _either([shape_of(argument) for argument in arguments if argument is not types.NoneType])
    if origin is Literal:  # open: the service may send values that have no name yet
        return _either([Shape(scalars=frozenset({type(value)})) for value in arguments if type(value) in SCALARS])
    if origin is list:
        return Shape(items=shape_of(arguments[0]))
    if origin is dict and arguments[0] is str:
        return Shape(values=shape_of(arguments[1]))
    if isinstance(annotation, type) and attrs.has(annotation):
        return Shape(model=annotation)
    raise TypeError(f"{annotation!r} is not a type that a model's field can have")


def _either(shapes: list[Shape]) -> Shape:
    if len(shapes) == 1 or any(shape.anything for shape in shapes):
        return next((shape for shape in shapes if shape.anything), shapes[0])
    objects = [shape for shape in shapes if shape.model or shape.values]
    arrays = [shape for shape in shapes if shape.items]
    if len(objects) > 1 or len(arrays) > 1:
        raise TypeError(f"one object and one array at most can stand at one place, not {objects + arrays}")
    return Shape(
        scalars=frozenset().union(*(shape.scalars for shape in shapes)),
        model=next((shape.model for shape in objects), None),
        values=next((shape.values for shape in objects), None),
        items=next((shape.items for shape in arrays), None),
    )
