"""Field tables: how the fields of a model stand in JSON, read off its class at first use."""

from __future__ import annotations

from functools import cache
from typing import Any, get_type_hints

import attrs

from .shape import Shape, shape_of

WIRE = "wire"
ALSO = "also"
KNOWN = "known"
REQUIRED = "required"
OFF_WIRE = "off_wire"
REST = "_rest"
KIND = "_kind"


@attrs.frozen
class Field:
    """One field of a model."""

    name: str
    """Name of the attribute."""
    wire: str
    """Name in JSON."""
    also: tuple[str, ...]
    """Other spellings that the service may use."""
    shape: Shape
    known: frozenset[str | int] = frozenset()
    """The values that have a name, where some have; the service may send others."""
    required: bool = False
    """Whether the description says that it is always there; the service may leave it out."""


@attrs.frozen
class Table:
    """All fields of a model."""

    fields: tuple[Field, ...]
    off_wire: tuple[str, ...]
    """Attributes that never stand in JSON."""


@cache
def table_of(cls: type) -> Table:
    """The table of a model class."""
    hints = get_type_hints(cls, localns={})  # names mean what they mean in the module, not attributes of the class
    fields, off_wire = [], []
    for attribute in attrs.fields(cls):
        if attribute.metadata.get(OFF_WIRE):
            off_wire.append(attribute.name)
        elif attribute.name != REST:
            fields.append(_field(attribute, hints[attribute.name]))
    return Table(tuple(fields), tuple(off_wire))


def _field(attribute: attrs.Attribute[Any], hint: Any) -> Field:
    said = attribute.metadata
    wire = said.get(WIRE)
    return Field(
        name=attribute.name,
        wire=attribute.name if wire is None else wire,
        also=said.get(ALSO, ()),
        shape=shape_of(hint),
        known=frozenset(member.value for member in said.get(KNOWN) or ()),
        required=said.get(REQUIRED, False),
    )
