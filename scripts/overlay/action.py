"""Overlays and their actions, read and found valid."""

from pathlib import Path
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from scripts.overlay.jsonpath import Query
from scripts.values import Json

Version: TypeAlias = Literal["1.0", "1.1", "1.2"]
Deed: TypeAlias = Literal["update", "remove", "copy", "nothing"]


@frozen
class Expression:
    """A JSONPath expression: as it is written, compiled, and where it stands (`file:line`)."""

    text: str
    query: Query
    place: str


@frozen
class Action:
    """One action.

    `index`: its place in the overlay, from 0. `deed`: what it does; `nothing` when it states none of `update`, `copy`
    and `remove: true`, and so only asserts its target. `update`: the value, for the deed of that name. `source`: where
    `copy` takes its value from. `expect`: how many nodes it must match, when stated. `place`: its `file:line`.
    """

    index: int
    target: Expression
    deed: Deed
    place: str
    update: Json = None
    source: Expression | None = None
    expect: int | None = None
    description: str | None = None

    @property
    def name(self) -> str:
        """Name the action as messages do: `actions[3]`."""
        return f"actions[{self.index}]"


@frozen
class Overlay:
    """One overlay document. `version`: of the Overlay Specification. `extends`: what it says it is made for."""

    path: Path
    version: Version
    title: str
    actions: tuple[Action, ...]
    extends: str | None = None

    def without(self, index: int) -> "Overlay":
        """Return this overlay less one action; the others keep their indexes."""
        return evolve(self, actions=tuple(action for action in self.actions if action.index != index))
