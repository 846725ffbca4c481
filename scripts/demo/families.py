"""The four families of the demo, each from creating a task to the file that it made."""

from collections.abc import Callable
from typing import Final

from scripts.demo.report import Report
from speech302 import Speech302, cues, render_subtitles
from speech302.models import SpeechText, VoiceCloneTask, VoiceGenerationTask

TEXT: Final = "The sun rises in the east and sets in the west."
RECORDED_SUBTITLES: Final = 12
"""How many subtitles the page's example has, which the embedded service answers."""
SHOWN: Final = 3


def speech_synthesis(client: Speech302, report: Report) -> None:
    """A text becomes speech; its subtitles are those of the documentation page."""
    report.family("Speech synthesis")
    spoken = SpeechText(text=TEXT, plain_text=TEXT)
    handle = client.speech_synthesis.create(audio_man="a-voice", speed=1, pitch=1, volume=100, text=spoken)
    report.line("created", f"task {handle.id}")
    task = client.speech_synthesis.wait(handle, on_update=report.poll)
    report.waited()
    found = cues(task)
    report.expect(len(found) == RECORDED_SUBTITLES, f"{len(found)} subtitles in place of {RECORDED_SUBTITLES}")
    report.line("made", f"{len(found)} subtitles:")
    for cue in found[:SHOWN]:
        report.line("", f"{cue.start:5.2f} s  {cue.text}")
    report.line("", f"        and {len(found) - SHOWN} more")
    report.text("speech_synthesis.srt", render_subtitles(task, "srt"), f"{len(found)} subtitles")
    report.sound(client.speech_synthesis.download(task, report.folder / "speech_synthesis.wav"))


def subtitle_task(client: Speech302, report: Report) -> None:
    """A recording becomes a transcript, and the transcript two subtitle files."""
    report.family("Subtitle task")
    handle = client.subtitle_tasks.create_extraction(audio_url="https://example.com/water-cycle.mp3", language="en")
    report.line("created", f"task {handle.id}")
    task = client.subtitle_tasks.wait(handle, on_update=report.poll)
    report.waited()
    found = cues(task)
    words = sum(len(cue.words) for cue in found)
    report.expect(bool(words), "the transcript is empty")
    report.line("made", f"{len(found)} subtitles, {words} words:")
    for cue in found[:SHOWN]:
        report.line("", f"{cue.start:5.2f} s  {cue.text}")
    report.text("subtitle_task.srt", render_subtitles(task, "srt"), f"{len(found)} subtitles")
    report.text("subtitle_task.vtt", render_subtitles(task, "vtt", words=True), f"{len(found)} subtitles with words")


def voice_clone(client: Speech302, report: Report) -> None:
    """A text is spoken in a voice cloned from a reference recording."""
    report.family("Voice clone")
    handle = client.voice_clones.create(
        input_text=TEXT,
        ref_audio_links=["https://example.com/reference.wav"],
        ref_audio_text=["What is said in the reference."],
    )
    report.line("created", f"task {handle.id}")
    task: VoiceCloneTask = client.voice_clones.wait(handle, on_update=report.poll)
    report.waited()
    report.sound(client.voice_clones.download(task, report.folder / "voice_clone.wav"))


def voice_generation(client: Speech302, report: Report) -> None:
    """A text is spoken in a voice that a prompt describes."""
    report.family("Voice generation")
    handle = client.voice_generations.create(
        is_multi_speaker=False, input_text=TEXT, system_prompt="Audio is recorded from a quiet room.", temperature=0.7
    )
    report.line("created", f"task {handle.id}")
    task: VoiceGenerationTask = client.voice_generations.wait(handle, on_update=report.poll)
    report.waited()
    report.sound(client.voice_generations.download(task, report.folder / "voice_generation.wav"))


ALL: Final[tuple[Callable[[Speech302, Report], None], ...]] = (
    speech_synthesis,
    subtitle_task,
    voice_clone,
    voice_generation,
)
"""The families in the order in which the demo runs them."""
