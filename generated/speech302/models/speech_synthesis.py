"""Models of the family `speech_synthesis`: Speech synthesised from text by a voice of the vendor's catalogue."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from ..runtime.model import Model, model, wire

__all__ = [
    "SpeechAudio",
    "SpeechSubtitle",
    "SpeechSynthesisCreated",
    "SpeechSynthesisCreatedData",
    "SpeechSynthesisData",
    "SpeechSynthesisStatus",
    "SpeechSynthesisTask",
    "SpeechText",
]


class SpeechSynthesisStatus(IntEnum):
    """10 while the audio is being made, 9 once the task has ended, whether it succeeded or failed.

    These values have names; the service may send others, which arrive as they are.
    """

    ENDED = 9
    """The task has ended, whether it succeeded or failed.

    Source: page speech_synthesis_result (table, example).
    """
    GENERATING = 10
    """The audio is being made; the vendor's own application reads it as failed.

    Source: page speech_synthesis_result (table).
    """
    GENERATING_UPSTREAM = 1
    """The audio is being made, in the upstream provider's numbers.

    Source: the upstream provider (its own documentation).
    """
    SEEN_0 = 0
    """Met by others; its meaning is not known, taken as running.

    Source: third parties (working clients).
    """
    SEEN_2 = 2
    """Met by others; its meaning is not known, taken as running.

    Source: third parties (working clients).
    """


@model
class SpeechSynthesisTask(Model):
    """A speech synthesis task as the service reports it."""

    code: int | None = None
    """The service's own status code; 0 means that the request was understood.

    Source: page speech_synthesis_result (table, schema, example). The table says only "response status code"; that 0 is
    success is read off the example.
    """
    msg: str | None = None
    """The service's message for `code`, in words.

    Source: page speech_synthesis_result (table, schema, example).
    """
    trace_id: str | None = None
    """The id of this exchange in the service's logs; quote it to support.

    Source: page speech_synthesis_result (schema, example). Absent from the table; the schema list calls it required and
    the example has it, so it is described.
    """
    data: SpeechSynthesisData | None = None
    """The state of the task; null or absent when the request was not understood.

    Source: page speech_synthesis_result (table, schema, example); inferred (that it may be null).
    """


@model
class SpeechSynthesisData(Model):
    """The state of the task and, once ended, what it made."""

    id: str | None = None
    """Called "video ID" by the page. In the page's own example it differs from the `task_id` that was asked for, so it
    identifies the result and not the task.

    Source: page speech_synthesis_result (table, schema, example).
    """
    type: str | None = None
    """The kind of voice; `tts` in the example.

    Source: page speech_synthesis_result (table, schema, example).
    """
    status: int | None = wire(known=SpeechSynthesisStatus)
    """10 while the audio is being made, 9 once the task has ended, whether it succeeded or failed. Known values:
    `SpeechSynthesisStatus`.

    Source: page speech_synthesis_result (table, schema, example). The schema list says integer without values; the two
    values are the table's.
    """
    text: list[str] | None = None
    """The text that is spoken.

    Source: page speech_synthesis_result (table, schema, example). The table's "voice text" reads like one string;
    schema list and example agree on a list, which is taken.
    """
    slice: Any = None
    """Explained by the page as "slice" only; null in the example.

    Source: page speech_synthesis_result (table, schema, example). The table puts it on the level of `full`, as schema
    list and example do.
    """
    focus_titles: Any = None
    """Not explained by the page; null in the example.

    Source: page speech_synthesis_result (schema, example). Absent from the table.
    """
    err_msg: str | None = wire("errMsg")
    """What went wrong, for people; empty when nothing did.

    Source: page speech_synthesis_result (table, schema, example).
    """
    err_reason: str | None = wire("errReason")
    """Why it went wrong; empty when nothing did.

    Source: page speech_synthesis_result (table, schema, example).
    """
    subtitles: list[SpeechSubtitle] | None = None
    """The spoken text, line by line, with its times in the audio.

    Source: page speech_synthesis_result (table, schema, example).
    """
    full: SpeechAudio | None = None
    """The audio file; null or absent unless the task succeeded.

    Source: page speech_synthesis_result (table, schema, example); inferred (that it may be null).
    """


@model
class SpeechSubtitle(Model):
    """One line of the spoken text."""

    key: str | None = None
    """The service's key of the line; 40 hexadecimal digits in the example.

    Source: page speech_synthesis_result (table, example). The schema list says only "array [object {5}]"; the five
    names and types are the example's.
    """
    start_time: float | None = None
    """When the line begins, in seconds from the start of the audio.

    Source: page speech_synthesis_result (table, example). The unit is inferred.
    """
    end_time: float | None = None
    """When the line ends, in seconds from the start of the audio.

    Source: page speech_synthesis_result (table, example). The unit is inferred.
    """
    subtitle: str | None = None
    """The words of the line.

    Source: page speech_synthesis_result (table, example).
    """
    keywords: Any = None
    """Not explained by the page; null in every line of the example.

    Source: page speech_synthesis_result (example). Absent from the table.
    """


@model
class SpeechAudio(Model):
    """The audio file that a speech synthesis task made."""

    url: str | None = None
    """Where the file can be downloaded, without a key.

    Source: page speech_synthesis_result (table, example). The schema list stops at `full`; fields and types below it
    are the table's and the example's.
    """
    path: str | None = None
    """The name of the file.

    Source: page speech_synthesis_result (table, example).
    """
    duration: float | None = None
    """The length of the audio, in seconds.

    Source: page speech_synthesis_result (table, example). The unit is inferred; in the example the last subtitle ends
    at 25.4 of 25.76.
    """


@model
class SpeechSynthesisCreated(Model):
    """A speech synthesis task that was created."""

    code: int | None = None
    """The service's own status code; 0 means that the task was created.

    Source: another page of the vendor (creating an audio task).
    """
    data: SpeechSynthesisCreatedData | None = None
    """The new task; null or absent when the request was refused.

    Source: another page of the vendor (creating an audio task); inferred (that it may be null).
    """
    msg: str | None = None
    """The service's message for `code`, in words.

    Source: inferred (the reading operation answers it).
    """
    trace_id: str | None = None
    """The id of this exchange in the service's logs; quote it to support.

    Source: inferred (the reading operation answers it).
    """


@model
class SpeechSynthesisCreatedData(Model):
    """The new speech synthesis task."""

    task_id: str | None = None
    """The id to read the task by.

    Source: another page of the vendor (creating an audio task).
    """


@model
class SpeechText(Model):
    """A text to speak, as it is to be spoken and as plain text."""

    text: str | None = wire(required=True)
    """The text to speak, below 4,000 characters.

    Source: another page of the vendor (creating an audio task).
    """
    plain_text: str | None = wire(required=True)
    """The same text without any marks.

    Source: another page of the vendor (creating an audio task); inferred (what it means).
    """
