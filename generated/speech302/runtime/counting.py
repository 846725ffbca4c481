"""The counter of a client's surprises, made when the first answer is read: making a client is to stay quick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

    from .surprises import Surprises


@attrs.define
class Counting:
    """Where to count, and how to take the key out of a name; `surprises()` is the counter."""

    path: Any = None
    scrub: Callable[[str], str] | None = None
    _made: Surprises | None = None

    @classmethod
    def begun(cls, path: Any, scrub: Callable[[str], str]) -> Self:
        """The counter to be; with a path at once, since one that is none is to be told before anything is sent."""
        counting = cls(path, scrub)
        if path is not None:
            counting.surprises()
        return counting

    def surprises(self) -> Surprises:
        """The counter."""
        if self._made is None:
            from .surprises import Surprises  # it imports the codec

            self._made = Surprises(self.path, self.scrub)
        return self._made

    def close(self) -> None:
        """Write what has been counted to the file, if there is one."""
        if self._made is not None:
            self._made.close()
