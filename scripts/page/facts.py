"""The normalised facts of a page: the same form whichever rendering they were read from.

A fact that the page does not say is None (null in JSON); a list of which it says nothing is empty. Normal forms:

- `type`: `string`, `integer`, `number`, `boolean`, `null`, `object`, `array`, `any`, `file`, `anyOf`, `oneOf`, `allOf`;
  with items `array[string]`, `array[object]`; a union with its parts in alphabetical order and `null` last,
  `string|null`. Formats (`<int64>`), counts (`{5}`) and names of models are left out. `enum<string>` is `string`, with
  its values in `enum`. Where the page states no type, its example shows one.
- `path`: from the body's root, names joined by dots and `[]` for the items of an array: `data.subtitles[].key`. A name
  that holds a dot, a bracket, a quote or a blank stands in JSON quotes. It is None where the page lost the nesting and
  nothing on it tells the place for certain.
- Fields stand in the order of the example, then of the lists; those without a path at the end.

Lines, servers, the cases of a response, where a fact was read from and what of the page is damaged are for whoever
judges the facts: they are no part of the JSON, nor of equality.
"""

from pathlib import Path
from typing import Literal, TypeAlias

from attrs import field, frozen

from scripts.documents import place
from scripts.values import Json

Security: TypeAlias = Literal["required", "optional", "unknown"]
Origin: TypeAlias = Literal["list", "table", "example"]

SAID_OF_BOTH = ("type", "required", "default", "minimum", "maximum", "enum")


@frozen
class Parameter:
    """A parameter outside of the body. `place`: `path`, `query`, `header` or `cookie`; `in` in JSON.

    `stated`: a list, a table or a schema states the type; False for one that only an example shows, or nothing.
    """

    name: str
    place: str
    type: str | None = None
    required: bool | None = None
    default: Json = None
    minimum: float | None = None
    maximum: float | None = None
    enum: list[Json] | None = None
    line: int = field(default=0, eq=False)
    stated: bool = field(default=True, eq=False)

    def as_json(self) -> dict[str, Json]:
        """Write the facts of this parameter."""
        return {"name": self.name, "in": self.place} | {name: getattr(self, name) for name in SAID_OF_BOTH}


@frozen
class Field:
    """A field of a body. `origin`: the most telling part of the page that it was read from.

    `stated`: a list, a table or a schema states the type; False for one that only an example shows, or nothing.
    `named`: numbers that the prose of a table gives a meaning each, which is less than to allow no others.
    `alternatives`: the union behind `anyOf`, where a schema tells it.
    `parts`: every part of the page that mentions the field; a schema counts as a list.
    """

    name: str
    path: str | None
    type: str | None = None
    required: bool | None = None
    default: Json = None
    minimum: float | None = None
    maximum: float | None = None
    enum: list[Json] | None = None
    line: int = field(default=0, eq=False)
    origin: Origin = field(default="example", eq=False)
    stated: bool = field(default=True, eq=False)
    parts: frozenset[Origin] = field(default=frozenset(), eq=False)
    named: tuple[Json, ...] = field(default=(), eq=False)
    alternatives: str | None = field(default=None, eq=False)

    def as_json(self, *, of_request: bool) -> dict[str, Json]:
        """Write the facts of this field; a field of a response has no default and no bounds."""
        said = SAID_OF_BOTH if of_request else ("type", "required", "enum")
        return {"name": self.name, "path": self.path} | {name: getattr(self, name) for name in said}


@frozen
class Example:
    """A whole body that the page shows. `name` and `status`: of the response's case, where the page tells them."""

    body: Json
    name: str | None = None
    status: int | None = None
    line: int = field(default=0, eq=False)

    def as_json(self) -> dict[str, Json]:
        """Write a response's example."""
        return {"name": self.name, "status": self.status, "body": self.body}


@frozen
class Case:
    """A case of the response that the page names, shown or not."""

    name: str | None
    status: int | None
    line: int = field(default=0, eq=False)


@frozen
class Operation:
    """What a page says of one operation. `servers`: the origins that it names or calls, without a path.

    `request_damaged`, `response_damaged`: an example or a list of that body is cut, is no JSON, or the page ends within
    it, so that nothing follows from the absence of a field.
    """

    title: str | None = None
    method: str | None = None
    path: str | None = None
    security: Security = "unknown"
    parameters: tuple[Parameter, ...] = ()
    request_fields: tuple[Field, ...] = ()
    response_fields: tuple[Field, ...] = ()
    request_examples: tuple[Example, ...] = ()
    response_examples: tuple[Example, ...] = ()
    line: int = field(default=0, eq=False)
    servers: tuple[str, ...] = field(default=(), eq=False)
    cases: tuple[Case, ...] = field(default=(), eq=False)
    request_damaged: bool = field(default=False, eq=False)
    response_damaged: bool = field(default=False, eq=False)

    def as_json(self) -> dict[str, Json]:
        """Write the facts of this operation."""
        return {
            "title": self.title,
            "method": self.method,
            "path": self.path,
            "security": self.security,
            "parameters": [parameter.as_json() for parameter in self.parameters],
            "request_fields": [each.as_json(of_request=True) for each in self.request_fields],
            "response_fields": [each.as_json(of_request=False) for each in self.response_fields],
            "request_examples": [example.body for example in self.request_examples],
            "response_examples": [example.as_json() for example in self.response_examples],
        }


@frozen
class PageWarning:
    """Something that the page lost or says in a way that cannot be read for certain. `file` is None for the page.

    `damage`: the page is broken, as no rendering leaves it: cut, garbled, no JSON, or against itself.
    """

    line: int
    text: str
    file: Path | None = None
    damage: bool = False


@frozen
class Page:
    """The facts of one page."""

    file: Path
    rendering: str
    language: str | None
    warnings: tuple[PageWarning, ...]
    operations: tuple[Operation, ...]

    def told(self) -> list[str]:
        """Write the warnings as a person reads them: `file:line: text`."""
        return [f"{place(warning.file or self.file, warning.line)}: {warning.text}" for warning in self.warnings]

    def as_json(self) -> dict[str, Json]:
        """Write the facts of the page."""
        return {
            "rendering": self.rendering,
            "language": self.language,
            "warnings": list[Json](self.told()),
            "operations": [operation.as_json() for operation in self.operations],
        }
