"""The verb `overlay`: apply overlays to a description, or validate them."""

import argparse
import sys
from pathlib import Path

from scripts.documents import Document, dump_json, dump_yaml, load, output_format, output_path, write_output
from scripts.failures import Failure, Failures, raise_all
from scripts.overlay.action import Overlay
from scripts.overlay.apply import apply
from scripts.overlay.document import read_overlay
from scripts.overlay.origin import origin_in
from scripts.registry import Subparsers
from scripts.values import a_type


def register(subparsers: Subparsers) -> Subparsers:
    """Add the verb and its two verbs to the command line; more may be added to what is returned."""
    text = "Apply OpenAPI Overlays (1.0, 1.1, 1.2) to a description, or validate them."
    parser = subparsers.add_parser("overlay", help=text, description=text)
    inner = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    _register_apply(inner)
    text = "Validate overlay documents: tell everything that is wrong with them."
    validate = inner.add_parser("validate", help=text, description=text)
    validate.add_argument("overlays", nargs="+", type=Path, metavar="OVERLAY")
    validate.set_defaults(run=run_validate)
    return inner


def _register_apply(inner: Subparsers) -> None:
    text = "Apply overlays to a description, in the order in which they are named."
    parser = inner.add_parser("apply", help=text, description=text)
    parser.add_argument("description", type=Path, metavar="DESCRIPTION", help="any OpenAPI document, YAML or JSON")
    parser.add_argument("overlays", nargs="+", type=Path, metavar="OVERLAY", help="overlay documents, YAML or JSON")
    parser.add_argument(
        "-o",
        "--output",
        type=output_path,
        metavar="FILE",
        help="write here, in the format of the extension, else of the description (standard output)",
    )
    parser.add_argument(
        "--allow-unmatched", action="store_true", help="let pass an action whose target matches nothing"
    )
    parser.set_defaults(run=run_apply)


def run_apply(arguments: argparse.Namespace) -> int:
    """Apply the overlays in order and write the result; write nothing when an action fails."""
    description = load(arguments.description)
    _check_description(description)
    overlays = _read_all(arguments.overlays)
    result = description.data
    for overlay in overlays:
        applied = apply(
            result, overlay, allow_unmatched=arguments.allow_unmatched, origin=origin_in(description, result)
        )
        for action in applied.actions:
            if action.lapsed:
                sys.stderr.write(f"note: {action.place}: {action.target} matches nothing\n")
        result = applied.document
    dump = dump_json if output_format(arguments.output, description.format) == "json" else dump_yaml
    write_output(dump(result), arguments.output)
    return 0


def run_validate(arguments: argparse.Namespace) -> int:
    """Validate every overlay, also after one was wrong, and tell of each sound one."""
    for overlay in _read_all(arguments.overlays):
        count = len(overlay.actions)
        actions = "1 action" if count == 1 else f"{count} actions"
        sys.stdout.write(f"{overlay.path}: sound (Overlay {overlay.version}, {actions})\n")
    return 0


def _read_all(paths: list[Path]) -> list[Overlay]:
    """Read the overlays. Raises `Failures` of everything that is wrong with any of them."""
    overlays: list[Overlay] = []
    failures: list[Failure] = []
    for path in paths:
        try:
            overlays.append(read_overlay(path))
        except Failure as failure:
            failures.append(failure)
        except Failures as several:
            failures.extend(several.failures)
    raise_all(failures)
    return overlays


def _check_description(description: Document) -> None:
    data = description.data
    if not isinstance(data, dict):
        raise Failure("this is no OpenAPI description", description.place(), f"it is {a_type(data)}")
    if "overlay" in data and "openapi" not in data:
        cure = "name the description first, then its overlays"
        raise Failure("this is no OpenAPI description", description.place(), "it is an overlay", cure)
