"""Sounds: short chimes as WAV files, made by arithmetic and therefore the same everywhere."""

import io
import math
import wave
from array import array
from collections.abc import Sequence
from functools import cache
from typing import Final

RATE: Final = 16_000
"""Samples a second; 16 bits each, one channel."""

NOTE: Final = 0.4
"""Seconds that a note sounds."""

SCALE: Final = (523.25, 587.33, 659.26, 783.99, 880.0)
"""Hertz of the pentatonic scale from C5, in which any two notes go together."""

LOUDNESS: Final = 9_000


def chimes(starts: Sequence[float], seconds: float) -> bytes:
    """Make a WAV file as long as asked for, in which one note begins at each of `starts`."""
    samples = array("h", bytes(2 * round(seconds * RATE)))
    for number, start in enumerate(starts):
        first = round(start * RATE)
        note = _note(number % len(SCALE))[: len(samples) - first]
        samples[first : first + len(note)] = note
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return stream.getvalue()


@cache
def _note(step: int) -> "array[int]":
    """Make one note that fades like a bell."""
    turn = 2 * math.pi * SCALE[step] / RATE
    last = round(NOTE * RATE)
    return array(
        "h", (round(LOUDNESS * math.exp(-4 * at / last) * (1 - at / last) * math.sin(turn * at)) for at in range(last))
    )
