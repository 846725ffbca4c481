"""A lock on an open file, which dies with the process that holds it: after kill -9 nothing is left to clear away."""

from __future__ import annotations

import os
import sys

_BEYOND = 1 << 30


def lock(descriptor: int) -> None:
    """Lock an open file until it is closed.

    Raises BlockingIOError if somebody else holds the lock, in this process or another; OSError where there are none.
    """
    if sys.platform == "win32":
        import msvcrt

        # Windows forbids others to read what is locked: so that is a byte behind all content.
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
    else:
        import fcntl

        # flock, not lockf: two downloads of one process have to keep each other out as well.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
