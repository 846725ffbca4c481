"""What must hold of an effective description before anything is made from it."""

from collections.abc import Iterator
from typing import Any

from jsonschema import ValidationError as SchemaError
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing.exceptions import Unresolvable

from scripts.codegen.sources import KINDS
from scripts.documents import shown
from scripts.failures import Failure, raise_all
from scripts.generate.effective import Effective
from scripts.generate.fit import misfits
from scripts.pointers import escape, pointer_of
from scripts.recordings import recordings


def verify(description: Effective) -> None:
    """Raise every failure of the description: in itself, and against its recordings."""
    invalid = list(_invalid(description))
    # What is not OpenAPI cannot be walked as OpenAPI.
    raise_all(invalid)
    failures = [*_pages(description), *_sources(description)]
    for recording in recordings(description.spec):
        failures += misfits(recording, description.data, description.bundle.data)
    raise_all(failures)


def faults(description: Effective) -> list[Failure]:
    """Every failure of the description in itself: as OpenAPI; else in its pages and in its sources."""
    return list(_invalid(description)) or [*_pages(description), *_sources(description)]


def _invalid(description: Effective) -> Iterator[Failure]:
    for error in _errors(description):
        if isinstance(error, Unresolvable):
            cure = "describe what it refers to, or correct it"
            yield Failure("a reference of the description leads nowhere", None, error.ref, cure)
            continue
        pointer = pointer_of(tuple(error.absolute_path)) if isinstance(error, SchemaError) else ""
        cause = f"at {pointer or 'the root'}: {getattr(error, 'message', error)}"
        yield Failure(
            "the description is not valid OpenAPI",
            description.place(pointer),
            cause,
            "see the OpenAPI 3.1 specification",
        )


def _errors(description: Effective) -> Iterator[Exception]:
    """What the validator finds; a reference that leads nowhere is found by stumbling over it."""
    try:
        yield from OpenAPIV31SpecValidator(description.data).iter_errors()
    except Unresolvable as error:
        yield error


def _pages(description: Effective) -> Iterator[Failure]:
    for pointer, operation in _operations(description.data):
        for index, page in enumerate(operation.get("x-pages", [])):
            path = description.spec / page["file"]
            if not path.is_file():
                place = description.place(f"{pointer}/x-pages/{index}/file")
                cure = "store the page there, secrets scrubbed, or correct the name"
                yield Failure(f"the page `{page['page']}` is missing", place, f"there is no {shown(path)}", cure)


def _sources(description: Effective) -> Iterator[Failure]:
    """Every property and every parameter says where it comes from, and every page that is named is known."""
    pages = {page["page"] for _, operation in _operations(description.data) for page in operation.get("x-pages", [])}
    for pointer, node in _described(description.data):
        source = node.get("x-source")
        if not isinstance(source, dict) or not any(kind in source for kind in KINDS):
            cure = f"give it an x-source with one of: {', '.join(KINDS)}"
            yield Failure("a field does not say where it comes from", description.place(pointer), f"at {pointer}", cure)
        elif "page" in source and source["page"] not in pages:
            cause = f"no operation lists a page of that name in x-pages; known: {', '.join(sorted(pages))}"
            yield Failure(f"the page `{source['page']}` is not known", description.place(f"{pointer}/x-source"), cause)


def _described(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in data["components"]["schemas"].items():
        for field, node in schema.get("properties", {}).items():
            yield f"/components/schemas/{escape(name)}/properties/{escape(field)}", node
    for pointer, operation in _operations(data):
        for index, parameter in enumerate(operation.get("parameters", [])):
            yield f"{pointer}/parameters/{index}", parameter


def _operations(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in data["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "responses" in operation:
                yield f"/paths/{escape(path)}/{method}", operation
