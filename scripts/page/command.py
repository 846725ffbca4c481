"""The verb `page`: read a stored documentation page and write its facts."""

import argparse
from pathlib import Path

from scripts.documents import dump_json, write_output
from scripts.page.reader import read_page
from scripts.registry import Subparsers


def register(subparsers: Subparsers) -> None:
    """Add the verb and its one verb to the command line."""
    text = "Read stored documentation pages."
    parser = subparsers.add_parser("page", help=text, description=text)
    inner = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    text = "Write the facts of a page as JSON: whatever its rendering, in one form; null for what it does not say."
    read = inner.add_parser("read", help=text, description=text)
    read.add_argument("file", type=Path, metavar="FILE", help="a stored page, or a stored catalogue answer")
    read.add_argument(
        "--catalogue", type=Path, metavar="FILE", help="a stored catalogue answer, for addresses that the page lost"
    )
    read.set_defaults(run=run_read)


def run_read(arguments: argparse.Namespace) -> int:
    """Write the facts to standard output; what the page lost is among its warnings."""
    page = read_page(arguments.file, arguments.catalogue)
    write_output(dump_json(page.as_json()), None)
    return 0
