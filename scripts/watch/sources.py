"""What is watched: each address of a documentation page, twice, and the vendor's catalogue."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import SplitResult, urlsplit, urlunsplit

from attrs import evolve, frozen

from scripts.failures import UNUSABLE, Failure

Kind: TypeAlias = Literal["html", "markdown", "catalogue"]

CATALOGUE_URL: Final = "https://302.ai/api/cache/product-list"
CATALOGUE: Final = PurePosixPath("shared/catalogue.json")
PAGE_LIMIT: Final = 5_000_000
CATALOGUE_LIMIT: Final = 50_000_000

_ACCEPT: Final[dict[Kind, str]] = {
    "html": "text/html",
    "markdown": "text/markdown, text/plain;q=0.9, */*;q=0.1",
    "catalogue": "application/json",
}


@frozen
class Source:
    """One thing to fetch.

    `files`: where it may be stored, relative to the description's folder; several where one address has several
    stored renderings.
    """

    kind: Kind
    url: str
    files: tuple[PurePosixPath, ...]

    @property
    def name(self) -> str:
        """Its name in a flat folder."""
        return self.files[0].name

    @property
    def accept(self) -> str:
        """The header that asks for it."""
        return _ACCEPT[self.kind]

    @property
    def limit(self) -> int:
        """The most bytes that it may have."""
        return CATALOGUE_LIMIT if self.kind == "catalogue" else PAGE_LIMIT


@frozen
class Known:
    """What the description knows of the vendor's operations: the addresses of their pages, and methods with paths."""

    links: frozenset[str]
    addresses: frozenset[tuple[str, str]]


@frozen
class _Listed:
    page: str
    file: PurePosixPath
    operation: str


@frozen
class Address:
    """Where to fetch: `site` replaces scheme and host of each page's address, `catalogue` is the catalogue's own."""

    site: str | None = None
    catalogue: str | None = None

    def __attrs_post_init__(self) -> None:
        """Raise `Failure`, exit code 2, for an address that is none."""
        for option, url in (("--site", self.site), ("--catalogue-url", self.catalogue)):
            if url is not None:
                _check(option, url)

    def of(self, url: str) -> str:
        """Return the address to fetch instead of `url`."""
        parts = urlsplit(url)._replace(fragment="")
        if self.site is None:
            return urlunsplit(parts)
        site = urlsplit(self.site)
        path = site.path.rstrip("/") + parts.path
        return urlunsplit(parts._replace(scheme=site.scheme, netloc=site.netloc, path=path))

    def of_catalogue(self) -> str:
        """Return the address of the catalogue: the one given, or the vendor's, on the same stand-in as the pages."""
        return self.of(CATALOGUE_URL) if self.catalogue is None else self.catalogue


def sources(description: dict[str, Any], address: Address) -> list[Source]:
    """List everything to fetch, pages in the order of the description and the catalogue at the end.

    Raises `Failure`, exit code 2, for an address that is none.
    """
    listed = _by_url(description)
    for url, pages in listed.items():
        _check(f"the address of the page `{pages[0].page}`", url)
    found: list[Source] = []
    for url, pages in listed.items():
        shared = any(other != url and pages[0].file in _files(others) for other, others in listed.items())
        found.append(Source("html", address.of(url), _stored(pages, shared, ".txt")))
        parts = urlsplit(address.of(url))
        exported = urlunsplit(parts._replace(path=parts.path + ".md"))
        found.append(Source("markdown", exported, _stored(pages, shared, ".md")[:1]))
    return [*found, Source("catalogue", address.of_catalogue(), (CATALOGUE,))]


def known(description: dict[str, Any]) -> Known:
    """Gather what tells a row of the catalogue to be about an operation of the description."""
    links = frozenset(page["url"] for _, _, node in _operations(description) for page in node.get("x-pages", []))
    return Known(links, frozenset((method.upper(), path) for method, path, _ in _operations(description)))


def flat(source: Source) -> Source:
    """Return the same source, stored under its name alone."""
    return evolve(source, files=(PurePosixPath(source.name),))


def _stored(pages: list[_Listed], shared: bool, suffix: str) -> tuple[PurePosixPath, ...]:
    # A page that several addresses share holds several operations; each address tells of one.
    marked = [f"{one.page}.{one.operation}" if shared else one.page for one in pages]
    names = [one.file.with_name(name + suffix) for one, name in zip(pages, marked, strict=True)]
    return tuple(dict.fromkeys(names))


def _by_url(description: dict[str, Any]) -> dict[str, list[_Listed]]:
    found: dict[str, list[_Listed]] = {}
    for _, _, node in _operations(description):
        for page in node.get("x-pages", []):
            one = _Listed(page["page"], PurePosixPath(page["file"]), node["operationId"])
            found.setdefault(page["url"], []).append(one)
    return found


def _files(pages: list[_Listed]) -> set[PurePosixPath]:
    return {page.file for page in pages}


def _operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in description["paths"].items():
        for method, node in item.items():
            if isinstance(node, dict) and "operationId" in node:
                yield method, path, node


def _check(what: str, url: str) -> None:
    if not _is_web(url):
        cure = f"give an address such as {CATALOGUE_URL.rpartition('/api')[0]}"
        raise Failure(f"{what} is no web address", cause=f"it is {url!r}", cure=cure, exit_code=UNUSABLE)


def _is_web(url: str) -> bool:
    try:
        parts: SplitResult = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
