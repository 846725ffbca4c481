"""What one check of the doctor found."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Check(NamedTuple):
    """One check; `cure` is empty where there is nothing to cure."""

    name: str
    verdict: Literal["ok", "warning", "wrong"]
    finding: str
    cure: str = ""
