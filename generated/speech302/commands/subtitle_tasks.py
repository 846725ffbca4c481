"""Commands of the family `subtitle_tasks`: Transcribing, translating, burning and downloading for videos."""

from ..runtime.cli.command import Command, Option

COMMANDS = (
    Command(
        words=("create", "extraction"),
        method="create_extraction",
        summary="Create a transcription task.",
        about="Starts a task that transcribes a recording, or only separates its voices from the rest.",
        cost="Costs money: 0.003 PTC per minute.",
        example=("--audio-url", "https://example.com/talk.mp3", "--language", "..."),
        options=(
            Option("audio_url", "text", "Where the service can fetch the recording.", required=True),
            Option("language", "text", "The language that is spoken.", required=True),
            Option("demucs", "boolean", "Whether to separate the voices from the rest before transcribing."),
            Option("is_only_demucs", "boolean", "Whether to separate only, and not to transcribe."),
        ),
    ),
    Command(
        words=("create", "translation"),
        method="create_translation",
        summary="Create a translation task.",
        about="Starts a task that translates the segments of a transcript.",
        cost="Costs money: the language model's own price.",
        example=("--model", "...", "--src-lang", "...", "--tgt-lang", "...", "--subtitle", "@subtitle.json"),
        options=(
            Option("model", "text", "The language model that translates.", required=True),
            Option("src_lang", "text", "The language of the transcript.", required=True),
            Option("tgt_lang", "text", "The language to translate into.", required=True),
            Option(
                "subtitle",
                "model",
                "What was said, as segments and once more as one list of words.",
                required=True,
                model="Transcript",
            ),
        ),
    ),
    Command(
        words=("create", "burning"),
        method="create_burning",
        summary="Create a burning task.",
        about="Starts a task that draws subtitles into a video.",
        cost="Costs money: 0.005 PTC per minute.",
        example=("--url", "https://example.com/talk.mp3"),
        options=(
            Option("url", "text", "Where the service can fetch the video.", required=True),
            Option("src_subtitle", "model", "The lines in the language of the video.", many=True, model="SubtitleLine"),
            Option("trans_subtitle", "model", "The translated lines.", many=True, model="SubtitleLine"),
        ),
    ),
    Command(
        words=("create", "download"),
        method="create_download",
        summary="Create a video download task.",
        about="Starts a task that fetches a video from the page that shows it.",
        cost="Costs money: 0.005 PTC per call.",
        example=("--url", "https://example.com/talk.mp3"),
        options=(
            Option("url", "text", "The page that shows the video, or the video itself.", required=True),
            Option("resolution", "text", "The resolution wanted; which ones there are is not known."),
        ),
    ),
)
"""What creates a task of this family."""
