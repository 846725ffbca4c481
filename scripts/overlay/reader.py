"""Actions as they are written: checked field by field, reusable ones filled in."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from scripts.failures import choices
from scripts.overlay.action import Action, Deed, Expression, Version
from scripts.overlay.fields import Fields
from scripts.overlay.jsonpath import QueryError, compile_query
from scripts.pointers import escape, unescape
from scripts.values import Json, a_type

FIELDS: Final[Mapping[str, Version]] = {
    "target": "1.0",
    "description": "1.0",
    "update": "1.0",
    "remove": "1.0",
    "copy": "1.1",
    "$ref": "1.2",
}
REUSABLE: Final[Mapping[str, Version]] = {field: since for field, since in FIELDS.items() if field != "$ref"}
REFERENCE: Final = re.compile(r"([^#]*)#/components/actions/([^/]+)")

CONFLICT: Final = frozenset({"update", "copy"})

# Each field of an action with the pointer where it is written: in the action, or in the reusable one.
Written = dict[str, tuple[Json, str]]


class ActionReader:
    """Reads the actions of one overlay; what is wrong is noted in `fields`."""

    def __init__(self, fields: Fields, reusable: Mapping[str, Json], self_uri: str) -> None:
        self.fields = fields
        self.self_uri = self_uri
        self.reusable: dict[str, Written] = {}
        for name, value in reusable.items():
            owner, pointer = f"components.actions.{name}", f"/components/actions/{escape(name)}"
            self.reusable[name] = self.written(owner, value, pointer, REUSABLE)

    def read(self, value: Json, index: int) -> Action | None:
        """Return the action, or `None` when anything in the overlay is wrong so far."""
        owner, pointer = f"actions[{index}]", f"/actions/{index}"
        own = self.written(owner, value, pointer, FIELDS)
        written = {**self.referred(owner, own), **own}
        if isinstance(value, dict) and "target" not in written:
            self.fields.wrong(f"{owner} lacks the field 'target'", pointer, cure="add 'target', a JSONPath expression")
        if written.keys() >= CONFLICT and not own.keys() >= CONFLICT:
            self.conflict(owner, pointer)
        return None if self.fields.failures else self.action(written, index, pointer)

    def written(self, owner: str, value: Json, pointer: str, known: Mapping[str, Version]) -> Written:
        """Check the fields that stand in one place, and return them."""
        if not isinstance(value, dict):
            self.fields.wrong(f"{owner} must be an object", pointer, f"it is {a_type(value)}")
            return {}
        self.fields.unknown(owner, value, pointer, known)
        for key, kind in (("target", str), ("description", str), ("copy", str), ("$ref", str), ("remove", bool)):
            self.fields.field(owner, value, key, pointer, kind)
        for key in ("target", "copy"):
            self.expression(owner, value, key, pointer)
        expect = value.get("x-expect", 0)
        if isinstance(expect, bool) or not isinstance(expect, int) or expect < 0:
            what = f"'x-expect' of {owner} must be a whole number from 0, the nodes that it must match"
            self.fields.wrong(what, f"{pointer}/x-expect", f"it is {expect!r}")
        if value.keys() >= CONFLICT:
            self.conflict(owner, pointer)
        names = (*known, "x-expect")
        return {key: (item, f"{pointer}/{escape(key)}") for key, item in value.items() if key in names}

    def conflict(self, owner: str, pointer: str) -> None:
        """Note that an action has two values to give."""
        cause = "each would give the target a value"
        self.fields.wrong(f"{owner} has both 'update' and 'copy'", pointer, cause, "make two actions of it")

    def expression(self, owner: str, value: dict[str, Json], key: str, pointer: str) -> None:
        """Note a field that is no JSONPath expression."""
        text = value.get(key)
        if not isinstance(text, str):
            return
        try:
            compile_query(text)
        except QueryError as error:
            column = f"column {error.token.position()[1] + 1}: " if error.token else ""
            what = f"'{key}' of {owner} is no JSONPath expression of RFC 9535"
            self.fields.wrong(
                what, f"{pointer}/{key}", f"{text}\n{column}{_reason(error)}", _hint(text, _reason(error))
            )

    def referred(self, owner: str, own: Written) -> Written:
        """Return the fields of the reusable action that an action names, if it does."""
        ref, pointer = own.get("$ref", (None, ""))
        if not isinstance(ref, str) or self.fields.version < "1.2":
            return {}
        match = REFERENCE.fullmatch(ref)
        if match is None or match[1] not in ("", self.self_uri):
            cure = "refer to '#/components/actions/<name>' of this document"
            self.fields.wrong(f"'$ref' of {owner} names no reusable action", pointer, f"it is '{ref}'", cure)
            return {}
        name = unescape(unquote(match[2]))
        if name not in self.reusable:
            cure = choices(name, self.reusable, "reusable actions")
            self.fields.wrong(f"there is no reusable action '{name}'", pointer, f"{owner} refers to it", cure)
        return self.reusable.get(name, {})

    def action(self, written: Written, index: int, pointer: str) -> Action:
        """Build an action from fields that are all sound; `remove: true` wins over a value."""
        values = {key: item for key, (item, _) in written.items()}
        deed: Deed = "nothing"
        if values.get("remove") is True:
            deed = "remove"
        elif "update" in values:
            deed = "update"
        elif "copy" in values:
            deed = "copy"
        expect, description = values.get("x-expect"), values.get("description")
        return Action(
            index=index,
            target=self.compiled(*written["target"]),
            deed=deed,
            place=self.fields.document.place(pointer),
            update=values.get("update"),
            source=self.compiled(*written["copy"]) if deed == "copy" else None,
            expect=expect if isinstance(expect, int) else None,
            description=description if isinstance(description, str) else None,
        )

    def compiled(self, text: Json, pointer: str) -> Expression:
        """Compile a field that is a sound expression."""
        return Expression(str(text), compile_query(str(text)), self.fields.document.place(pointer))


def _reason(error: QueryError) -> str:
    return str(error.args[0]) if error.args else str(error)


def _hint(text: str, reason: str) -> str | None:
    if not text.startswith("$"):
        return "begin it with '$'"
    if "bracketed selection" in reason:
        return "write a name with other characters than letters, digits and '_' as ['name']"
    return None
