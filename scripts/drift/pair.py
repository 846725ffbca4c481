"""Pairs: one value as a page says it and as the description does, and which of the page's statements are known."""

from typing import TypeAlias

from attrs import frozen

from scripts.drift.described import Described, Side
from scripts.drift.types import Kinds, fits, is_within, kinds_of_text
from scripts.page import Field, Parameter
from scripts.values import Json, same

Said: TypeAlias = Field | Parameter


def path_of(said: Said) -> str:
    """Where a page's value stands, as described values have it: `data.id`, `query task_id`; else its name."""
    return f"{said.place} {said.name}" if isinstance(said, Parameter) else said.path or said.name


def parts_of(said: Said) -> frozenset[str]:
    """The parts of the page that mention a value: list, table, example; a parameter is listed, or its use shown."""
    if isinstance(said, Field):
        return said.parts
    return frozenset({"list" if said.stated else "example"})


def kinds_said(said: Said) -> Kinds:
    """The kinds that a page states or shows; of a choice those of its alternatives, where the page tells them."""
    told = said.alternatives if isinstance(said, Field) and said.alternatives else said.type
    return kinds_of_text(told or "")


@frozen
class Pair:
    """One value that both know. `base` or `effective` is None where that view lacks it."""

    side: Side
    said: Said
    base: Described | None
    effective: Described | None

    @property
    def views(self) -> tuple[Described, ...]:
        """What is described, with and without the overlays; the overlays' first."""
        return tuple(one for one in (self.effective, self.base) if one is not None)

    @property
    def now(self) -> Described:
        """What is described, overlays applied if they know it."""
        return self.views[0]

    def knows_type(self) -> bool:
        """Whether a view has the type that the page states, or admits what it shows."""
        if self.said.type is None:
            return True
        kinds = kinds_said(self.said)
        return any(fits(kinds, one, stated=self.said.stated) for one in self.views) or self.admits_by_overlay(kinds)

    def admits_by_overlay(self, kinds: Kinds) -> bool:
        """Whether an overlay made the value take more kinds, and those that the page states are among them."""
        if self.base is None or self.effective is None or self.base.kinds == self.effective.kinds:
            return False
        return "any" not in self.effective.kinds and is_within(kinds, self.effective.kinds)

    def knows_required(self) -> bool:
        """Whether a view has the mark; a page that says nothing contradicts none."""
        if self.side == "response" and self.base is None:
            # What an overlay added may be absent, whatever a page says.
            return True
        return self.said.required is None or any(one.required is self.said.required for one in self.views)

    def knows(self, keyword: str) -> bool:
        """Whether a view has the default or the bound; a list is silent of what there is not."""
        said, silent = getattr(self.said, keyword), "list" not in parts_of(self.said)
        if self.side == "response" or (said is None and silent):
            return True
        return any(same(said, getattr(one, keyword)) for one in self.views)

    def new_values(self) -> list[Json]:
        """The allowed values that no view lists."""
        known = [value for one in self.views for value in one.known]
        return [value for value in self.allowed() if not any(same(value, one) for one in known)]

    def allowed(self) -> list[Json]:
        """The values that the page lists, or gives a meaning each in the words of a table."""
        return self.said.enum or list(self.said.named if isinstance(self.said, Field) else ())

    def gone_values(self) -> list[Json]:
        """The listed values that the page no longer allows; what an overlay took out is known to be gone."""
        base = self.base if self.base is not None else self.now
        allowed = self.allowed()
        if not allowed and not self.lists_no_values(base):
            return []
        return [
            value
            for value in base.known
            if not any(same(value, one) for one in allowed) and any(same(value, one) for one in self.now.known)
        ]

    def lists_no_values(self, base: Described) -> bool:
        """Whether the part of the page that listed the values still is there, and lists none any more."""
        parts = base.source.get("values", base.source.get("from", ()))
        return base.enum is not None and "schema" in parts and "list" in parts_of(self.said) and self.said.stated

    def is_known(self) -> bool:
        """Whether all that the page says of the value is known."""
        keywords = all(self.knows(name) for name in ("default", "minimum", "maximum"))
        return self.knows_type() and self.knows_required() and keywords and not self.new_values() + self.gone_values()
