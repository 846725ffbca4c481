"""The service's error envelopes: errors in the body, which come with HTTP 200 too.

Decided on a decoded model as well as on plain JSON: looking at the top entries of a model costs nothing, whereas
reading a transcript of a megabyte twice would.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from .model import Model

Path = tuple[str, ...]

_REQUEST_ID = ("x-request-id", "request-id", "cf-ray")
_TRACE_ID = ("x-trace-id", "trace-id")


@attrs.frozen
class Envelope:
    """Where an error of one kind stands in an answer; paths are names as on the wire, from the top.

    An answer is such an error if there is a `code` that is not one of `ok` (compared without sign), or if the object
    that would hold the code is not the answer itself and has a message.
    """

    name: str
    code: Path
    message: tuple[Path, ...] = ()
    trace: Path = ()
    ok: tuple[int | str, ...] = ()


@attrs.frozen
class Complaint:
    """What an envelope says: `code` without its sign and as received, the message, and the trace id.

    `messages`: every message by the name that it has on the wire, whose ending is its language (`message_cn`).
    """

    envelope: str
    code: int | str | None
    raw_code: object
    message: str
    trace_id: str | None
    messages: Mapping[str, str] = attrs.field(factory=dict)


def find_error(envelopes: tuple[Envelope, ...], answer: Model | Any) -> Complaint | None:
    """The first envelope that the answer (a model, or JSON) is an error of, or None."""
    for envelope in envelopes:
        raw_code = read(answer, envelope.code)
        code = plain_code(raw_code)
        if code in envelope.ok if code is not None else len(envelope.code) < 2:
            continue
        messages = _texts(answer, envelope.message)
        if code is None and not messages:
            continue
        trace = read(answer, envelope.trace) if envelope.trace else None
        message = next(iter(messages.values()), "")
        return Complaint(envelope.name, code, raw_code, message, text_or_none(trace), messages)
    return None


def describe(envelopes: tuple[Envelope, ...], answer: Any) -> Complaint:
    """What a JSON answer to a failed request says, in an envelope or in any of the usual places."""
    if (complaint := find_error(envelopes, answer)) is not None:
        return complaint
    places = (("error", "message"), ("error",), ("message",), ("msg",), ("detail",), ("err_msg",))
    messages = _texts(answer, places)
    message = next(iter(messages.values()), "")
    return Complaint("", None, None, message, text_or_none(read(answer, ("trace_id",))), messages)


def plain_code(value: object) -> int | str | None:
    """A code as one comparable value: numbers lose their sign, digits in a text are a number, blanks are None."""
    if isinstance(value, str):
        text = value.strip()
        digits = text[1:] if text[:1] in ("-", "+") else text
        return int(digits) if digits.isdecimal() and len(digits) < 20 else text or None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return abs(value) if isinstance(value, int) and not isinstance(value, bool) else None


def read(node: Any, path: Path) -> Any:
    """What stands at a path of wire names, in JSON or in a model; None if there is nothing."""
    for name in path:
        if isinstance(node, Mapping):
            node = node.get(name)
        elif isinstance(node, Model):
            found = getattr(node, name, None)
            node = (node.unknown_fields or {}).get(name) if found is None else found
        else:
            return None
    return node


def _texts(answer: Any, paths: tuple[Path, ...]) -> dict[str, str]:
    """The texts at the first path that has any, by their names on the wire: a message and its other languages."""
    for path in paths:
        holder = read(answer, path[:-1])
        fields = holder.to_dict() if isinstance(holder, Model) and len(path) > 1 else holder
        own = {path[-1]: read(answer, path)}
        # The languages of a message vary: message, message_cn, message_jp and others yet unseen.
        others = fields.items() if isinstance(fields, Mapping) else ()
        named = own | {name: text for name, text in others if name.startswith(path[-1])}
        found = {name: text.strip() for name, text in named.items() if isinstance(text, str) and text.strip()}
        if found:
            return found
    return {}


def text_or_none(value: object) -> str | None:
    """A text that is not blank, or a number as a text; else None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def request_id(headers: Mapping[str, str], answer: Any) -> str | None:
    """The id under which the service knows this request, from its headers or its body."""
    for name in _REQUEST_ID:
        if headers.get(name):
            return headers[name]
    return text_or_none(read(answer, ("request_id",)))


def trace_id(headers: Mapping[str, str], complaint: Complaint) -> str | None:
    """The trace id, from the body or the headers."""
    return complaint.trace_id or next((headers[name] for name in _TRACE_ID if headers.get(name)), None)
