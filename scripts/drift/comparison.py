"""Comparison: what one page says of one operation beside what the description says of it, value by value.

The description is looked at twice: `base` is what the pages said when it was written, `effective` is what it says with
every overlay applied. A statement that either of them makes is known. What the description has and the page has not is
judged only where the page says enough: an example without a field, or a page that is cut, proves nothing.
"""

from collections.abc import Mapping
from typing import Final

from attrs import Factory, define

from scripts.drift.described import Described, DescribedOperation, Side, holder_of, parent_of
from scripts.drift.finding import Location
from scripts.drift.matching import is_standard
from scripts.drift.pair import Pair, Said, parts_of, path_of
from scripts.drift.renaming import Rename, likely, moved, twins, under
from scripts.drift.types import ANY, text_of
from scripts.page import Field, Operation, Parameter
from scripts.page.shape import join

PARTS: Final = {"schema": "list", "table": "table", "example": "example"}
"""The parts of a page: as `x-source` names them, and as facts do."""


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
        came = [*(one for _, one in self.added), *(one.new for one in self.renamed)]
        went = [*self.removed, *(one.old for one in self.renamed)]
        if path in [*map(path_of, came), *(one.path for one in went)]:
            return False
        return all(pair.is_known() for pair in self.pairs if path in (pair.now.path, path_of(pair.said)))

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
            rename = likely(removed, {key: said[key] for key in added}, self.side)
            if rename is None:
                break
            old, key = rename
            self.made.renamed.append(Rename(old, said[key]))
            said = moved(said, key, old.path)
        self.made.added += [(self.side, said[key]) for key in added]
        self.made.removed += removed
        if not self.values and self.expected(base) and self.side != "parameter":
            self.made.silent.append(self.side)
        both = {key: value for key, value in said.items() if key in base or key in effective}
        spellings = twins(effective)
        self.made.pairs += [
            Pair(self.side, value, base.get(key) or base.get(under(spellings, key)), effective.get(key))
            for key, value in both.items()
        ]

    def keyed(self, base: Mapping[str, Described], effective: Mapping[str, Described]) -> dict[str, Said]:
        """What the page says, by path; a field whose place is lost is the only one of its name, if there is one."""
        found: dict[str, Said] = {}
        for one in self.values:
            if isinstance(one, Parameter) or one.path is not None:
                found[path_of(one)] = one
        for one in self.values:
            if isinstance(one, Field) and one.path is None:
                named = {path for path, value in {**base, **effective}.items() if value.name == one.name}
                found.setdefault(named.pop() if len(named) == 1 else join("", one.name), one)
        return found

    def is_top(self, key: str, said: Mapping[str, Said], *views: Mapping[str, Described]) -> bool:
        """Tell whether what holds a new field is known; a field within a new one is told with it."""
        parent = holder_of(key) if self.side != "parameter" else ""
        holders = [view[parent] for view in views if parent in view]
        # Within what is no object by the description, the other type is the news.
        return not parent or any("object" in text_of(one.kinds) or one.kinds == ANY for one in holders)

    def expected(self, base: Mapping[str, Described]) -> bool:
        return any(one.source.get("page") == self.made.page for one in base.values())

    def removed(
        self, said: Mapping[str, Said], described: Mapping[str, Described], effective: Mapping[str, Described]
    ) -> list[Described]:
        """What is described and the page has no longer; the outermost of fields within each other."""
        if not self.values and self.side != "parameter":
            return []
        able = {part for one in said.values() for part in parts_of(one)}
        found = []
        for key, one in described.items():
            now = effective.get(key)
            if now is None or now.deprecated or (one.parent and holder_of(key) not in said):
                continue
            value = said.get(key)
            # A row of a flat list may be that of a new field of the same name in another place.
            namesakes = any(value.name == one.name for path, value in said.items() if path not in described)
            if self.would_show(one, said, able) if value is None else not namesakes and self.unlisted(one, value, able):
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
        shown = any("example" in parts_of(value) for value in siblings)
        listed = any({"list", "table"} & parts_of(value) for value in siblings)
        return bool((parts & able & {"list", "table"} and listed) or ("example" in parts and shown))

    def unlisted(self, one: Described, value: Said, able: set[str]) -> bool:
        """Tell whether the list of the page, or its table where it has no list, dropped what an example still shows."""
        parts = parts_of(value)
        expected = {PARTS[part] for part in one.source.get("from", ()) if part in PARTS} & able
        if not parts or one.source.get("page") is None:
            return False
        strongest = "list" if "list" in able else "table"
        return strongest in expected and strongest not in parts
