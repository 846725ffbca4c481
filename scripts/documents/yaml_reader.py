"""A YAML 1.2 reader that yields plain JSON values and the line of each.

It builds from the parser's events rather than from a library's nodes, so that a plain `200` can be told from a tagged
one, an alias is copied at every use, and depth and size are bounded while reading.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TypeAlias

import yaml

from scripts.documents.marks import MAX_DEPTH, TOO_DEEP, Mark
from scripts.documents.place import place, shown
from scripts.documents.yaml_scalars import TAG, plain, tagged
from scripts.failures import UNUSABLE, Failure
from scripts.values import Json, a_type, clone

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_COPIED: Final = 2_000_000
"""How many nodes aliases may copy in all: a document of a few lines can ask for billions."""

# libyaml reads some twenty times faster; PyYAML has the same parser in Python for where it is missing.
LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# The stubs leave most attributes of events untyped.
Event: TypeAlias = Any


class _Node(NamedTuple):
    data: Json
    mark: Mark
    size: int = 1
    height: int = 0


def read_yaml(text: str, path: Path) -> tuple[Json, Mark]:
    """Read exactly one YAML document. Raises `Failure` with the line of what is wrong."""
    bad = UNPRINTABLE.search(text)
    if bad:
        _refuse_character(bad, path)
    try:
        return _Reader(text, path).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = place(path, mark.line + 1) if mark else shown(path)
        cause = ", ".join(part for part in (error.context, error.problem) if part)
        raise Failure("this is not YAML", where, cause) from None
    except yaml.YAMLError as error:
        raise Failure("this is not YAML", shown(path), str(error)) from None


def _refuse_character(bad: re.Match[str], path: Path) -> NoReturn:
    line = bad.string.count("\n", 0, bad.start()) + 1
    if bad.group() == "\0":
        raise Failure("the file is binary", place(path, line), "it holds a NUL byte", "name a text file", UNUSABLE)
    cause = f"YAML has no character U+{ord(bad.group()):04X}"
    raise Failure("this is not YAML", place(path, line), cause, "write it escaped, in double quotes")


class _Reader:
    def __init__(self, text: str, path: Path) -> None:
        self.events: Iterator[Event] = iter(yaml.parse(text, Loader=LOADER))
        self.path = path
        self.anchors: dict[str, _Node | None] = {}
        self.copied = 0

    def document(self) -> tuple[Json, Mark]:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self.fail(event, "the file is empty", "it holds comments at most", "write a document into it")
        root = self.node(next(self.events), 0)
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.fail(event, "a second document begins here", cure="keep one document to a file, without further '---'")
        return root.data, root.mark

    def node(self, event: Event, depth: int) -> _Node:
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, depth)
        if depth > MAX_DEPTH:
            self.fail(event, TOO_DEEP)
        if event.anchor:
            # None until the node is complete: an alias to it from inside would have no end.
            self.anchors[event.anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            node = _Node(self.scalar(event), Mark(_line(event)))
        elif isinstance(event, yaml.MappingStartEvent):
            node = self.mapping(event, depth)
        else:
            node = self.sequence(event, depth)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def alias(self, event: Event, depth: int) -> _Node:
        if event.anchor not in self.anchors:
            self.fail(event, f"the alias *{event.anchor} has no anchor before it")
        node = self.anchors[event.anchor]
        if node is None:
            self.fail(event, f"the alias *{event.anchor} stands inside of its own anchor", cure="write the part out")
        self.copied += node.size
        if self.copied > MAX_COPIED:
            self.fail(event, f"aliases copy more than {MAX_COPIED} nodes in all")
        if depth + node.height > MAX_DEPTH:
            self.fail(event, TOO_DEEP)
        return node._replace(data=clone(node.data), mark=Mark(_line(event), node.mark.children))

    def scalar(self, event: Event) -> Json:
        try:
            if event.tag is not None:
                return tagged(event.tag, event.value)
            return plain(event.value) if event.implicit[0] else str(event.value)
        except ValueError as error:
            # The interpreter bounds how long an integer's text may be, and says so in words about itself.
            cause = str(error) if len(event.value) < 1000 else "the number is too long"
            cure = "remove the tag" if event.tag else "quote it to make it a string"
            self.fail(event, "JSON cannot hold this value", cause, cure)

    def sequence(self, event: Event, depth: int) -> _Node:
        self.check_tag(event, "seq")
        data: list[Json] = []
        marks: list[Mark] = []
        size, height = 1, 0
        while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
            value = self.node(item, depth + 1)
            data.append(value.data)
            marks.append(value.mark)
            size, height = size + value.size, max(height, value.height + 1)
        return _Node(data, Mark(_line(event), marks), size, height)

    def mapping(self, event: Event, depth: int) -> _Node:
        self.check_tag(event, "map")
        data: dict[str, Json] = {}
        marks: dict[str, Mark] = {}
        own: set[str] = set()
        size, height = 1, 0
        while not isinstance(item := next(self.events), yaml.MappingEndEvent):
            key = self.key(item)
            if key in own:
                self.duplicate(item, key, marks[key].line)
            value = self.node(next(self.events), depth + 1)
            size, height = size + value.size, max(height, value.height + 1)
            if key == "<<" and item.implicit[0]:
                self.merge(item, value, data, marks)
                continue
            own.add(key)
            data[key], marks[key] = value.data, Mark(_line(item), value.mark.children)
        return _Node(data, Mark(_line(event), marks), size, height)

    def key(self, event: Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self.fail(event, "a key must be text", "an alias, a mapping or a sequence stands here")
        if event.anchor:
            self.anchors[event.anchor] = _Node(event.value, Mark(_line(event)))
        return str(event.value)

    def merge(self, event: Event, node: _Node, data: dict[str, Json], marks: dict[str, Mark]) -> None:
        """Fold `<<` in: what stands in the mapping itself wins, then the earlier source."""
        sources = [(node.data, node.mark)]
        if isinstance(node.data, list) and isinstance(node.mark.children, list):
            sources = list(zip(node.data, node.mark.children, strict=True))
        for source, its_mark in sources:
            if not isinstance(source, dict) or not isinstance(its_mark.children, dict):
                self.fail(event, f"'<<' takes a mapping or a list of them, not {a_type(source)}")
            for key, item in source.items():
                if key not in data:
                    data[key], marks[key] = item, its_mark.children[key]

    def check_tag(self, event: Event, kind: str) -> None:
        if event.tag not in (None, "!", TAG + kind):
            self.fail(event, f"JSON has no {event.tag.replace(TAG, '!!')}", cure="remove the tag")

    def duplicate(self, event: Event, key: str, first: int) -> NoReturn:
        cause = f"it stands on line {first} already"
        self.fail(event, f"the key '{key}' is written twice in one mapping", cause, "keep one of them")

    def fail(self, event: Event, what: str, cause: str | None = None, cure: str | None = None) -> NoReturn:
        raise Failure(what, place(self.path, _line(event)), cause, cure)


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1
