"""The errors in the reference: the tree, and what is told of each class, from the runtime's own source."""

from pathlib import Path
from typing import Any

import attrs

from scripts.codegen.reference.docstring import read_docstring
from scripts.codegen.reference.markdown import Names
from scripts.codegen.reference.package import Package
from scripts.codegen.reference.python_code import ClassCode
from scripts.documents import load

FILE = "errors.md"
SAID = Path(__file__).with_name("errors.yaml")
"""What is said of errors that no source of the runtime says."""


@attrs.frozen
class ErrorEntry:
    """An error, or a warning: every part is Markdown, and empty where there is nothing to say."""

    name: str
    depth: int
    """How far it stands below the root of the tree."""
    when: str
    """What it is raised for, in few words."""
    drawn: bool
    """Whether the tree says that, and not only its own first sentence."""
    blocks: list[str]
    stub: str
    """Its bases and its own facts with their types, as code."""
    cause: str
    reads: str
    do: str
    charged: str


def errors(package: Package, names: Names) -> list[ErrorEntry]:
    """Every public error, in the order of the tree."""
    said: Any = load(SAID).data
    return [_entry(error, package, names, said) for error in package.errors]


def warnings(package: Package, names: Names) -> list[ErrorEntry]:
    """Every public warning; none of them has facts."""
    return [_entry(warning, package, names, {}) for warning in package.warnings]


def _entry(error: ClassCode, package: Package, names: Names, said: dict[str, dict[str, Any]]) -> ErrorEntry:
    above = package.lineage(error.name)
    doc = read_docstring(error.doc)
    own = said.get(error.name, {})
    cause, cure = (next(filter(None, (found.constant(name) for found in above)), None) for name in ("cause", "cure"))
    do = next((said[found.name]["do"] for found in above if "do" in said.get(found.name, {})), None)
    charged = next((said[found.name]["charged"] for found in above if "charged" in said.get(found.name, {})), "")
    return ErrorEntry(
        name=error.name,
        depth=_depth(error, package),
        when=names.prose(_sentence(package.tree.get(error.name, doc.summary)), FILE),
        drawn=error.name in package.tree,
        blocks=[names.prose(block, FILE) for block in doc.blocks],
        stub=_stub(error),
        cause=names.prose(_sentence(cause), FILE) if cause else "",
        reads=_literal(own.get("reads", "")),
        do=names.prose(do or (_sentence(cure) if cure else ""), FILE),
        charged=names.prose(charged, FILE),
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].removesuffix('.')}."


def _depth(error: ClassCode, package: Package) -> int:
    above = package.above(error)
    return 0 if above is None else 1 + _depth(package.classes[above], package)


def _stub(error: ClassCode) -> str:
    """The class as a sketch: bases, facts, properties."""
    facts = {fact.name: fact.annotation for fact in error.facts}
    facts |= {field.name: field.annotation for field in error.fields if field.doc and field.annotation}
    facts |= {method.name: method.returns for method in error.methods if method.is_property and method.doc}
    lines = [f"    {name}: {kind}" for name, kind in facts.items()]
    head = f"class {error.name}({', '.join(error.bases)}):"
    return "\n".join([head, *lines]) if lines else f"{head} ..."


def _literal(text: str) -> str:
    """A text that stands in Markdown as it is."""
    for mark in "\\`*_<[#|":
        text = text.replace(mark, f"\\{mark}")
    return text
