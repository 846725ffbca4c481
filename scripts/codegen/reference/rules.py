"""Rules: what the client demands of an argument before anything is sent, in words, read from the checks themselves."""

import ast
from collections.abc import Iterable, Mapping

from scripts.codegen.reference.docstring import read_docstring
from scripts.codegen.reference.python_code import FunctionCode

_WORDS = {
    "not_blank": "not blank",
    "items": "at least one, none blank",
    "instances": "at least one",
    # What these demand is what the type says.
    "text": "",
    "boolean": "",
    "instance": "",
}


def rules(checks: Iterable[str], known: Mapping[str, FunctionCode]) -> dict[str, str]:
    """The rules of an operation's arguments by their names; `checks` is code that calls the functions `known`."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(ast.parse("\n".join(checks))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = [ast.literal_eval(part) for part in node.args if isinstance(part, ast.Constant)]
            name, _, inner = str(given[0]).partition(".")
            if said := _said(node, given[1:], known):
                found.setdefault(name, []).append(f"`{inner}` {said}" if inner else said)
    return {name: "; ".join(said) for name, said in found.items()}


def _said(node: ast.Call, given: list[object], known: Mapping[str, FunctionCode]) -> str:
    assert isinstance(node.func, ast.Attribute)
    call = node.func.attr
    limits = {word.arg: ast.unparse(word.value) for word in node.keywords}
    if call in ("integer", "bounds"):
        least, most = limits.get("minimum"), limits.get("maximum")
        if least and most:
            return f"from {least} to {most}"
        return f"at least {least}" if least else f"at most {most}" if most else ""
    if call == "shorter_than":
        return f"fewer than {given[0]:,} characters"
    if call == "same_length":
        return f"as many as `{given[0]}`"
    return _WORDS[call] if call in _WORDS else read_docstring(known[call].doc).summary
