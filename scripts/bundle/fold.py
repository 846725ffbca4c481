"""The fold: one pass over the description by OpenAPI's grammar, lifting what references name into `components`."""

import re
from collections import deque
from pathlib import Path
from typing import Final
from urllib.parse import quote

from scripts.bundle.grammar import INLINED, SECTIONS, Shape, refers, shape_of
from scripts.bundle.operations import duplicate_operation_ids
from scripts.bundle.references import Library, check_kind, name_of
from scripts.bundle.result import Bundle, Source
from scripts.documents import Document, load
from scripts.failures import Failure, raise_all
from scripts.pointers import escape, resolve
from scripts.values import Json, a_type, clone

NAME: Final = re.compile(r"[a-zA-Z0-9._-]+")


def bundle(root: Path) -> Bundle:
    """Fold the description whose root file is `root` into one document.

    Paths keep the order of the root; each section of `components` is sorted by name, so that using a schema in one more
    place moves nothing in the bundle. Raises `Failure`, or `Failures` of everything that is wrong, each at its file and
    line: a broken reference, one that leaves the root's folder, one name for two sources, files that inline each other
    without end, an `operationId` used twice.
    """
    document = load(root)
    if not isinstance(document.data, dict) or "openapi" not in document.data:
        cause = "it holds " + (a_type(document.data) if not isinstance(document.data, dict) else "no field 'openapi'")
        raise Failure("this is no OpenAPI description", document.place(), cause, "name its root file")
    return _Fold(document, document.data).result()


class _Fold:
    def __init__(self, root: Document, data: dict[str, Json]) -> None:
        self.root = root
        self.data = data
        self.library = Library(root)
        self.failures: list[Failure] = []
        self.sources: dict[str, Source] = {"": Source(root, "")}
        # What each name of a section stands for, and the name of each node that has one.
        self.components: dict[tuple[str, str], Source] = {}
        self.names: dict[tuple[str, Source], str] = {}
        self.waiting: deque[tuple[str, str]] = deque()

    def result(self) -> Bundle:
        own = self.data.get("components")
        components = own if isinstance(own, dict) else {}
        self.claim(components)
        rest = {key: item for key, item in self.data.items() if key != "components"}
        folded = self.fields(rest, "root", Source(self.root, ""), "", ())
        others = {key: item for key, item in components.items() if key not in SECTIONS.values()}
        kept = self.fields(others, "components", Source(self.root, "/components"), "/components", ())
        sections = self.lifted()
        if sections or "components" in self.data:
            folded["components"] = {**sections, **kept}
        order = [*self.data, "components"]
        data = {key: folded[key] for key in sorted(folded, key=order.index)}
        made = Bundle(data, self.root.path, self.library.files(), self.sources)
        raise_all([*self.failures, *duplicate_operation_ids(made)])
        return made

    def claim(self, own: dict[str, Json]) -> None:
        """Give the root's own components their names, before anything that is lifted can take them."""
        for kind, section in SECTIONS.items():
            members = own.get(section)
            for name, value in members.items() if isinstance(members, dict) else ():
                source = Source(self.root, f"/components/{section}/{escape(name)}")
                if isinstance(value, dict) and value.keys() == {"$ref"} and not str(value["$ref"]).startswith("#"):
                    # An entry that is nothing but a reference names what another file holds.
                    source = self.found(value["$ref"], kind, source) or source
                self.name(source, kind, name)

    def name(self, source: Source, kind: str, name: str) -> None:
        self.components[SECTIONS[kind], name] = source
        self.names[SECTIONS[kind], source] = name
        self.waiting.append((kind, name))

    def lifted(self) -> dict[str, Json]:
        """Fold every component that waits, and those that they name in turn; sorted."""
        made: dict[str, dict[str, Json]] = {}
        while self.waiting:
            kind, name = self.waiting.popleft()
            section = SECTIONS[kind]
            source = self.components[section, name]
            pointer = f"/components/{section}/{escape(name)}"
            self.sources[pointer] = source
            value = resolve(source.document.data, source.pointer)
            made.setdefault(section, {})[name] = self.value(value, kind, source, pointer, ())
        return {section: dict(sorted(made[section].items())) for section in SECTIONS.values() if section in made}

    def value(self, value: Json, kind: str, at: Source, out: str, trail: tuple[Source, ...]) -> Json:
        """Fold an object of a known kind. `out` is its pointer in the bundle, `trail` the inlined nodes around it."""
        if not isinstance(value, dict):
            return clone(value)
        if refers(kind) and "$ref" in value:
            return self.reference(value, kind, at, out, trail)
        return self.fields(value, kind, at, out, trail)

    def fields(
        self, value: dict[str, Json], kind: str, at: Source, out: str, trail: tuple[Source, ...]
    ) -> dict[str, Json]:
        """Fold the fields of an object that is no reference."""
        folded: dict[str, Json] = {}
        for key, item in value.items():
            shape, tail = shape_of(kind, key), "/" + escape(key)
            folded[key] = self.shaped(item, shape, at.below(tail), out + tail, trail) if shape else clone(item)
        if kind == "schema":
            self.discriminate(folded, at)
        return folded

    def shaped(self, value: Json, shape: Shape, at: Source, out: str, trail: tuple[Source, ...]) -> Json:
        """Fold what stands under a key: an object, or a map or list of them."""
        kind = shape.strip("{}[]")
        if shape[0] == "{" and isinstance(value, dict):
            steps = [(key, "/" + escape(key), item) for key, item in value.items()]
            return {key: self.value(item, kind, at.below(tail), out + tail, trail) for key, tail, item in steps}
        if shape[0] == "[" and isinstance(value, list):
            entries = [(f"/{index}", item) for index, item in enumerate(value)]
            return [self.value(item, kind, at.below(tail), out + tail, trail) for tail, item in entries]
        return self.value(value, kind, at, out, trail) if shape == kind else clone(value)

    def reference(self, value: dict[str, Json], kind: str, at: Source, out: str, trail: tuple[Source, ...]) -> Json:
        """Fold a `$ref`: inline what must stand in place, lift everything else."""
        source = self.found(value["$ref"], kind, at)
        if source is None:
            return {}
        if kind in INLINED:
            return self.inline(value, kind, at, source, out, trail)
        ref = self.lift(source, kind)
        return {key: ref if key == "$ref" else clone(item) for key, item in value.items()}

    def inline(
        self, value: dict[str, Json], kind: str, at: Source, source: Source, out: str, trail: tuple[Source, ...]
    ) -> Json:
        if len(value) > 1:
            extra = next(key for key in value if key != "$ref")
            cause = f"OpenAPI gives '{extra}' no meaning beside the $ref of {kind} objects"
            self.fail(
                f"'{extra}' stands beside a $ref",
                at.below("/" + escape(extra)),
                cause,
                "move it to what the $ref names",
            )
            return {}
        if source in trail:
            cause = " -> ".join(link.place() for link in (*trail[trail.index(source) :], source))
            self.fail(
                f"this {kind} contains itself", at.below("/$ref"), cause, "cut the circle: only schemas may recur"
            )
            return {}
        self.sources[out] = source
        target = resolve(source.document.data, source.pointer)
        return self.value(target, kind, source, out, (*trail, source))

    def found(self, ref: Json, kind: str, at: Source) -> Source | None:
        """Return what a `$ref` at `at` names; note a failure and return `None` when it names nothing of this kind."""
        where = at.below("/$ref")
        if not isinstance(ref, str):
            self.fail(
                "a $ref must be a string", where, f"this one is {a_type(ref)}", "name a file and a JSON pointer in it"
            )
            return None
        try:
            source = self.library.target(ref, at)
            check_kind(source, kind, ref, where.place())
        except Failure as failure:
            self.failures.append(failure)
            return None
        return source

    def lift(self, source: Source, kind: str) -> str:
        """Return the reference to a node in the bundle, naming the node when it has no name there yet."""
        section = SECTIONS[kind]
        known = self.names.get((section, source))
        if known is None and source.document is self.root:
            # Whatever the root itself holds stands at the same place in the bundle.
            return "#" + quote(source.pointer, safe="/~!$&'()*+,;=:@")
        if known is None:
            known = name_of(source)
            self.check_name(known, section, source)
            self.name(source, kind, known)
        return f"#/components/{section}/{escape(known)}"

    def check_name(self, name: str, section: str, source: Source) -> None:
        taken = self.components.get((section, name))
        if taken is not None:
            cause = f"{taken.place()} has this name in '{section}' already"
            self.fail(f"two sources are named '{name}'", source, cause, "rename one of them")
        if not NAME.fullmatch(name):
            cause = "the name of a component has letters, digits, '.', '_' and '-' only"
            self.fail(f"'{name}' cannot name a component", source, cause, "rename it")

    def discriminate(self, schema: dict[str, Json], at: Source) -> None:
        """Fold the references of a discriminator's mapping, which are strings: a name, or what a `$ref` would say."""
        discriminator = schema.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        for key, ref in mapping.items() if isinstance(mapping, dict) else ():
            if isinstance(mapping, dict) and isinstance(ref, str) and re.search(r"[#/]|\.(ya?ml|json)$", ref):
                source = self.found(ref, "schema", at.below("/discriminator/mapping/" + escape(key)))
                mapping[key] = self.lift(source, "schema") if source else ref

    def fail(self, what: str, at: Source, cause: str, cure: str) -> None:
        self.failures.append(Failure(what, at.place(), cause, cure))
