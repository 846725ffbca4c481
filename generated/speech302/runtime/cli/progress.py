"""What is shown during a wait and a download: a live line on a terminal, plain lines, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from ..download import Progress
    from ..poll import Poll
    from .run import Run
    from .screen import Screen

Told = Callable[["Progress"], object]


class Watcher:
    """Shows nothing; the base of what shows something. A context around a wait and the downloads after it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def polled(self, poll: Poll) -> None:
        """Show a read of the task."""

    def rename(self, about: str) -> None:
        """Change what it says that it is about."""

    @contextmanager
    def downloading(self, name: str) -> Iterator[Told | None]:
        """Show a download; gives what is to be told of its progress."""
        yield None


class Lines(Watcher):
    """Writes a line for each read."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def polled(self, poll: Poll) -> None:
        """Write it."""
        self._screen.tell(f"poll {poll.number}, {poll.elapsed:.1f} s: {state_of(poll)}")

    @contextmanager
    def downloading(self, name: str) -> Iterator[Told | None]:
        """Write how much came, in the end."""
        seen: list[int] = []
        yield lambda progress: seen.append(progress.received)
        self._screen.tell(f"{name}: {seen[-1] if seen else 0:,} bytes")


class Live(Watcher):
    """A line that is drawn again and again: state, time and number of polls, or the bytes of a download."""

    def __init__(self, run: Run, about: str) -> None:
        from rich.console import Console  # slow to import, and only a terminal needs it
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._screen = run.screen
        self._about = about
        colourless = bool(run.world.variable("NO_COLOR"))
        # Rich reads the width from it, where that is set.
        around = run.world.environment
        console = Console(file=run.screen.err, no_color=colourless, highlight=False, markup=False, _environ=around)
        shown = TextColumn("{task.description}", markup=False)
        rest = TextColumn("{task.fields[more]}", markup=False)
        self._progress = Progress(
            SpinnerColumn(),
            shown,
            TimeElapsedColumn(),
            BarColumn(bar_width=10),
            rest,
            console=console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            get_time=run.world.clock.now,
        )
        self._console = console
        self._line: Any = None

    def __enter__(self) -> Self:
        self._line = self._progress.add_task(f"{self._about}: asking", total=None, more="")
        self._progress.start()
        self._screen.above = self._above
        return self

    def __exit__(self, *_: object) -> None:
        self._screen.above = None
        self._progress.stop()

    def polled(self, poll: Poll) -> None:
        """Draw it."""
        number = f"{poll.number} poll{'' if poll.number == 1 else 's'}"
        self._progress.update(self._line, description=f"{self._about}: {state_of(poll)}", more=number, refresh=True)

    def rename(self, about: str) -> None:
        """Draw the new name with the next read."""
        self._about = about

    @contextmanager
    def downloading(self, name: str) -> Iterator[Told | None]:
        """Draw a bar, and how many bytes came."""
        line = self._progress.add_task(f"fetching {name}", total=None, more="")
        self._progress.update(self._line, visible=False)

        def told(progress: Progress) -> None:
            of = "" if progress.total is None else f" of {size(progress.total)}"
            more = f"{size(progress.received)}{of}"
            self._progress.update(line, completed=progress.received, total=progress.total, more=more)

        try:
            yield told
        finally:
            self._progress.refresh()  # a quick download would not be seen at all
            self._progress.update(line, visible=False, refresh=True)

    def _above(self, text: str) -> None:
        self._console.print(text, soft_wrap=True)


def watcher(run: Run, about: str) -> Watcher:
    """What fits the screen: live for a person at a terminal, a line a read with --verbose, else nothing."""
    if run.settings.verbose:
        return Lines(run.screen)
    dumb = run.world.variable("TERM").lower() in ("dumb", "unknown")
    if run.screen.interactive and not dumb and not run.world.variable("CI"):
        return Live(run, about)
    return Watcher()


def state_of(poll: Poll) -> str:
    """The state in words: `running (processing)`."""
    if poll.error is not None:
        return f"{said(poll.state.kind, poll.state.status)}; the last read failed ({type(poll.error).__name__})"
    return said(poll.state.kind, poll.state.status)


def said(kind: str, status: object) -> str:
    """A state and the service's own word for it."""
    if status is None:
        return "not told" if kind == "unknown" else kind
    return f"{kind} ({str(status)[:40]})"


def short(task_id: str) -> str:
    """An id that leaves room for the rest of a line; the whole one stands in the handle."""
    return task_id if len(task_id) <= 12 else f"{task_id[:8]}…"


def size(number: int) -> str:
    """A number of bytes for people: `1.4 MB`."""
    amount = float(number)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} bytes" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"
