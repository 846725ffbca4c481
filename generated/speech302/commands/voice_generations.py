"""Commands of the family `voice_generations`: Speech in a voice described by a prompt."""

from ..runtime.cli.command import Command, Option

COMMANDS = (
    Command(
        words=("create",),
        method="create",
        summary="Create a voice generation task.",
        about="Starts a task that speaks a text in a voice that `system_prompt` describes.",
        cost="Costs money: 0.03 PTC per 1,000 tokens.",
        example=("--is-multi-speaker", "--input-text", "..."),
        options=(
            Option("is_multi_speaker", "boolean", "Whether the text is spoken by several speakers.", required=True),
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
                "system_prompt",
                "text",
                "A description of the voice and of the scene, in the form of the page's example.",
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
