"""JSON to models and back: `decode`, `encode`, `parse`, `to_json`.

Three ways lead from bytes to a model, and they mean the same:

    plain      `reader` and `writer`: field by field, simple, the only source of errors
    compiled   `compiled`: the same by functions made for each class, on the standard library's parser
    fast       `fast`: msgspec, if installed, for answers that hold nothing unusual; the others go the compiled way

`decode` takes the one that is fastest for an answer of its size, and tells what is wrong by the plain one.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, TypeVar

from . import fast
from .compiled import read_model
from .decode_error import DecodeError
from .json_text import BOM, dump, parse
from .json_type import Json
from .model import Model
from .reader import read
from .shape import Shape
from .writer import to_json, write

__all__ = ["PATHS", "CompiledPath", "FastPath", "PlainPath", "accelerated", "decode", "encode", "parse", "to_json"]

M = TypeVar("M", bound=Model)


class PlainPath:
    """Field by field. What it does is what the other paths have to do."""

    def decode(self, cls: type[M], body: bytes) -> M:
        """The model of a body. Raises DecodeError."""
        data = parse(body)
        try:
            model: M = read(Shape(model=cls), data)
        except DecodeError as error:
            error.body = body
            raise
        except RecursionError:
            raise DecodeError("", "object", "nesting too deep", body=body) from None
        return model

    def encode(self, value: Any) -> bytes:
        """A model or JSON as bytes. Raises EncodeError."""
        return dump(write(Shape(model=type(value)), value) if isinstance(value, Model) else to_json(value))


class CompiledPath(PlainPath):
    """By functions compiled for each class."""

    def decode(self, cls: type[M], body: bytes) -> M:
        """As the plain path does it."""
        with suppress(DecodeError):
            return read_model(cls, self._parse(body), owned=True)
        return super().decode(cls, body)  # which says what is wrong, and where

    def encode(self, value: Any) -> bytes:
        """As the plain path does it."""
        return dump(value.to_dict() if isinstance(value, Model) else to_json(value))

    def _parse(self, body: bytes) -> Json:
        return parse(body)


class FastPath(CompiledPath):
    """By msgspec, where it is installed and the answer holds nothing unusual."""

    def decode(self, cls: type[M], body: bytes) -> M:
        """As the plain path does it."""
        model: M | None = fast.read(cls, body.removeprefix(BOM)) if fast.available() else None
        return super().decode(cls, body) if model is None else model

    def encode(self, value: Any) -> bytes:
        """As the plain path does it."""
        return (fast.write(value) if fast.available() else None) or super().encode(value)

    def _parse(self, body: bytes) -> Json:
        found = fast.parse(body.removeprefix(BOM)) if fast.available() else None
        return parse(body) if found is None else found[0]


LARGE = 16 * 1024
"""Size of a body, in bytes, from which on msgspec is worth its import and its preparations, which take milliseconds."""

PATHS: dict[str, PlainPath] = {"plain": PlainPath(), "compiled": CompiledPath(), "fast": FastPath()}
"""All ways from bytes to models and back, to be compared by tests and measurements."""


def decode(cls: type[M], body: bytes) -> M:
    """The model of an answer's body.

    Raises DecodeError, and nothing else, if the body is not JSON in UTF-8, is no object, or holds another JSON type
    than described. The values of described enumerations are open; unknown fields, nulls and missing fields are kept.
    """
    return PATHS["fast" if len(body) >= LARGE else "compiled"].decode(cls, body)


def encode(value: Any) -> bytes:
    """A model, or JSON with models inside its lists and mappings, as compact UTF-8 bytes.

    Raises EncodeError for what JSON cannot say: NaN, lone surrogates, objects of other kinds, a field of a model set to
    another type than described.
    """
    return PATHS["fast" if isinstance(value, Model) else "compiled"].encode(value)


def accelerated() -> bool:
    """Whether msgspec is installed, so that large answers take the fast path."""
    return fast.available()
