"""The garbage collector, paused while a large answer becomes models.

Reading an hour of transcript makes tens of thousands of objects in one go, none of them garbage, and every few hundred
of them the collector would walk through what is there already.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

LARGE = 256 * 1024
"""Size of a body, in bytes, from which on a pause is worth it; reading one takes milliseconds."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector; one that the program itself has switched off stays off."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
