"""Bounds of a value, as pages write them: `>= 0 <= 1.5`."""

import math
import re
from typing import Final

from attrs import define

BOUND: Final = re.compile(
    r"(>=|<=|≥|≤|>|<)\s*(-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)\s*(characters?|chars?|items?|字符|元素|个元素|文字|要素)?\s*"
)


@define
class Bounds:
    """What a line of bounds says; a bound of a length says nothing of the value."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive: bool = False


def read_bounds(text: str) -> Bounds | None:
    """Read a text that is nothing but bounds, such as `>= 0 <= 1.5`; None for any other text."""
    at = 0
    bounds = Bounds()
    while at < len(text):
        match = BOUND.match(text, at)
        if match is None:
            return None
        sign, digits, unit = match.groups()
        value = float(digits) if re.search(r"[.eE]", digits) else int(digits[:300])
        if math.isinf(value):
            return None
        if unit is None and sign in (">=", "≥"):
            bounds.minimum = value
        elif unit is None and sign in ("<=", "≤"):
            bounds.maximum = value
        elif unit is None:
            bounds.exclusive = True
        at = match.end()
    return bounds if at else None
