"""Wishes: marks in the texts of a request that provoke an outcome.

A mark may stand in any text of a request: in its body, in a list of it, in a parameter. Those in a creating request go
with its task. `MARKS` is the one list of them; the command prints it.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from scripts.values import Json


@frozen
class Mark:
    """One mark: its pattern, how a person writes it, and what it does."""

    pattern: re.Pattern[str]
    shown: str
    meaning: str


FAIL: Final = Mark(re.compile(r"\[fail\]"), "[fail]", "the task fails")
PLAIN: Final = Mark(re.compile(r"\[fail plain\]"), "[fail plain]", "the task fails and says why in a plain text")
AUDIO: Final = Mark(re.compile(r"\[audio\]"), "[audio]", "a voice task is read as audio/wav itself, not as JSON")
SLOW: Final = Mark(re.compile(r"\[slow (\d{1,4})\]"), "[slow N]", "the task takes N more polls")
STATE: Final = Mark(re.compile(r"\[state ([^\]]+)\]"), "[state S]", "the task also passes a state S that nobody knows")
ERROR: Final = Mark(
    re.compile(r"\[http(200|[45]\d\d) error\]"),
    "[httpNNN error]",
    "the request is refused with HTTP NNN (200, or 400 to 599) and the vendor's error envelope",
)
MARKS: Final = (FAIL, PLAIN, AUDIO, SLOW, STATE, ERROR)


@frozen
class Wishes:
    """What the marks of a request ask for; without any, a task succeeds in its usual number of polls."""

    outcome: str = "succeeded"
    binary: bool = False
    more_polls: int = 0
    state: str | None = None
    http_status: int | None = None
    stalls: bool = False


def wishes_in(*values: Json) -> Wishes:
    """Read the marks in all texts of the given values."""
    said = "\n".join(text for value in values for text in _texts(value))
    slow, state, error = (mark.pattern.search(said) for mark in (SLOW, STATE, ERROR))
    failed = "failed plain" if PLAIN.pattern.search(said) else "failed" if FAIL.pattern.search(said) else "succeeded"
    return Wishes(
        failed,
        AUDIO.pattern.search(said) is not None,
        int(slow[1]) if slow else 0,
        state[1] if state else None,
        int(error[1]) if error else None,
    )


def _texts(value: Json) -> Iterator[str]:
    # Without recursion: a request may nest as deeply as the interpreter's stack allows.
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict | list):
            waiting.extend(node.values() if isinstance(node, dict) else node)
