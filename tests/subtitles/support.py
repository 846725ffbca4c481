"""What the tests of subtitles share: the recorded tasks, a translated one, and texts that would break a file."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from speech302.models import SpeechSynthesisTask, SubtitleTask

SPEC = Path(__file__).parents[2] / "spec"


def recorded(recording: str) -> dict[str, Any]:
    """The body of a recorded answer."""
    body: dict[str, Any] = json.loads((SPEC / recording).read_text(encoding="utf-8"))["response"]["body"]
    return body


TRANSCRIBED = recorded("subtitle_tasks/recordings/get_subtitle_task.transcribed.json")
SPOKEN = recorded("speech_synthesis/recordings/get_speech_synthesis.succeeded.json")


def transcription() -> SubtitleTask:
    return SubtitleTask.from_dict(TRANSCRIBED)


def synthesis() -> SpeechSynthesisTask:
    return SpeechSynthesisTask.from_dict(SPOKEN)


def line(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(**values)


def translation(src: list[dict[str, Any]] | None, trans: list[dict[str, Any]] | None) -> SubtitleTask:
    """A translated task with these lines."""
    return SubtitleTask.from_dict({"status": "success", "result": {"src_subtitle": src, "trans_subtitle": trans}})


def numbered(index: int | None, start: str | None, text: str, end: str | None = None) -> dict[str, Any]:
    """A line of a translation."""
    return {"index": index, "start_time": start, "end_time": end, "text": text}


TIMES = st.floats(min_value=0, max_value=35_990)
HARMFUL = (
    "-->",
    "00:00:01,000 --> 00:00:02,000",
    "12:30.50",
    "1:02:03,4 5:06:07.8",
    "<b>",
    "</ i >",
    "a < b > c",
    "<00:00:01.000>",
    "&",
    "&lt;",
    "&amp;amp;",
    "{\\an8}",
    "{\\p1}m 0 0{\\p0}",
    "{y:i}",
    "{",
    "}",
    "C:\\new\\h",
    "\\N",
    "\\",
    "\n",
    "\r\n\r\n",
    "\u2028",
    "\n7",
    "\n42\n",
    "12",
    "WEBVTT",
    "NOTE",
    "Dialogue: 0,0:00:00.00",
    "[Events]",
    ",",
    " ",
    "\t",
    "שלום\u200f!",
    "مرحبا ٣",
    "猫👩‍🚀",
    "\ufeff",
    "\x00",
    "\x1c",
    "\ud800",
)
"""Pieces of text that mean something to a format, to its readers, or to nobody."""
TEXTS = st.lists(st.sampled_from(HARMFUL) | st.text(max_size=4), min_size=1, max_size=5).map("".join)

law = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For laws over texts: on a new machine the table of all characters is made while the first text is drawn."""
