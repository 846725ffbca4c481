"""One call of an operation as a value: everything the transport needs, and nothing of how it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote, urlencode

import attrs

from .checks import not_blank
from .errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .envelopes import Envelope
    from .model import Model
    from .retry import Transient

M = TypeVar("M", bound="Model")

_NO_QUERY: Mapping[str, str] = {}


@attrs.frozen(kw_only=True)
class Request(Generic[M]):
    """A call of `operation` (its operationId), to be answered by the model `answer`.

    `path` starts with a slash and has its parameters filled in (`fill`). `query` is not yet encoded; `body` is JSON, or
    None for none. `paid`: the call costs money, so that it reaches the service at most once. `retry`: the call only
    reads and is sent again after these answers; None if it is not known to only read. `binary`: the attribute of the
    model that takes an answer that is a file and not JSON. `envelopes`: how errors look that come with HTTP 200.
    """

    operation: str
    method: str
    path: str
    answer: type[M]
    query: Mapping[str, str] = _NO_QUERY
    body: Any = None
    paid: bool = False
    retry: Transient | None = None
    binary: str | None = None
    envelopes: tuple[Envelope, ...] = ()

    @property
    def target(self) -> str:
        """Path and encoded query, as they follow the base URL."""
        return f"{self.path}?{urlencode(self.query, quote_via=quote)}" if self.query else self.path


def fill(path: str, **parameters: str) -> str:
    """Put parameters into a path template: `fill("/tasks/{task_id}", task_id="a b")` is `/tasks/a%20b`.

    Every character that means something in a URL is encoded. Raises ArgumentError for what would name another path:
    an empty text, `.` or `..`.
    """
    for name, value in parameters.items():
        not_blank(name, value)
        if value.strip() in (".", ".."):
            raise ArgumentError(name, value, "must be a text that is not . or ..")
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path


def present(arguments: Mapping[str, object]) -> dict[str, Any]:
    """The body of a request from its arguments by wire name: what is None is left out, models become JSON objects."""
    from .writer import to_json  # a family that is only read from has no need of it

    return {name: to_json(value, f"/{name}") for name, value in arguments.items() if value is not None}


@attrs.frozen
class Audio:
    """A file that came in place of a JSON answer: its bytes and its content type, such as `audio/wav`."""

    content: bytes = attrs.field(repr=lambda content: f"<{len(content):,} bytes>")
    content_type: str

    def __len__(self) -> int:
        """Size in bytes."""
        return len(self.content)
