"""The command line: what the description says of it. `main` is the command `speech302`."""

from typing import Any

from ..runtime.cli.command import Family, Program
from . import speech_synthesis, subtitle_tasks, voice_clones, voice_generations


def _client(**settings: Any) -> Any:
    from ..client import Speech302

    return Speech302(**settings)


def _model(name: str) -> Any:
    from .. import models

    return getattr(models, name)


PROGRAM = Program(
    name="speech302",
    version="0.1.0",
    hosts=(
        "https://api.302.ai",
        "https://api.302ai.com",
        "https://api.302ai.cn",
    ),
    families=(
        Family(
            name="speech_synthesis",
            word="speech",
            about="Speech synthesised from text by a voice of the vendor's catalogue.",
            commands=speech_synthesis.COMMANDS,
        ),
        Family(
            name="subtitle_tasks",
            word="subtitles",
            about="Transcribing, translating, burning and downloading for videos.",
            commands=subtitle_tasks.COMMANDS,
        ),
        Family(
            name="voice_clones",
            word="clone",
            about="Speech in a voice cloned from reference recordings.",
            commands=voice_clones.COMMANDS,
        ),
        Family(
            name="voice_generations",
            word="voice",
            about="Speech in a voice described by a prompt.",
            commands=voice_generations.COMMANDS,
        ),
    ),
    client=_client,
    model=_model,
)
"""All there is to command."""


def main() -> int:
    """Run the command line on the arguments of the process; the exit code."""
    from ..runtime.cli.main import run

    return run(PROGRAM)
