"""Addresses that a page lost, and titles that it has not, as the catalogue says them - where one row is certain.

A row is certain by its method and title, if no other row with another address has them. For a page of several
operations a whole product is certain if it alone has the same methods in the same order, and each title of the one is
made of the same words as that of the other, in whatever language (`words.yaml`, `title_words`). Whatever is taken from
the catalogue is a warning that names its row; the page's own statement always counts more.
"""

import re
from functools import cache
from pathlib import Path

from attrs import evolve

from scripts.documents import place
from scripts.page.catalogue import Entry, Product
from scripts.page.facts import Operation, PageWarning
from scripts.page.labelling import key, words
from scripts.page.notes import Notes
from scripts.page.requests import with_path_parameters


def fill(operations: list[Operation], products: list[Product], path: Path, notes: Notes) -> list[Operation]:
    """Complete operations by the catalogue in the file `path`."""
    whole = _whole_product(operations, products)
    return [
        _filled(operation, whole[index] if whole else None, products, path, notes)
        for index, operation in enumerate(operations)
    ]


def _filled(
    operation: Operation, certain: tuple[Product, Entry] | None, products: list[Product], path: Path, notes: Notes
) -> Operation:
    if operation.title is None:
        return _titled(operation, products, path, notes)
    found = certain if operation.path is None and certain else _by_title(operation, products)
    if found is None:
        return operation
    product, entry = found
    where = f"product {product.name}, {place(path, entry.line)}"
    if entry.fault:
        told = f"{entry.fault} (product {product.name}, `{entry.title}`)"
        notes.warnings[PageWarning(entry.line, told, path, damage=True)] = None
    if operation.path is not None:
        if entry.path and entry.path != operation.path:
            told = f"the catalogue says {entry.path} for `{operation.title}` ({where}), and the page {operation.path}"
            notes.warn(operation.line, f"{told}; the page counts")
        return operation
    if entry.path is None:
        return operation
    notes.warn(operation.line, f"the address of `{operation.title}` is the catalogue's ({where}), not the page's")
    parameters = tuple(with_path_parameters(list(operation.parameters), entry.path, operation.line))
    return evolve(operation, path=entry.path, parameters=parameters)


def _titled(operation: Operation, products: list[Product], path: Path, notes: Notes) -> Operation:
    """Give a title to an operation that has only an address."""
    found = [
        (product, entry)
        for product in products
        for entry in product.entries
        if entry.method == operation.method and entry.path == operation.path and entry.path and entry.title
    ]
    if len({entry.title for _, entry in found}) != 1:
        return operation
    product, entry = found[0]
    where = f"product {product.name}, {place(path, entry.line)}"
    notes.warn(operation.line, f"the title `{entry.title}` is the catalogue's ({where}), not the page's")
    return evolve(operation, title=entry.title)


def _by_title(operation: Operation, products: list[Product]) -> tuple[Product, Entry] | None:
    title = key(operation.title or "")
    found = [
        (product, entry)
        for product in products
        for entry in product.entries
        if entry.title and key(entry.title) == title and entry.method == operation.method
    ]
    return found[0] if len({entry.address for _, entry in found}) == 1 else None


def _whole_product(operations: list[Operation], products: list[Product]) -> list[tuple[Product, Entry]] | None:
    if len(operations) < 2 or any(operation.path for operation in operations):
        return None
    found = [product for product in products if _is_same(operations, product)]
    return [(found[0], entry) for entry in found[0].entries] if len(found) == 1 else None


def _is_same(operations: list[Operation], product: Product) -> bool:
    if [operation.method for operation in operations] != [entry.method for entry in product.entries]:
        return False
    pairs = zip(operations, product.entries, strict=True)
    return all(_alike(operation.title or "", entry.title or "") for operation, entry in pairs)


def _alike(one: str, other: str) -> bool:
    """Tell whether two titles are made of the same words, two at least."""
    left, right = meanings(one), meanings(other)
    return len(left & right) >= 2 and left == right


def meanings(title: str) -> frozenset[str]:
    """What the words of a title mean, whatever their language."""
    text = title.casefold()
    latin = set(re.findall(r"[a-z]+", text))
    return frozenset(
        meaning
        for meaning, spelled in _meanings()
        if any(word in latin if word.isascii() else word in text for word in spelled)
    )


@cache
def _meanings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((meaning, tuple(str(spelled).split())) for meaning, spelled in words()["title_words"].items())
