"""The pages of the reference: which there are, what stands where, and writing them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.codegen.operations import Family
from scripts.codegen.raw import Raw
from scripts.codegen.reference import errors, exports
from scripts.codegen.reference.docstring import read_docstring
from scripts.codegen.reference.families import FamilyPage, price
from scripts.codegen.reference.markdown import Names, slugs, table
from scripts.codegen.reference.models import enums, models
from scripts.codegen.reference.package import Package
from scripts.codegen.reference.python_code import FunctionCode
from scripts.codegen.reference.task_life import task_life
from scripts.failures import Failure

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
CLIENT: Final = "client.md"
INDEX: Final = "README.md"


def write_reference(
    folder: Path, package: Path, families: Sequence[Family], raw: Raw, public: Mapping[str, Sequence[str]]
) -> None:
    """Write the reference of a generated package into the new folder; `public`: the names it exports, by module.

    Raises `Failure` for a family whose page would have the name of another page.
    """
    _Reference(folder, Package(package), families, raw, public).write()


class _Reference:
    def __init__(
        self,
        folder: Path,
        package: Package,
        families: Sequence[Family],
        raw: Raw,
        public: Mapping[str, Sequence[str]],
    ) -> None:
        self._folder = folder
        self._package = package
        self._public = public
        self._families = [FamilyPage(family, raw, package) for family in families]
        self._names = self._known()
        self._env = Environment(  # noqa: S701 - Markdown, and of our own making
            loader=FileSystemLoader(TEMPLATES),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=StrictUndefined,
        )

    def write(self) -> None:
        """Write every page."""
        self._folder.mkdir()
        for page in self._families:
            self._family(page)
        told = errors.errors(self._package, self._names), errors.warnings(self._package, self._names)
        read = [page.family for page in self._families if page.family.reader and not page.family.reader.keyword_only]
        example = f"{read[0].tag}.{read[0].reader.method}" if read and read[0].reader else ""
        self._render("errors", errors.FILE, errors=told[0], warnings=told[1], example=example)
        self._render("package", exports.FILE, exports=exports.exports(self._public, self._package, self._names))
        self._client()
        self._index()

    def _family(self, page: FamilyPage) -> None:
        self._render(
            "family",
            page.file,
            page=page,
            family=page.family,
            methods=page.methods(self._names),
            life=[self._names.prose(line, page.file) for line in task_life(page.operation, page.raw)],
            models=models(page, self._names),
            enums=enums(page, self._names),
        )

    def _client(self) -> None:
        doc = read_docstring(self._package.classes["Speech302"].doc)
        given = {entry.name: entry for entry in self._constructor().parameters}
        rows = [
            [f"`{name}`", self._names.type(given[name].annotation, CLIENT, none=False), self._names.prose(said, CLIENT)]
            for name, said in doc.sections["Args"]
            if name in given
        ]
        self._render(
            "client",
            CLIENT,
            options=table(["Option", "Type", "What it is"], rows),
            families=[page.family for page in self._families],
            members=[
                (method.name, exports.member(method, self._names, CLIENT, "client."))
                for method in self._client_methods()
            ],
        )

    def _index(self) -> None:
        rows = []
        for page in self._families:
            for code in page.code:
                if view := page.view(code.name):
                    place = self._names.place(code.name, page.file) or ""
                    said = self._names.prose(read_docstring(code.doc).summary, INDEX)
                    link = f"[`{page.family.tag}.{code.name}`]({page.file}{place})"
                    rows.append([link, said, price(page.raw.operations[view.id])])
        operations = table(["Operation", "What it does", "Price"], rows)
        self._render("index", INDEX, families=[page.family for page in self._families], operations=operations)

    def _constructor(self) -> FunctionCode:
        methods = (method for code in self._package.lineage("Speech302") for method in code.methods)
        return next(method for method in methods if method.name == "__init__")

    def _client_methods(self) -> list[FunctionCode]:
        """What a client can do that is of no family."""
        own = {page.family.tag for page in self._families}
        return [method for name, method in self._package.methods("Speech302").items() if name not in own]

    def _known(self) -> Names:
        """Every name that has a heading, and where it stands."""
        places: dict[str, str] = {page.family.tag: page.file for page in self._families}
        if taken := {errors.FILE, exports.FILE, CLIENT, INDEX} & set(places.values()):
            cure = "give the tag another name"
            raise Failure(f"a family's page would have the name of another page: {', '.join(taken)}", cure=cure)
        for page in self._families:
            methods = len(page.code)
            # A method is known by its name on its own page alone: every family has a `get`.
            keys = [f"{page.file}:{name}" for name in page.headings[:methods]] + page.headings[methods:]
            places |= _anchored(page.file, keys, page.headings)
        names = [found.name for found in (*self._package.errors, *self._package.warnings)]
        places |= _anchored(errors.FILE, names, names)
        names = exports.exported(self._public, self._package)
        places |= _anchored(exports.FILE, names, names)
        names = [method.name for method in self._client_methods()]
        places |= _anchored(CLIENT, [f"client.{name}" for name in names], names)
        return Names(places | {"Speech302": CLIENT, "AsyncSpeech302": CLIENT})

    def _render(self, template: str, file: str, **values: Any) -> None:
        text = self._env.get_template(f"reference_{template}.md.jinja").render(names=self._names, here=file, **values)
        (self._folder / file).write_text(text, encoding="utf-8")


def _anchored(file: str, keys: Sequence[str], headings: Sequence[str]) -> dict[str, str]:
    return {key: f"{file}#{slug}" for key, slug in zip(keys, slugs(headings), strict=True)}
