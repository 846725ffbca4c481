"""A catalogue answer: products, wherever their list stands, each with the operations that it defines.

A row can be wrong. An address that is blank, padded or no address is a warning; the padding alone is taken off.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import Factory, define, frozen

from scripts.documents import load
from scripts.documents.marks import Mark
from scripts.page.anchors import METHODS
from scripts.page.facts import Operation
from scripts.page.hosts import is_ours
from scripts.page.json_block import read_block
from scripts.page.notes import Notes
from scripts.page.passage import Passage
from scripts.page.requests import with_path_parameters
from scripts.values import Json

PATH: Final = re.compile(r"/[^\s\"'<>?#]*")


@frozen
class Entry:
    """One operation of a product: its address as the row says it, and what it can be taken for."""

    title: str | None
    method: str | None
    address: str | None
    path: str | None
    line: int
    fault: str | None = None


@define
class Product:
    """One row of the catalogue."""

    name: str
    line: int
    entries: list[Entry] = Factory(list)


def load_catalogue(path: Path) -> list[Product]:
    """Read a catalogue's file. Raises `Failure` when it is no JSON."""
    document = load(path)
    return products(document.data, document.mark)


def products(data: Json, mark: Mark) -> list[Product]:
    """Find every product in an answer: an object with a list of definitions."""
    return list(_walk(data, mark, 0))


def _walk(value: Json, mark: Mark, depth: int) -> Iterator[Product]:
    if isinstance(value, dict):
        marks = mark.children if isinstance(mark.children, dict) else {}
        definitions = value.get("definition")
        if isinstance(definitions, list) and all(isinstance(one, dict) for one in definitions):
            yield _product(value, definitions, marks, mark.line)
            return
        for key, item in value.items():
            yield from _walk(item, marks.get(key, mark), depth + 1)
    elif isinstance(value, list):
        items = mark.children if isinstance(mark.children, list) else []
        for index, item in enumerate(value):
            yield from _walk(item, items[index] if index < len(items) else mark, depth + 1)


def _product(row: dict[str, Any], definitions: list[Any], marks: dict[str, Mark], line: int) -> Product:
    number, name = row.get("id"), row.get("name")
    told = " ".join(str(part) for part in (number, f"`{name}`" if isinstance(name, str) else None) if part is not None)
    product = Product(told or "without a name", line)
    its = marks.get("definition", Mark(line)).children
    for index, one in enumerate(definitions):
        at = its[index] if isinstance(its, list) and index < len(its) else Mark(line)
        product.entries.append(_entry(one, at))
    return product


def _entry(row: dict[str, Any], mark: Mark) -> Entry:
    children = mark.children if isinstance(mark.children, dict) else {}
    title, method, address = row.get("title"), row.get("method"), row.get("url")
    line = children.get("url", mark).line
    path, fault = _path(address)
    named = method.strip().upper() if isinstance(method, str) else None
    if named not in METHODS:
        fault = fault or f"the method of this row is none: {method!r}"
        named = None
    clean = re.sub(r"\s+", " ", title).strip() if isinstance(title, str) else ""
    return Entry(clean or None, named, address if isinstance(address, str) else None, path, line, fault)


def _path(address: object) -> tuple[str | None, str | None]:
    """Read an address: the path that it surely is, and what is wrong with it."""
    if not isinstance(address, str) or not address.strip():
        return None, "the address of this row is blank"
    bare = address.strip()
    fault = f"the address of this row has blanks around it: {address!r}" if bare != address else None
    if PATH.fullmatch(bare):
        return bare, fault
    try:
        parts = urlsplit(bare)
    except ValueError:
        parts = urlsplit("")
    if parts.netloc and is_ours(bare):
        return parts.path or None, f"the address of this row is a whole URL: {bare}"
    return None, f"the address of this row is none: {bare!r}"


def read_catalogue(passage: Passage, notes: Notes) -> list[Operation]:
    """Read a catalogue as a page: every row of it is an operation; none for what holds no product.

    A cut one is read up to where it ends.
    """
    block = read_block(passage.text, 0, passage.number)
    found = products(block.value, block.mark)
    if block.fault is not None and found:
        cut = block.fault.offset >= len(passage.text)
        told = "the catalogue is cut" if cut else "the catalogue is not JSON from here on"
        notes.warn(passage.number(block.fault.offset), f"{told}: {block.fault.cause}", damage=True)
    operations: list[Operation] = []
    seen: dict[tuple[str | None, str | None], Product] = {}
    for product in found:
        for entry in product.entries:
            if entry.fault:
                notes.warn(entry.line, f"{entry.fault} (product {product.name}, `{entry.title}`)", damage=True)
            other = seen.setdefault((entry.method, entry.path), product)
            if other is not product and entry.path:
                told = f"the address {entry.method} {entry.path} of product {product.name} is also that of product"
                notes.warn(entry.line, f"{told} {other.name}: one of the rows is wrong", damage=True)
            parameters = tuple(with_path_parameters([], entry.path, entry.line))
            operations.append(Operation(entry.title, entry.method, entry.path, parameters=parameters, line=entry.line))
    return operations
