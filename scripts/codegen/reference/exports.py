"""What the package exports besides families, models and errors: classes and functions, from their own docstrings."""

from collections.abc import Mapping, Sequence

import attrs

from scripts.codegen.reference.docstring import read_docstring
from scripts.codegen.reference.markdown import Names, table
from scripts.codegen.reference.package import Package
from scripts.codegen.reference.python_code import ClassCode, FunctionCode

FILE = "package.md"


@attrs.frozen
class Member:
    """A function, or a method of a class."""

    signature: str
    blocks: list[str]


@attrs.frozen
class Export:
    """One name that the package exports; `module` is the one that it is imported from without the package."""

    name: str
    blocks: list[str]
    signature: str
    """How it is called; empty for a class that users are given and do not make."""
    fields: str
    members: list[Member]


def exported(public: Mapping[str, Sequence[str]], package: Package) -> list[str]:
    """The names to tell of, in their order: none of the client's, and no errors and warnings."""
    told = {found.name for found in (*package.errors, *package.warnings)}
    homes = {name: module for module, names in public.items() if module != "client" for name in names}
    known = (name for name, module in homes.items() if name not in told and package.home(name, module))
    return sorted(known, key=str.lower)


def exports(public: Mapping[str, Sequence[str]], package: Package, names: Names) -> list[Export]:
    """What is told of each."""
    homes = {name: module for module, found in public.items() for name in found}
    made = []
    for name in exported(public, package):
        module = package.home(name, homes[name])
        if module and name in module.classes:
            made.append(_class(module.classes[name], package, names))
        elif module:
            code = module.functions[name]
            made.append(Export(name, _blocks(code.doc, names), code.signature(), _arguments(code, names), []))
    return made


def member(code: FunctionCode, names: Names, page: str, before: str = "") -> Member:
    """A method: its signature behind `before`, and its prose."""
    text = f"{before}{code.name}: {code.returns}" if code.is_property else code.signature(before)
    return Member(text, [names.prose(block, page) for block in read_docstring(code.doc).blocks])


def _class(code: ClassCode, package: Package, names: Names) -> Export:
    init = next((method for method in code.methods if method.name == "__init__"), None)
    fields = [
        [f"`{field.name}`", names.type(field.annotation, FILE), names.prose(read_docstring(field.doc).line, FILE)]
        for field in code.fields
        if field.annotation and not field.name.startswith("_") and "ClassVar" not in field.annotation
    ]
    methods = [method for method in package.methods(code.name).values() if "setter" not in method.decorators]
    return Export(
        name=code.name,
        blocks=_blocks(code.doc, names),
        signature=attrs.evolve(init, name=code.name, returns=code.name).signature() if init else "",
        fields=table(["Attribute", "Type", "What it is"], fields),
        members=[member(method, names, FILE) for method in methods],
    )


def _blocks(doc: str, names: Names) -> list[str]:
    return [names.prose(block, FILE) for block in read_docstring(doc).blocks]


def _arguments(code: FunctionCode, names: Names) -> str:
    said = read_docstring(code.doc).sections
    rows = [[f"`{name}`", names.prose(text, FILE)] for name, text in said.get("Args", ())]
    return table(["Argument", "What it is"], rows)
