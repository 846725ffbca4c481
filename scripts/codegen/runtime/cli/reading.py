"""The arguments of an operation from what was given on the command line: texts, `@FILE`, `-`, JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..decode_error import DecodeError
from ..errors import ArgumentError

if TYPE_CHECKING:
    from .command import Command, Option, Program
    from .world import World


class Reader:
    """Reads what options say; standard input once. Raises ArgumentError, in the words of the option."""

    def __init__(self, world: World, program: Program) -> None:
        self._world = world
        self._program = program
        self._stdin_for: str | None = None

    def arguments(self, command: Command, values: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of a command's method, without those that were not given."""
        given = {option: values[option.name] for option in command.options}
        return {
            option.name: self._value(option, value)
            for option, value in given.items()
            if value is not None and not (option.many and not value)
        }

    def text(self, flag: str, given: str) -> str:
        """A text: as given, what a file holds (`@FILE`), or standard input (`-`); `@@` begins a text with `@`."""
        if given == "-":
            return self._stdin(flag)
        if given.startswith("@@"):
            return given[1:]
        return _file(flag, given[1:]) if given.startswith("@") else given

    def _value(self, option: Option, given: Any) -> Any:
        if option.kind in ("integer", "number", "boolean"):
            return list(given) if option.many else given
        if not option.many:
            return self._one(option, self.text(option.flag, given))
        texts = [self.text(option.flag, one) for one in given]
        if option.kind == "text":
            return texts
        # One list of all, or its items one by one.
        parsed = [_json(option.flag, text) for text in texts]
        items = parsed[0] if len(parsed) == 1 and isinstance(parsed[0], list) else parsed
        return [self._of_json(option, item) for item in items]

    def _one(self, option: Option, text: str) -> Any:
        if option.kind == "text":
            return text
        if option.one_text and not text.lstrip().startswith("{"):
            return self._program.model(option.model or "")(**dict.fromkeys(option.one_text, text))
        return self._of_json(option, _json(option.flag, text))

    def _of_json(self, option: Option, data: Any) -> Any:
        if option.model is None:
            return data
        if not isinstance(data, dict):
            raise ArgumentError(option.flag, data, "must be a JSON object", f"See speech302.models.{option.model}")
        try:
            return self._program.model(option.model).from_dict(data)
        except DecodeError as error:
            rule = f"must be a {option.model} as JSON, with a value of type {error.expected} at {error.pointer or '/'}"
            raise ArgumentError(option.flag, data, rule) from None

    def _stdin(self, flag: str) -> str:
        if self._stdin_for is not None:
            rule = f"cannot be standard input, which {self._stdin_for} is already"
            raise ArgumentError(flag, "-", rule, "Give one of them as @FILE")
        self._stdin_for = flag
        try:
            binary = getattr(self._world.stdin, "buffer", None)
            return _without_end(self._world.stdin.read() if binary is None else binary.read().decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise ArgumentError(flag, "-", f"must be text in UTF-8 ({error})") from None


def _file(flag: str, name: str) -> str:
    try:
        return _without_end(Path(name).read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ArgumentError(flag, f"@{name}", f"must be a text file in UTF-8 ({error.reason})") from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        cure = "Correct the name, or write @@ for a text that begins with @"
        raise ArgumentError(flag, f"@{name}", f"must be a file that can be read ({said})", cure) from None


def _without_end(text: str) -> str:
    """The text without the line break that ends a file, which nobody means to be spoken."""
    return text.replace("\r\n", "\n").removesuffix("\n")


def _json(flag: str, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ArgumentError(
            flag, text, f"must be JSON ({error.msg}: {where})", "Mend it, or give it as @FILE"
        ) from None
    except (ValueError, RecursionError) as error:
        raise ArgumentError(flag, text, f"must be JSON ({error})") from None
