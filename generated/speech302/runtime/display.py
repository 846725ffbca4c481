"""How a model shows itself: what is there, cut so that an hour of transcript fits on a screen."""

from __future__ import annotations

from typing import Any

import attrs

from .field_table import REST, table_of

_ITEMS = 3
_NAMES = 20
_CHARACTERS = 80
_DEPTH = 5
_BITS = 1000


def display(value: Any, depth: int = _DEPTH) -> str:
    """A text for people. Attributes that are None are left out."""
    cls: type = type(value)
    if attrs.has(cls) and hasattr(value, REST):
        table = table_of(cls)
        names = [*(field.name for field in table.fields), *table.off_wire]
        there = {name: item for name in names if (item := getattr(value, name)) is not None}
        if value.unknown_fields:
            there["unknown_fields"] = dict(value.unknown_fields)
        return f"{cls.__name__}({_entries(there, '{}={}', depth)})"
    if isinstance(value, dict):
        return f"{{{_entries({repr(name): item for name, item in value.items()}, '{}: {}', depth)}}}"
    if isinstance(value, list):
        shown = [display(item, depth - 1) for item in value[:_ITEMS]] if depth else []
        return f"[{', '.join(shown + _more(value, len(shown)))}]"
    if isinstance(value, str):
        return repr(value[:_CHARACTERS]) + (f"... {len(value):,} characters" if len(value) > _CHARACTERS else "")
    return f"an integer of {value.bit_length():,} bits" if _long(value) else repr(value)


def _entries(there: dict[str, Any], form: str, depth: int) -> str:
    names = list(there)[:_NAMES] if depth else []
    shown = [form.format(name, display(there[name], depth - 1)) for name in names]
    return ", ".join(shown + _more(there, len(shown)))


def _more(container: dict[str, Any] | list[Any], shown: int) -> list[str]:
    return [f"... {len(container):,} in all"] if len(container) > shown else []


def _long(value: Any) -> bool:
    # Python refuses to print integers of thousands of digits.
    return isinstance(value, int) and value.bit_length() > _BITS
