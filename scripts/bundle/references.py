"""References between the files of a description: what a `$ref` names, or why it names nothing."""

from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

from scripts.bundle.grammar import SECTIONS
from scripts.bundle.result import Source
from scripts.documents import Document, load, shown
from scripts.failures import Failure, choices
from scripts.pointers import resolve, split, step
from scripts.values import Json, a_type


class Library:
    """The files of one description, each read once. Nothing outside of the root's folder is part of it."""

    def __init__(self, root: Document) -> None:
        self.root = root
        # References are resolved on real paths and told on the paths that the user knows.
        self.folder = root.path.parent
        self.documents: dict[Path, Document] = {root.path.resolve(): root}

    def files(self) -> tuple[Path, ...]:
        """Every file read so far, sorted."""
        return tuple(sorted(document.path for document in self.documents.values()))

    def find(self, ref: str, at: Source) -> Source:
        """Return the node that a `$ref`, written at `at`, names. Raises `Failure` at the `$ref` when there is none."""
        where = at.below("/$ref").place()
        document, fragment = self._document(ref, at, where)
        if fragment and not fragment.startswith("/"):
            cause = f"'#{fragment}' is no JSON pointer"
            raise Failure(f"the $ref '{ref}' is broken", where, cause, "begin what follows '#' with '/'")
        self._check_pointer(ref, document, fragment, where)
        return Source(document, fragment)

    def target(self, ref: str, at: Source) -> Source:
        """Return what a `$ref` names, past re-exports: nodes that are nothing but a `$ref` to a node of the same name.

        A re-export under another name is a component of its own. Raises `Failure` when the reference leads to itself.
        """
        chain: list[Source] = []
        source = self.find(ref, at)
        while (onward := _alias(source)) is not None:
            if source in chain:
                cause = " -> ".join(link.place() for link in [*chain[chain.index(source) :], source])
                where = at.below("/$ref").place()
                raise Failure(f"the $ref '{ref}' leads in a circle", where, cause, "define it in one of these places")
            chain.append(source)
            source = self.find(onward, source)
        name = name_of(chain[0] if chain else source)
        return [*takewhile(lambda link: name_of(link) == name, [*chain, source])][-1]

    def _document(self, ref: str, at: Source, where: str) -> tuple[Document, str]:
        parts = urlsplit(ref)
        fragment = unquote(parts.fragment)
        if parts.scheme or parts.netloc:
            cure = f"keep a copy of it under {shown(self.folder)} and refer to that"
            raise Failure(f"the $ref '{ref}' leaves the description", where, "it is no relative file path", cure)
        if not parts.path:
            return at.document, fragment
        path = at.document.path.parent / unquote(parts.path)
        real = path.resolve()
        if not real.is_relative_to(self.folder.resolve()):
            cause = f"it leads out of {shown(self.folder)}"
            raise Failure(f"the $ref '{ref}' leaves the description", where, cause, "move the file into that folder")
        if real not in self.documents:
            if not real.is_file():
                self._refuse_file(ref, path, where)
            self.documents[real] = load(self.folder / real.relative_to(self.folder.resolve()))
        return self.documents[real], fragment

    def _refuse_file(self, ref: str, path: Path, where: str) -> NoReturn:
        folder = path.parent.resolve()
        if folder.is_dir():
            names = sorted(entry.name for entry in folder.iterdir() if entry.suffix in (".yaml", ".yml", ".json"))
            cure = f"in {shown(path.parent)}: " + choices(path.name, names, "files")
        else:
            cure = f"check the path: there is no folder {shown(path.parent)}"
        raise Failure(f"the $ref '{ref}' is broken", where, f"there is no file {shown(path)}", cure)

    def _check_pointer(self, ref: str, document: Document, pointer: str, where: str) -> None:
        value, walked = document.data, ""
        for token in split(pointer):
            try:
                value = step(value, token)
            except LookupError:
                cause = f"{shown(document.path)} has no '{token}' in '#{walked}'"
                raise Failure(f"the $ref '{ref}' is broken", where, cause, choices(token, _names(value))) from None
            walked += "/" + token


def name_of(source: Source) -> str:
    """Name what a reference leads to: the last name of its pointer, or the file's name without one."""
    tokens = split(source.pointer)
    return tokens[-1] if tokens else source.document.path.stem


def check_kind(source: Source, kind: str, ref: str, where: str) -> None:
    """Raise `Failure` when what a `$ref` leads to cannot be an object of the kind that stands at its place."""
    value = resolve(source.document.data, source.pointer)
    if not isinstance(value, dict) and not (kind == "schema" and isinstance(value, bool)):
        cause = f"{source.place()} holds {a_type(value)}, and an object must stand there"
        raise Failure(f"the $ref '{ref}' leads to no {kind}", where, cause, "refer to a node that holds one")
    tokens = split(source.pointer)
    section = tokens[-2] if len(tokens) > 1 else None
    if section in SECTIONS.values() and section != SECTIONS.get(kind):
        cause = f"it leads into '{section}', and {kind} is what must stand here"
        raise Failure(f"the $ref '{ref}' leads to no {kind}", where, cause, "refer to a node of the right kind")


def _alias(source: Source) -> str | None:
    value = resolve(source.document.data, source.pointer)
    if isinstance(value, dict) and value.keys() == {"$ref"}:
        ref = value["$ref"]
        return ref if isinstance(ref, str) else None
    return None


def _names(value: Json) -> Iterable[str]:
    if isinstance(value, dict):
        return value
    return [str(index) for index in range(len(value))] if isinstance(value, list) else []
