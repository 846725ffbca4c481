"""Docstrings of the methods that are the same in every family."""

from scripts.codegen.operations import Family
from scripts.codegen.prose import docstring, section, wrapped


def wait(view: Family) -> str:
    """The docstring of `wait`."""
    answer = view.reader.answer if view.reader else ""
    return docstring(
        [
            ["Wait until a task has ended, and return what it made."],
            wrapped(
                "Reads the task again and again, free of charge, until it has ended or the timeout has passed. Reads"
                " may fail for as long as the client's retry budget allows.",
                8,
            ),
            section(
                "Args",
                [
                    ("task", "The handle of the task, or its id."),
                    (
                        "timeout",
                        f"How long to wait in all, in seconds; {view.wait_timeout} unless given, and always finite.",
                    ),
                    (
                        "on_update",
                        "Called with a `Poll` after each read: its number, the seconds so far and the state.",
                    ),
                ],
                8,
            ),
            section("Returns", [(answer, "The task that succeeded.")], 8),
            section(
                "Raises",
                [
                    ("TaskFailedError", "the task ended and failed; it holds the reasons."),
                    (
                        "WaitTimeoutError",
                        "the timeout has passed; its handle takes the wait up again, elsewhere too.",
                    ),
                    ("Speech302Error", "any other error of a read; it carries the handle too."),
                ],
                8,
            ),
        ],
        8,
    )


def download(view: Family) -> str:
    """The docstring of `download`."""
    return docstring(
        [
            ["Save a file that a task made."],
            wrapped(
                "The file is written aside, and put in place when it is whole and on the disk. A connection that breaks"
                " is taken up where it broke, within the client's retry budget. The key is not sent: result files live"
                " on other hosts.",
                8,
            ),
            section(
                "Args",
                [
                    ("task", "The task that succeeded, as `wait` returns it."),
                    ("path", "Where to put the file; for a folder, the file keeps the service's name for it."),
                    ("which", "Which file, for a task that made several, such as `result.audio_url`; else the first."),
                    ("overwrite", "Whether a file that is there already may be replaced."),
                    (
                        "resume",
                        "Whether to keep what came before a failure, and to go on with what an earlier call kept.",
                    ),
                    ("limit", "The most bytes to accept; no bound unless given."),
                    ("on_progress", "Called with a `Progress` after each chunk: bytes received, and in all if known."),
                    (
                        "allow_private",
                        "Whether the file may come from a private network or this machine, as for an API here.",
                    ),
                    ("allow_http", "Whether the file may come by plain http."),
                ],
                8,
            ),
            section("Returns", [("Path", "Where the file is.")], 8),
            section(
                "Raises",
                [
                    (
                        "DownloadError",
                        "there is no file, or it could not be fetched or written; no part is left without `resume`.",
                    ),
                    ("ArgumentError", "the task has files, and none of the name `which`, or an argument is wrong."),
                ],
                8,
            ),
        ],
        8,
    )
