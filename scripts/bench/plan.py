"""How much is measured, and where the bench keeps its things."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parents[2]
GENERATED: Final = REPOSITORY / "generated"
DESCRIPTION: Final = GENERATED / "openapi.json"
FOLDER: Final = REPOSITORY / "build" / "bench"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How many rounds each measurement takes. More rounds narrow the interval that the median lies in."""

    words: int
    """Words of the transcript, which come twice in it."""
    bodies: int
    """Rounds of decoding and of encoding the usual body."""
    other_bodies: int
    """Rounds for each of the other bodies, which no target is for."""
    processes: int
    """Rounds of fresh processes."""
    batches: int
    """Rounds of batches of requests."""
    batch: int
    """Requests in a batch."""
    waits: int
    """Tasks that are waited for at once."""
    more_waits: int
    """The same, once, and for no more than to see whether all end; 0 leaves that out."""
    wait_seconds: float
    """When the last one ends."""
    wait_rounds: int
    """Rounds of waiting for them; at least two."""


FULL: Final = Plan(
    words=9_000,
    bodies=31,
    other_bodies=7,
    processes=21,
    batches=80,
    batch=20,
    waits=1_000,
    more_waits=10_000,
    wait_seconds=5.0,
    wait_rounds=3,
)
QUICK: Final = Plan(
    words=900,
    bodies=3,
    other_bodies=3,
    processes=3,
    batches=5,
    batch=10,
    waits=200,
    more_waits=2_000,
    wait_seconds=2.0,
    wait_rounds=2,
)
