"""Models of the family `voice_clones`: Speech in a voice cloned from reference recordings."""

from __future__ import annotations

from enum import StrEnum

from ..runtime.model import Model, model, off_wire, wire
from ..runtime.request import Audio

__all__ = [
    "VoiceCloneCreated",
    "VoiceCloneState",
    "VoiceCloneTask",
]


class VoiceCloneState(StrEnum):
    """Where the task stands.

    These values have names; the service may send others, which arrive as they are.
    """

    PENDING = "PENDING"
    """The task waits; an unknown id answers this for ever.

    Source: inferred (a sibling product answers it).
    """
    STARTED = "STARTED"
    """The task is being worked on.

    Source: inferred (a sibling product answers it).
    """
    SUCCESS = "SUCCESS"
    """The task has ended and `audio_url` tells where its audio is.

    Source: inferred (a sibling product answers it).
    """
    FAILURE = "FAILURE"
    """The task has ended and failed.

    Source: inferred (a sibling product answers it).
    """


@model
class VoiceCloneTask(Model):
    """A voice cloning task as the service reports it; the shape is inferred from a sibling product."""

    state: str | None = wire(known=VoiceCloneState)
    """Where the task stands. Known values: `VoiceCloneState`.

    Source: inferred (a sibling product answers it).
    """
    audio_url: str | None = None
    """Where the audio can be fetched without a key.

    Source: inferred (a sibling product answers it).
    """
    audio: Audio | None = off_wire()
    """The answer itself, where the service answered with a file in place of JSON."""


@model
class VoiceCloneCreated(Model):
    """A voice cloning task that was created."""

    task_id: str | None = None
    """The id of the new task; reading it needs nothing else.

    Source: third parties (a client of the sibling operation); inferred (for this operation).
    """
