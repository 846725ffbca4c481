"""The four families of the demo, each from creating a task to the file that it made."""

from collections.abc import Callable
from typing import Final

from scripts.demo.report import Report
from speech302 import Speech302, cues, to_srt, to_vtt
from speech302.models import SpeechText, VoiceCloneTask, VoiceGenerationTask

TEXT: Final = "The sun rises in the east and sets in the west."
RECORDED_SUBTITLES: Final = 12
"""How many subtitles the page's example has, which the embedded service answers."""
SHOWN: Final = 3


def speech_synthesis(client: Speech302, report: Report) -> None:
    """A text becomes speech; its subtitles are those of the documentation page."""
    report.family("Speech synthesis")
    spoken = SpeechText(text=TEXT, plain_text=TEXT)
    created = client.speech_synthesis.create(audio_man="a-voice", speed=1, pitch=1, volume=100, text=spoken)
    report.line("created", f"task {created.data.task_id if created.data else None}")
    task = client.speech_synthesis.wait(created, on_poll=report.poll)
    report.waited()
    lines = task.data.subtitles if task.data else None
    found = cues(lines)
    report.expect(len(found) == RECORDED_SUBTITLES, f"{len(found)} subtitles in place of {RECORDED_SUBTITLES}")
    report.line("made", f"{len(found)} subtitles:")
    for cue in found[:SHOWN]:
        report.line("", f"{cue.start:5.2f} s  {cue.text}")
    report.line("", f"        and {len(found) - SHOWN} more")
    report.text("speech_synthesis.srt", to_srt(lines), f"{len(found)} captions")
    report.sound(client.speech_synthesis.download(task, report.folder / "speech_synthesis.wav"))


def subtitle_task(client: Speech302, report: Report) -> None:
    """A recording becomes a transcript, and the transcript two caption files."""
    report.family("Subtitle task")
    created = client.subtitle_tasks.create_extraction(audio_url="https://example.com/water-cycle.mp3", language="en")
    report.line("created", f"task {created.task_id}")
    task = client.subtitle_tasks.wait(created, on_poll=report.poll)
    report.waited()
    transcript = task.result.subtitle if task.result else None
    segments = (transcript and transcript.segments) or []
    words = (transcript and transcript.word_segments) or []
    report.expect(bool(segments) and bool(words), "the transcript is empty")
    report.line("made", f"{len(segments)} segments, {len(words)} words:")
    for cue in cues(segments)[:SHOWN]:
        report.line("", f"{cue.start:5.2f} s  {cue.text}")
    report.text("subtitle_task.srt", to_srt(segments), f"{len(segments)} captions")
    report.text("subtitle_task.vtt", to_vtt(segments), f"{len(segments)} captions")


def voice_clone(client: Speech302, report: Report) -> None:
    """A text is spoken in a voice cloned from a reference recording."""
    report.family("Voice clone")
    created = client.voice_clones.create(
        input_text=TEXT,
        ref_audio_links=["https://example.com/reference.wav"],
        ref_audio_text=["What is said in the reference."],
    )
    report.line("created", f"task {created.task_id}")
    task: VoiceCloneTask = client.voice_clones.wait(created, on_poll=report.poll)
    report.waited()
    report.sound(client.voice_clones.download(task, report.folder / "voice_clone.wav"))


def voice_generation(client: Speech302, report: Report) -> None:
    """A text is spoken in a voice that a prompt describes."""
    report.family("Voice generation")
    created = client.voice_generations.create(
        is_multi_speaker=False, input_text=TEXT, system_prompt="Audio is recorded from a quiet room.", temperature=0.7
    )
    report.line("created", f"task {created.task_id}")
    task: VoiceGenerationTask = client.voice_generations.wait(created, on_poll=report.poll)
    report.waited()
    report.sound(client.voice_generations.download(task, report.folder / "voice_generation.wav"))


ALL: Final[tuple[Callable[[Speech302, Report], None], ...]] = (
    speech_synthesis,
    subtitle_task,
    voice_clone,
    voice_generation,
)
"""The families in the order in which the demo runs them."""
