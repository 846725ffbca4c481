"""The options that are the same for every command: what they are called, and what they say of themselves."""

from __future__ import annotations

from typing import Any, NamedTuple

FORMATS = ("srt", "vtt", "ass", "txt", "json")
"""The formats of subtitles; `subtitles.FORMATS`, which is slow to import for a help text."""


class Common(NamedTuple):
    """One option of the command line's own. `kind`: `text`, `number`, `integer`, `flag` or `texts` (repeatable)."""

    name: str
    kind: str
    about: str
    metavar: str | None = None
    short: str | None = None
    carried: bool = False
    """Whether a command that resumes has to have it as well."""

    @property
    def flag(self) -> str:
        """How it is given."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def default(self) -> Any:
        """What it is unless given."""
        return {"flag": False, "texts": ()}.get(self.kind)


CONNECTION = (
    Common("base_url", "text", "The host; else the one of the handle, AI302_BASE_URL, or the default.", "URL"),
    Common("key_file", "text", "A file that holds the key; else AI302_API_KEY or AI302_KEY.", "FILE", carried=True),
    Common("request_timeout", "number", "Seconds that the service may stay silent (60).", "SECONDS", carried=True),
    Common("retries", "integer", "How often a free request is sent again (2).", carried=True),
)
LEDGER = (
    Common("ledger", "text", "The file that remembers paid tasks; else SPEECH302_LEDGER, else your own.", "FILE"),
    Common("no_ledger", "flag", "Remember nothing: a task whose handle is lost is lost."),
)
CREATE = (Common("wait", "flag", "Wait until the task has ended; --save and --format do so, too."),)
WAIT = (Common("timeout", "number", "How many seconds to wait at most.", "SECONDS"),)
RESULT = (
    Common(
        "save",
        "texts",
        "Where to put the result: a folder, a file, or a file of subtitles by its suffix. Repeatable.",
        "FILE",
        carried=True,
    ),
    Common("format", "text", f"Subtitles as {', '.join(FORMATS)}; printed unless --save says where.", carried=True),
    Common("which", "text", "Which file, such as result.audio_url, or lines: src, trans, both.", "NAME", carried=True),
    Common("overwrite", "flag", "Replace a file that is there already.", carried=True),
    Common("allow_http", "flag", "Take files over plain http, which anybody on the way can alter.", carried=True),
    Common("allow_private", "flag", "Take files from hosts that are not on the public internet.", carried=True),
)
OUTPUT = (
    Common("json", "flag", "Print one JSON document and nothing else.", carried=True),
    Common("quiet", "flag", "No progress, hints and warnings.", short="-q", carried=True),
    Common("verbose", "flag", "A line for every read of the task.", short="-v", carried=True),
    Common("debug", "flag", "Show where in the program an error came from."),
)
MANY = (Common("all", "flag", "All unfinished tasks of the ledger."),)
LISTED = (Common("all", "flag", "Those that have ended, too."),)

PANELS = (
    ("The wait", (*CREATE, *WAIT)),
    ("The result", RESULT),
    ("Output", OUTPUT),
    ("Connection", CONNECTION),
    ("Ledger", LEDGER),
    ("Which tasks", (*MANY, *LISTED)),
)
"""Under which heading an option stands."""


def panel(option: Common) -> str:
    """The heading of an option."""
    return next(heading for heading, options in PANELS if option in options)
