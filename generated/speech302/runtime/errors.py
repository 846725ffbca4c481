"""Every error of this client, as one tree; the answers of the service that are errors stand in `api_error`.

    Speech302Error
    ├── ConfigurationError          no key, an unusable key, base URL, timeout or HTTP client
    ├── ArgumentError               a local check failed before any request (also a ValueError)
    ├── EncodeError                 a value that JSON cannot carry; nothing was sent (module `encode_error`)
    ├── TransportError              no answer came; `sent` tells whether the service may have the request
    │   └── RequestTimeoutError     no answer came in time
    ├── DecodeError                 an answer came that does not fit its model (module `decode_error`)
    ├── APIError                    an answer came that is an error (module `api_error`)
    │   ├── AuthenticationError     401; key missing or expired
    │   ├── PermissionDeniedError   403; the tool is disabled for this key
    │   ├── NotFoundError           404
    │   ├── InvalidRequestError     400, 413, 422; unsupported or invalid values
    │   ├── QuotaError              402; a quota of the key is used up
    │   │   └── BalanceError        the account's balance is used up
    │   ├── RateLimitError          429; too many requests a second
    │   ├── RedirectError           3xx; the service points elsewhere, and the key does not follow
    │   └── ServiceError            5xx and everything else
    ├── TaskError                   about one task: `family`, `task_id`, last `answer`
    │   ├── TaskFailedError         the task ended badly; `reasons` say why
    │   ├── TaskIdMissingError      the creating call answered without a task id
    │   └── WaitTimeoutError        the task was still running when the wait timeout ended; resumable
    └── DownloadError               a result could not be brought into a file

Errors are values: their facts are attributes, two errors of one type with equal facts are equal, and all of them can
be pickled. None of them holds the API key: what the service echoes is replaced by `***` before the error is raised.
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
    """No answer came.

    Facts: `operation`, `method`, `url` (without query), `reason`, `paid`, and `sent`: False only if the failure proves
    that the request never left, so nothing can have been charged.
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
                "The service may have received this paid request and may charge for it; it was sent once only. "
                "Look at the usage of your key at the service before calling again."
            )
        return "The call is free: it can be made again."


class RequestTimeoutError(TransportError):
    """No answer came within the request timeout; facts as in `TransportError`."""


class TaskError(Speech302Error):
    """About one task. Facts: `family`, `task_id` (None if unknown), `answer` (the last model received, or None)."""

    def __init__(self, text: str, *, family: str, task_id: str | None, answer: object = None) -> None:
        self.family = family
        self.task_id = task_id
        self.answer = answer
        super().__init__(text)


class TaskFailedError(TaskError):
    """The task ended badly. More facts: `status` as received, `reasons` (texts of the service, perhaps none)."""

    def __init__(
        self, *, family: str, task_id: str, status: str | int | None, reasons: tuple[str, ...], answer: object = None
    ) -> None:
        self.status = status
        self.reasons = reasons
        why = "; ".join(reasons) or "the service gives no reason"
        text = f"{family}: task {task_id} failed with status {shown(status)}: {why}. Waiting again will not help."
        super().__init__(f"{text} Create a new one.", family=family, task_id=task_id, answer=answer)


class TaskIdMissingError(TaskError):
    """The creating call was answered, perhaps charged for, but the answer has no task id where one belongs."""

    def __init__(self, *, family: str, answer: object) -> None:
        text = f"{family}: the answer that created the task holds no task id, so the task cannot be waited for."
        cure = "Look into `answer` of this error and at your tasks at the service before creating it again."
        super().__init__(f"{text} {cure}", family=family, task_id=None, answer=answer)


class WaitTimeoutError(TaskError):
    """The wait timeout ended first; the task goes on. `family` and `task_id` are all that is needed to resume.

    More facts: `waited` (seconds), `polls`, `status` (last one received), `known` (False: a state nobody described).
    """

    def __init__(
        self,
        *,
        family: str,
        task_id: str,
        waited: float,
        polls: int,
        status: str | int | None,
        known: bool,
        answer: object = None,
    ) -> None:
        self.waited = waited
        self.polls = polls
        self.status = status
        self.known = known
        state = f"status {shown(status)}" if known else f"status {shown(status)} (not a known state of this family)"
        text = f"{family}: task {task_id} had {state} after {waited:.1f} s and {polls} polls."
        how = f"resume here or in another process with client.{family}.wait({task_id!r}), or give a longer timeout."
        super().__init__(
            f"{text} It goes on at the service, unless it knows no task of that id; {how}",
            family=family,
            task_id=task_id,
            answer=answer,
        )


class DownloadError(Speech302Error):
    """A result did not become a file; no partial file is left.

    Facts: `source` (URL without query), `path`, `reason`, `cure`, `status` (HTTP, None if that was not the problem).
    """

    def __init__(self, *, source: str, path: str, reason: str, cure: str, status: int | None = None) -> None:
        self.source = source
        self.path = path
        self.reason = reason
        self.cure = cure
        self.status = status
        super().__init__(f"{source} was not saved to {path}: {reason}. {cure}.")
