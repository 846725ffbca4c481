"""Python code as data: what the reference tells of classes and functions."""

import ast

import attrs

_WIDTH = 88
"""The longest signature that stands on one line."""


@attrs.frozen
class Parameter:
    """One parameter of a function; `default` is None if it must be given."""

    name: str
    annotation: str
    default: str | None
    keyword_only: bool

    def __str__(self) -> str:
        return f"{self.name}: {self.annotation}" + (f" = {self.default}" if self.default is not None else "")


@attrs.frozen
class FunctionCode:
    """A function or method, without `self` or `cls`."""

    name: str
    parameters: tuple[Parameter, ...]
    returns: str
    doc: str
    decorators: tuple[str, ...] = ()

    @property
    def is_property(self) -> bool:
        """Whether it is read like an attribute."""
        return bool({"property", "cached_property"} & set(self.decorators))

    def signature(self, before: str = "") -> str:
        """The call with all its types, one parameter a line if it is long; `before` stands before the name."""
        parts = [str(parameter) for parameter in self.parameters if not parameter.keyword_only]
        named = [str(parameter) for parameter in self.parameters if parameter.keyword_only]
        parts += ["*", *named] if named else []
        line = f"{before}{self.name}({', '.join(parts)}) -> {self.returns}"
        if len(line) <= _WIDTH:
            return line
        return "\n".join([f"{before}{self.name}(", *(f"    {part}," for part in parts), f") -> {self.returns}"])


@attrs.frozen
class FieldCode:
    """An attribute of a class: its annotation (empty if it has none), its value as code, its docstring."""

    name: str
    annotation: str
    value: str | None
    doc: str


@attrs.frozen
class ClassCode:
    """A class: the names of its bases, its fields, its methods, and the attributes that its constructor sets."""

    name: str
    bases: tuple[str, ...]
    doc: str
    fields: tuple[FieldCode, ...]
    methods: tuple[FunctionCode, ...]
    facts: tuple[FieldCode, ...]

    @property
    def public_methods(self) -> list[FunctionCode]:
        """The methods that a user calls, in their order."""
        return [method for method in self.methods if method.doc and not method.name.startswith("_")]

    def constant(self, name: str) -> str | None:
        """The text that a class attribute of that name is set to."""
        value = next((field.value for field in self.fields if field.name == name), None)
        found = ast.literal_eval(value) if value and value[0] in "'\"" else None
        return found if isinstance(found, str) else None


@attrs.frozen
class ModuleCode:
    """A module: its docstring, and its classes and functions by name."""

    doc: str
    classes: dict[str, ClassCode]
    functions: dict[str, FunctionCode]
