"""The command line: `python -m scripts <verb>`.

Exit codes: 0 done, 1 a document or an action is wrong, 2 unusable arguments or a file that cannot be read or written.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NoReturn

from scripts.failures import UNUSABLE, WRONG, Failure, Failures
from scripts.registry import Verb

VERBS: Final = {
    "bundle": "scripts.bundle.command",
    "overlay": "scripts.drift.overlay_verb",
    "generate": "scripts.generate.command",
    "stale": "scripts.generate.command",
    "mock": "scripts.mock.command",
    "demo": "scripts.demo.command",
    "bench": "scripts.bench.command",
    "page": "scripts.page.command",
    "drift": "scripts.drift.command",
    "watch": "scripts.watch.command",
}
"""The module of each verb, in the order in which the help lists them.

Only that of the chosen verb is imported: some take a second, and some need what others generate.
"""

PIPE_CLOSED: Final = 141
INTERRUPTED: Final = 130


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are failures like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise `Failure`, exit code 2."""
        cure = f"{self.format_usage().strip()}\n{self.prog} --help tells more"
        raise Failure("unusable arguments", cause=message, cure=cure, exit_code=UNUSABLE)


def parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Build the parser of the verb that the given arguments begin with, or of all verbs."""
    made: argparse.ArgumentParser = Parser(
        prog="python -m scripts", description="The toolchain of the description and of its client."
    )
    subparsers = made.add_subparsers(title="verbs", metavar="VERB")
    chosen = VERBS.get(given[0]) if given else None
    for name in [chosen] if chosen else dict.fromkeys(VERBS.values()):
        verb: Verb = import_module(name)
        verb.register(subparsers)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code; whatever goes wrong is told on standard error."""
    try:
        return run(arguments)
    except (Failure, Failures) as failure:
        _tell(failure)
        return failure.exit_code
    except BrokenPipeError:
        # The reader has seen enough. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except RecursionError:
        _tell(Failure("a document nests too deeply", cause="it exhausts the interpreter"))
        return WRONG
    except OSError as error:
        where = str(error.filename) if error.filename else None
        cause = error.strerror or str(error)
        _tell(Failure("a file cannot be used", where, cause, exit_code=UNUSABLE))
        return UNUSABLE


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. Raises `Failure` or `Failures`; without a verb, prints the help."""
    given = sys.argv[1:] if arguments is None else arguments
    made = parser(given)
    chosen = made.parse_args(given)
    if not hasattr(chosen, "run"):
        made.print_help()
        return 0
    return int(chosen.run(chosen))


def _tell(failure: Failure | Failures) -> None:
    sys.stderr.write(f"{failure}\n")
