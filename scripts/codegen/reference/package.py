"""The package as it was generated, read back: what stands in the reference is what stands in the code."""

import re
from functools import cache, cached_property
from pathlib import Path

from scripts.codegen.reference.python_code import ClassCode, FunctionCode, ModuleCode
from scripts.codegen.reference.python_reader import read_module

ROOT = "Speech302Error"
"""The error that all errors of the package are."""


class Package:
    """The modules of a generated package, each read when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = cache(read_module)

    def module(self, name: str) -> ModuleCode:
        """A module by its dotted name, such as `models.voice_clones`."""
        return self._read(self._folder.joinpath(*name.split(".")).with_suffix(".py"))

    @cached_property
    def runtime(self) -> dict[str, ModuleCode]:
        """The modules of the runtime, by their names."""
        return {path.stem: self._read(path) for path in sorted((self._folder / "runtime").glob("*.py"))}

    def home(self, name: str, module: str) -> ModuleCode | None:
        """The module that defines an exported name: the one it is exported from, or one that this takes it from."""
        homes = (self.module(module), *self.runtime.values())
        return next((home for home in homes if name in home.classes or name in home.functions), None)

    @cached_property
    def classes(self) -> dict[str, ClassCode]:
        """The classes of the runtime and the clients, by their names."""
        modules = [*self.runtime.values(), self.module("client")]
        return {name: found for module in modules for name, found in module.classes.items()}

    def lineage(self, name: str) -> list[ClassCode]:
        """A class and its bases, as far as they are the package's own, each once, the class first."""
        found = self.classes.get(name)
        if found is None:
            return []
        above = [ancestor for base in found.bases for ancestor in self.lineage(base)]
        return [found, *dict.fromkeys(above)]

    def methods(self, name: str) -> dict[str, FunctionCode]:
        """The public methods of a class, those of its bases among them."""
        found: dict[str, FunctionCode] = {}
        for ancestor in reversed(self.lineage(name)):
            found |= {method.name: method for method in ancestor.public_methods}
        return found

    @cached_property
    def tree(self) -> dict[str, str]:
        """What each error is raised for, in few words and in order, as the tree in the module `errors` draws them."""
        drawn = re.findall(r"─ (\w+) {2,}(.+)", self.runtime["errors"].doc)
        # What is left out leads to a module, or from a line of the drawing to those below it.
        return {name: re.sub(r" \(module `\w+`\)|; either of$", "", said) for name, said in drawn}

    def above(self, found: ClassCode) -> str | None:
        """The class below which another one stands in the tree: of several bases the last that is the package's own."""
        return next((base for base in reversed(found.bases) if base in self.classes), None)

    @cached_property
    def errors(self) -> list[ClassCode]:
        """Every public error, in the order of the tree: a class before those derived from it."""
        return self._below(ROOT)

    @cached_property
    def warnings(self) -> list[ClassCode]:
        """Every public warning, by its name."""
        return [found for name, found in sorted(self.classes.items()) if "UserWarning" in found.bases]

    def _below(self, name: str) -> list[ClassCode]:
        derived = [found for found in self.classes.values() if self.above(found) == name and found.name[0] != "_"]
        order = [*self.tree, *(found.name for found in derived)]
        derived.sort(key=lambda found: order.index(found.name))
        return [self.classes[name], *(inner for found in derived for inner in self._below(found.name))]
