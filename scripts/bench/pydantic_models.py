"""The subtitle task as pydantic models: the same shape as the client's, with extra fields kept."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Open(BaseModel):
    """Base of all: unknown fields are kept, known ones may be absent, as an answer guarantees neither."""

    model_config = ConfigDict(extra="allow")


class Word(Open):
    """One word."""

    word: str | None = None
    start: float | None = None
    end: float | None = None
    score: float | None = None


class Segment(Open):
    """A stretch of speech."""

    start: float | None = None
    end: float | None = None
    text: str | None = None
    words: list[Word] | None = None


class Transcript(Open):
    """What was said."""

    segments: list[Segment] | None = None
    word_segments: list[Word] | None = None


class Line(Open):
    """A line of a translation."""

    index: int | None = None
    start_time: str | None = None
    end_time: str | None = None
    text: str | None = None


class TaskFailure(Open):
    """Why the task failed."""

    message: str | None = None


class TaskResult(Open):
    """What the task made."""

    # The documented spelling alone: one alias is what pydantic does fastest.
    subtitle: Transcript | None = Field(default=None, alias="subtitile")
    src_subtitle: list[Line] | None = None
    trans_subtitle: list[Line] | None = None
    video_url: str | None = None
    audio_url: str | None = None
    vocal_audio_url: str | None = None
    background_audio_url: str | None = None
    error: TaskFailure | str | None = None


class Task(Open):
    """A subtitle task."""

    status: str | None = None
    result: TaskResult | None = None
    progress: int | None = None
