"""The verb `mock`: serve the embedded service until interrupted."""

import argparse
import sys
from pathlib import Path

from scripts.mock.description import Description, load_description
from scripts.mock.service import Service
from scripts.mock.serving import DESCRIPTION, SPEC, base_url, listening, serve
from scripts.mock.wishes import MARKS
from scripts.recordings import recordings
from scripts.registry import Subparsers


def register(subparsers: Subparsers) -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser("mock", help="serve the embedded service until interrupted", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=8302, help="the port; 0 takes a free one (default: %(default)s)")
    parser.add_argument(
        "--description", type=Path, default=DESCRIPTION, metavar="FILE", help="default: generated/openapi.json"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted, and return 0."""
    description = load_description(arguments.description)
    service = Service(description, recordings(SPEC))
    with listening(arguments.host, arguments.port) as listener:
        sys.stdout.write(introduction(base_url(listener), description))
        sys.stdout.flush()
        serve(service.app(), listener)
    return 0


def introduction(address: str, description: Description) -> str:
    """Write what a person needs to use the service."""
    operations = [(operation.id, operation.method, operation.path) for operation in description.operations]
    widest = max(len(name) for name, _, _ in operations)
    lines = [
        f"Serving {len(operations)} operations at {address} (end with Ctrl-C)",
        "",
        "Point a client at it:",
        f"  AI302_BASE_URL={address} AI302_API_KEY=anything",
        "",
        "Operations:",
        *(f"  {name:<{widest}}  {method:<4} {path}" for name, method, path in operations),
        "",
        "Marks in any text of a request provoke an outcome:",
        *(f"  {mark.shown:<16} {mark.meaning}" for mark in MARKS),
        "",
        "",
    ]
    return "\n".join(lines)


def _port(argument: str) -> int:
    if not (argument.isascii() and argument.isdecimal()) or int(argument) > 65535:
        message = f"{argument!r} is not a port from 0 to 65535"
        raise argparse.ArgumentTypeError(message)
    return int(argument)
