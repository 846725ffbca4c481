"""The verb `overlay` with its third verb, `status`, which needs to know what the parties say."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scripts.documents import dump_json, output_path, write_output
from scripts.overlay import command
from scripts.registry import Subparsers

REPOSITORY: Final = Path(__file__).parents[2]


def register(subparsers: Subparsers) -> None:
    """Add the verb and its three verbs to the command line."""
    inner = command.register(subparsers)
    text = "Tell of every action of every overlay whether something still needs it."
    states = "needed: a page, the catalogue or a recording disagrees without it; mended upstream: it changes nothing "
    states += "any more; never evidenced: nothing that is stored shows it. Exit code 0 whatever the states are."
    parser = inner.add_parser("status", help=text, description=text, epilog=states)
    parser.add_argument("--format", choices=("table", "json"), default="table", help="for people, or for programs")
    parser.add_argument("-o", "--output", type=output_path, metavar="FILE", help="write there (standard output)")
    parser.set_defaults(run=lambda arguments: run(arguments, REPOSITORY))


def run(arguments: argparse.Namespace, repository: Path) -> int:
    """Judge every action and tell. Raises `Failure` when the description cannot be bundled."""
    from scripts.drift.status import statuses, table  # slow to import, and the other verbs do without

    found = statuses(repository, datetime.now(UTC).date())
    text = dump_json([one.as_json() for one in found]) if arguments.format == "json" else table(found)
    write_output(text, arguments.output)
    return 0
