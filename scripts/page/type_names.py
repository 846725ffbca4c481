"""Names of types: from what pages write to the normal forms of `facts`."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from scripts.page.labelling import data, key

PLAIN: Final = frozenset(
    {"string", "integer", "number", "boolean", "object", "array", "null", "any", "file", "anyOf", "oneOf", "allOf"}
)
CONTAINERS: Final = frozenset({"object", "array[object]", "array"})
LONGEST: Final = 80

BASE: Final = re.compile("|".join(sorted(PLAIN, key=len, reverse=True)))
# What follows a name without changing the type: `<int64>`, `(User)`, `{5}`.
SUFFIX: Final = re.compile(r"\s*(?:<[\w./:-]+>|\([\w .\-]+\)|\{(\d+)\})")

GLUED: Final = (
    r"(?:array\s?\[(?:array\s?\[)*\s?(?:[a-zA-Z]+(?:\s?\{\d+\})?)?\s?\]+(?:\s?\|\s?null)?|enum\s?<[a-z]+>"
    r"|(?:string|integer|number|boolean|object|array|null|any|file|anyOf|oneOf|allOf)"
    r"(?:\s?<[\w-]+>)?(?:\s?\{\d+\})?(?:\s?\|\s?null)?)"
)
"""A pattern of a type that is glued to what surrounds it."""


class TypeName(NamedTuple):
    """A type in its normal form; how many members the page counts in it; whether its values are enumerated."""

    name: str
    members: int | None = None
    enum: bool = False


def read_type(text: str) -> TypeName | None:
    """Read a text that is nothing but a type as Apifox writes it; None for any other text."""
    if not text or len(text) > LONGEST or text[0] not in "sinboafe":
        return None
    whole = unicodedata.normalize("NFKC", text).strip()
    found = _union(whole, 0)
    return found[0] if found and found[1] == len(whole) else None


def read_loose_type(text: str) -> TypeName | None:
    """Read a type as a table may write it: any case, other names, other languages."""
    exact = read_type(text.strip())
    if exact or len(text) > LONGEST:
        return exact
    plain = unicodedata.normalize("NFKC", text).strip().strip("`*").casefold()
    plain = re.sub(r"\((?:int|u?int32|u?int64|float|double)\)$", "", plain).strip()
    of = re.fullmatch(r"(?:list|array|数组|配列)\s*[<\[(]\s*(.+?)\s*[>\])]|(.+?)\s*(?:\[\]|数组|の配列| array)", plain)
    if of:
        item = read_loose_type(of.group(1) or of.group(2))
        return item and TypeName(f"array[{item.name}]")
    if plain.startswith(("map<", "dict<")) and plain.endswith(">"):
        return TypeName("object")
    if plain in {"anyof", "oneof", "allof"}:
        return TypeName(plain[:-2] + "Of")
    return read_type(plain) or _aliases().get(key(plain))


@cache
def _aliases() -> dict[str, TypeName]:
    return {key(text): TypeName(name) for name, texts in data()["type_names"].items() for text in texts}


def _union(text: str, at: int) -> tuple[TypeName, int] | None:
    parts: list[TypeName] = []
    while True:
        found = _one(text, at)
        if found is None:
            return None
        parts.append(found[0])
        at = found[1]
        bar = re.compile(r"\s*\|\s*").match(text, at)
        if bar is None:
            break
        at = bar.end()
    counts = [part.members for part in parts if part.members is not None]
    name = union(part.name for part in parts)
    return TypeName(name, counts[0] if counts else None, any(part.enum for part in parts)), at


def union(names: Iterable[str]) -> str:
    """Join the names of types into one: in alphabetical order, `null` last, `integer` as a kind of `number`."""
    kinds = set(names)
    if "number" in kinds:
        kinds.discard("integer")
    return "|".join([*sorted(kinds - {"null"}), *(["null"] if "null" in kinds else [])])


def _one(text: str, at: int) -> tuple[TypeName, int] | None:
    enum = re.compile(r"enum(?:\s?<\s?([a-z]+)\s?>)?").match(text, at)
    if enum:
        inner = enum.group(1) or "string"
        return (TypeName(inner, enum=True), enum.end()) if inner in PLAIN else None
    base = BASE.match(text, at)
    if base is None:
        return None
    if base.group() == "array":
        found = _items(text, base.end())
        if found:
            return found
    return _suffixes(text, base.end(), base.group())


def _items(text: str, at: int) -> tuple[TypeName, int] | None:
    opening = re.compile(r"\s?([\[<])\s?").match(text, at)
    if opening is None:
        return None
    item = _union(text, opening.end())
    if item is None:
        return None
    closing = re.compile(r"\s?[\]>]").match(text, item[1])
    if closing is None:
        return None
    name, end = _suffixes(text, closing.end(), f"array[{item[0].name}]")
    return TypeName(name.name, name.members or item[0].members, item[0].enum), end


def _suffixes(text: str, at: int, name: str) -> tuple[TypeName, int]:
    count = None
    while match := SUFFIX.match(text, at):
        count = int(match.group(1)[:6]) if match.group(1) else count
        at = match.end()
    return TypeName(name, count), at


def is_container(name: str | None) -> bool:
    """Tell whether a type can hold named fields: an object, or an array of what may be objects."""
    if name is None:
        return False
    inner = name
    while inner.startswith("array[") and inner.endswith("]"):
        inner = inner[len("array[") : -1]
    return any(part in CONTAINERS for part in inner.split("|"))


def refine(stated: str | None, shown: str | None) -> str | None:
    """Complete a stated type by what an example shows: `array` by what it holds; without a stated one, the shown."""
    if stated is None:
        return shown
    if stated == "array" and shown and shown.startswith("array["):
        return shown
    return stated
