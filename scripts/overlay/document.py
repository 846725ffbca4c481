"""The overlay document: validated in full before anything is applied.

Readings where the specification leaves room:
- The patch number of `overlay` is ignored; an unknown minor version is refused.
- A field that the stated version lacks is an error (`copy` from 1.1; `components`, `$self` and `$ref` from 1.2). The
  description of `info` is let pass everywhere: it changes nothing, and 1.0 documents carry it.
- From 1.2 an action may be `{$ref: "#/components/actions/<name>", ...}`; `$self` may stand before the `#`. Each field
  that the action states itself takes the place of the reusable one's. A reusable action holds the same fields, `target`
  included, and refers to no other. One that no action uses is checked too.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, get_args

from scripts.documents import Document, load
from scripts.failures import Failure, raise_all
from scripts.overlay.action import Action, Overlay, Version
from scripts.overlay.fields import Fields
from scripts.overlay.reader import ActionReader
from scripts.values import Json, a_type

VERSIONS: Final[tuple[Version, ...]] = get_args(Version)
WRITTEN: Final = re.compile(r"(\d+\.\d+)\.\d+(?:[-+].+)?")

# Each field, and the version that it came with.
FIELDS: Final[Mapping[str, Version]] = {
    "overlay": "1.0",
    "info": "1.0",
    "extends": "1.0",
    "actions": "1.0",
    "$self": "1.2",
    "components": "1.2",
}
INFO: Final[Mapping[str, Version]] = {"title": "1.0", "version": "1.0", "description": "1.0"}
COMPONENTS: Final[Mapping[str, Version]] = {"actions": "1.2"}


def read_overlay(path: Path) -> Overlay:
    """Read and validate an overlay document, YAML or JSON. Raises `Failure`, or `Failures` of all that is wrong."""
    return parse_overlay(load(path))


def parse_overlay(document: Document) -> Overlay:
    """Validate a loaded overlay document. Raises `Failure`, or `Failures` of all that is wrong."""
    data = document.data
    if not isinstance(data, dict):
        cause = f"it is {a_type(data)}, and an overlay is an object"
        raise Failure("this is no overlay document", document.place(), cause)
    fields = Fields(document)
    fields.version = _version(fields, data)
    fields.unknown("the overlay", data, "", FIELDS)
    title = _info(fields, data)
    extends = fields.text("the overlay", data, "extends", "")
    actions = _actions(fields, data)
    raise_all(fields.failures)
    return Overlay(document.path, fields.version, title, tuple(actions), extends)


def _version(fields: Fields, data: dict[str, Json]) -> Version:
    """Return the version, or raise: without it nothing else can be judged."""
    if "overlay" not in data:
        described = next((key for key in ("openapi", "swagger") if key in data), None)
        cause = "it has no field 'overlay'" + (f", but '{described}'" if described else "")
        cure = "name the description first, then its overlays" if described else "add 'overlay: 1.1.0'"
        raise Failure("this is no overlay document", fields.document.place(), cause, cure)
    written = data["overlay"]
    match = WRITTEN.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        cure = "write major.minor.patch, for example: overlay: 1.1.0"
        raise Failure(f"'{written}' is no version of Overlay", fields.document.place("/overlay"), cure=cure)
    for version in VERSIONS:
        if match[1] == version:
            return version
    cure = "known versions: " + ", ".join(f"{version}.x" for version in VERSIONS)
    raise Failure(f"Overlay {written} is unknown", fields.document.place("/overlay"), cure=cure)


def _info(fields: Fields, data: dict[str, Json]) -> str:
    info = fields.field("the overlay", data, "info", "", dict, required=True)
    if not isinstance(info, dict):
        return ""
    fields.unknown("info", info, "/info", INFO)
    fields.text("info", info, "version", "/info", required=True)
    fields.text("info", info, "description", "/info")
    return fields.text("info", info, "title", "/info", required=True) or ""


def _actions(fields: Fields, data: dict[str, Json]) -> list[Action]:
    reader = ActionReader(fields, _reusable(fields, data), fields.text("the overlay", data, "$self", "") or "")
    values = fields.field("the overlay", data, "actions", "", list, required=True)
    if not isinstance(values, list):
        return []
    if not values:
        fields.wrong("the overlay has no actions", "/actions", cure="add one, or delete the overlay")
    made = [reader.read(value, index) for index, value in enumerate(values)]
    return [action for action in made if action is not None]


def _reusable(fields: Fields, data: dict[str, Json]) -> dict[str, Json]:
    """Return `components.actions`, empty where there is none or the version has none."""
    components = fields.field("the overlay", data, "components", "", dict)
    if not isinstance(components, dict) or fields.version < "1.2":
        return {}
    fields.unknown("components", components, "/components", COMPONENTS)
    actions = fields.field("components", components, "actions", "/components", dict)
    return actions if isinstance(actions, dict) else {}
