"""Fields of an overlay document: each is of its type, known, and there when it must be."""

from collections.abc import Mapping
from typing import Final

from scripts.documents import Document
from scripts.failures import Failure, choices
from scripts.overlay.action import Version
from scripts.pointers import escape
from scripts.values import Json, a_type

TYPES: Final[dict[type, str]] = {str: "a string", dict: "an object", list: "an array", bool: "a boolean"}


class Fields:
    """Reads one document and collects everything that is wrong with it, in `failures`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.version: Version = "1.0"
        self.failures: list[Failure] = []

    def wrong(self, what: str, pointer: str, cause: str | None = None, cure: str | None = None) -> None:
        """Note one failure at the line of a pointer."""
        self.failures.append(Failure(what, self.document.place(pointer), cause, cure))

    def unknown(self, owner: str, value: dict[str, Json], pointer: str, known: Mapping[str, Version]) -> None:
        """Note every field that is neither an `x-` extension nor in `known`, or there with a later version."""
        for key in value:
            since = known.get(key)
            if since is not None and since > self.version:
                what = f"'{key}' of {owner} needs Overlay {since}, and this is {self.version}"
                self.wrong(what, f"{pointer}/{escape(key)}", cure=f"write 'overlay: {since}.0'")
            elif since is None and not key.startswith("x-"):
                names = [name for name, first in known.items() if first <= self.version]
                cure = f"{choices(key, names, 'fields')} (an extension begins with 'x-')"
                self.wrong(f"{owner} has no field '{key}'", f"{pointer}/{escape(key)}", cure=cure)

    def text(self, owner: str, value: dict[str, Json], key: str, pointer: str, required: bool = False) -> str | None:
        """Return a string field; note when it is another type, or absent though required."""
        item = self.field(owner, value, key, pointer, str, required)
        return item if isinstance(item, str) else None

    def field(
        self, owner: str, value: dict[str, Json], key: str, pointer: str, kind: type, required: bool = False
    ) -> Json:
        """Return a field of a type; note when it is another type, or absent though required."""
        if key not in value:
            if required:
                self.wrong(f"{owner} lacks the field '{key}'", pointer, cure=f"add '{key}', {TYPES[kind]}")
            return None
        item = value[key]
        if not isinstance(item, kind):
            what = f"'{key}' of {owner} must be {TYPES[kind]}"
            self.wrong(what, f"{pointer}/{escape(key)}", f"it is {a_type(item)}", _cure(key, item, kind))
            return None
        return item


def _cure(key: str, item: Json, kind: type) -> str | None:
    if kind is bool:
        return "write true or false"
    return f"quote it: {key}: '{item}'" if kind is str and isinstance(item, int | float) else None
