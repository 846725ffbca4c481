"""The verb `bench`."""

import argparse

from scripts.failures import Failure
from scripts.registry import Subparsers


def register(subparsers: Subparsers) -> None:
    """Add the verb to the command line."""
    text = "Measure the client against the stock generator's client, pydantic and bare httpx, in ratios."
    parser = subparsers.add_parser("bench", help=text, description=text)
    parser.add_argument("--quick", action="store_true", help="few rounds: a first impression, too noisy to rely on")
    parser.add_argument("--check", action="store_true", help="end with exit code 1 if a target is missed")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the bench. Raises `Failure` if a target is missed and that is to be checked."""
    # It needs the generated client, and the help of all verbs has to work without it.
    from scripts.bench import session
    from scripts.bench.plan import FULL, QUICK

    try:
        session.run(QUICK if arguments.quick else FULL)
    except Failure as failure:
        if arguments.check:
            raise
        print(failure.what, failure.cause, sep=":\n")
    return 0
