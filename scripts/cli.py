"""The command line: `python -m scripts <verb>`.

Exit codes: 0 done, 1 a document or an action is wrong, 2 unusable arguments or a file that cannot be read or written.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from scripts.bundle import command as bundle
from scripts.failures import UNUSABLE, WRONG, Failure, Failures
from scripts.generate import command as generate
from scripts.overlay import command as overlay
from scripts.registry import Verb

VERBS: Final[tuple[Verb, ...]] = (bundle, overlay, generate)
"""The verbs, in the order in which the help lists them."""

PIPE_CLOSED: Final = 141
INTERRUPTED: Final = 130


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are failures like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise `Failure`, exit code 2."""
        cure = f"{self.format_usage().strip()}\n{self.prog} --help tells more"
        raise Failure("unusable arguments", cause=message, cure=cure, exit_code=UNUSABLE)


def parser() -> argparse.ArgumentParser:
    """Build the parser of all verbs."""
    made: argparse.ArgumentParser = Parser(
        prog="python -m scripts", description="The toolchain of the description and of its client."
    )
    subparsers = made.add_subparsers(title="verbs", metavar="VERB")
    for verb in VERBS:
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
    made = parser()
    chosen = made.parse_args(arguments)
    if not hasattr(chosen, "run"):
        made.print_help()
        return 0
    return int(chosen.run(chosen))


def _tell(failure: Failure | Failures) -> None:
    sys.stderr.write(f"{failure}\n")
