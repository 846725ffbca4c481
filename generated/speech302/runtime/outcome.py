"""What came of one request: an answer or silence, and which model or error that is. Pure; shared by both transports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import attrs

from .api_error import APIError, RedirectError, error_class
from .codec import decode
from .decode_error import DecodeError
from .envelopes import Complaint, describe, find_error, request_id, trace_id
from .errors import (
    AnswerTimeoutError,
    ConnectTimeoutError,
    NeverSentError,
    OutcomeUnknownError,
    Speech302Error,
    TransportError,
)
from .model import Model
from .request import Audio, Request
from .retry import retry_after

if TYPE_CHECKING:
    from collections.abc import Mapping

M = TypeVar("M", bound=Model)


@attrs.frozen
class Answer:
    """An HTTP answer. Its body and headers may echo the key, so its `repr` shows neither."""

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes = attrs.field(repr=lambda body: f"<{len(body):,} bytes>")

    def pause(self, wall: float) -> float | None:
        """Seconds that the service asks to wait."""
        return retry_after(self.headers.get("retry-after"), wall)


@attrs.frozen
class Silence:
    """No answer. `sent` is False only if the request provably never left; `reason` is a short text."""

    reason: str
    sent: bool
    timeout: bool = False


def conclude(request: Request[M], base_url: str, outcome: Answer | Silence, wall: float) -> M | Speech302Error:
    """The model that the outcome is, or the error that it is (as a value, with the key perhaps still in it)."""
    if isinstance(outcome, Silence):
        return silence_error(request, base_url, outcome)
    if not 200 <= outcome.status < 300:
        return refusal(request, outcome, wall)
    if request.binary and (audio := _audio(outcome)):
        fields: dict[str, Any] = {request.binary: audio}
        return request.answer(**fields)
    try:
        result: M | DecodeError = decode(request.answer, outcome.body)
    except DecodeError as error:
        result = error
    # An envelope need not fit the model of a success; only if it does not is the body worth reading a second time.
    misfit = isinstance(result, DecodeError)
    complaint = find_error(request.envelopes, parse(outcome.body) if misfit else result)
    if complaint is not None:
        return api_error(request, outcome, complaint, wall)
    return _placed(result, request, outcome) if isinstance(result, DecodeError) else result


def _placed(error: DecodeError, request: Request[M], answer: Answer) -> DecodeError:
    error.operation, error.status, error.body = request.operation, answer.status, answer.body
    error.add_note(f"In the answer to {request.operation}, HTTP {answer.status}.")
    if request.paid:
        error.add_note("The call may have been charged: look into the body for its result before calling again.")
    return error


_SILENCES: dict[tuple[bool, bool], type[TransportError]] = {
    (False, False): NeverSentError,
    (False, True): ConnectTimeoutError,
    (True, False): OutcomeUnknownError,
    (True, True): AnswerTimeoutError,
}


def silence_error(request: Request[M], base_url: str, silence: Silence) -> TransportError:
    """The error for a request without an answer."""
    cls = _SILENCES[silence.sent, silence.timeout]
    url = f"{base_url}{request.path}"
    return cls(
        operation=request.operation,
        method=request.method,
        url=url,
        reason=silence.reason,
        sent=silence.sent,
        paid=request.paid,
    )


def refusal(request: Request[M], answer: Answer, wall: float) -> APIError:
    """The error for an answer whose status is not a success."""
    if 300 <= answer.status < 400:
        location = _origin(answer.headers.get("location", ""))
        return RedirectError(
            operation=request.operation, status=answer.status, location=location, paid=request.paid, body=answer.body
        )
    return api_error(request, answer, describe(request.envelopes, parse(answer.body)), wall)


def api_error(request: Request[M], answer: Answer, complaint: Complaint, wall: float) -> APIError:
    """The error that a complaint of the service is, of the class that its code or status means."""
    return error_class(answer.status, complaint.code)(
        operation=request.operation,
        status=answer.status,
        code=complaint.code,
        raw_code=complaint.raw_code,
        message=complaint.message,
        messages=complaint.messages,
        request_id=request_id(answer.headers, parse(answer.body)),
        trace_id=trace_id(answer.headers, complaint),
        retry_after=answer.pause(wall),
        paid=request.paid,
        body=answer.body,
    )


def parse(body: bytes) -> object:
    """The body as JSON, or None if it is none: an error answer may be empty or a page of HTML."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _audio(answer: Answer) -> Audio | None:
    content_type = answer.headers.get("content-type", "").strip()
    kind = content_type.partition(";")[0].strip().lower()
    binary = kind.startswith("audio/") or kind == "application/octet-stream"
    # No audio format begins like JSON, but JSON is sometimes sent under a wrong type.
    if not binary or answer.body[:64].lstrip()[:1] in (b"", b"{", b"["):
        return None
    return Audio(answer.body, content_type)


def _origin(location: str) -> str | None:
    # Scheme and host only: the rest of a redirect can hold tokens.
    try:
        parts = urlsplit(location)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.hostname}" if parts.scheme and parts.hostname else None
