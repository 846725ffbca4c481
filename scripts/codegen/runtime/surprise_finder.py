"""Finding what decoding tolerated, in a model that has been read: reading an answer is not slowed down by it.

A model is looked through place by place rather than object by object, since all items of a list stand at one place:
the words of an hour of speech are each asked for their rest, in one sweep, and for nothing else. Which fields of a
class can surprise, and which can hold models, is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar

import attrs

from .field_table import Field, table_of
from .json_type import SCALARS, below, type_name
from .model import Model
from .rest import Rest
from .shape import Shape
from .surprise import ANY, NOTHING, Kind
from .surprise_name import MOST

T = TypeVar("T")

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


_Found: TypeAlias = dict[Sighting, int]
_Place: TypeAlias = tuple[str, type, Iterable[Any]]
"""A pointer, the class of the models that stand there, and these, to be gone through once: None where null stood."""


@attrs.frozen
class _Way:
    """How the values of a field lead to models."""

    model: type | None
    alone: bool
    """Whether nothing else can stand there, but null."""
    items: _Way | None
    values: _Way | None


@attrs.frozen
class _Looked:
    """A field that is looked at: how its value is taken, and the step to it in a pointer."""

    field: Field
    take: Callable[[Any], Any]
    step: str
    way: _Way | None


@attrs.frozen
class _Plan:
    """What to look at in the models of one class, besides their rests."""

    named: list[_Looked]
    """Fields whose values have names."""
    required: list[_Looked]
    holding: list[_Looked]
    """Fields that may hold models."""
    wires: dict[str, str]
    """Name in JSON of each field, by its attribute."""
    meant: dict[str, str]
    """The same, by each other spelling."""
    simple: bool
    """Whether only rests can surprise."""


def sightings(model: Model) -> dict[Sighting, int]:
    """What decoding tolerated in a model, and how often."""
    found: _Found = {}
    root: type = type(model)  # a plain type to the type checker, which holds that no model can be hashed
    came_as_file = any(getattr(model, name) is not None for name in table_of(root).off_wire)
    waiting: list[_Place] = [] if came_as_file else [("", root, (model,))]  # no field is missing from a file
    while waiting:
        place, cls, models = waiting.pop()
        plan = _plan_of(cls)
        if not plan.simple:
            models = [each for each in models if each is not None]
            if not models:  # a class that may hold itself has no end of places
                continue
        rests: list[Rest] = [each._rest for each in models if each is not None and each._rest is not None]
        if rests:
            _in_rests(found, plan, place, rests)
        for looked in plan.named:
            _new_values(found, looked, place, models)
        for looked in plan.required:
            _absences(found, looked, place, models)
        for looked in plan.holding:
            values = [value for value in map(looked.take, models) if value is not None]
            if values and looked.way:
                waiting += _inside(looked.way, values, _stepped(place, looked.step))
    return found


def _in_rests(found: _Found, plan: _Plan, place: str, rests: list[Rest]) -> None:
    unknown = _counted((name, type(value)) for rest in rests for name, value in rest.unknown.items())
    # Of a map the names are data: of an object without described fields, or with more unknown ones than a service adds.
    is_map = not plan.wires or (len(unknown) > MOST and len({name for name, _ in unknown}) > MOST)
    for (name, kind), count in unknown.items():
        if name in plan.meant:  # two spellings came at once
            _add(found, Sighting("other spelling", place, plan.meant[name], name), count)
        else:
            _add(found, Sighting("unknown field", place, ANY if is_map else name, type_name(kind)), count)
    spelled = _counted(chain.from_iterable([rest.spelled.items() for rest in rests if rest.spelled]))
    for (attribute, name), count in spelled.items():
        _add(found, Sighting("other spelling", place, plan.wires[attribute], name), count)


def _new_values(found: _Found, looked: _Looked, place: str, models: Iterable[Any]) -> None:
    known = looked.field.known
    kinds = [type(value) for value in map(looked.take, models) if type(value) in SCALARS and value not in known]
    for kind, count in _counted(kinds).items() if kinds else ():
        _add(found, Sighting("new value", place, looked.field.wire, type_name(kind)), count)


def _absences(found: _Found, looked: _Looked, place: str, models: Iterable[Any]) -> None:
    field = looked.field
    names = (field.wire, *field.also)
    lacking = [each for each in models if looked.take(each) is None]
    count = sum(each._rest is None or each._rest.nulls.isdisjoint(names) for each in lacking)
    if count:
        _add(found, Sighting("absent field", place, field.wire, NOTHING), count)


def _add(found: _Found, sighting: Sighting, count: int) -> None:
    found[sighting] = found.get(sighting, 0) + count


def _counted(things: Iterable[T]) -> dict[T, int]:
    counts: dict[T, int] = {}
    for thing in things:  # for a few things, which is the rule, this is much faster than a Counter
        counts[thing] = counts.get(thing, 0) + 1
    return counts


def _inside(way: _Way, values: Iterable[Any], place: str) -> Iterator[_Place]:
    """The places of the models in the values of a field."""
    if way.model and way.alone:
        yield place, way.model, values
        return
    values = list(values)
    if way.model:
        yield place, way.model, [value for value in values if type(value) is way.model]
    if way.items:
        arrays = [value for value in values if type(value) is list]
        yield from _inside(way.items, chain.from_iterable(arrays), _stepped(place, "/" + ANY))
    if way.values:
        maps = [value.values() for value in values if type(value) is dict]
        yield from _inside(way.values, chain.from_iterable(maps), _stepped(place, "/" + ANY))


def _stepped(place: str, step: str) -> str:
    return place + step if place.count("/") < DEEPEST else place


@cache
def _plan_of(cls: type) -> _Plan:
    fields = table_of(cls).fields
    looked = [_Looked(field, attrgetter(field.name), below("", field.wire), _way_of(field.shape)) for field in fields]
    named = [one for one in looked if one.field.known]
    required = [one for one in looked if one.field.required]
    holding = [one for one in looked if one.way]
    return _Plan(
        named=named,
        required=required,
        holding=holding,
        wires={field.name: field.wire for field in fields},
        meant={name: field.wire for field in fields for name in field.also},
        simple=not (named or required or holding),
    )


def _way_of(shape: Shape | None) -> _Way | None:
    """The way to the models in a shape; None if it holds none."""
    if shape is None:
        return None
    items, values = _way_of(shape.items), _way_of(shape.values)
    if not (shape.model or items or values):
        return None
    return _Way(shape.model, shape == Shape(model=shape.model), items, values)
