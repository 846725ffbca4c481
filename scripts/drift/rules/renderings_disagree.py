"""Two renderings of one page say different things."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from scripts.drift.comparison import Compared
from scripts.drift.context import Context, Judged
from scripts.drift.described import parent_of
from scripts.drift.finding import Finding, Party
from scripts.drift.judging import WARNING, shown_value
from scripts.drift.matching import address, is_standard
from scripts.drift.pair import Said, parts_of
from scripts.drift.types import LOST, admits, is_exactly, kinds_of_text
from scripts.page import Field, Operation, Parameter
from scripts.values import same

Difference = tuple[str | None, str, str, str, int]
"""The path of the value, None for the operation; what they disagree about; what they say; the line."""

ASPECTS = ("required", "default", "minimum", "maximum", "enum")
WORDS = "store both renderings anew; if they still differ, the recording decides, and an overlay says it"


def judge(context: Context) -> Iterator[Judged]:
    """Judge every two files that show one operation of one page."""
    for left, right in combinations(context.compared, 2):
        if left.id != right.id or left.file == right.file or not _one_page(context, left, right):
            continue
        for path, about, one, other, line in _differences(left.said, right.said):
            # Where overlays decided between the two, both statements are known.
            if all(_is_known(context, each, path, about) for each in (left, right)):
                continue
            at = left.at(line)
            message = f"{left.file} and {right.file} disagree about {about}"
            parties = (Party("page", one, at), Party("page", other, right.at(1)))
            files = tuple(sorted((left.page, right.page)))
            finding = Finding(
                "renderings-disagree", WARNING, message, at, parties, (about, one, other, *files), left.id, None,
                context.inputs.excerpt(at),
            )  # fmt: skip
            yield Judged(finding, words=WORDS)


def _is_known(context: Context, compared: Compared, path: str | None, about: str) -> bool:
    if path is not None:
        return compared.is_known(path)
    said, known = compared.said, context.both(compared.id)
    if about == "the key":
        return any(said.security == ("required" if one.key_needed else "optional") for one in known)
    return any(said.method in (None, one.method) and said.path in (None, one.path) for one in known)


def _one_page(context: Context, left: Compared, right: Compared) -> bool:
    urls = {one["page"]: one.get("url") for one in context.effective.operations[left.id].pages}
    return left.page == right.page or (left.page in urls and urls[left.page] == urls.get(right.page))


def _differences(left: Operation, right: Operation) -> Iterator[Difference]:
    if None not in (left.method, right.method) and left.method != right.method:
        yield None, "the method", str(left.method), str(right.method), left.line
    if None not in (left.path, right.path) and address("", left.path) != address("", right.path):
        yield None, "the address", str(left.path), str(right.path), left.line
    if "unknown" not in (left.security, right.security) and left.security != right.security:
        yield None, "the key", left.security, right.security, left.line
    if not (left.request_damaged or right.request_damaged):
        yield from _bodies("the request's field", left.request_fields, right.request_fields)
    if not (left.response_damaged or right.response_damaged):
        yield from _bodies("the response's field", left.response_fields, right.response_fields)
    yield from _values("the parameter", _parameters(left), _parameters(right))


def _parameters(operation: Operation) -> dict[str, Said]:
    return {f"{one.place} {one.name}": one for one in operation.parameters if not is_standard(one)}


def _bodies(what: str, left: tuple[Field, ...], right: tuple[Field, ...]) -> Iterator[Difference]:
    ours: dict[str, Said] = {one.path: one for one in left if one.path}
    theirs: dict[str, Said] = {one.path: one for one in right if one.path}
    yield from _values(what, ours, theirs)
    for name in dict.fromkeys([*ours, *theirs]) if ours and theirs else ():
        present, lacking = (ours, theirs) if name in ours else (theirs, ours)
        # What only an example shows can be absent from another example, and whole parts from another rendering.
        listed = {"list", "table"} & parts_of(present[name])
        if name not in lacking and listed & _parts_beside(name, lacking):
            says = ("there", "absent") if name in ours else ("absent", "there")
            yield name, f"{what} `{name}`", *says, present[name].line if name in ours else 1


def _parts_beside(path: str, fields: dict[str, Said]) -> set[str]:
    beside = (one for name, one in fields.items() if parent_of(name) == parent_of(path))
    return {part for one in beside for part in parts_of(one)}


def _values(what: str, left: dict[str, Said], right: dict[str, Said]) -> Iterator[Difference]:
    for name in [name for name in left if name in right]:
        one, other = left[name], right[name]
        if _types_differ(one, other):
            yield name, f"the type of {what[4:]} `{name}`", str(one.type), str(other.type), one.line
        for aspect in ASPECTS:
            says: tuple[Any, Any] = (getattr(one, aspect), getattr(other, aspect))
            if None not in says and not _same(*says):
                yield name, f"`{name}`: {aspect}", shown_value(says[0]), shown_value(says[1]), one.line


def _types_differ(one: Field | Parameter, other: Field | Parameter) -> bool:
    if one.type is None or other.type is None:
        return False
    left, right = kinds_of_text(one.type), kinds_of_text(other.type)
    if (left | right) & LOST:
        return False
    if one.stated and other.stated:
        return not is_exactly(left, right, alternatives=False) and not is_exactly(right, left, alternatives=False)
    if "null" in (one.type, other.type):
        # An example shows null where it has nothing to show.
        return False
    return not (all(admits(left, kind) for kind in right) or all(admits(right, kind) for kind in left))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(any(same(value, each) for each in other) for value in one)
    return same(one, other)
