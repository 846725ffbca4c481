"""Commands of the family `voice_clones`: Speech in a voice cloned from reference recordings."""

from ..runtime.cli.command import Command, Option

COMMANDS = (
    Command(
        words=("create",),
        method="create",
        summary="Create a voice cloning task.",
        about="Starts a task that speaks a text in the voice, or the voices, of reference recordings.",
        cost="Costs money: 0.03 PTC per 1,000 tokens.",
        example=("--input-text", "...", "--ref-audio-links", "https://example.com/talk.mp3", "--ref-audio-text", "..."),
        options=(
            Option(
                "input_text",
                "text",
                (
                    "The text to speak. The page asks to follow the use cases for how one speaker and several"
                    " are written, and does not show them."
                ),
                required=True,
            ),
            Option(
                "ref_audio_links",
                "text",
                "Addresses of the reference recordings, in the same order as `ref_audio_text`.",
                required=True,
                many=True,
            ),
            Option(
                "ref_audio_text",
                "text",
                "What is said in each reference recording, in the same order as `ref_audio_links`.",
                required=True,
                many=True,
            ),
            Option(
                "temperature",
                "number",
                ("How freely the next token is drawn; 0 is the least free. From 0 to 1.5. The service's default is 1."),
            ),
            Option(
                "top_k",
                "integer",
                (
                    "How many of the most probable tokens are kept to draw from. From -1 to 100. The "
                    "service's default is 50."
                ),
            ),
            Option(
                "top_p",
                "number",
                (
                    "Below 1, only the most probable tokens whose probabilities add up to this share are kept"
                    " to draw from. From 0.1 to 1. The service's default is 0.95."
                ),
            ),
        ),
    ),
)
"""What creates a task of this family."""
