"""A family in the reference: its methods, each as the texts that stand under its heading."""

from typing import Any

import attrs

from scripts.codegen.names import attribute
from scripts.codegen.operations import Family, OperationView
from scripts.codegen.raw import Node, Raw
from scripts.codegen.reference.docstring import Docstring, read_docstring
from scripts.codegen.reference.example import Examples
from scripts.codegen.reference.markdown import Names, table
from scripts.codegen.reference.package import Package
from scripts.codegen.reference.python_code import ClassCode, FunctionCode
from scripts.codegen.reference.rules import rules
from scripts.codegen.sources import source_text


@attrs.frozen
class Method:
    """A method: every part is Markdown, and empty where there is nothing to say."""

    name: str
    summary: str
    signature: str
    blocks: list[str]
    arguments: str
    returns: str
    raises: list[str]
    request: str
    source: str
    pages: list[tuple[str, str]]
    """The title and the address of each documentation page of the vendor."""
    price: str
    """In few words, for the table of all operations; empty for what is no operation."""
    example: str


class FamilyPage:
    """The page of one family."""

    def __init__(self, family: Family, raw: Raw, package: Package) -> None:
        self.family = family
        self.file = f"{family.tag}.md"
        self.raw = raw
        self._checks = package.runtime["checks"].functions
        self._code = package.module(f"resources.{family.tag}").classes[family.class_name]
        self._views = {view.method: view for view in family.operations}
        found = package.module(f"models.{family.tag}").classes.values()
        self.models: list[ClassCode] = [model for model in found if "Model" in model.bases]
        self.enums: list[ClassCode] = [model for model in found if "Model" not in model.bases]
        self._examples = Examples(family, {model.name: model for model in self.models})

    @property
    def code(self) -> list[FunctionCode]:
        """The methods in the order of the code: those that create, those that read, what the client adds."""
        return self._code.public_methods

    @property
    def headings(self) -> list[str]:
        """The names that have headings, in their order on the page."""
        return [*(method.name for method in self.code), *(found.name for found in (*self.models, *self.enums))]

    @property
    def operation(self) -> Node:
        """The operation that reads the family's tasks; empty if there is none."""
        return self.raw.operations[self.family.reader.id] if self.family.reader else {}

    def methods(self, names: Names) -> list[Method]:
        """What is told of each method."""
        return [self._method(code, names) for code in self.code]

    def view(self, method: str) -> OperationView | None:
        """The operation that a method is; None for what the client adds."""
        return self._views.get(method)

    def _method(self, code: FunctionCode, names: Names) -> Method:
        view = self.view(code.name)
        operation = self.raw.operations[view.id] if view else {}
        doc = read_docstring(code.doc)
        raised = doc.sections.get("Raises", ())
        return Method(
            name=code.name,
            summary=names.prose(doc.summary, self.file),
            signature=code.signature(f"client.{self.family.tag}."),
            blocks=[names.prose(block, self.file) for block in doc.blocks],
            arguments=self._arguments(code, doc, view, names),
            returns=" ".join(self._returned(kind, said, names) for kind, said in doc.sections.get("Returns", ())),
            raises=[f"{names.link(name, self.file)}: {names.prose(said, self.file)}" for name, said in raised],
            request=f"{view.http_method} {view.path}" if view else "",
            source=names.prose(source_text(operation["x-source"]), self.file) if "x-source" in operation else "",
            pages=[(page.get("title", page["page"]), page["url"]) for page in _pages(operation)],
            price=price(operation) if view else "",
            example=self._examples.of(code),
        )

    def _returned(self, kind: str, said: str, names: Names) -> str:
        return (
            f"{names.type(kind, self.file)}. {names.prose(said, self.file)}" if said else names.prose(kind, self.file)
        )

    def _arguments(self, code: FunctionCode, doc: Docstring, view: OperationView | None, names: Names) -> str:
        said = dict(doc.sections.get("Args", ()))
        described = _described(self.raw.operations[view.id], self.raw) if view else {}
        ruled = rules(view.checks, self._checks) if view else {}
        rows = []
        for parameter in code.parameters if said else ():
            node = described.get(parameter.name, {})
            cells = [
                ruled.get(parameter.name, ""),
                node.get("description") or said.get(parameter.name, ""),
                source_text(node["x-source"]) if "x-source" in node else "",
            ]
            typed = names.type(parameter.annotation, self.file, none=parameter.default is None)
            left_out = _left_out(parameter.default, node)
            rows.append([f"`{parameter.name}`", typed, left_out, *(names.prose(cell, self.file) for cell in cells)])
        return table(["Argument", "Type", "Default", "Rule", "What it is", "Source"], rows)


def price(operation: Node) -> str:
    """What an operation costs, in few words."""
    cost = operation.get("x-cost")
    if cost is None:
        return "free"
    return f"{cost['unit']} price" if cost["amount"] is None else f"{cost['amount']} PTC per {cost['unit']}"


def _left_out(default: str | None, node: Node) -> str:
    if default is None:
        return "**required**"
    if "default" in node:
        return f"`{node['default']}`, the service's"
    return ("not sent" if node else "") if default == "None" else f"`{default}`"


def _pages(operation: Node) -> list[Any]:
    # One page is stored in several forms, such as its text and its table; they have one address.
    pages = [page for page in operation.get("x-pages", []) if "url" in page]
    return list({page["url"]: page for page in reversed(pages)}.values())[::-1]


def _described(operation: Node, raw: Raw) -> dict[str, Node]:
    """What the description says of each argument of an operation, by the argument's name."""
    entries = {entry["name"]: {**entry["schema"], **entry} for entry in operation.get("parameters", [])}
    content = operation.get("requestBody", {}).get("content", {})
    body = raw.followed(content["application/json"]["schema"]) if "application/json" in content else {}
    return {attribute(name): raw.followed(node) for name, node in {**entries, **body.get("properties", {})}.items()}
