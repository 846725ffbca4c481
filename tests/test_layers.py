"""The arrows of ARCHITECTURE.md: who may import whom. Imports are read from the source, lazy ones too."""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUNTIME = ROOT / "scripts/codegen/runtime"
CLIENT = ROOT / "generated/speech302"

MSGSPEC = {"fast.py", "fast_types.py", "json_text.py"}
PYSUBS2 = {"subtitle_text.py"}
HTTPCORE = {"transport_patient.py"}
AIOHTTP = {"transport_aiohttp.py"}
OPENTELEMETRY = {"observing.py"}
TYPER = {"app.py", "main.py", "signatures.py", "usage.py"}
RICH = {"progress.py"}

LEAVES = {"values", "pointers", "failures", "registry", "documents", "recordings", "keys"}
VERBS = {
    "bundle": LEAVES,
    "overlay": LEAVES,
    "codegen": LEAVES,
    "generate": LEAVES | {"bundle", "overlay", "codegen"},
    "mock": LEAVES,
    "demo": LEAVES | {"mock"},
    "bench": LEAVES | {"mock"},
    "page": LEAVES,
    "watch": LEAVES | {"page", "bundle", "overlay", "generate"},
    "drift": LEAVES | {"page", "bundle", "overlay", "generate", "watch"},
    "cli": LEAVES | {"bundle", "overlay", "generate", "mock", "demo", "bench", "page", "watch", "drift"},
    "__main__": {"cli"},
    "__init__": set[str](),
}
"""For each part of scripts/ that is no leaf the parts that it may import."""


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports; relative ones with their dots."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def foreign(path: Path) -> set[str]:
    """The top packages that a file imports and that are neither its own nor the standard library's."""
    tops = {name.partition(".")[0] for name in imports(path) if not name.startswith(".")}
    return tops - set(sys.stdlib_module_names)


def part(path: Path) -> str:
    return path.relative_to(ROOT / "scripts").parts[0].removesuffix(".py")


def scripts() -> list[Path]:
    return [path for path in sorted((ROOT / "scripts").rglob("*.py")) if RUNTIME not in path.parents]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sorted(RUNTIME.glob("*.py")), ids=shown)
def test_the_runtime_needs_attrs_alone_and_httpx_only_where_requests_are_sent(path: Path) -> None:
    allowed = {
        "attrs": True,
        "httpx": path.name.startswith("transport"),
        "httpcore": path.name in HTTPCORE,
        "msgspec": path.name in MSGSPEC,
        "pysubs2": path.name in PYSUBS2,
        "aiohttp": path.name in AIOHTTP,
        "yarl": path.name in AIOHTTP,
        "opentelemetry": path.name in OPENTELEMETRY,
    }
    assert [name for name in foreign(path) if not allowed.get(name)] == []


@pytest.mark.parametrize("path", sorted((RUNTIME / "cli").glob("*.py")), ids=shown)
def test_the_command_line_needs_typer_and_rich_in_the_modules_about_them(path: Path) -> None:
    allowed = {"attrs": True, "typer": path.name in TYPER, "rich": path.name in RICH}
    assert [name for name in foreign(path) if not allowed.get(name)] == []
    assert not [name for name in imports(path) if name.startswith("...")], "what is generated is handed over"


@pytest.mark.parametrize("path", sorted(RUNTIME.glob("*.py")), ids=shown)
def test_nothing_of_the_client_needs_the_command_line(path: Path) -> None:
    assert not [name for name in imports(path) if name == ".cli" or name.startswith(".cli.")]


@pytest.mark.parametrize("path", sorted(CLIENT.rglob("*.py")), ids=shown)
def test_the_client_never_imports_the_toolchain_or_the_tests(path: Path) -> None:
    assert not foreign(path) & {"scripts", "tests", "speech302"}


@pytest.mark.parametrize("path", scripts(), ids=shown)
def test_a_part_of_the_toolchain_imports_only_what_it_may(path: Path) -> None:
    own = part(path)
    used = {name.split(".")[1] for name in imports(path) if name.startswith("scripts.")} - {own}
    assert used <= (LEAVES if own in LEAVES else VERBS[own])
    assert "tests" not in foreign(path)
    assert own in ("demo", "bench") or "speech302" not in foreign(path), "only what runs the client imports it"


def test_no_two_modules_of_the_toolchain_import_each_other() -> None:
    graph = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): set(imports(path))
        for path in scripts()
    }
    # A package's __init__ gathers its own modules, which is no dependency of theirs on it.
    tangled = {name: {used for used in uses if not name.startswith(f"{used}.")} for name, uses in graph.items()}
    assert list(TopologicalSorter(tangled).static_order())


def test_no_module_of_the_runtime_imports_itself_through_others() -> None:
    for folder in (RUNTIME, RUNTIME / "cli"):
        eager = {path.stem: set(_eager(path)) for path in folder.glob("*.py")}
        assert list(TopologicalSorter(eager).static_order())


def _eager(path: Path) -> Iterator[str]:
    """What a runtime module imports when it is imported itself."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            yield from [node.module] if node.module else [alias.name for alias in node.names]


def test_the_map_of_the_runtime_names_every_module_of_it() -> None:
    described = ast.get_docstring(ast.parse((RUNTIME / "__init__.py").read_text(encoding="utf-8"))) or ""
    there = {path.stem for path in RUNTIME.glob("*.py")} - {"__init__"}
    assert there <= set(re.findall(r"\w+", described.replace(", _", ", transport_").replace(" _", " transport_")))
