"""Quirks: what the vendor's answers do that its pages do not say, one by one, as `quirks.json` lists them.

An entry has its `meaning`, the `operations` whose answers it changes (none: all of them), and `edits`, each of which
may have a `when`: JSON pointers into the answer, and the values there. `*` in a pointer is every item of a list.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from scripts.documents import load
from scripts.mock.faults import touches
from scripts.mock.faults.plan import Touch
from scripts.mock.shape import Object, drop, mapping, sequence, text, texts

LIST: Final = Path(__file__).with_name("quirks.json")


@frozen
class Quirk:
    """One quirk."""

    name: str
    meaning: str
    operations: tuple[str, ...]
    touches: tuple[Touch, ...]


def load_quirks() -> tuple[Quirk, ...]:
    """Read the list."""
    return tuple(_quirk(name, mapping(node)) for name, node in mapping(load(LIST).data).items())


def _quirk(name: str, node: Object) -> Quirk:
    made = tuple(touch for edit in sequence(node.get("edits")) for touch in _touches(mapping(edit)))
    return Quirk(name, text(node.get("meaning")), texts(node.get("operations")), made)


def _touches(edit: Object) -> Iterator[Touch]:
    when = mapping(edit.get("when"))
    if "rename" in edit:
        yield touches.renamed(text(edit["rename"]), text(edit["to"]))
    elif "copy" in edit:
        yield touches.editing(touches.copy(text(edit["to"])), text(edit["copy"]), when)
    elif "drop" in edit:
        yield touches.editing(drop, text(edit["drop"]), when)
    elif "set" in edit:
        yield touches.editing(touches.value_at(edit.get("value")), text(edit["set"]), when)
    for pointer in texts(edit.get("null")):
        yield touches.editing(touches.value_at(None), pointer, when)
