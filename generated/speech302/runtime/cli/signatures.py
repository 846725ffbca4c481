"""Functions with the signatures that Typer reads: the options of an operation, and those of the command line's own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import GenericAlias
from typing import TYPE_CHECKING, Any

import typer

from .common import Common, panel
from .leaves import TASK, Leaf

if TYPE_CHECKING:
    from .command import Option, Program

Escape = Callable[[str], str]
_TYPES: dict[str, Any] = {"integer": int, "number": float, "boolean": bool, "texts": list[str]}
_METAVARS = {"integer": "INTEGER", "number": "NUMBER", "boolean": "BOOLEAN", "model": "JSON", "json": "JSON"}


def function(program: Program, leaf: Leaf, escape: Escape) -> Callable[..., None]:
    """The function that Typer makes a command of. `escape`: makes a text be shown as it is."""

    def command(context: typer.Context, **values: Any) -> None:
        from .run import Run, execute  # it imports what help needs nothing of
        from .settings import Settings
        from .world import World

        world = context.obj if isinstance(context.obj, World) else World()
        run = Run(program, world, Settings.of(values), leaf.command)
        raise typer.Exit(execute(run, lambda run: leaf.act(run, values)))

    context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    listed = [context, *_parameters(leaf, escape)]
    command.__signature__ = inspect.Signature(listed)  # type: ignore[attr-defined]  # a function may have one
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in listed}
    command.__doc__ = escape("\n\n".join(leaf.about))
    return command


def _parameters(leaf: Leaf, escape: Escape) -> Iterator[inspect.Parameter]:
    if leaf.task is not None:
        default: Any = None if leaf.optional else ...
        declared = typer.Argument(default, help=escape(leaf.task), metavar="TASK", show_default=False)
        yield _keyword(TASK, str | None if leaf.optional else str, declared)
    for option in leaf.command.options if leaf.command else ():
        yield _of_operation(option, escape)
    for common in leaf.common:
        yield _of_common(common, escape)


def _of_operation(option: Option, escape: Escape) -> inspect.Parameter:
    one: Any = _TYPES.get(option.kind, str)
    kind: Any = GenericAlias(list, (one,)) if option.many else one
    switch = option.kind == "boolean" and not option.many
    flag = f"{option.flag}/--no-{option.flag.removeprefix('--')}" if switch else option.flag
    about = escape(f"{option.about} Repeatable." if option.many else option.about)
    metavar = "TEXT|JSON" if option.one_text else None if switch else _METAVARS.get(option.kind, "TEXT")
    default = ... if option.required else None
    declared = typer.Option(default, flag, help=about, metavar=metavar, show_default=False)
    return _keyword(option.name, kind if option.required else kind | None, declared)


def _of_common(option: Common, escape: Escape) -> inspect.Parameter:
    names = [option.flag, *([option.short] if option.short else [])]
    about, heading, switch = escape(option.about), panel(option), option.kind == "flag"
    kind: Any = bool if switch else _TYPES.get(option.kind, str) | None
    metavar = None if switch else option.metavar or _METAVARS.get(option.kind, "TEXT")
    default = False if switch else None
    declared = typer.Option(default, *names, help=about, rich_help_panel=heading, metavar=metavar, show_default=False)
    return _keyword(option.name, kind, declared)


def _keyword(name: str, kind: Any, declared: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=declared, annotation=kind)
