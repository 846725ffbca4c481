"""What an answer holds beyond the typed fields of its model, so that a round trip loses nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import attrs


@attrs.define  # never changed once it is made; attrs.frozen would make it three times as slowly
class Rest:
    """Kept in the one hidden slot of a model, which is None as long as the fields say all that the wire said."""

    unknown: dict[str, Any]
    """Values under names that no field took, as they came."""
    nulls: frozenset[str]
    """Names of fields that came as an explicit null; a field that is None without being here was absent."""
    spelled: dict[str, str]
    """For each field that came under another of its spellings, that spelling."""


def rest_of(data: dict[str, Any], names: frozenset[str]) -> Rest:
    """The rest of an object none of whose fields, which have these names, has another spelling."""
    unknown = {}
    nulls: tuple[str, ...] = ()
    for name, value in data.items():
        if name not in names:
            unknown[name] = value
        elif value is None:
            nulls += (name,)
    return Rest(unknown, frozenset(nulls), NOTHING.spelled) if unknown else _of_nulls(nulls)


@lru_cache(maxsize=256)
def _of_nulls(names: tuple[str, ...]) -> Rest:
    """The rest of all the objects that have the same nulls and nothing unknown."""
    return Rest({}, frozenset(names), {})


NOTHING = Rest({}, frozenset(), {})
