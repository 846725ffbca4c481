"""A surprise: something that decoding tolerated, as a shape that holds no value of the answer."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

Kind: TypeAlias = Literal["unknown field", "absent field", "new value", "other spelling"]

ANY = "*"
"""In a pointer: every position of an array, every name of a map."""

NOTHING = "nothing"
"""What was found where a field was absent."""


@attrs.frozen
class Surprise:
    """One way in which answers were not as described.

        unknown field     a field that the description does not have; found: the JSON type of its value
        absent field      a field that the description requires; found: "nothing"
        new value         another value than those that have names; found: its JSON type
        other spelling    a field under another one of its names; found: that name

    A field that is null is no surprise: any field may be.
    """

    kind: Kind
    operation: str
    """The operation that was answered, by its operationId."""
    pointer: str
    """Where in the answer's body, as a JSON pointer with the names of the description.

    `*` stands for every position in an array and every name in a map, and for the name of an unknown field that does
    not look like one: what answers use as names may be data.
    """
    found: str
    """A JSON type (`object`, `array`, `string`, `integer`, `number`, `boolean` or `null`), or as the kind tells."""
