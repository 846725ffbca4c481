"""Every model and every set of named values, each loaded with its family when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .speech_synthesis import (
        SpeechAudio,
        SpeechSubtitle,
        SpeechSynthesisCreated,
        SpeechSynthesisCreatedData,
        SpeechSynthesisData,
        SpeechSynthesisStatus,
        SpeechSynthesisTask,
        SpeechText,
    )
    from .subtitle_tasks import (
        SubtitleLine,
        SubtitleTask,
        SubtitleTaskCreated,
        SubtitleTaskFailure,
        SubtitleTaskResult,
        SubtitleTaskStatus,
        Transcript,
        TranscriptSegment,
        TranscriptWord,
    )
    from .voice_clones import VoiceCloneCreated, VoiceCloneState, VoiceCloneTask
    from .voice_generations import VoiceGenerationCreated, VoiceGenerationState, VoiceGenerationTask

_HOMES = {
    "SpeechAudio": "speech_synthesis",
    "SpeechSubtitle": "speech_synthesis",
    "SpeechSynthesisCreated": "speech_synthesis",
    "SpeechSynthesisCreatedData": "speech_synthesis",
    "SpeechSynthesisData": "speech_synthesis",
    "SpeechSynthesisStatus": "speech_synthesis",
    "SpeechSynthesisTask": "speech_synthesis",
    "SpeechText": "speech_synthesis",
    "SubtitleLine": "subtitle_tasks",
    "SubtitleTask": "subtitle_tasks",
    "SubtitleTaskCreated": "subtitle_tasks",
    "SubtitleTaskFailure": "subtitle_tasks",
    "SubtitleTaskResult": "subtitle_tasks",
    "SubtitleTaskStatus": "subtitle_tasks",
    "Transcript": "subtitle_tasks",
    "TranscriptSegment": "subtitle_tasks",
    "TranscriptWord": "subtitle_tasks",
    "VoiceCloneCreated": "voice_clones",
    "VoiceCloneState": "voice_clones",
    "VoiceCloneTask": "voice_clones",
    "VoiceGenerationCreated": "voice_generations",
    "VoiceGenerationState": "voice_generations",
    "VoiceGenerationTask": "voice_generations",
}

__all__ = [
    "SpeechAudio",
    "SpeechSubtitle",
    "SpeechSynthesisCreated",
    "SpeechSynthesisCreatedData",
    "SpeechSynthesisData",
    "SpeechSynthesisStatus",
    "SpeechSynthesisTask",
    "SpeechText",
    "SubtitleLine",
    "SubtitleTask",
    "SubtitleTaskCreated",
    "SubtitleTaskFailure",
    "SubtitleTaskResult",
    "SubtitleTaskStatus",
    "Transcript",
    "TranscriptSegment",
    "TranscriptWord",
    "VoiceCloneCreated",
    "VoiceCloneState",
    "VoiceCloneTask",
    "VoiceGenerationCreated",
    "VoiceGenerationState",
    "VoiceGenerationTask",
]


if not TYPE_CHECKING:  # a type checker knows all names, and would take any name from this function

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
