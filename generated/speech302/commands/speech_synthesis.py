"""Commands of the family `speech_synthesis`: Speech synthesised from text by a voice of the vendor's catalogue."""

from ..runtime.cli.command import Command, Option

COMMANDS = (
    Command(
        words=("create",),
        method="create",
        summary="Create a speech synthesis task.",
        about="Starts a task that speaks a text in a voice of the vendor's catalogue.",
        cost="Costs money: 0.001 PTC per second of audio. 0.0006 with the voices of cicada1.0.",
        example=("--audio-man", "...", "--speed", "1", "--pitch", "1", "--volume", "1", "--text", "Hello."),
        options=(
            Option("audio_man", "text", "The id of the voice.", required=True),
            Option("speed", "number", "How fast to speak; the page that we know of states no bounds.", required=True),
            Option("pitch", "number", "How high to speak; the page that we know of states no bounds.", required=True),
            Option("volume", "number", "How loud to speak; the page that we know of states no bounds.", required=True),
            Option(
                "text",
                "model",
                "A text to speak, as it is to be spoken and as plain text.",
                required=True,
                model="SpeechText",
                one_text=("text", "plain_text"),
            ),
            Option("callback", "text", "An address of yours that the service calls when the task has ended."),
        ),
    ),
)
"""What creates a task of this family."""
