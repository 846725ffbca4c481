"""One run of a command: what came of it so far, told in the end, whatever happens."""

from __future__ import annotations

import logging
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import attrs

from ..errors import ConfigurationError
from ..task_error import TaskFailedError
from . import exits
from .handles import resuming
from .places import place_of
from .reading import Reader
from .screen import Screen
from .telling import facts_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from ..handle import TaskHandle
    from .command import Command, Program
    from .settings import Settings
    from .world import World


class Run:
    """What a command works with, and what it found: `handle`, `task`, `state`, `files`, or a `document` of its own."""

    def __init__(self, program: Program, world: World, settings: Settings, command: Command | None = None) -> None:
        self.program = program
        self.world = world
        self.settings = settings
        self.command = command
        self.screen = Screen(world.out, world.err, quiet=settings.quiet, document=settings.json)
        self.reader = Reader(world, program)
        self.handle: TaskHandle | None = None
        self.state: str | None = None
        self.task: Any = None
        self.files: list[Path] = []
        self.placed: set[str] = set()
        """The values of --save that are done."""
        self.document: dict[str, Any] | None = None
        self.creating = False
        """Whether a paid call is under way."""
        self.goes_on = False
        """Whether there is a task whose result is still to be had."""
        self.again: str | None = None
        """A command that goes on with something else than one task."""

    def resume(self) -> str | None:
        """The command that takes up what was not finished."""
        if self.handle is None:
            return self.again
        try:
            place = place_of(self.settings, self.world)
        except ConfigurationError:  # what went wrong before was that
            place = None
        left = tuple(given for given in self.settings.save if given not in self.placed)
        return resuming(self.handle, self.program, attrs.evolve(self.settings, save=left), self.world, place)

    def told(self, error: BaseException | None, code: int) -> dict[str, Any]:
        """The JSON document."""
        about = None if error is None else facts_of(error, code, self.command)
        if self.document is not None:
            return {**self.document, "error": about}
        return {
            "handle": None if self.handle is None else self.handle.to_dict(),
            "state": self.state,
            "task": None if self.task is None else self.task.to_dict(),
            "files": [str(path) for path in self.files],
            "resume": self.resume() if self.goes_on else None,
            "error": about,
        }


def execute(run: Run, act: Callable[[Run], int]) -> int:
    """Do what a command does; the exit code. No error passes, but for a pipe that is closed, and with --debug."""
    error: BaseException | None = None
    with _noticing(run.screen):
        try:
            run.settings.check()
            code = act(run)
        except BrokenPipeError:
            raise
        except (Exception, KeyboardInterrupt) as caught:
            error, code = caught, exits.code_of(caught, creating=run.creating)
            _tell(run, caught)
        run.screen.document(run.told(error, code))
    return code


def _tell(run: Run, error: BaseException) -> None:
    """Write an error: what happened, and how to go on."""
    if (handle := getattr(error, "handle", None)) is not None:
        run.handle, run.goes_on = handle, not isinstance(error, TaskFailedError)
    if run.settings.debug:
        run.screen.tell("".join(traceback.format_exception(error)).rstrip())
    run.screen.tell(f"error: {text_of(error, run.command)}")
    if isinstance(error, KeyboardInterrupt) and run.creating:
        run.screen.tell(
            "Outcome unknown: the service may have received this paid request. Look into the usage records of your "
            "key at the service before calling again."
        )
    if run.handle is not None:
        run.screen.tell(f"handle: {run.handle}")
    if (run.goes_on or run.again) and (command := run.resume()) is not None:
        run.screen.tell(f"resume: {command}")


@contextmanager
def _noticing(screen: Screen) -> Iterator[None]:
    """Write warnings and what the client logs as lines, in place of Python's own manner."""

    def show(message: Warning | str, *_: object, **__: object) -> None:
        screen.warn(f"{message}")

    handler = _Lines(screen)
    logger = logging.getLogger("speech302")
    with warnings.catch_warnings():
        if not sys.warnoptions:
            warnings.simplefilter("always", UserWarning)
        warnings.showwarning = show
        logger.addHandler(handler)
        try:
            yield
        finally:
            logger.removeHandler(handler)


class _Lines(logging.Handler):
    """Writes what is logged as a warning or worse."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(logging.WARNING)
        self._screen = screen

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        self._screen.warn(record.getMessage())
