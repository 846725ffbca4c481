"""Task handles: what has to be kept to find a task again, in this process or in another one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

import attrs

from .errors import ArgumentError

if TYPE_CHECKING:
    from .model import Model

_FIELDS = ("family", "id", "host", "created_at", "operation")


@attrs.frozen(kw_only=True)
class TaskHandle:
    """One task at the service. It holds no secret: as JSON it can be stored, sent and resumed elsewhere.

    `str(handle)` is that JSON, and `TaskHandle.from_json` reads it.
    """

    family: str
    """The family that the task is of, such as `subtitle_tasks`."""
    id: str
    """The id that the service gave it."""
    host: str
    """The base URL of the API that made it; a video task is known to that host alone."""
    created_at: datetime | None = None
    """When it was created, in UTC; None if this client did not create it."""
    operation: str | None = None
    """The operation that created it; None if this client did not create it."""
    answer: Model | None = attrs.field(default=None, eq=False, repr=False)
    """What the service answered when it was created; not part of the JSON."""

    def to_dict(self) -> dict[str, str | None]:
        """The handle as a JSON object."""
        created = None if self.created_at is None else self.created_at.astimezone(UTC).isoformat()
        return {
            "family": self.family,
            "id": self.id,
            "host": self.host,
            "created_at": created,
            "operation": self.operation,
        }

    def to_json(self) -> str:
        """The handle as JSON in one line."""
        return json.dumps({name: value for name, value in self.to_dict().items() if value is not None})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The handle that `to_json` wrote. Raises ArgumentError, which says what is wrong with the text."""
        try:
            data = json.loads(text)
        except (TypeError, ValueError, RecursionError):
            raise _refused(text, "must be a task handle as JSON") from None
        if not isinstance(data, dict):
            raise _refused(text, "must be a task handle, a JSON object")
        return cls.from_dict(data)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The handle of a JSON object; unknown fields are passed over. Raises ArgumentError."""
        for name in _FIELDS[:3]:
            if not isinstance(data.get(name), str) or not data[name].strip():
                raise _refused(data, f"must be a task handle with a text as its {name}")
        operation = data.get("operation")
        if operation is not None and not isinstance(operation, str):
            raise _refused(data, "must be a task handle with a text as its operation, if any")
        return cls(
            family=data["family"],
            id=data["id"],
            host=data["host"],
            created_at=_moment(data.get("created_at")),
            operation=operation,
        )

    def __str__(self) -> str:
        return self.to_json()


def resumption(handle: TaskHandle) -> str:
    """The sentence that says how a wait that ended before its task can be taken up again."""
    how = f"client.{handle.family}.wait({handle.id!r})"
    return f"The task goes on at the service; resume, here or in another process, with {how}."


def checked_handle(value: object, family: str, host: str) -> TaskHandle:
    """The handle of a task to wait for: given as one, or as its id, which must be of this family and host.

    Raises ArgumentError.
    """
    if isinstance(value, str) and value.strip():
        return TaskHandle(family=family, id=value, host=host)
    if not isinstance(value, TaskHandle):
        raise ArgumentError("task", value, "must be a task handle or a task id", "Give what `create` returned")
    if value.family != family:
        cure = f"Use client.{value.family}, or client.resume, which finds the family by itself"
        raise ArgumentError("task", value.family, f"must be a task of the family {family}", cure)
    if value.host != host:
        cure = f"Use a client made with base_url={value.host!r}: no other host knows the task"
        raise ArgumentError("task", value.host, f"must be a task of the host {host}", cure)
    return value


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)  # type: ignore[arg-type]  # a TypeError is an answer too
    except (TypeError, ValueError):
        raise _refused(value, "must be a task handle whose created_at is a date and time of ISO 8601") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _refused(value: object, rule: str) -> ArgumentError:
    return ArgumentError("handle", value, rule, "Give what str(handle) or `speech302 tasks --json` wrote")
