"""Documents: a file's data, and the line of every node in it."""

from pathlib import Path
from typing import Literal, TypeAlias

from attrs import frozen

from scripts.documents.json_text import read_json
from scripts.documents.marks import Mark
from scripts.documents.place import place, shown
from scripts.documents.yaml_reader import read_yaml
from scripts.failures import UNUSABLE, Failure, choices
from scripts.pointers import split
from scripts.values import Json

Format: TypeAlias = Literal["yaml", "json"]


# Compared by identity: a file is read once, and its data may be large.
@frozen(eq=False)
class Document:
    """One file: its data as plain JSON values, its format, and where each node is written."""

    path: Path
    data: Json
    format: Format
    mark: Mark

    def line(self, pointer: str = "") -> int:
        """Return the line (from 1) of the node at a JSON pointer, or of its nearest ancestor that is written down."""
        return self.mark.at(split(pointer)).line

    def place(self, pointer: str = "") -> str:
        """Return `file:line` of the node at a JSON pointer."""
        return place(self.path, self.line(pointer))


def load(path: Path) -> Document:
    """Read a `.json` file as JSON and any other as YAML 1.2.

    Raises `Failure` with exit code 2 when there is no readable UTF-8 text, and 1 when the text is wrong.
    """
    return parse(_text(path), path)


def parse(text: str, path: Path, as_format: Format | None = None) -> Document:
    """Read text as if it stood in `path`; without `as_format`, the path's extension decides.

    Raises `Failure`, exit code 1, with the line of what is wrong.
    """
    kind = as_format or format_of(path) or "yaml"
    if not text.strip():
        raise Failure("the file is empty", shown(path), cure="write a document into it, or name another file")
    data, mark = read_json(text, path) if kind == "json" else read_yaml(text, path)
    return Document(path, data, kind, mark)


def format_of(path: Path) -> Format | None:
    """Tell the format that an extension stands for; `None` when it stands for neither."""
    suffix = path.suffix.lower()
    if suffix == ".json":
        return "json"
    return "yaml" if suffix in (".yaml", ".yml") else None


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise Failure("there is no such file", shown(path), cure=_neighbours(path), exit_code=UNUSABLE) from None
    except IsADirectoryError:
        raise Failure("this is a directory", shown(path), cure="name a file in it", exit_code=UNUSABLE) from None
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise Failure("the file cannot be read", shown(path), cause, exit_code=UNUSABLE) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        cause = f"byte 0x{content[error.start]:02x} begins no UTF-8 character"
        cure = "save it as UTF-8 text, or name another file"
        raise Failure("the file is not UTF-8 text", place(path, line), cause, cure, UNUSABLE) from None


def _neighbours(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f"check the path: there is no folder {shown(folder)}"
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    return f"in {shown(folder)}: " + choices(path.name, names, "files")
