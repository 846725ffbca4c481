"""Handles on the command line: read from what was given, and told again as the command that resumes."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from ..configuration import checked_base_url
from ..errors import ArgumentError, ConfigurationError
from ..handle import TaskHandle

if TYPE_CHECKING:
    from .command import Family, Program
    from .places import Place
    from .settings import Settings
    from .world import World

_CURE = "Give what `create` printed, or a task id"


def handle_in(text: str) -> TaskHandle | None:
    """The handle in a text: its JSON, or the document that `--json` printed. None for any other text, such as an id.

    Raises ArgumentError for JSON that holds no handle.
    """
    if not text.startswith(("{", "[", '"')):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ArgumentError("TASK", text, "must be a task id or a handle as JSON", _CURE) from None
    if not isinstance(data, dict):
        raise ArgumentError("TASK", text, "must be a task id or a handle, a JSON object", _CURE)
    inner = data.get("handle", data)
    if not isinstance(inner, dict):
        raise ArgumentError("TASK", text, "must hold a handle, and this document has none", _CURE)
    try:
        return TaskHandle.from_dict(inner)
    except ArgumentError as error:
        raise ArgumentError("TASK", text, error.rule, _CURE) from None


def checked_id(text: str) -> str:
    """A task id. Raises ArgumentError."""
    if not text or any(character.isspace() for character in text):
        raise ArgumentError("TASK", text, "must be a task id or a handle as JSON", _CURE)
    return text


def of_family(handle: TaskHandle, family: Family, program: Program) -> TaskHandle:
    """The handle if it is of this family. Raises ArgumentError, which names the command that it belongs to."""
    if handle.family == family.name:
        return handle
    other = program.family(handle.family)
    cure = f"Use `{program.name} {other.word}`" if other else "See whether a newer version of this program knows it"
    raise ArgumentError("TASK", handle.family, f"must be a task of {family.name}", cure)


def host_of(handle: TaskHandle, program: Program, settings: Settings, world: World) -> str:
    """The host to ask for a task, which is the handle's own.

    A handle may come from anybody, and the key goes where it points: so that has to be a host that is known, or one
    that the user named. Raises ArgumentError, and ConfigurationError for a base URL that cannot be used.
    """
    chosen = configured(program, settings, world)
    try:
        host = checked_base_url(handle.host)
    except ConfigurationError as error:
        raise ArgumentError("TASK", handle.host, f"must be at a host that can be asked ({error.problem})") from None
    if host == chosen:
        return host
    if settings.base_url is not None:
        raise ArgumentError("--base-url", chosen, f"must be the host of the task, {host}", "Leave it out")
    if host in program.hosts:
        return host
    rule = "must be at a host that is known, since your key is sent to it"
    raise ArgumentError("TASK", host, rule, f"If you trust this host, say so: --base-url {host}")


def configured(program: Program, settings: Settings, world: World) -> str:
    """The base URL without a task. Raises ConfigurationError."""
    given = settings.base_url or world.variable("AI302_BASE_URL") or program.hosts[0]
    return checked_base_url(given)


def resuming(handle: TaskHandle, program: Program, settings: Settings, world: World, place: Place | None) -> str:
    """The command that takes up the wait for a task again, as a line for a shell."""
    family = program.family(handle.family)
    word = family.word if family else handle.family
    words = [*world.prefix, program.name, word, "wait", handle.to_json()]
    if handle.host != program.hosts[0]:
        words += ["--base-url", handle.host]
    words += settings.carried()
    words += ["--no-ledger"] if settings.no_ledger else place.words() if place else []
    return shlex.join(words)
