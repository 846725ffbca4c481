"""Operations of an OpenAPI document as an export holds it: read for what it says, valid or not."""

import re
from typing import Any, Final

from scripts.documents import Document
from scripts.page.anchors import METHODS
from scripts.page.bodies import Shown, body_fields
from scripts.page.facts import Case, Example, Operation, Parameter
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.openapi_access import declared_security, declared_servers, entries, members, warn_of_schemes
from scripts.page.openapi_examples import Given, given_examples
from scripts.page.openapi_schemas import Schemas
from scripts.page.requests import add_example, once, with_path_parameters
from scripts.pointers import escape

STATUS: Final = re.compile(r"(?:x-)?([1-5])([0-9]{2}|XX)(?::(.*))?", re.IGNORECASE)


def read_openapi(document: Document, title: str | None, notes: Notes) -> list[Operation]:
    """Read every operation. `title`: of the page, for an operation without a summary."""
    data = document.data if isinstance(document.data, dict) else {}
    schemas = Schemas(document, notes)
    warn_of_schemes(document, notes)
    found: list[Operation] = []
    for path, item in members(data.get("paths")):
        base = f"/paths/{escape(path)}"
        for method, operation in members(schemas.resolve(item, base)):
            if method.upper() in METHODS and isinstance(operation, dict):
                reading = _Reading(document, schemas, notes, f"{base}/{escape(method)}")
                found.append(reading.operation(path, method.upper(), dict(item), operation, title))
    return found


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
        given = [*entries(operation.get("parameters")), *entries(item.get("parameters"))]
        parameters = [one for index, each in enumerate(given) if (one := self.parameter(each, index))]
        line = self.document.line(self.at)
        parameters = with_path_parameters(parameters, path, line)
        damaged = set[str]()
        with self.notes.losses_of("request", damaged):
            requests, rows, shown = self.request(operation)
            request_fields = body_fields([rows], shown, self.notes)
        with self.notes.losses_of("response", damaged):
            cases, lists, answers, answered = self.responses(operation)
            response_fields = body_fields(lists, answered, self.notes)
        summary = operation.get("summary")
        return Operation(
            title=re.sub(r"\s+", " ", summary.strip()) if isinstance(summary, str) and summary.strip() else title,
            method=method,
            path=path.strip(),
            security=declared_security(self.document, operation, parameters),
            parameters=once(parameters, self.notes),
            request_fields=request_fields,
            response_fields=response_fields,
            request_examples=tuple(requests),
            response_examples=tuple(answers),
            line=line,
            servers=declared_servers(self.document, item, operation),
            cases=tuple(cases),
            request_damaged="request" in damaged,
            response_damaged="response" in damaged,
        )

    def parameter(self, value: Any, index: int) -> Parameter | None:
        """Read a parameter; None for what is none."""
        at = f"{self.at}/parameters/{index}"
        node = self.schemas.resolve(value, at)
        name, place = node.get("name"), node.get("in")
        if not isinstance(name, str) or place not in ("path", "query", "header", "cookie"):
            told = "a parameter has no name, or stands in no place that OpenAPI knows"
            self.notes.warn(self.document.line(at), told, damage=True)
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
        keys = [key for key, _ in members(operation.get("responses"))]
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
            if _succeeds(key, keys):
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


def _succeeds(key: str, keys: list[str]) -> bool:
    """Tell a case of success: by its status, or by none where no other case is one. `default` is all the others."""
    kinds = {each: match.group(1) for each in keys if (match := STATUS.fullmatch(each))}
    return kinds[key] == "2" if key in kinds else "2" not in kinds.values()


def _soften(lists: list[list[Listed]]) -> None:
    """Leave `required` to the fields that every case of success has and marks alike."""
    for rows in lists if len(lists) > 1 else []:
        for row in rows:
            marks = [{other.required for other in each if other.path == row.path} for each in lists]
            if any(mark != {row.required} for mark in marks):
                row.required = None
