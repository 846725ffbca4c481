"""YAML and JSON documents: read with the line of every node, written the same way every time."""

from scripts.documents.document import Document, Format, load, parse
from scripts.documents.json_text import dump_json
from scripts.documents.output import output_format, output_path, write_output
from scripts.documents.place import place, shown
from scripts.documents.yaml_writer import dump_yaml

__all__ = [
    "Document",
    "Format",
    "dump_json",
    "dump_yaml",
    "load",
    "output_format",
    "output_path",
    "parse",
    "place",
    "shown",
    "write_output",
]
