"""The verb `demo`."""

import argparse

from scripts.registry import Subparsers


def register(subparsers: Subparsers) -> None:
    """Add the verb to the command line."""
    text = "Run the main job: all four families through the client, against the embedded service."
    subparsers.add_parser("demo", help=text, description=text).set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Run the demo. Raises `Failure` if anything is off."""
    # It needs the generated client, and the help of all verbs has to work without it.
    from scripts.demo import session

    session.run()
    return 0
