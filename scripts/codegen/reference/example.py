"""Examples: a short program for each method, which gives what must be given and no more."""

import ast
from collections.abc import Mapping

import attrs

from scripts.codegen.operations import Family, OperationView
from scripts.codegen.reference.python_code import ClassCode, FunctionCode

_WIDTH = 88
_TEXTS = (
    ("url", "https://example.com/talk.mp4"),
    ("link", "https://example.com/voice.mp3"),
    ("tgt", "de"),
    ("lang", "en"),
    ("text", "Good morning."),
)
"""What stands for a text whose name has the word; the description gives no examples of its own."""

_PLAIN = {"bool": "False", "int": "1", "Any": "None"}

_NUMBERS = {"start": "0.0", "end": "1.5"}


@attrs.frozen
class Examples:
    """Makes the examples of a family; `models`: those that its arguments may be made of."""

    family: Family
    models: Mapping[str, ClassCode]

    def of(self, method: FunctionCode) -> str:
        """The program that shows a method; empty for one of which nothing is known."""
        views = {view.method: view for view in self.family.operations}
        simplest = min(reversed([view for view in views.values() if view.creates]), key=_given, default=None)
        if view := views.get(method.name):
            return self._reading(view, simplest) if view is self.family.reader else self._creating(view)
        if view := views.get(method.name.removesuffix("_and_wait")):
            return self._program(f"task = {self._call(view, method.name)}", "print(task)")
        if simplest is None:
            return ""
        task = "task" if method.name == "download" else "handle"
        made = f"{task} = {self._call(simplest, simplest.method + ('_and_wait' if task == 'task' else ''))}"
        after = {
            "wait": f"task = client.{self.family.tag}.wait(handle)",
            "download": f'path = client.{self.family.tag}.download(task, ".")',
        }
        return self._program(made, after[method.name]) if method.name in after else ""

    def _creating(self, view: OperationView) -> str:
        if not view.creates:
            return self._program(f"answer = {self._call(view, view.method)}", "print(answer)")
        return self._program(
            f"handle = {self._call(view, view.method)}",
            "print(handle)  # keep it: `client.resume` takes it, in another process too",
        )

    def _reading(self, view: OperationView, creator: OperationView | None) -> str:
        if creator is None or len(view.arguments) != 1:
            return self._creating(view)
        read = f"task = client.{self.family.tag}.{view.method}(handle.id)"
        return self._program(f"handle = {self._call(creator, creator.method)}", read, "print(task)")

    def _program(self, *statements: str) -> str:
        used = sorted(name for name in self.models if any(f"{name}(" in statement for statement in statements))
        body = [f"    {line}" for statement in statements for line in statement.splitlines()]
        named = [f"from speech302.models import {', '.join(used)}"] if used else []
        return "\n".join(["from speech302 import Speech302", *named, "", "with Speech302() as client:", *body])

    def _call(self, view: OperationView, method: str) -> str:
        given = [
            f"{entry.name}={self._value(entry.name, entry.annotation)}" for entry in view.arguments if entry.required
        ]
        call = f"client.{self.family.tag}.{method}"
        line = f"{call}({', '.join(given)})"
        if len(line) + 14 <= _WIDTH:
            return line
        return "\n".join([f"{call}(", *(f"    {argument}," for argument in given), ")"])

    def _value(self, name: str, annotation: str) -> str:
        node = ast.parse(annotation, mode="eval").body
        if isinstance(node, ast.BinOp):
            return self._value(name, ast.unparse(node.left))
        if isinstance(node, ast.Subscript):
            return f"[{self._value(name, ast.unparse(node.slice))}]"
        if annotation in self.models:
            return self._model(self.models[annotation])
        if annotation == "float":
            return _NUMBERS.get(name, "1.0")
        return _PLAIN.get(annotation) or _text(name)

    def _model(self, model: ClassCode) -> str:
        """A model with its required fields; without any, with its plain ones, or else with its first."""
        required = [field for field in model.fields if field.value and "required=True" in field.value]
        plain = [field for field in model.fields if set(_kinds(field.annotation)) <= {"str", "int", "float", "bool"}]
        chosen = required or plain or list(model.fields[:1])
        given = (f"{field.name}={self._value(field.name, ' | '.join(_kinds(field.annotation)))}" for field in chosen)
        return f"{model.name}({', '.join(given)})"


def _text(name: str) -> str:
    """A text for an argument of that name, as code."""
    return f'"{next((text for word, text in _TEXTS if word in name), "...")}"'


def _kinds(annotation: str) -> list[str]:
    return [kind for kind in annotation.split(" | ") if kind != "None"]


def _given(view: OperationView) -> int:
    return sum(argument.required for argument in view.arguments)
