"""The ways of the codec from bytes to models, and how a test makes the client take one of them for every answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from speech302.runtime import codec

ALL = dict(codec.PATHS)
every_path = pytest.mark.parametrize("path", ALL)


@contextmanager
def only(path: str) -> Iterator[None]:
    """While the block runs, the codec has one way. By itself it takes another one for large answers than for small."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ALL:
            patch.setitem(codec.PATHS, name, ALL[path])
        yield
