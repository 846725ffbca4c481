"""Live answers: the recorded reading requests repeated at the service itself."""

from collections.abc import Sequence
from typing import Any

from scripts.failures import UNUSABLE, Failure
from scripts.recordings import Recording


def ask(recordings: Sequence[Recording], data: dict[str, Any]) -> list[Recording]:
    """Repeat every recorded request of an operation that only reads. Raises `Failure` without a key, or an answer."""
    raise Failure("later", exit_code=UNUSABLE)
