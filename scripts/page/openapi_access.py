"""Who may call an operation, and where: the security and the servers that an OpenAPI document declares."""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from scripts.documents import Document
from scripts.page.facts import Parameter, Security
from scripts.page.notes import Notes
from scripts.page.requests import security
from scripts.pointers import escape

SCHEMES: Final = ("apiKey", "http", "oauth2", "openIdConnect", "mutualTLS")


def members(value: object) -> Iterator[tuple[str, Any]]:
    """The members of an object, none of anything else."""
    return iter(value.items()) if isinstance(value, dict) else iter(())


def entries(value: object) -> list[Any]:
    """The entries of an array, none of anything else."""
    return value if isinstance(value, list) else []


def warn_of_schemes(document: Document, notes: Notes) -> None:
    """Warn of every security scheme of a type that OpenAPI does not know."""
    data: Any = document.data
    components = data.get("components") if isinstance(data, dict) else None
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    for name, scheme in members(schemes):
        kind = scheme.get("type") if isinstance(scheme, dict) else None
        if kind not in SCHEMES:
            line = document.line(f"/components/securitySchemes/{escape(name)}")
            told = f"the security scheme `{name}` has the type {kind!r}, which OpenAPI does not know"
            notes.warn(line, told, damage=True)


def declared_security(document: Document, operation: dict[str, Any], parameters: list[Parameter]) -> Security:
    """Tell whether the key is needed: by the header that is listed, else by the security that is declared."""
    data: Any = document.data
    declared = operation.get("security", data.get("security") if isinstance(data, dict) else None)
    choices = [choice for choice in entries(declared) if isinstance(choice, dict)]
    listed = security(parameters, named=False)
    if listed != "unknown" or not choices:
        return listed
    return "required" if all(choices) else "optional"


def declared_servers(document: Document, item: dict[str, Any], operation: dict[str, Any]) -> tuple[str, ...]:
    """The origins of the servers that are named."""
    data: Any = document.data
    named = operation.get("servers") or item.get("servers") or (data.get("servers") if isinstance(data, dict) else [])
    found = []
    for server in entries(named):
        url = server.get("url") if isinstance(server, dict) else None
        try:
            parts = urlsplit(url) if isinstance(url, str) else None
        except ValueError:
            parts = None
        if parts and parts.netloc:
            found.append(f"{parts.scheme}://{parts.netloc}")
    return tuple(dict.fromkeys(found))
