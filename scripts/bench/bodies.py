"""The bodies that are measured: the transcript, and what else answers look like."""

from collections.abc import Callable
from typing import Final

from scripts.bench import transcript
from scripts.bench.transcript import WITHOUT_TIMES, WORDS

USUAL: Final = "usual"
UNKNOWN: Final = "unknown"
UNUSUAL: Final = {
    UNKNOWN: "an unknown field in every word",
    "untimed": f"one word in {WITHOUT_TIMES} without times",
    "escaped": "escapes in place of all beyond ASCII",
}
"""What is unusual about the bodies that are, by their keys."""

_MAKERS: Final[dict[str, Callable[[int], bytes]]] = {
    USUAL: lambda words: transcript.body(transcript.transcript(words)),
    UNKNOWN: lambda words: transcript.body(transcript.with_unknown_field(words)),
    "untimed": lambda words: transcript.body(transcript.without_some_times(words)),
    "escaped": lambda words: transcript.body(transcript.transcript(words), escaped=True),
}
KEYS: Final = tuple(_MAKERS)


def body(key: str, words: int = WORDS) -> bytes:
    """A body, of so many words that come twice."""
    return _MAKERS[key](words)
