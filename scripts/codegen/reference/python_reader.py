"""Reading Python code: classes and functions from the source of a module, which is never imported."""

import ast
import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.codegen.reference.python_code import ClassCode, FieldCode, FunctionCode, ModuleCode, Parameter


def read_module(path: Path) -> ModuleCode:
    """The classes and functions of a module. A name for a type is replaced by what it stands for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree = _Named({**_imported(tree, path), **_aliases(tree)}).visit(tree)
    classes = [_class(node) for node in tree.body if isinstance(node, ast.ClassDef)]
    functions = [_function(node) for node in tree.body if isinstance(node, ast.FunctionDef)]
    return ModuleCode(
        ast.get_docstring(tree) or "",
        {found.name: found for found in classes},
        {found.name: found for found in functions},
    )


class _Named(ast.NodeTransformer):
    """Puts types in place of the names that a module gave them; a reader does not know those names."""

    def __init__(self, aliases: dict[str, ast.expr]) -> None:
        self._aliases = aliases

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The type that a name stands for, or the name."""
        return self._aliases.get(node.id, node) if isinstance(node.ctx, ast.Load) else node


def _aliases(tree: ast.Module) -> dict[str, ast.expr]:
    """The types and numbers that a module names, such as `OnUpdate = Callable[[Poll], object]`."""
    found = {}
    for node in tree.body:
        target, value = _target(node)
        number = isinstance(value, ast.Constant) and isinstance(value.value, int | float)
        if isinstance(target, ast.Name) and (number or isinstance(value, ast.Subscript | ast.BinOp | ast.Attribute)):
            found[target.id] = value
    return {name: value for name, value in found.items() if value is not None and name[0].isupper()}


def _target(node: ast.AST) -> tuple[ast.expr | None, ast.expr | None]:
    """What an assignment sets, and to what; twice None for anything else."""
    if isinstance(node, ast.Assign):
        return node.targets[0], node.value
    return (node.target, node.value) if isinstance(node, ast.AnnAssign) else (None, None)


def _imported(tree: ast.Module, path: Path) -> dict[str, ast.expr]:
    """The named types that a module takes from its neighbours."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level and node.module:
            source = path.parents[node.level - 1].joinpath(*node.module.split(".")).with_suffix(".py")
            names = {alias.name for alias in node.names if alias.name[0].isupper()}
            if names and source.is_file():
                known = _aliases(ast.parse(source.read_text(encoding="utf-8")))
                found.update({name: known[name] for name in names & known.keys()})
    return found


def _class(node: ast.ClassDef) -> ClassCode:
    methods = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
    init = next((method for method in methods if method.name == "__init__"), None)
    return ClassCode(
        name=node.name,
        bases=tuple(ast.unparse(base.value if isinstance(base, ast.Subscript) else base) for base in node.bases),
        doc=ast.get_docstring(node) or "",
        fields=tuple(_fields(node.body)),
        methods=tuple(map(_function, methods)),
        facts=tuple(_facts(init)) if init else (),
    )


def _fields(body: list[ast.stmt]) -> Iterator[FieldCode]:
    for node, after in zip(body, [*body[1:], None], strict=True):
        target, value = _target(node)
        if isinstance(target, ast.Name):
            yield FieldCode(target.id, _annotation(node), ast.unparse(value) if value else None, _text(after))


def _annotation(node: ast.AST) -> str:
    return ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""


def _text(node: ast.stmt | None) -> str:
    value = node.value if isinstance(node, ast.Expr) else None
    return inspect.cleandoc(value.value) if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> FunctionCode:
    return FunctionCode(
        name=node.name,
        parameters=tuple(_parameters(node.args)),
        returns=ast.unparse(node.returns) if node.returns else "None",
        doc=ast.get_docstring(node) or "",
        decorators=tuple(ast.unparse(decorator) for decorator in node.decorator_list),
    )


def _parameters(arguments: ast.arguments) -> Iterator[Parameter]:
    placed = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(placed) - len(arguments.defaults))
    entries: Iterable[tuple[ast.arg, ast.expr | None, bool]] = [
        *((entry, default, False) for entry, default in zip(placed, [*defaults, *arguments.defaults], strict=True)),
        *((entry, default, True) for entry, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)),
    ]
    for entry, default, keyword_only in entries:
        if entry.arg not in ("self", "cls"):
            typed = ast.unparse(entry.annotation) if entry.annotation else "Any"
            yield Parameter(entry.arg, typed, ast.unparse(default) if default else None, keyword_only)


def _facts(init: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[FieldCode]:
    """What a constructor sets on `self`, with the type of the parameter that it comes from."""
    given = {parameter.name: parameter.annotation for parameter in _parameters(init.args)}
    for node in ast.walk(init):
        target, value = _target(node)
        if isinstance(target, ast.Attribute) and not target.attr.startswith("_"):
            typed = _annotation(node) or _origin(value, given.get(target.attr, "object"))
            yield FieldCode(target.attr, typed, None, "")


def _origin(value: ast.expr | None, given: str) -> str:
    """The type of a fact made from a parameter of the type `given`: a text where it is made one."""
    if not isinstance(value, ast.Call):
        return given
    made = ast.unparse(value.func)
    return "str" if made in ("str", "shown") else given.removesuffix(" | None")
