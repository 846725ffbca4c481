"""The catalogue beside the description: each row with the operation that it is about."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from scripts.documents import Document
from scripts.drift.context import Context
from scripts.drift.described import DescribedOperation
from scripts.drift.finding import Location
from scripts.drift.matching import address
from scripts.pointers import pointer_of
from scripts.values import Json


@frozen
class Row:
    """One row. `written`: its address to the letter. `path`: without blanks around it, empty if it has none.

    `operation`: the operation that its link or its address leads to, None for none. `product`: the product's number.
    """

    title: str
    method: str | None
    written: Json
    path: str
    link: str | None
    product: Json
    location: Location
    operation: str | None


def rows(context: Context) -> list[Row]:
    """Every row of every catalogue."""
    return [row for document in context.inputs.catalogues for row in _rows(context, document)]


def left_out(data: dict[str, Any]) -> set[tuple[str, str]]:
    """The operations of the catalogue that the description leaves out knowingly."""
    return {(str(one.get("method")), str(one.get("path"))) for one in data.get("x-left-out", [])}


def missing(context: Context) -> Iterator[tuple[DescribedOperation, Location]]:
    """Operations that the catalogue is said to have, and of which it has no row.

    A catalogue without their product is silent of them, unless it is the stored one, which has all of ours.
    """
    found = rows(context)
    known = {row.operation for row in found}
    products = {row.product: row.location for row in found if not isinstance(row.product, dict | list)}
    stored = next((_file(one) for one in context.inputs.catalogues if one.path.name == "catalogue.json"), None)
    for operation in context.effective.operations.values():
        node = context.effective.data["paths"][operation.path][operation.method.lower()]
        number = node.get("x-source", {}).get("catalogue")
        if number is None or operation.id in known:
            continue
        if number in products or stored is not None:
            yield operation, products.get(number, Location(stored or ""))


def _rows(context: Context, document: Document) -> Iterator[Row]:
    links = {
        page["url"]: one.id for one in context.effective.operations.values() for page in one.pages if page.get("url")
    }
    addresses = {
        address(one.method, one.path): one.id for name in context.effective.operations for one in context.both(name)
    }
    for at, product, index, row in _definitions(document.data, ()):
        written = row.get("url")
        path = written.strip() if isinstance(written, str) else ""
        # A whole address at a host of ours says no more than its path.
        for server in context.effective.servers:
            path = path.removeprefix(server) if path.startswith(f"{server}/") else path
        verb, link = row.get("method"), row.get("link")
        method = verb.strip().upper() if isinstance(verb, str) else None
        place = document.line(pointer_of((*at, "definition", index, "url" if "url" in row else "title")))
        yield Row(
            title=str(row.get("title", "")),
            method=method,
            written=written,
            path=path,
            link=link if isinstance(link, str) else None,
            product=product,
            location=Location(_file(document), place),
            operation=links.get(str(link)) or addresses.get(address(method, path)),
        )


def _file(document: Document) -> str:
    return document.place().rpartition(":")[0]


def _definitions(value: Json, at: tuple[str | int, ...]) -> Iterator[tuple[Any, Json, int, dict[str, Any]]]:
    if isinstance(value, dict):
        listed = value.get("definition")
        if isinstance(listed, list):
            for index, row in enumerate(listed):
                if isinstance(row, dict):
                    yield at, value.get("id"), index, row
            return
        for key, item in value.items():
            yield from _definitions(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _definitions(item, (*at, index))
