"""The commands as Typer takes them. Nothing is loaded for them but Typer, so that help and completion are quick."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from . import leaves
from .command import Family, Program
from .exits import TABLE
from .leaves import GENERAL, Leaf
from .signatures import function
from .usage import reported


class Root(TyperGroup):
    """The command itself. What is wrong with its use is told like any other error."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run it; in standalone mode, which is the default, the process ends with the exit code."""
        run = super().main
        given = sys.argv[1:] if args is None else list(args)
        code = reported(lambda: run(args, prog_name, complete_var, False, windows_expand_args, **extra), given)
        if standalone_mode:
            sys.exit(code)
        return code

    def list_commands(self, ctx: Any) -> list[str]:
        """The families before what is about all of them: Typer has it the other way round."""
        names = super().list_commands(ctx)
        return sorted(names, key=lambda name: name in GENERAL)


def build(program: Program, *, rich: bool, words: Sequence[str] | None = None) -> typer.Typer:
    """The application. `rich`: help is drawn for a terminal; else it is plain text, and quicker.

    `words`: what it will be called with, if that is known. A family that is not among them stays empty, which saves a
    third of the time.
    """
    return _Builder(program, rich=rich, words=words).build()


class _Builder:
    def __init__(self, program: Program, *, rich: bool, words: Sequence[str] | None) -> None:
        self._program = program
        self._rich = rich
        self._words = words

    def build(self) -> typer.Typer:
        codes = [f"{code:>5}  {meaning}" for code, meaning in TABLE]
        epilog = self._lines("\n".join(["Exit codes:", *codes]))
        app = self._group("Speech, voice and subtitle tasks of 302.AI.", cls=Root, epilog=epilog, add_completion=True)
        app.callback()(_root(self._program))
        for family in self._program.families:
            app.add_typer(self._family(family), name=family.word)
        for leaf in leaves.general(self._program):
            self._add(app, leaf)
        return app

    def _group(self, about: str, **more: Any) -> typer.Typer:
        settings = {"add_completion": False, **more}
        return typer.Typer(
            help=self._escaped(about),
            no_args_is_help=True,
            rich_markup_mode="rich" if self._rich else None,
            # Typer's own tracebacks show local variables, and so the key.
            pretty_exceptions_enable=False,
            context_settings={"help_option_names": ["-h", "--help"]},
            **settings,
        )

    def _family(self, family: Family) -> typer.Typer:
        app = self._group(family.about)
        if self._words is not None and family.word not in self._words:
            return app
        groups: dict[str, typer.Typer] = {}
        for command in family.commands:
            holder = app
            for word in command.words[:-1]:
                if word not in groups:
                    groups[word] = self._group(f"{word.capitalize()} a task; each costs money.")
                    app.add_typer(groups[word], name=word)
                holder = groups[word]
            self._add(holder, leaves.create(self._program, family, command))
        self._add(app, leaves.get(self._program, family))
        self._add(app, leaves.wait(self._program, family))
        return app

    def _add(self, app: typer.Typer, leaf: Leaf) -> None:
        made = function(self._program, leaf, self._escaped)
        app.command(leaf.name, epilog=self._lines(f"Example: {leaf.example}"))(made)

    def _escaped(self, text: str) -> str:
        """The text so that it is shown as it is: Rich takes what stands in brackets for a style."""
        return text.replace("[", "\\[") if self._rich else text

    def _lines(self, text: str) -> str:
        """The text with its line breaks, which plain help would fill up."""
        return self._escaped(text) if self._rich else f"\b\n{text}"


def _root(program: Program) -> Callable[..., None]:
    def show(wanted: bool) -> None:
        if wanted:
            typer.echo(f"{program.name} {program.version}")
            raise typer.Exit

    def root(
        version: bool = typer.Option(False, "--version", callback=show, is_eager=True, help="Print the version."),
    ) -> None:
        pass

    return root
