"""Claims about what has no subtitles: the refusal says what would work."""

from __future__ import annotations

from typing import Any

import pytest

from speech302 import ArgumentError, TaskHandle, cues
from speech302.models import (
    SpeechSynthesisCreated,
    SubtitleTask,
    SubtitleTaskCreated,
    Transcript,
    TranscriptSegment,
    VoiceCloneTask,
)

GENERAL = (
    "Give a transcription, a translation or a speech synthesis as `wait` returned it, or a list of lines with text and "
    "times"
)
WAIT = "Wait for the task, and give what `wait` returns"
SOUND = "It has {} alone: transcribe its sound with `subtitle_tasks.create_extraction`"


@pytest.mark.parametrize(
    ("result", "cure"),
    [
        pytest.param(None, GENERAL, id="nothing"),
        pytest.param("a task's id", GENERAL, id="text"),
        pytest.param(b"1", GENERAL, id="bytes"),
        pytest.param(5, GENERAL, id="number"),
        pytest.param({"start": 0, "end": 1, "text": "a"}, GENERAL, id="one line"),
        pytest.param(Transcript(), GENERAL, id="transcript without a list"),
        pytest.param(TaskHandle(family="subtitle_tasks", id="1", host="https://api.302.ai"), WAIT, id="handle"),
        pytest.param(SubtitleTaskCreated(task_id="1"), WAIT, id="created"),
        pytest.param(SpeechSynthesisCreated.from_dict({"data": {"task_id": "1"}}), WAIT, id="created synthesis"),
        pytest.param(
            SubtitleTask(status="processing"), "Its status is processing: wait for it, and give what `wait` returns"
        ),
        pytest.param(SubtitleTask.from_dict({"result": {"video_url": "https://a"}}), SOUND.format("video_url")),
        pytest.param(
            SubtitleTask.from_dict({"result": {"vocal_audio_url": "a", "background_audio_url": "b"}}),
            SOUND.format("vocal_audio_url and background_audio_url"),
        ),
        pytest.param(VoiceCloneTask(state="SUCCESS", audio_url="https://a"), SOUND.format("audio_url"), id="voice"),
    ],
)
def test_a_result_without_lines_is_refused_with_what_would_work(result: Any, cure: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        cues(result)
    assert caught.value == ArgumentError("result", result, "must have subtitles", cure)


@pytest.mark.parametrize(
    ("result", "parameter"),
    [
        pytest.param(["a", "b"], "result[0]", id="texts without times"),
        pytest.param([{"start": 0, "text": "a"}, 5], "result[1]", id="no line"),
        pytest.param([{"start": 0, "text": ["a"]}], "result[0]", id="a text that is a list"),
        pytest.param([SubtitleTask()], "result[0]", id="a list of tasks"),
        pytest.param([{"text": "a", "words": ["a"]}], "result[0].words[0]", id="words that are texts"),
        pytest.param({"segments": "abc"}, "result", id="segments that are a text"),
        pytest.param(Transcript(segments=[TranscriptSegment(), 5]), "result[1]", id="no segment"),  # type: ignore[list-item]
    ],
)
def test_a_line_that_is_none_is_told_with_its_place(result: Any, parameter: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        cues(result)
    assert caught.value.parameter == parameter
