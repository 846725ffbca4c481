"""Every error of this client, as one tree.

    Speech302Error
    ├── ConfigurationError          no key, an unusable key, base URL, timeout or HTTP client, or a missing extra
    ├── ArgumentError               refused locally, before any request (also a ValueError)
    ├── EncodeError                 a value that JSON cannot carry; nothing was sent (module `encode_error`)
    ├── TransportError              no answer came
    │   ├── NeverSentError          the request provably never left: nothing can have been charged
    │   ├── OutcomeUnknownError     the service may have the request
    │   └── RequestTimeoutError     no answer in time; either of
    │       ├── ConnectTimeoutError     no connection in time (also a NeverSentError)
    │       └── AnswerTimeoutError      sent, and no answer in time (also an OutcomeUnknownError)
    ├── DecodeError                 an answer came that does not fit its model (module `decode_error`)
    ├── APIError                    an answer came that is an error, HTTP 200 included (module `api_error`)
    │   ├── AuthenticationError     401; key missing or expired
    │   ├── PermissionDeniedError   403; the tool is disabled for this key
    │   ├── NotFoundError           404
    │   ├── InvalidRequestError     400, 413, 422; unsupported or invalid values
    │   ├── QuotaError              402; a quota of the key is used up
    │   │   └── BalanceError        the account's balance is used up
    │   ├── RateLimitError          429; too many requests a second
    │   ├── RedirectError           3xx; the service points elsewhere, and the key does not follow
    │   └── ServiceError            5xx and everything else
    ├── TaskError                   about one task: its `handle` and last `answer` (module `task_error`)
    │   ├── TaskFailedError         the task ended badly; `reasons` say why
    │   ├── TaskIdMissingError      the creating call answered without a task id
    │   └── WaitTimeoutError        the task was still running when the wait timeout ended; resumable
    ├── LedgerError                 the ledger cannot be read or written (module `ledger_error`)
    └── DownloadError               a result could not be brought into a file

Errors are values: their facts are attributes, two errors of one type with equal facts are equal, and all of them can
be pickled. Those that end a wait carry the task's `handle`. None of them holds the API key: what the service echoes is
replaced by `***` before the error is raised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .handle import TaskHandle


class Speech302Error(Exception):
    """Root of the tree. Subclasses set their facts as attributes and hand the full text to `super().__init__`."""

    handle: TaskHandle | None = None
    """The task that the error is about, if it is about one: enough to find it again, in another process too."""

    def __reduce__(self) -> tuple[Any, ...]:
        # The default would call the class with `args`, which keyword-only constructors refuse.
        return _restore, (type(self), self.args, dict(self.__dict__))

    @property
    def facts(self) -> dict[str, Any]:
        """The attributes that make the error what it is, by name (notes added by callers are not among them)."""
        return {name: value for name, value in self.__dict__.items() if name != "__notes__"}

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other) or not isinstance(other, Speech302Error):
            return NotImplemented
        return self.args == other.args and self.facts == other.facts

    def __hash__(self) -> int:
        return hash((type(self), str(self)))


def _restore(cls: type[Speech302Error], args: tuple[Any, ...], facts: dict[str, Any]) -> Speech302Error:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(facts)
    return error


class ConfigurationError(Speech302Error):
    """The client cannot work as configured. Facts: `setting` (argument name), `problem`, `cure`."""

    def __init__(self, setting: str, problem: str, cure: str) -> None:
        self.setting = setting
        self.problem = problem
        self.cure = cure
        super().__init__(f"{setting}: {problem}. {cure}.")


class ArgumentError(Speech302Error, ValueError):
    """A local check failed; nothing was sent. Facts: `parameter`, `value` (short text), `rule`, `cure`."""

    def __init__(self, parameter: str, value: object, rule: str, cure: str = "") -> None:
        self.parameter = parameter
        self.value = shown(value)
        self.rule = rule
        self.cure = cure
        super().__init__(f"{parameter}: {rule}, but got {self.value}.{f' {cure}.' if cure else ''}")


def shown(value: object, most: int = 60) -> str:
    """`repr` of a value, cut to `most` characters, so that a long text does not flood a message."""
    if isinstance(value, int) and value.bit_length() > 1000:
        return f"an integer of {value.bit_length():,} bits"  # Python refuses to print thousands of digits
    # Cut before repr: the text of a paid request may be megabytes long.
    text = repr(value[:most]) if isinstance(value, str | bytes) else repr(value)
    if isinstance(value, str | bytes) and len(value) > most:
        return f"{text}... ({len(value):,} long)"
    return text if len(text) <= most else f"{text[:most]}..."


class TransportError(Speech302Error):
    """No answer came. The subclasses tell whether the service may have the request.

    Facts: `operation`, `method`, `url` (without query), `reason`, `paid` (whether the operation costs money), and
    `sent`: False only if the failure proves that the request never left.
    """

    def __init__(self, *, operation: str, method: str, url: str, reason: str, sent: bool, paid: bool) -> None:
        self.operation = operation
        self.method = method
        self.url = url
        self.reason = reason
        self.sent = sent
        self.paid = paid
        super().__init__(f"{operation}: no answer to {method} {url} ({reason}). {self._next_step()}")

    @property
    def charge_possible(self) -> bool:
        """Whether this call may have cost money although no answer came."""
        return self.paid and self.sent

    def _next_step(self) -> str:
        if not self.sent:
            return "The request never reached the service, nothing was charged: check the network and call again."
        if self.paid:
            return (
                "Outcome unknown: the service may have received this paid request and may charge for it; it was sent "
                "once only. Before calling again, look into the usage records of your key at the service for this "
                "call, at this time."
            )
        return "The call is free: it can be made again."


class NeverSentError(TransportError):
    """The request provably never left, so that nothing can have been charged; facts as in `TransportError`."""


class OutcomeUnknownError(TransportError):
    """The service may have received the request; facts as in `TransportError`."""


class RequestTimeoutError(TransportError):
    """No answer came within the request timeout; facts as in `TransportError`."""


class ConnectTimeoutError(NeverSentError, RequestTimeoutError):
    """No connection came about in time; facts as in `TransportError`."""


class AnswerTimeoutError(OutcomeUnknownError, RequestTimeoutError):
    """The request was sent and no answer came in time; facts as in `TransportError`."""


class DownloadError(Speech302Error):
    """A result did not become a file; no partial file is left, unless the download was to be resumable.

    Facts: `source` (URL without query), `path`, `reason`, `cure`, `status` (HTTP, None if that was not the problem).
    """

    def __init__(self, *, source: str, path: str, reason: str, cure: str, status: int | None = None) -> None:
        self.source = source
        self.path = path
        self.reason = reason
        self.cure = cure
        self.status = status
        super().__init__(f"{source} was not saved to {path}: {reason}. {cure}.")
