"""Models of the family `subtitle_tasks`: Transcribing, translating, burning and downloading for videos."""

from __future__ import annotations

from enum import StrEnum

from ..runtime.model import Model, model, wire

__all__ = [
    "SubtitleLine",
    "SubtitleTask",
    "SubtitleTaskCreated",
    "SubtitleTaskFailure",
    "SubtitleTaskResult",
    "SubtitleTaskStatus",
    "Transcript",
    "TranscriptSegment",
    "TranscriptWord",
]


class SubtitleTaskStatus(StrEnum):
    """Where the task stands.

    These values have names; the service may send others, which arrive as they are.
    """

    QUEUE = "queue"
    """The task waits its turn.

    Source: page subtitle_task_status (schema).
    """
    WAITING = "waiting"
    """The task waits its turn; not on the page.

    Source: the vendor's own application (handles a waiting state); inferred (the spelling).
    """
    PROCESSING = "processing"
    """The task is being worked on.

    Source: page subtitle_task_status (schema).
    """
    SUCCESS = "success"
    """The task has ended and `result` holds what it made.

    Source: page subtitle_task_status (schema, example).
    """
    FAIL = "fail"
    """The task has ended and `result.error` may say why it failed.

    Source: page subtitle_task_status (schema).
    """


@model
class SubtitleTask(Model):
    """A transcription, translation, burning or download task as the service reports it."""

    status: str | None = wire(known=SubtitleTaskStatus)
    """Where the task stands. Known values: `SubtitleTaskStatus`.

    Source: page subtitle_task_status (schema, example). The schema list gives it no "required" mark, unlike `result`;
    taken as it stands.
    """
    result: SubtitleTaskResult | None = None
    """What the task made.

    Source: page subtitle_task_status (schema, example).
    """
    progress: int | None = None
    """How far the task has come; taken as percent, which is inferred.

    Source: the vendor's own application (reads an integer beside status); inferred (the unit).
    """


@model
class SubtitleTaskResult(Model):
    """What the task made.

    Which fields are there depends on how the task was made:

    - transcription: `subtitle`
    - translation: `src_subtitle`, `trans_subtitle`
    - burning: `video_url`
    - download: `video_url`, `audio_url`
    - separation: `vocal_audio_url`, `background_audio_url`
    """

    subtitle: Transcript | None = wire("subtitle", also=("subtitile",))
    """What was said, as segments and once more as one list of words. The service also spells it `subtitile`.

    Source: the vendor's own application (reads this spelling).
    """
    src_subtitle: list[SubtitleLine] | None = None
    """The lines as they were, where the task was a translation.

    Source: the vendor's own application (reads it).
    """
    trans_subtitle: list[SubtitleLine] | None = None
    """The lines in the language asked for, where the task was a translation.

    Source: the vendor's own application (reads it).
    """
    video_url: str | None = None
    """Where the video can be fetched without a key, where the task was a burning or a download.

    Source: the vendor's own application (reads it).
    """
    audio_url: str | None = None
    """Where the audio of the video can be fetched without a key, where the task was a download.

    Source: the vendor's own application (reads it).
    """
    vocal_audio_url: str | None = None
    """Where the voices alone can be fetched without a key, where the task only separated them.

    Source: the vendor's own application (reads it).
    """
    background_audio_url: str | None = None
    """Where the rest of the sound can be fetched without a key, where the task only separated it.

    Source: the vendor's own application (reads it).
    """
    error: SubtitleTaskFailure | str | None = None
    """Why the task failed.

    Source: the vendor's own application (handles both).
    """


@model
class Transcript(Model):
    """What was said, as segments and once more as one list of words."""

    segments: list[TranscriptSegment] | None = None
    """The segments, in the order of the recording.

    Source: page subtitle_task_status (example).
    """
    word_segments: list[TranscriptWord] | None = None
    """The words of all segments, in one list.

    Source: page subtitle_task_status (example).
    """


@model
class TranscriptSegment(Model):
    """A stretch of speech, about a sentence."""

    start: float | None = None
    """When the segment begins, in seconds from the start of the recording.

    Source: page subtitle_task_status (example). The unit is inferred.
    """
    end: float | None = None
    """When the segment ends, in seconds from the start of the recording.

    Source: page subtitle_task_status (example). The unit is inferred.
    """
    text: str | None = None
    """What was said; the first segment of the example begins with a space.

    Source: page subtitle_task_status (example).
    """
    words: list[TranscriptWord] | None = None
    """The words of the segment, each with its times.

    Source: page subtitle_task_status (example).
    """


@model
class TranscriptWord(Model):
    """One word of a transcript."""

    word: str | None = None
    """The word as it was heard, with its punctuation.

    Source: page subtitle_task_status (example).
    """
    start: float | None = None
    """When the word begins, in seconds from the start of the recording.

    Source: page subtitle_task_status (example). The unit is inferred.
    """
    end: float | None = None
    """When the word ends, in seconds from the start of the recording.

    Source: page subtitle_task_status (example). The unit is inferred.
    """
    score: float | None = None
    """How sure the recogniser is of the word, from 0 to 1.

    Source: page subtitle_task_status (example). The range is inferred from the example's values.
    """


@model
class SubtitleLine(Model):
    """One line of a translation."""

    index: int | None = None
    """The number of the line.

    Source: the vendor's own application (reads it).
    """
    start_time: str | None = None
    """When the line begins, as an SRT time such as `00:00:00,521`.

    Source: the vendor's own application (reads it).
    """
    end_time: str | None = None
    """When the line ends, as an SRT time such as `00:00:00,521`.

    Source: the vendor's own application (reads it).
    """
    text: str | None = None
    """The words of the line.

    Source: the vendor's own application (reads it).
    """


@model
class SubtitleTaskFailure(Model):
    """Why a subtitle task failed."""

    message: str | None = None
    """What went wrong, for people.

    Source: the vendor's own application (reads it).
    """


@model
class SubtitleTaskCreated(Model):
    """A subtitle task that was created."""

    task_id: str | None = None
    """The id to read the task by, on the host that issued it.

    Source: the vendor's own application (reads it).
    """
