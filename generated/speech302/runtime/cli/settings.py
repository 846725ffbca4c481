"""What the common options of one call say, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from ..errors import ArgumentError
from ..wait import checked_timeout
from .common import CONNECTION, OUTPUT, RESULT


def _all(given: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(given or ())


@attrs.frozen(kw_only=True)
class Settings:
    """The common options; what a command does not have is at its default."""

    base_url: str | None = None
    key_file: str | None = None
    request_timeout: float | None = None
    retries: int | None = None
    ledger: str | None = None
    no_ledger: bool = False
    wait: bool = False
    timeout: float | None = None
    save: tuple[str, ...] = attrs.field(default=(), converter=_all)
    format: str | None = None
    which: str | None = None
    overwrite: bool = False
    allow_http: bool = False
    allow_private: bool = False
    json: bool = False
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    all: bool = False

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Settings:
        """Those among the values of a command."""
        names = {field.name for field in attrs.fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in names})

    @property
    def waits(self) -> bool:
        """Whether a command that creates a task waits for it."""
        return self.wait or bool(self.save) or self.format is not None

    def check(self) -> None:
        """Refuse options that contradict each other. Raises ArgumentError."""
        if self.ledger is not None and self.no_ledger:
            raise ArgumentError("--ledger", self.ledger, "cannot stand beside --no-ledger", "Leave one of them out")
        if self.quiet and self.verbose:
            raise ArgumentError("--quiet", True, "cannot stand beside --verbose", "Leave one of them out")
        if self.json and self.format is not None and not self.save:
            cure = "Say with --save where the subtitles go, or leave out --json"
            raise ArgumentError("--format", self.format, "prints subtitles where --json prints a document", cure)
        checked_timeout(self.timeout, 1.0)  # before anything is paid for

    def carried(self) -> list[str]:
        """The options that a command has to have, too, that goes on with the same task."""
        words: list[str] = []
        for option in (*RESULT, *CONNECTION, *OUTPUT):
            value = getattr(self, option.name)
            if not option.carried or value == option.default:
                continue
            given = value if option.kind == "texts" else [value]
            words += [
                word for one in given for word in ([option.flag] if one is True else [option.flag, _written(one)])
            ]
        return words


def _written(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
