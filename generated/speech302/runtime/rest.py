"""What an answer holds beyond the typed fields of its model, so that a round trip loses nothing."""

from __future__ import annotations

from typing import Any

import attrs


@attrs.frozen
class Rest:
    """Kept in the one hidden slot of a model, which is None as long as the fields say all that the wire said."""

    unknown: dict[str, Any]
    """Values under names that no field took, as they came."""
    nulls: frozenset[str]
    """Names of fields that came as an explicit null; a field that is None without being here was absent."""
    spelled: dict[str, str]
    """For each field that came under another of its spellings, that spelling."""


NOTHING = Rest({}, frozenset(), {})
