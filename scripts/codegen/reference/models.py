"""The models of a family in the reference: fields and their sources, named values, and where each is met."""

import ast
import re

import attrs

from scripts.codegen.reference.docstring import read_docstring
from scripts.codegen.reference.families import FamilyPage
from scripts.codegen.reference.markdown import Names, table
from scripts.codegen.reference.python_code import ClassCode, FieldCode


@attrs.frozen
class Entry:
    """A model, or a set of named values, as Markdown."""

    name: str
    blocks: list[str]
    met: str
    """Where a user meets it."""
    table: str


def models(page: FamilyPage, names: Names) -> list[Entry]:
    """What is told of each model of a family."""
    given = _given(page)
    return [
        Entry(
            name=model.name,
            blocks=_blocks(model, page, names),
            met="; ".join(_met(model, page, names)),
            table=table(
                ["Field", "Type", "What it is", "Source"],
                [_field(field, page, names, given=model.name in given) for field in model.fields],
            ),
        )
        for model in page.models
    ]


def enums(page: FamilyPage, names: Names) -> list[Entry]:
    """What is told of each set of named values of a family."""
    return [
        Entry(
            name=enum.name,
            blocks=_blocks(enum, page, names),
            met="; ".join(_met(enum, page, names)),
            table=table(
                ["Value", "Name", "What it means", "Source"], [_value(field, page, names) for field in enum.fields]
            ),
        )
        for enum in page.enums
    ]


def _blocks(model: ClassCode, page: FamilyPage, names: Names) -> list[str]:
    return [names.prose(block, page.file) for block in read_docstring(model.doc).blocks]


def _field(field: FieldCode, page: FamilyPage, names: Names, *, given: bool) -> list[str]:
    doc = read_docstring(field.doc)
    about = [doc.line]
    if (wire := _wire(field)) and wire != field.name:
        about.append(f"In JSON it is `{wire}`.")
    if given and _required(field):
        about.append("Must be given.")
    typed = names.type(field.annotation, page.file, none=False)
    return [f"`{field.name}`", typed, names.prose(" ".join(about), page.file), names.prose(doc.source, page.file)]


def _value(field: FieldCode, page: FamilyPage, names: Names) -> list[str]:
    doc = read_docstring(field.doc)
    value = repr(ast.literal_eval(field.value or "None"))
    return [f"`{value}`", f"`{field.name}`", names.prose(doc.line, page.file), names.prose(doc.source, page.file)]


def _wire(field: FieldCode) -> str | None:
    call = ast.parse(field.value or "None", mode="eval").body
    first = call.args[0] if isinstance(call, ast.Call) and call.args else None
    return str(first.value) if isinstance(first, ast.Constant) else None


def _required(field: FieldCode) -> bool:
    return "required=True" in (field.value or "")


def _met(model: ClassCode, page: FamilyPage, names: Names) -> list[str]:
    """Where a model is met, as parts of a sentence."""
    met = []
    creating = [view.method for view in page.family.operations if view.creates and view.answer == model.name]
    returning = [code.name for code in page.code if _names(model, code.returns)]
    taking = [code.name for code in page.code if any(_names(model, given.annotation) for given in code.parameters)]
    if creating:
        met.append(f"the `answer` of the handle that {_listed(creating, page, names)} returns")
    if returning:
        met.append(f"returned by {_listed(returning, page, names)}")
    if taking:
        met.append(f"an argument of {_listed(taking, page, names)}")
    holders = ((holder, [field.name for field in holder.fields if _holds(field, model)]) for holder in page.models)
    held = ((names.link(holder.name, page.file), ", ".join(f"`{name}`" for name in found)) for holder, found in holders)
    return [*met, *(f"{fields} of {holder}" for holder, fields in held if fields)]


def _listed(methods: list[str], page: FamilyPage, names: Names) -> str:
    return ", ".join(names.link(method, page.file) for method in methods)


def _holds(field: FieldCode, model: ClassCode) -> bool:
    return _names(model, field.annotation) or f"known={model.name}" in (field.value or "").replace(" ", "")


def _names(model: ClassCode, annotation: str) -> bool:
    return re.search(rf"\b{model.name}\b", annotation) is not None


def _given(page: FamilyPage) -> set[str]:
    """The models that users make themselves: those of the arguments, and what these hold, but no answers."""
    sent = [argument.annotation for view in page.family.operations for argument in view.arguments]
    found: set[str] = set()
    while new := [
        model
        for model in page.models
        if model.name not in found and any(_names(model, annotation) for annotation in sent)
    ]:
        found |= {model.name for model in new}
        sent = [field.annotation for model in new for field in model.fields]
    return found
