"""The verb `bundle`: write the description as one document."""

import argparse
from pathlib import Path
from typing import Final

from scripts.bundle.fold import bundle
from scripts.documents import dump_json, dump_yaml, output_format, output_path, write_output
from scripts.registry import Subparsers

HERE: Final = Path(__file__).parents[2]


def default_root() -> Path:
    """Return `spec/openapi.yaml` of the working directory, or of this repository when there is none."""
    root = Path("spec/openapi.yaml")
    return root if root.exists() else HERE / root


def register(subparsers: Subparsers) -> None:
    """Add the verb to the command line."""
    text = "Fold the description and the files it refers to into one document."
    parser = subparsers.add_parser("bundle", help=text, description=text)
    parser.add_argument("--root", type=Path, metavar="FILE", help="the description's root file (spec/openapi.yaml)")
    parser.add_argument(
        "-o",
        "--output",
        type=output_path,
        metavar="FILE",
        help="write here, as YAML or JSON by extension (standard output)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Bundle, and write YAML unless the output is a `.json` file."""
    made = bundle(arguments.root or default_root())
    dump = dump_json if output_format(arguments.output, "yaml") == "json" else dump_yaml
    write_output(dump(made.data), arguments.output)
    return 0
