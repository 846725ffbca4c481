"""Operations of an OpenAPI document as an export holds it: read for what it says, valid or not."""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from scripts.documents import Document
from scripts.page.anchors import METHODS
from scripts.page.bodies import Shown, body_fields
from scripts.page.facts import Case, Example, Operation, Parameter, Security
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.openapi_examples import Given, given_examples
from scripts.page.openapi_schemas import Schemas
from scripts.page.requests import add_example, once, security, with_path_parameters
from scripts.pointers import escape

STATUS: Final = re.compile(r"(?:x-)?([1-5])([0-9]{2}|XX)(?::(.*))?", re.IGNORECASE)
SCHEMES: Final = frozenset({"apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"})


def read_openapi(document: Document, title: str | None, notes: Notes) -> list[Operation]:
    """Read every operation. `title`: of the page, for an operation without a summary."""
    data = document.data if isinstance(document.data, dict) else {}
    schemas = Schemas(document, notes)
    _warn_of_schemes(document, notes)
    found: list[Operation] = []
    for path, item in members(data.get("paths")):
        base = f"/paths/{escape(path)}"
        for method, operation in members(schemas.resolve(item, base)):
            if method.upper() in METHODS and isinstance(operation, dict):
                reading = _Reading(document, schemas, notes, f"{base}/{escape(method)}")
                found.append(reading.operation(path, method.upper(), dict(item), operation, title))
    return found


def members(value: object) -> Iterator[tuple[str, Any]]:
    """The members of an object, none of anything else."""
    return iter(value.items()) if isinstance(value, dict) else iter(())


def _warn_of_schemes(document: Document, notes: Notes) -> None:
    data: Any = document.data
    components = data.get("components") if isinstance(data, dict) else None
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    for name, scheme in members(schemes):
        kind = scheme.get("type") if isinstance(scheme, dict) else None
        if kind not in SCHEMES:
            line = document.line(f"/components/securitySchemes/{escape(name)}")
            notes.warn(line, f"the security scheme `{name}` has the type {kind!r}, which OpenAPI does not know")


class _Reading:
    """The reading of one operation; `at` is its pointer."""

    def __init__(self, document: Document, schemas: Schemas, notes: Notes, at: str) -> None:
        self.document = document
        self.schemas = schemas
        self.notes = notes
        self.at = at

    def operation(
        self, path: str, method: str, item: dict[str, Any], operation: dict[str, Any], title: str | None
    ) -> Operation:
        """Read the operation."""
        given = [*_list(operation.get("parameters")), *_list(item.get("parameters"))]
        parameters = [one for index, each in enumerate(given) if (one := self.parameter(each, index))]
        line = self.document.line(self.at)
        parameters = with_path_parameters(parameters, path, line)
        requests, rows, shown = self.request(operation)
        cases, lists, answers, answered = self.responses(operation)
        summary = operation.get("summary")
        return Operation(
            title=re.sub(r"\s+", " ", summary.strip()) if isinstance(summary, str) and summary.strip() else title,
            method=method,
            path=path.strip(),
            security=self.security(operation, parameters),
            parameters=once(parameters, self.notes),
            request_fields=body_fields([rows], shown, self.notes),
            response_fields=body_fields(lists, answered, self.notes),
            request_examples=tuple(requests),
            response_examples=tuple(answers),
            line=line,
            servers=self.servers(item, operation),
            cases=tuple(cases),
        )

    def parameter(self, value: Any, index: int) -> Parameter | None:
        """Read a parameter; None for what is none."""
        at = f"{self.at}/parameters/{index}"
        node = self.schemas.resolve(value, at)
        name, place = node.get("name"), node.get("in")
        if not isinstance(name, str) or place not in ("path", "query", "header", "cookie"):
            self.notes.warn(self.document.line(at), "a parameter has no name, or stands in no place that OpenAPI knows")
            return None
        row = self.schemas.row(name, node.get("schema"), f"{at}/schema")
        required = node.get("required", place == "path")
        row.required = required if isinstance(required, bool) else None
        row.line = self.document.line(at)
        return row.parameter(str(place), self.notes)

    def request(self, operation: dict[str, Any]) -> tuple[list[Example], list[Listed], Shown]:
        """Read the request's body: its examples, its fields, and what the examples show."""
        at = f"{self.at}/requestBody"
        body = self.schemas.resolve(operation.get("requestBody", {}), at)
        rows, given = self.content(body, at)
        examples: list[Example] = []
        for one in given:
            if one.whole:
                add_example(examples, one.value, one.line)
        return examples, rows, [(one.value, one.mark) for one in given if one.whole]

    def content(self, body: dict[str, Any], at: str) -> tuple[list[Listed], list[Given]]:
        """Read the first content of a body that is described."""
        for media, content in members(body.get("content")):
            if isinstance(content, dict) and content:
                place = f"{at}/content/{escape(media)}"
                given = given_examples(content, place, media, self.document, self.notes)
                return self.schemas.rows(content.get("schema", {}), f"{place}/schema"), given
        return [], []

    def responses(self, operation: dict[str, Any]) -> tuple[list[Case], list[list[Listed]], list[Example], Shown]:
        """Read the cases of the response; fields are taken of those of success, examples of all."""
        cases: list[Case] = []
        lists: list[list[Listed]] = []
        examples: list[Example] = []
        shown: Shown = []
        for key, value in members(operation.get("responses")):
            at = f"{self.at}/responses/{escape(key)}"
            case = self.case(key, value, at)
            cases.append(case)
            rows, given = self.content(self.schemas.resolve(value, at), at)
            examples += [
                Example(one.value, one.name if len(given) > 1 and one.name else case.name, case.status, one.line)
                for one in given
                if one.whole
            ]
            if case.status is None or 200 <= case.status < 300:
                lists += [rows] if rows else []
                shown += [(one.value, one.mark) for one in given if one.whole]
            if not rows and not given:
                told = " ".join(str(part) for part in (case.name, f"({case.status})" if case.status else None) if part)
                self.notes.warn(case.line, f"the page names the response {told} and shows nothing of it")
        _soften(lists)
        return cases, lists, examples, shown

    def case(self, key: str, value: Any, at: str) -> Case:
        """Name a case: as Apifox does, else by its description."""
        match = STATUS.fullmatch(key)
        status = int(match.group(1) + match.group(2)) if match and match.group(2).isdecimal() else None
        node = value if isinstance(value, dict) else {}
        names = [node.get("x-apifox-name"), match.group(3) if match else None, node.get("description")]
        name = next((text.strip() for text in names if isinstance(text, str) and text.strip()), None)
        return Case(name, status, self.document.line(at))

    def security(self, operation: dict[str, Any], parameters: list[Parameter]) -> Security:
        """Tell whether the key is needed: by the header that is listed, else by the security that is declared."""
        data: Any = self.document.data
        declared = operation.get("security", data.get("security") if isinstance(data, dict) else None)
        choices = [choice for choice in _list(declared) if isinstance(choice, dict)]
        listed = security(parameters, named=False)
        if listed != "unknown" or not choices:
            return listed
        return "required" if all(choices) else "optional"

    def servers(self, item: dict[str, Any], operation: dict[str, Any]) -> tuple[str, ...]:
        """The origins of the servers that are named."""
        data: Any = self.document.data
        named = (
            operation.get("servers") or item.get("servers") or (data.get("servers") if isinstance(data, dict) else [])
        )
        found = []
        for server in _list(named):
            url = server.get("url") if isinstance(server, dict) else None
            try:
                parts = urlsplit(url) if isinstance(url, str) else None
            except ValueError:
                parts = None
            if parts and parts.netloc:
                found.append(f"{parts.scheme}://{parts.netloc}")
        return tuple(dict.fromkeys(found))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _soften(lists: list[list[Listed]]) -> None:
    """Leave `required` to the fields that every case of success has and marks alike."""
    for rows in lists if len(lists) > 1 else []:
        for row in rows:
            marks = [{other.required for other in each if other.path == row.path} for each in lists]
            if any(mark != {row.required} for mark in marks):
                row.required = None
