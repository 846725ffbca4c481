"""Models as the generator writes them, with every kind of field, for the tests of the codec."""

from __future__ import annotations

from typing import Any, Literal

from scripts.codegen.runtime.model import Model, model, off_wire, wire


@model
class Word(Model):
    """One word of a transcript."""

    word: str | None = None
    start: float | None = None
    end: float | None = None
    score: float | None = None


@model
class Segment(Model):
    """A stretch of speech."""

    start: float | None = None
    end: float | None = None
    text: str | None = None
    words: list[Word] | None = None


@model
class Transcript(Model):
    """What was said."""

    segments: list[Segment] | None = None
    word_segments: list[Word] | None = None


@model
class Failure(Model):
    """Why a task failed."""

    message: str | None = None
    code: int | None = None


@model
class Result(Model):
    """What the task made; one spelling of its field is misspelt."""

    subtitle: Transcript | None = wire("subtitle", also=("subtitile", "sub-title"))
    video_url: str | None = None
    error: Failure | str | None = None


@model
class Task(Model):
    """A task as the service reports it."""

    status: str | None = None
    progress: int | None = None
    result: Result | None = None


@model
class Everything(Model):
    """A field of every kind."""

    text: str | None = None
    count: int | None = None
    ratio: float | None = None
    flag: bool | None = None
    err_msg: str | None = wire("errMsg")
    odd_name: int | None = wire("a/b~c {d} 'e'")
    state: Literal[1, 9] | None = None
    names: list[str] | None = None
    grid: list[list[int]] | None = None
    by_name: dict[str, float] | None = None
    words: dict[str, Word] | None = None
    many: list[dict[str, Word]] | None = None
    one: Word | None = None
    either: Failure | str | None = None
    mixed: list[Word] | str | bool | None = None
    slice: Any = None
    loose: list[Any] | None = None
    audio: bytes | None = off_wire()


@model
class Quoted(Model):
    """A field whose names need care in code, in JSON and in pointers."""

    name: int | None = wire('a "b" \\', also=("", "ü"))


@model
class Tree(Model):
    """A model that may hold itself."""

    name: str | None = None
    children: list[Tree] | None = None


@model
class Empty(Model):
    """A model without fields."""
