"""The candidates that read and write a transcript, each as its users do it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from scripts.bench import stock
from scripts.failures import Failure

STANDARD: Final = "standard library"
MSGSPEC: Final = "msgspec"
STOCK: Final = "stock"
PYDANTIC: Final = "pydantic"
PARSER: Final = "json alone"
"""The standard library's parser without any models: what neither stock nor our way by it can be faster than."""
OURS: Final = (STANDARD, MSGSPEC)
CANDIDATES: Final = (*OURS, STOCK, PYDANTIC, PARSER)


@dataclass(frozen=True)
class Codec:
    """One way between bytes and models."""

    decode: Callable[[bytes], Any]
    """Bytes to a model."""
    encode: Callable[[Any], bytes]
    """A model to bytes."""
    as_json: Callable[[Any], Any]
    """A model to JSON data, to see whether anything was lost."""


def codec_of(name: str) -> Codec:
    """A candidate, which alone is imported. Raises `Failure` where msgspec is not installed."""
    makers: dict[str, Callable[[], Codec]] = {
        STANDARD: lambda: _ours("compiled"),
        MSGSPEC: lambda: _ours("fast"),
        STOCK: _stock,
        PYDANTIC: _pydantic,
        PARSER: lambda: Codec(json.loads, _dumped, lambda data: data),
    }
    return makers[name]()


def _ours(path: str) -> Codec:
    from speech302.models import SubtitleTask
    from speech302.runtime import codec

    if not codec.accelerated():
        raise Failure("msgspec is not installed, and so cannot be measured", cure="make setup installs it")
    way = codec.PATHS[path]
    return Codec(lambda body: way.decode(SubtitleTask, body), way.encode, SubtitleTask.to_dict)


def _stock() -> Codec:
    """As its operations do it: `response.json()` on the way in, httpx's `json=` on the way out."""
    model = stock.module("models").SubtitleTask
    return Codec(
        lambda body: model.from_dict(json.loads(body)),
        lambda task: _dumped(task.to_dict()),
        model.to_dict,
    )


def _dumped(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _pydantic() -> Codec:
    from scripts.bench.pydantic_models import Task

    return Codec(
        Task.model_validate_json,
        lambda task: task.model_dump_json(by_alias=True, exclude_unset=True).encode(),
        lambda task: task.model_dump(by_alias=True, exclude_unset=True),
    )


def lost(codec: Codec, body: bytes) -> str | None:
    """In which step a candidate does not give back all that it was given: reading, writing or None."""
    sent = json.loads(body)
    model = codec.decode(body)
    if codec.as_json(model) != sent:
        return "reading"
    return "writing" if json.loads(codec.encode(model)) != sent else None
