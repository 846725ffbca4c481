"""Claims about what the client says of itself: every class, field and method, with its price and its source."""

from __future__ import annotations

import ast
import inspect
import pydoc
from typing import Any

import pytest

from speech302.resources.voice_clones import VoiceClones
from tests.client.support import FREE, ROOT, Operation, every_operation, every_paid_operation

PACKAGE = ROOT / "generated/speech302"


def classes(folder: str) -> list[ast.ClassDef]:
    paths = sorted((PACKAGE / folder).glob("[!_]*.py"))
    bodies = [ast.parse(path.read_text(encoding="utf-8")).body for path in paths]
    return [node for body in bodies for node in body if isinstance(node, ast.ClassDef)]


def shown(node: Any) -> str:
    return node.name if isinstance(node, ast.ClassDef) else str(node)


def described(node: ast.ClassDef) -> dict[str, str]:
    """The docstrings that stand below the attributes of a class."""
    pairs = list(zip(node.body, [*node.body[1:], None], strict=True))
    return {
        ast.unparse(one.target if isinstance(one, ast.AnnAssign) else one.targets[0]): _text(following)
        for one, following in pairs
        if isinstance(one, ast.AnnAssign | ast.Assign)
    }


def _text(node: ast.stmt | None) -> str:
    value = node.value if isinstance(node, ast.Expr) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def method(operation: Operation, *, asynchronous: bool = False) -> Any:
    family = "".join(part.title() for part in operation.family.split("_"))
    module = __import__(f"speech302.resources.{operation.family}", fromlist=["_"])
    return getattr(getattr(module, f"Async{family}" if asynchronous else family), operation.name)


@pytest.mark.parametrize("node", classes("models"), ids=shown)
def test_every_model_and_every_field_says_what_it_is_and_where_that_is_known_from(
    node: ast.ClassDef,
) -> None:
    assert ast.get_docstring(node)
    for name, text in described(node).items():
        assert text.strip(), f"{node.name}.{name} has no docstring"
        # What the client adds itself has no source.
        assert "\n    Source: " in text or name == "audio", f"{node.name}.{name} has no source"
        assert not text.strip()[0].islower()
        assert "  " not in text.replace("\n    ", " ")


@pytest.mark.parametrize("node", classes("resources"), ids=shown)
def test_every_method_has_a_docstring_that_names_all_its_arguments(node: ast.ClassDef) -> None:
    assert ast.get_docstring(node)
    for function in [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]:
        text = ast.get_docstring(function) or ""
        if function.name.endswith("_and_wait"):
            # It says the same as the two methods that it calls, whose names say where to look.
            assert f"`{function.name.removesuffix('_and_wait')}` and then `wait`" in " ".join(text.split())
            continue
        for section in ("Args:", "Returns:", "Raises:"):
            assert section in text, f"{function.name} has no {section}"
        for argument in [*function.args.args[1:], *function.args.kwonlyargs]:
            assert f"\n    {argument.arg}: " in text, f"{function.name}({argument.arg})"


@every_operation
def test_both_colours_of_an_operation_say_the_same_and_take_the_same(operation: Operation) -> None:
    sync, other = method(operation), method(operation, asynchronous=True)
    assert sync.__doc__ == other.__doc__
    assert inspect.signature(sync) == inspect.signature(other)
    assert inspect.iscoroutinefunction(other)
    assert f"Source: {operation.method} {operation.path}," in sync.__doc__
    assert "ArgumentError: " in sync.__doc__, "every operation checks what it is given"


@every_paid_operation
def test_a_paid_operation_says_that_it_costs_money_and_how_much(operation: Operation) -> None:
    price = operation.node["x-cost"]
    text = " ".join(method(operation).__doc__.split())
    assert "**Costs money**" in text
    assert f"{price['amount']} PTC per {price['unit']}" in text or (price["amount"] is None and price["unit"] in text)
    assert "It is sent at most once." in text


def test_a_free_operation_says_so() -> None:
    assert all("Free of charge." in method(operation).__doc__ for operation in FREE.values())


@every_operation
def test_the_help_of_a_method_fits_a_screen_and_says_what_to_give(operation: Operation) -> None:
    text = pydoc.plain(pydoc.render_doc(method(operation)))
    lines = text.splitlines()
    assert len(lines) < 60
    assert max(map(len, lines[3:])) <= 120
    assert all(f"{name}: " in text for name in inspect.signature(method(operation)).parameters if name != "self")
    assert "x-task" not in text
    assert " at 0x" not in text


def test_the_help_of_a_wait_says_how_long_it_waits_without_the_words_of_the_toolchain() -> None:
    text = pydoc.plain(pydoc.render_doc(VoiceClones.wait))
    assert "x-task" not in text
    assert "600" in text
