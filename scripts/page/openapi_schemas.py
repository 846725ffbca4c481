"""Schemas of an OpenAPI document: their types in the normal form, and their properties as rows."""

from collections.abc import Iterator
from typing import Any, Final

from scripts.documents import Document
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.openapi_access import entries
from scripts.page.shape import join, kind_of
from scripts.page.type_names import PLAIN, read_loose_type, union
from scripts.pointers import resolve

MAX_DEPTH: Final = 30
MAX_ROWS: Final = 5000
COMBINED: Final = ("allOf", "anyOf", "oneOf")


class Schemas:
    """The schemas of one document, with its references followed."""

    def __init__(self, document: Document, notes: Notes) -> None:
        self.document = document
        self.notes = notes

    def resolve(self, value: Any, at: str) -> dict[str, Any]:
        """Follow references to an object; an empty one for what is none. One that leads nowhere is a warning."""
        for _ in range(MAX_DEPTH):
            if not isinstance(value, dict):
                return {}
            target = value.get("$ref")
            if not isinstance(target, str):
                return value
            try:
                value = resolve(self.document.data, target.removeprefix("#")) if target.startswith("#") else None
            except LookupError:
                value = None
            if value is None:
                self.notes.lose(self.document.line(at), f"the reference {target} leads nowhere")
        return {}

    def row(self, name: str, value: Any, at: str) -> Listed:
        """Read what a schema says of one value."""
        schema = self.resolve(value, at)
        parts = [self.resolve(part, at) for key in COMBINED for part in entries(schema.get(key))]
        # What is not described, or only by a reference that leads nowhere, has no known type: `{}` says any.
        known = bool(schema) or value == {}
        row = Listed(name, self.document.line(at), type=self.type(schema, at) if known else None)
        kinds = {self.type(part, at) for part in parts}
        row.alternatives = union({kind for kind in kinds if kind}) if kinds and None not in kinds else None
        row.default_value = schema.get("default")
        row.minimum, row.maximum = (self.bound(key, schema, parts) for key in ("minimum", "maximum"))
        values = schema.get("enum")
        items = self.resolve(schema.get("items", {}), at)
        for node in [items, *parts]:
            if not isinstance(values, list):
                values = node.get("enum")
        row.enum_values = list(values) if isinstance(values, list) and values else None
        return row

    def bound(self, key: str, schema: dict[str, Any], parts: list[dict[str, Any]]) -> float | None:
        """A bound of a schema, or the one that its alternatives share."""
        for node in [schema, *parts]:
            value = node.get(key)
            if isinstance(value, int | float) and not isinstance(value, bool):
                return value
        return None

    def type(self, schema: dict[str, Any], at: str, depth: int = 0) -> str | None:
        """The type of a schema in its normal form; None for one that is not known."""
        self.notes.work -= 1
        if depth > MAX_DEPTH or self.notes.work < 0:
            return None
        stated = schema.get("type")
        names = [name for name in (stated if isinstance(stated, list) else [stated]) if isinstance(name, str)]
        kinds = {kind for name in names if (kind := self.one(name, schema, at, depth)) is not None}
        if not kinds:
            kinds = self.implied(schema, at, depth)
        if schema.get("nullable") is True:
            kinds.add("null")
        return union(kinds) or None

    def one(self, name: str, schema: dict[str, Any], at: str, depth: int) -> str | None:
        """The normal form of one name of a type."""
        if name == "array":
            item = self.resolve(schema.get("items", {}), at)
            inner = self.type(item, at, depth + 1) if item else None
            return f"array[{inner}]" if inner and inner != "any" else "array"
        if name == "string" and schema.get("format") == "binary":
            return "file"
        if name in PLAIN:
            return name
        known = read_loose_type(name)
        told = f", and is read as {known.name}" if known else ""
        told = f"the type {name!r} is none that OpenAPI knows{told}"
        self.notes.warn(self.document.line(f"{at}/type"), told, damage=True)
        return known.name if known else None

    def implied(self, schema: dict[str, Any], at: str, depth: int) -> set[str]:
        """The type of a schema that states none, by what it has."""
        if isinstance(schema.get("properties"), dict):
            return {"object"}
        if isinstance(schema.get("enum"), list):
            return {kind_of(value) for value in schema["enum"]}
        if isinstance(schema.get("items"), dict):
            return {self.one("array", schema, at, depth) or "array"}
        for key in COMBINED:
            if isinstance(schema.get(key), list) and schema[key]:
                parts = schema[key] if key == "allOf" else []
                kinds = {self.type(self.resolve(part, at), at, depth + 1) for part in parts}
                return {(kinds.pop() if len(kinds) == 1 else None) or key}
        return set() if "type" in schema else {"any"}

    def rows(self, value: Any, at: str) -> list[Listed]:
        """Every property of a schema, each before what it holds, with its path."""
        rows: dict[str, Listed] = {}
        for row in self.walk(value, at, "", ()):
            assert row.path is not None
            rows.setdefault(row.path, row)
            if len(rows) >= MAX_ROWS:
                self.notes.lose(row.line, f"the schema has more than {MAX_ROWS} fields; the rest is left out")
                break
        return list(rows.values())

    def walk(self, value: Any, at: str, path: str, within: tuple[Any, ...]) -> Iterator[Listed]:
        """Walk through properties; a schema that holds itself is not entered again. `within`: the schemas around."""
        schema = self.resolve(value, at)
        self.notes.work -= 1
        if self.notes.work < 0:
            self.notes.lose(self.document.line(), "the schemas refer to each other in too many ways; some are left out")
            return
        if len(within) > MAX_DEPTH or not schema or any(schema is other for other in within):
            return
        within = (*within, schema)
        required = entries(schema.get("required"))
        properties = schema.get("properties")
        for name, property_ in properties.items() if isinstance(properties, dict) else ():
            its = f"{at}/properties/{name.replace('~', '~0').replace('/', '~1')}"
            row = self.row(name, property_, its)
            row.required = name in required
            row.path, row.parent = join(path, name), path
            yield row
            yield from self.walk(property_, its, row.path, within)
        if isinstance(schema.get("items"), dict):
            yield from self.walk(schema["items"], f"{at}/items", f"{path}[]", within)
        for key in COMBINED:
            for index, part in enumerate(entries(schema.get(key))):
                for row in self.walk(part, f"{at}/{key}/{index}", path, within):
                    # A field of one alternative is not required of the others.
                    row.required = row.required if key == "allOf" else None
                    yield row
