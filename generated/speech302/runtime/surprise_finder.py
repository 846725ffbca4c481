"""Finding what decoding tolerated, in a model that has been read: reading an answer is not slowed down by it.

A model is looked through place by place rather than object by object, since all items of a list stand at one place:
the words of an hour of speech are each asked for their rest, in one sweep, and for nothing else. Which fields of a
class can surprise, and which can hold models, is worked out once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

import attrs

from .field_table import Field, table_of
from .json_type import SCALARS, below, type_name
from .model import Model
from .rest import Rest
from .shape import Shape
from .surprise import ANY, NOTHING, Kind
from .surprise_name import MOST

DEEPEST = 30
"""How many steps a pointer has at most; what lies deeper is told there, so that no answer makes shapes without end."""


class Sighting(NamedTuple):
    """What was tolerated in an object. The name of an unknown field is as it came, and so may be data; `*` in a map."""

    kind: Kind
    place: str
    """Pointer of the object."""
    name: str
    """Of the field; a described one as JSON has it."""
    found: str


_Found: TypeAlias = Iterable[tuple[Sighting, int]]
_Place: TypeAlias = tuple[str, type, Iterable[Any]]
"""A pointer, the class of the models that stand there, and these, to be gone through once: None where null stood."""


@attrs.frozen
class _Plan:
    """What to look at in the models of one class, besides their rests."""

    named: list[Field]
    """Fields whose values have names."""
    required: list[Field]
    holding: list[Field]
    """Fields that may hold models."""
    wires: dict[str, str]
    """Name in JSON of each field, by its attribute."""
    meant: dict[str, str]
    """The same, by each other spelling."""


def sightings(model: Model) -> Counter[Sighting]:
    """What decoding tolerated in a model, and how often."""
    found: Counter[Sighting] = Counter()
    root: type = type(model)  # a plain type to the type checker, which holds that no model can be hashed
    waiting: list[_Place] = [("", root, [model])]
    if any(getattr(model, name) is not None for name in table_of(root).off_wire):
        waiting = []  # a file came in place of JSON: no field is missing from it
    while waiting:
        place, cls, models = waiting.pop()
        plan = _plan_of(cls)
        if plan.named or plan.required or plan.holding:
            models = [each for each in models if each is not None]
            if not models:  # a class that may hold itself has no end of places
                continue
        for look in (_in_rests, _new_values, _absences):
            for sighting, count in look(plan, place, models):
                found[sighting] += count
        for field in plan.holding:
            values = [value for value in map(attrgetter(field.name), models) if value is not None]
            if values:
                waiting += _inside(field.shape, values, _step(place, field.wire))
    return found


def _in_rests(plan: _Plan, place: str, models: Iterable[Any]) -> _Found:
    rests: list[Rest] = [each._rest for each in models if each is not None and each._rest is not None]
    if not rests:
        return
    unknown = Counter((name, type(value)) for rest in rests for name, value in rest.unknown.items())
    # Of a map the names are data: of an object without described fields, or with more unknown ones than a service adds.
    is_map = not plan.wires or len({name for name, _ in unknown}) > MOST
    for (name, kind), count in unknown.items():
        if name in plan.meant:  # two spellings came at once
            yield Sighting("other spelling", place, plan.meant[name], name), count
        else:
            yield Sighting("unknown field", place, ANY if is_map else name, type_name(kind)), count
    spelled = Counter(chain.from_iterable([rest.spelled.items() for rest in rests if rest.spelled]))
    for (attribute, name), count in spelled.items():
        yield Sighting("other spelling", place, plan.wires[attribute], name), count


def _new_values(plan: _Plan, place: str, models: Iterable[Any]) -> _Found:
    for field in plan.named:
        values = map(attrgetter(field.name), models)
        kinds = Counter(type(value) for value in values if type(value) in SCALARS and value not in field.known)
        for kind, count in kinds.items():
            yield Sighting("new value", place, field.wire, type_name(kind)), count


def _absences(plan: _Plan, place: str, models: Iterable[Any]) -> _Found:
    for field in plan.required:
        if count := sum(_absent(field, each) for each in models):
            yield Sighting("absent field", place, field.wire, NOTHING), count


def _absent(field: Field, model: Any) -> bool:
    nulls = model._rest.nulls if model._rest else ()
    return getattr(model, field.name) is None and not any(name in nulls for name in (field.wire, *field.also))


def _inside(shape: Shape, values: Iterable[Any], place: str) -> Iterator[_Place]:
    """The places of the models in values of one shape."""
    if shape.model and shape == Shape(model=shape.model):
        yield place, shape.model, values
        return
    values = list(values)
    if shape.model:
        yield place, shape.model, [value for value in values if type(value) is shape.model]
    if (inner := shape.items) and _holds_models(inner):
        arrays = [value for value in values if type(value) is list]
        yield from _inside(inner, chain.from_iterable(arrays), _step(place, ANY))
    if (inner := shape.values) and _holds_models(inner):
        maps = [value.values() for value in values if type(value) is dict]
        yield from _inside(inner, chain.from_iterable(maps), _step(place, ANY))


def _step(place: str, name: str) -> str:
    return below(place, name) if place.count("/") < DEEPEST else place


def _holds_models(shape: Shape) -> bool:
    return shape.model is not None or any(_holds_models(inner) for inner in (shape.items, shape.values) if inner)


@cache
def _plan_of(cls: type) -> _Plan:
    fields = table_of(cls).fields
    return _Plan(
        named=[field for field in fields if field.known],
        required=[field for field in fields if field.required],
        holding=[field for field in fields if _holds_models(field.shape)],
        wires={field.name: field.wire for field in fields},
        meant={name: field.wire for field in fields for name in field.also},
    )
