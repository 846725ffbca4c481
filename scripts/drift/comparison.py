"""Comparison: what one page says of one operation beside what the description says of it, value by value.

The description is looked at twice: `base` is what the pages said when it was written, `effective` is what it says with
every overlay applied. A statement that either of them makes is known. What the description has and the page has not is
judged only where the page says enough: an example without a field, or a page that is cut, proves nothing.
"""

import difflib
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from attrs import Factory, define, frozen

from scripts.drift.described import Described, DescribedOperation, Side, parent_of
from scripts.drift.finding import Location
from scripts.drift.matching import is_standard
from scripts.drift.types import Kinds, fits, is_within, kinds_of_text
from scripts.page import Field, Operation, Parameter
from scripts.page.shape import join
from scripts.values import Json, same

Said: TypeAlias = Field | Parameter

NEAR: Final = 0.7
PARTS: Final = {"schema": "list", "table": "table", "example": "example"}
"""The parts of a page: as `x-source` names them, and as facts do."""


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
        kinds = kinds_of_text(self.said.type)
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
        said, silent = getattr(self.said, keyword), "list" not in getattr(self.said, "parts", ("list",))
        if self.side == "response" or (said is None and silent):
            return True
        return any(same(said, getattr(one, keyword)) for one in self.views)

    def new_values(self) -> list[Json]:
        """The allowed values that no view lists."""
        known = [value for one in self.views for value in one.known]
        return [value for value in self.said.enum or () if not any(same(value, one) for one in known)]

    def gone_values(self) -> list[Json]:
        """The listed values that the page no longer allows; what an overlay took out is known to be gone."""
        base = self.base if self.base is not None else self.now
        if not self.said.enum:
            return []
        return [
            value
            for value in base.known
            if not any(same(value, one) for one in self.said.enum) and any(same(value, one) for one in self.now.known)
        ]

    def is_known(self) -> bool:
        """Whether all that the page says of the value is known."""
        keywords = all(self.knows(name) for name in ("default", "minimum", "maximum"))
        return self.knows_type() and self.knows_required() and keywords and not self.new_values() + self.gone_values()


@frozen
class Rename:
    """A field that has a new name, likely."""

    old: Described
    new: Said


@define
class Compared:
    """One operation on one page. `file`: as locations write it. `page`: the name of the page."""

    file: str
    page: str
    said: Operation
    base: DescribedOperation | None
    effective: DescribedOperation
    pairs: list[Pair] = Factory(list)
    added: list[tuple[Side, Said]] = Factory(list)
    removed: list[Described] = Factory(list)
    renamed: list[Rename] = Factory(list)
    silent: list[Side] = Factory(list)

    @property
    def id(self) -> str:
        """The operationId."""
        return self.effective.id

    def is_known(self, path: str) -> bool:
        """Whether the page says nothing new of a value, its presence included."""
        for _, one in self.added:
            if path in (getattr(one, "path", None), f"{getattr(one, 'place', '')} {one.name}"):
                return False
        told = [*self.removed, *(one.old for one in self.renamed)]
        renamed = (
            getattr(one.new, "path", None) or f"{getattr(one.new, 'place', '')} {one.new.name}" for one in self.renamed
        )
        if path in [one.path for one in told] or path in renamed:
            return False
        return all(pair.is_known() for pair in self.pairs if path in (pair.now.path, getattr(pair.said, "path", None)))

    def at(self, line: int) -> Location:
        """A line of the page."""
        return Location(self.file, max(line, 1))


def compare(
    file: str, page: str, said: Operation, base: DescribedOperation | None, effective: DescribedOperation
) -> Compared:
    """Compare every parameter and field."""
    made = Compared(file, page, said, base, effective)
    sides: dict[Side, tuple[list[Said], bool]] = {
        "parameter": ([one for one in said.parameters if not is_standard(one)], False),
        "request": (list(said.request_fields), said.request_damaged),
        "response": (list(said.response_fields), said.response_damaged),
    }
    for side, (values, damaged) in sides.items():
        _Side(made, side, values, damaged).compare()
    return made


@define
class _Side:
    made: Compared
    side: Side
    values: list[Said]
    damaged: bool

    def compare(self) -> None:
        base = self.made.base.side(self.side) if self.made.base else {}
        effective = self.made.effective.side(self.side)
        said = self.keyed(base, effective)
        for _ in range(len(said) + 1):
            added = [
                key
                for key in said
                if key not in base and key not in effective and self.is_top(key, said, base, effective)
            ]
            removed = [] if self.damaged else self.removed(said, base if self.made.base else effective, effective)
            rename = _likely(removed, {key: said[key] for key in added}, self.side)
            if rename is None:
                break
            old, key = rename
            self.made.renamed.append(Rename(old, said[key]))
            said = _moved(said, key, old.path)
        self.made.added += [(self.side, said[key]) for key in added]
        self.made.removed += removed
        if not self.values and self.expected(base) and self.side != "parameter":
            self.made.silent.append(self.side)
        both = {key: value for key, value in said.items() if key in base or key in effective}
        twins = _twins(effective)
        self.made.pairs += [
            Pair(self.side, value, base.get(key) or base.get(_under(twins, key)), effective.get(key))
            for key, value in both.items()
        ]

    def keyed(self, base: Mapping[str, Described], effective: Mapping[str, Described]) -> dict[str, Said]:
        """What the page says, by path; a field whose place is lost is the only one of its name, if there is one."""
        found: dict[str, Said] = {}
        for one in self.values:
            if isinstance(one, Parameter):
                found[f"{one.place} {one.name}"] = one
            elif one.path is not None:
                found[one.path] = one
        for one in self.values:
            if isinstance(one, Field) and one.path is None:
                named = {path for path, value in {**base, **effective}.items() if value.name == one.name}
                found.setdefault(named.pop() if len(named) == 1 else join("", one.name), one)
        return found

    def is_top(self, key: str, said: Mapping[str, Said], *views: Mapping[str, Described]) -> bool:
        """Tell whether what holds a new field is known; a field within a new one is told with it."""
        parent = _holder(key) if self.side != "parameter" else ""
        return not parent or any(parent in view for view in views)

    def expected(self, base: Mapping[str, Described]) -> bool:
        return any(one.source.get("page") == self.made.page for one in base.values())

    def removed(
        self, said: Mapping[str, Said], described: Mapping[str, Described], effective: Mapping[str, Described]
    ) -> list[Described]:
        """What is described and the page has no longer; the outermost of fields within each other."""
        if not self.values and self.side != "parameter":
            return []
        able = {part for one in said.values() for part in getattr(one, "parts", ())}
        found = []
        for key, one in described.items():
            now = effective.get(key)
            if now is None or now.deprecated or (one.parent and _holder(key) not in said):
                continue
            value = said.get(key)
            if self.would_show(one, said, able) if value is None else self.unlisted(one, value, able):
                found.append(one)
        return found

    def would_show(self, one: Described, said: Mapping[str, Said], able: set[str]) -> bool:
        """Tell whether the page would have the field if it still were there."""
        if self.side == "parameter":
            # A page without a list of parameters is silent of all of them.
            return any(each.stated for each in self.made.said.parameters)
        if one.source.get("page") is None and self.made.base is not None:
            return False
        parts = {PARTS[part] for part in one.source.get("from", ()) if part in PARTS} or {"list"}
        siblings = [value for key, value in said.items() if parent_of(key) == one.parent]
        shown = any("example" in getattr(value, "parts", ()) for value in siblings)
        listed = any({"list", "table"} & set(getattr(value, "parts", ())) for value in siblings)
        return bool((parts & able & {"list", "table"} and listed) or ("example" in parts and shown))

    def unlisted(self, one: Described, value: Said, able: set[str]) -> bool:
        """Tell whether the list of the page, or its table where it has no list, dropped what an example still shows."""
        parts: frozenset[str] = getattr(value, "parts", frozenset())
        expected = {PARTS[part] for part in one.source.get("from", ()) if part in PARTS} & able
        if not parts or one.source.get("page") is None:
            return False
        strongest = "list" if "list" in able else "table"
        return strongest in expected and strongest not in parts


def _twins(effective: Mapping[str, Described]) -> dict[str, str]:
    """The paths of fields that another one is another spelling of, each with that other one's path."""
    return {join(one.parent, one.spelling_of): path for path, one in effective.items() if one.spelling_of is not None}


def _under(twins: Mapping[str, str], path: str) -> str:
    """A path with the spelling that the pages had when the description was written."""
    for new, old in twins.items():
        if path == new or path.startswith((f"{new}.", f"{new}[")):
            return old + path[len(new) :]
    return path


def _holder(path: str) -> str:
    parent = parent_of(path)
    while parent.endswith("[]"):
        parent = parent[:-2]
    return parent


def _moved(said: Mapping[str, Said], new: str, old: str) -> dict[str, Said]:
    """What the page says with a renamed field, and all within it, under the old name."""

    def key(path: str) -> str:
        return old + path[len(new) :] if path == new or path.startswith((f"{new}.", f"{new}[")) else path

    return {key(path): value for path, value in said.items()}


def _likely(removed: Iterable[Described], added: Mapping[str, Said], side: Side) -> tuple[Described, str] | None:
    """The most likely rename: names that are near, in one place; None when none is."""
    best: tuple[float, Described, str] | None = None
    for old in removed:
        for key, value in added.items():
            same_place = (
                old.path.split(" ")[0] == key.split(" ")[0] if side == "parameter" else parent_of(key) == old.parent
            )
            # An address with one parameter for another has a new name for it, however far.
            certain = old.path.startswith("path ") and same_place
            ratio = 1.0 if certain else nearness(old.name, value.name) if same_place else 0.0
            if ratio >= NEAR and (best is None or ratio > best[0]):
                best = ratio, old, key
    return (best[1], best[2]) if best else None


def nearness(one: str, other: str) -> float:
    """How near two names are, from 0 to 1, however cased and joined; one may end or begin the other."""
    left, right = (name.replace("_", "").replace("-", "").casefold() for name in (one, other))
    if left == right:
        return 1.0
    short, long = sorted((left, right), key=len)
    if len(short) >= 3 and (long.startswith(short) or long.endswith(short)):
        return max(NEAR, len(short) / len(long))
    return difflib.SequenceMatcher(None, left, right).ratio()
