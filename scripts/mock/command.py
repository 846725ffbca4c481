"""The verb `mock`: serve the embedded service until interrupted."""

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from scripts.mock.description import Description, load_description
from scripts.mock.faults.table import GROUPS, MARKS
from scripts.mock.responder import FILE
from scripts.mock.service import Service
from scripts.mock.serving import DESCRIPTION, SPEC, base_url, listening, serve
from scripts.mock.tasks import Span
from scripts.recordings import recordings
from scripts.registry import Subparsers


def register(subparsers: Subparsers) -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "mock",
        help="serve the embedded service until interrupted",
        description=__doc__,
        epilog=fault_list(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=8302, help="the port; 0 takes a free one (default: %(default)s)")
    parser.add_argument(
        "--description", type=Path, default=DESCRIPTION, metavar="FILE", help="default: generated/openapi.json"
    )
    parser.add_argument(
        "--capacity", type=_count, default=1000, metavar="N", help="tasks that are kept at most (default: %(default)s)"
    )
    parser.add_argument(
        "--task-seconds",
        type=_span,
        metavar="A..B",
        help="end each task after a time from A to B seconds, the same in every run (default: after a few polls)",
    )
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="RULE",
        help="strike requests with a fault of the list below, such as 'get_subtitle_task: 503 x2'; repeatable",
    )
    parser.add_argument("--quiet", action="store_true", help="log no requests")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted, and return 0."""
    description = load_description(arguments.description)
    service = Service(
        description,
        recordings(SPEC),
        arguments.capacity,
        faults=arguments.fault,
        task_seconds=arguments.task_seconds,
    )
    with listening(arguments.host, arguments.port) as listener:
        sys.stdout.write(introduction(base_url(listener), description, arguments.fault))
        sys.stdout.flush()
        serve(service.app(), listener, quiet=arguments.quiet)
    return 0


def introduction(address: str, description: Description, faults: Iterable[str] = ()) -> str:
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
        *(f"  {f'[{mark.written}]':<24} {mark.meaning}" for mark in MARKS),
        "",
        *(f"Strikes, as asked for: {fault}" for fault in faults),
        "Faults, for --fault and for the header X-Fault of a request: python -m scripts mock --help",
        "",
    ]
    return "\n".join(lines)


def fault_list() -> str:
    """Write the table of faults."""
    lines = [
        "A RULE is [OPERATION:] FAULT [+ FAULT ...] [xN]: the first N requests that it can strike, or all of them.",
        f"OPERATION is the id of one, or {FILE.name}. Rules stand in turn, repeated or parted by `;`.",
        f"The header X-Fault of a request takes the same. {' '.join(f'[{mark.written}]' for mark in MARKS)}",
        "are marks too: in brackets, in any text of a request, they strike that request.",
        "STATUS is 200 or from 400 to 599, MOVED 301, 302, 303, 307 or 308; OFFSET and LENGTH have a sign.",
    ]
    for title, faults in GROUPS.items():
        lines += ["", f"{title}:", *(f"  {fault.written:<26} {fault.meaning}" for fault in faults)]
    return "\n".join(lines)


def _count(argument: str) -> int:
    if not (argument.isascii() and argument.isdecimal()) or int(argument) < 1:
        message = f"{argument!r} is not a number from 1"
        raise argparse.ArgumentTypeError(message)
    return int(argument)


def _span(argument: str) -> Span:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))?", argument, re.ASCII)
    shortest, longest = (float(found[1]), float(found[2] or found[1])) if found else (0.0, 0.0)
    if not 0 < shortest <= longest:
        message = f"{argument!r} is no span of time such as 1..5, in seconds, or 3"
        raise argparse.ArgumentTypeError(message)
    return shortest, longest


def _port(argument: str) -> int:
    if not (argument.isascii() and argument.isdecimal()) or int(argument) > 65535:
        message = f"{argument!r} is not a port from 0 to 65535"
        raise argparse.ArgumentTypeError(message)
    return int(argument)
