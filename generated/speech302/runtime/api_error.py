"""The answers of the service that are errors, sorted by meaning; the whole tree is drawn in `errors`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .errors import Speech302Error, shown

if TYPE_CHECKING:
    from collections.abc import Mapping


class APIError(Speech302Error):
    """The service answered with an error: an HTTP status, or one of its error envelopes, with HTTP 200 too.

    Facts: `operation`, `status` (HTTP), `code` (the vendor's, its sign dropped; None if there is none), `raw_code` (as
    received), `message` (the service's own words, perhaps empty), `messages` (the same in every language that came, by
    the name on the wire, such as `message_cn`), `request_id`, `trace_id`, `retry_after` (seconds the service asks to
    wait, or None), `paid` (whether the operation costs money), `body` (bytes as received, the key replaced by `***`).
    """

    cause: ClassVar[str] = "the service refused the request"
    cure: ClassVar[str] = "Keep the ids above for the vendor's support"

    def __init__(
        self,
        *,
        operation: str,
        status: int,
        code: int | str | None = None,
        raw_code: object = None,
        message: str = "",
        messages: Mapping[str, str] | None = None,
        request_id: str | None = None,
        trace_id: str | None = None,
        retry_after: float | None = None,
        paid: bool = False,
        body: bytes = b"",
    ) -> None:
        self.operation = operation
        self.status = status
        self.code = code
        self.raw_code = raw_code
        self.message = message
        self.messages = dict(messages or {})
        self.request_id = request_id
        self.trace_id = trace_id
        self.retry_after = retry_after
        self.paid = paid
        self.body = body
        super().__init__(self._text())

    @property
    def charge_possible(self) -> bool:
        """Whether the call may have cost money: a paid one that failed inside the service, or after it was accepted."""
        return self.paid and (self.status >= 500 or self.status < 300)

    def _text(self) -> str:
        where = [f"HTTP {self.status}"]
        where += [] if self.code is None else [f"code {shown(self.code)}"]
        where += [f"request id {self.request_id}"] if self.request_id else []
        where += [f"trace id {self.trace_id}"] if self.trace_id else []
        said = f"the service says {self.message!r}" if self.message else "the service gives no message"
        cure = self.cure if self.retry_after is None else f"Wait {self.retry_after:g} s, as the service asks"
        text = f"{self.operation}: {', '.join(where)}: {said}. Likely cause: {self.cause}. {cure}."
        return f"{text} The call may have been charged: look before calling again." if self.charge_possible else text


class AuthenticationError(APIError):
    """The key is missing, wrong or expired (401; codes 10001, 10005). Facts as in `APIError`."""

    cause = "the API key is wrong, expired, or belongs to another host"
    cure = "Check AI302_API_KEY or api_key, and that base_url is the host that issued the key"


class PermissionDeniedError(APIError):
    """The key may not do this (403; code 10002). Facts as in `APIError`."""

    cause = "this key may not use this operation, or the tool is disabled"
    cure = "Check the permissions of the key at the service"


class NotFoundError(APIError):
    """There is no such thing (404). Facts as in `APIError`."""

    cause = "the task id is unknown at this host, or the base URL is wrong"
    cure = "Ask the host that created the task; its files and ids do not live for ever"


class InvalidRequestError(APIError):
    """The service does not accept the values (400, 413, 422; codes 10009, 10010, 10011). Facts as in `APIError`."""

    cause = "a value is invalid, unsupported or too large"
    cure = "Compare the arguments with the description of the operation"


class QuotaError(APIError):
    """A quota is used up (402; codes 10006, 10007, 10012, 10018). Facts as in `APIError`."""

    cause = "a quota of this key is used up"
    cure = "Raise the quota of the key at the service or use another key"


class BalanceError(QuotaError):
    """The balance is used up (code 10004). Facts as in `APIError`."""

    cause = "the balance of the account is used up"
    cure = "Top up the account at the service"


class RateLimitError(APIError):
    """Too many requests (429; code 40001 of the speech family). Facts as in `APIError`; mind `retry_after`."""

    cause = "too many requests in a short time"
    cure = "Send fewer requests at once and try again later"


class RedirectError(APIError):
    """The service points elsewhere (3xx), which is not followed, so that the key stays at its host.

    More facts than `APIError`: `location` (scheme and host of the target, None if it is not told).
    """

    cause = "base_url is not the address of the API"
    cure = "Set base_url or AI302_BASE_URL to the address of the API itself"

    def __init__(self, *, operation: str, status: int, location: str | None, paid: bool, body: bytes) -> None:
        self.location = location
        message = f"moved to {location}" if location else ""
        super().__init__(operation=operation, status=status, message=message, paid=paid, body=body)


class ServiceError(APIError):
    """The service failed (5xx), or refused in a way that has no class of its own. Facts as in `APIError`."""

    cause = "the service or the provider behind it has a problem"
    cure = "Try again later; if it stays, give the ids above to the vendor's support"


# Codes of the vendor's envelope; 40001 is the one code of the speech family's provider whose meaning is known.
_BY_CODE: dict[int | str, type[APIError]] = {
    10001: AuthenticationError,
    10002: PermissionDeniedError,
    10003: ServiceError,
    10004: BalanceError,
    10005: AuthenticationError,
    10006: QuotaError,
    10007: QuotaError,
    10008: ServiceError,
    10009: InvalidRequestError,
    10010: InvalidRequestError,
    10011: InvalidRequestError,
    10012: QuotaError,
    10018: QuotaError,
    40001: RateLimitError,
}

_BY_STATUS: dict[int, type[APIError]] = {
    400: InvalidRequestError,
    401: AuthenticationError,
    402: QuotaError,
    403: PermissionDeniedError,
    404: NotFoundError,
    413: InvalidRequestError,
    422: InvalidRequestError,
    429: RateLimitError,
}


def error_class(status: int, code: int | str | None) -> type[APIError]:
    """Choose the class of an error: the vendor's code says more than the status, which is sometimes 200.

    Only a status 404 says more than the codes that mean any kind of invalid request.
    """
    if code is not None and code in _BY_CODE and not (status == 404 and _BY_CODE[code] is InvalidRequestError):
        return _BY_CODE[code]
    if status < 400 and isinstance(code, int) and 400 <= code < 600:
        # A business code that is an HTTP status in a body that came with HTTP 200.
        status = code
    return _BY_STATUS.get(status, ServiceError)
