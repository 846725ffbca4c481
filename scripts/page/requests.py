"""Requests: what a page says of a request's parameters, key and body, joined with what its curl command shows."""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from scripts.page.curl import COMMON_HEADERS, Curl
from scripts.page.facts import Example, Parameter, Security
from scripts.page.json_block import Block, read_block
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.passage import Passage
from scripts.values import Json, same

KEY_HEADER: Final = "authorization"
MOST_EXAMPLES: Final = 200
"""How many examples of one body are kept; no page has a tenth of it."""


def security(parameters: Iterable[Parameter], *, named: bool) -> Security:
    """Tell whether a request needs the key: by the header that is listed, else by the part that is `named` for it.

    A header without a mark tells nothing, and neither does a curl command that sends one.
    """
    marks = [one.required for one in parameters if one.place == "header" and one.name.lower() == KEY_HEADER]
    if any(mark is not None for mark in marks):
        return "required" if any(marks) else "optional"
    return "required" if named else "unknown"


def with_curls(parameters: list[Parameter], curls: Iterable[Curl], passage: Passage) -> list[Parameter]:
    """Add the headers and the query that only curl commands show: their names are certain, a header is a string."""
    known = {_identity(one) for one in parameters}
    added: dict[tuple[str, str], Parameter] = {}
    for one in _sent(curls, passage):
        if _identity(one) not in known:
            added.setdefault(_identity(one), one)
    return [*parameters, *added.values()]


def _sent(curls: Iterable[Curl], passage: Passage) -> Iterator[Parameter]:
    for curl in curls:
        for name, at in curl.headers:
            if name.lower() not in COMMON_HEADERS:
                yield Parameter(name, "header", "string", line=passage.number(at), stated=False)
        for name, _ in curl.query:
            yield Parameter(name, "query", line=passage.number(curl.url_at), stated=False)


def _identity(one: Parameter) -> tuple[str, str]:
    return one.place, one.name.lower() if one.place == "header" else one.name


def body_of(curl: Curl, passage: Passage, notes: Notes) -> Block | None:
    """Read the JSON body of a curl command; None without one, with a warning if the body is not JSON."""
    if not curl.complete:
        notes.lose(passage.number(curl.start), "the curl command is cut: a quote in it is never closed")
    if curl.data is None or not curl.data.strip():
        return None
    at = curl.data_at
    block = read_block(curl.data, 0, lambda offset: passage.number(at + offset))
    if block.fault is not None and curl.complete:
        notes.lose(
            passage.number(at + block.fault.offset), f"the body of the curl command is not JSON: {block.fault.cause}"
        )
    return block


def form_rows(curls: Iterable[Curl], passage: Passage) -> list[Listed]:
    """The fields of the forms that curl commands send; one that begins with `@` is a file."""
    return [
        Listed(name, passage.number(at), "example", type="file" if value.startswith("@") else None)
        for curl in curls
        for name, value, at in curl.forms
    ]


def add_example(examples: list[Example], body: Json, line: int) -> None:
    """Keep an example unless the page shows the same one already: in a list of its own and in the curl command."""
    if len(examples) < MOST_EXAMPLES and not any(same(body, other.body) for other in examples):
        examples.append(Example(body, line=line))


def check_path(path: str, curl: Curl, passage: Passage, notes: Notes) -> None:
    """Compare the address of the page with the one that its curl command calls, and warn where they differ."""
    called = curl.path
    if called is None or called == path:
        return
    line = passage.number(curl.url_at)
    wanted, given = path.strip("/").split("/"), called.strip("/").split("/")
    variables = [part for part in wanted if part.startswith("{")]
    fits = len(wanted) == len(given) and all(
        one == other or one.startswith("{") or other.startswith((":", "{"))
        for one, other in zip(wanted, given, strict=True)
    )
    if fits:
        return
    if [part for part in wanted if part not in variables] == [part for part in given if part]:
        lost = ", ".join(variables)
        notes.warn(line, f"the curl command lost the path parameter {lost}: it calls {called}")
    else:
        told = f"the curl command calls {called}, and the page's address is {path}"
        notes.warn(line, told)


def called_path(curl: Curl, passage: Passage, notes: Notes) -> str | None:
    """The address that a curl command calls; one that ends in a slash has lost a path parameter, and is not known."""
    if curl.path and curl.path.endswith("/") and len(curl.path) > 1:
        told = f"the curl command calls {curl.path}, and has lost what follows, such as a path parameter"
        notes.warn(passage.number(curl.url_at), told)
        return None
    return curl.path


def with_path_parameters(parameters: list[Parameter], path: str | None, line: int) -> list[Parameter]:
    """Add the path parameters that only the address shows: their names are certain, and that they are required."""
    known = {one.name for one in parameters if one.place == "path"}
    names = [part[1:-1] for part in (path or "").split("/") if part.startswith("{") and part.endswith("}")]
    added = [Parameter(name, "path", required=True, line=line, stated=False) for name in names if name not in known]
    return [*parameters, *added]


def once(parameters: list[Parameter], notes: Notes) -> tuple[Parameter, ...]:
    """Keep one parameter of each name and place, and warn of a second one."""
    kept: dict[tuple[str, str], Parameter] = {}
    for one in parameters:
        name = _identity(one)
        if name in kept and evolve(kept[name], line=0) != evolve(one, line=0):
            told = f"the {one.place} parameter `{one.name}` is listed twice; the first one counts"
            notes.warn(one.line, told)
        kept.setdefault(name, one)
    return tuple(kept.values())
