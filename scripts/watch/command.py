"""The verbs `watch pages` and `watch record`: look again at what the vendor publishes, and at what it answers."""

import argparse
from pathlib import Path
from typing import Any, Final

from scripts.bundle.command import default_root
from scripts.documents import load, shown
from scripts.failures import UNUSABLE, Failure
from scripts.generate.effective import effective
from scripts.registry import Subparsers
from scripts.values import Json
from scripts.watch.call import read_argument
from scripts.watch.exchange import prepared
from scripts.watch.fetch import Fetcher
from scripts.watch.memory import NAME, Memory
from scripts.watch.net import TIME, open_client
from scripts.watch.operations import Operation, operation_named, server_of
from scripts.watch.pages import Run, exit_code, from_folder, over_the_net, summary
from scripts.watch.record import Target, misfits_of, record, settled
from scripts.watch.secrets import base_url_of, key_of
from scripts.watch.sending import Service
from scripts.watch.sources import CATALOGUE_URL, Address, Source, flat, known, sources
from scripts.watch.storing import Outcome, Store

PAGES: Final = """Fetch every documentation page that the description names, its Markdown export, and the vendor's
catalogue; store what the page reader finds an operation in. An older copy is never replaced by an error page.
No key is sent. A line is told of each: new, changed, unchanged, kept (nothing was stored, and why), failed (and why).
Exit codes: 0 all is fetched or as it was, 1 something failed or was refused, 2 nothing could be fetched."""

RECORD: Final = """Send one request to the service and store the exchange as a recording, without the key. What only
reads is free; what costs money is refused without --allow-paid, and is sent at most once. The key is that of
AI302_API_KEY, else of AI302_KEY; it goes to the service and nowhere else."""


def register(subparsers: Subparsers) -> None:
    """Add the verb and its two verbs to the command line."""
    text = "Fetch the vendor's pages again, or record what its service answers."
    parser = subparsers.add_parser("watch", help=text, description=text)
    inner = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    _register_pages(inner)
    _register_record(inner)


def _register_pages(subparsers: Subparsers) -> None:
    pages = subparsers.add_parser("pages", help="fetch the pages and the catalogue again", description=PAGES)
    pages.add_argument(
        "--into", type=Path, metavar="DIR", help="store here, as flat files, and not beside the stored pages in spec/"
    )
    pages.add_argument("--catalogue-url", metavar="URL", help=f"where the catalogue is (default: {CATALOGUE_URL})")
    pages.add_argument(
        "--site", metavar="URL", help="take scheme and host of every address from this one: for a mirror or a test"
    )
    pages.add_argument(
        "--from",
        type=Path,
        dest="taken",
        metavar="DIR",
        help="fetch nothing, and store what an earlier run put --into this folder",
    )
    pages.set_defaults(run=run_pages)


def _register_record(subparsers: Subparsers) -> None:
    text = "record one exchange with the service"
    parser = subparsers.add_parser("record", help=text, description=RECORD)
    add = parser.add_argument
    add("operation", metavar="OPERATION", help="an operationId of the description")
    add("--case", metavar="NAME", help="what the recording shows (default: what the answer says, or `live`)")
    add(
        "--argument",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter or a field of the body; may be given several times",
    )
    add("--body", type=Path, metavar="FILE", help="the body, as JSON; fields given by --argument replace its own")
    add("--base-url", metavar="URL", help="the service (default: AI302_BASE_URL, else the description's first server)")
    add("--into", type=Path, metavar="DIR", help="store here (default: spec/<family>/recordings)")
    add("--allow-paid", action="store_true", help="send it although it costs money")
    add("--replace", action="store_true", help="put it in the place of an older recording of the same case")
    parser.set_defaults(run=run_record)


def run_pages(arguments: argparse.Namespace) -> int:
    """Fetch and store everything, and tell of each as it ends."""
    root, description = _description()
    found = sources(description, Address(arguments.site, arguments.catalogue_url))
    ours = known(description)
    if arguments.into:
        found = [flat(source) for source in found]
    store = Store(arguments.into or root.parent, guarded=not arguments.into)
    # In spec/ it would be one more file that people see changed, and that says nothing of the vendor.
    memory = Memory.of((arguments.into or root.parent.parent / "build") / NAME)
    with open_client() as client:
        if arguments.taken:
            # What a server said of these versions was said to the earlier run.
            ended = _told(Run(from_folder(arguments.taken, found), store, Memory(memory.path), ours), found)
        else:
            try:
                ended = _told(Run(over_the_net(Fetcher(client, TIME), memory, ours, store), store, memory, ours), found)
            finally:
                memory.save()
    if exit_code(ended) == UNUSABLE:
        cure = "check the network, and --site or --catalogue-url if you gave one"
        raise Failure("nothing could be fetched", cause=ended[0].why, cure=cure, exit_code=UNUSABLE)
    return exit_code(ended)


def _told(run: Run, found: list[Source]) -> list[Outcome]:
    ended: list[Outcome] = []
    for outcome in run.outcomes(found):
        print(outcome, flush=True)
        ended.append(outcome)
    print(summary(ended), flush=True)
    return ended


def run_record(arguments: argparse.Namespace) -> int:
    """Record one exchange, and tell where it is and what in it the description does not say."""
    root, description = _description()
    operation = operation_named(description, arguments.operation)
    given = _arguments(operation, arguments.argument)
    body = load(arguments.body).data if arguments.body else None
    operation, call = prepared(description, operation.id, given, body, allow_paid=arguments.allow_paid)
    service = Service(base_url_of(arguments.base_url, server_of(description)), key_of(), clock=TIME)
    folder = arguments.into or root.parent / operation.node["tags"][0] / "recordings"
    target = settled(Target(folder, arguments.case, arguments.replace), operation)
    if operation.is_paid:
        print(f"`{operation.id}` costs {operation.price}; it is sent once", flush=True)
    path, made = record(operation, call, service, target)
    status = made["response"]["status"] if isinstance(made["response"], dict) else None
    print(f"recorded {shown(path)}: HTTP {status} of {service.host}")
    for line in misfits_of(path, description):
        print(line)
    return 0


def _arguments(operation: Operation, given: list[str]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for text in given:
        name, value = read_argument(operation, text)
        if name in found:
            raise Failure(f"the argument `{name}` is given twice", exit_code=UNUSABLE)
        found[name] = value
    return found


def _description() -> tuple[Path, dict[str, Any]]:
    root = default_root()
    return root, effective(root, root.parent.parent / "overlays").data
