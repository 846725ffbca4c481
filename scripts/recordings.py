"""Recordings: stored exchanges, one a file, as the pages show them or as the service answered."""

from pathlib import Path
from typing import Any

from attrs import frozen

from scripts.documents import Document, load
from scripts.failures import UNUSABLE, Failure

_FIELDS: dict[str, tuple[type, ...]] = {
    "operation": (str,),
    "case": (str,),
    "source": (dict,),
    "request": (dict,),
    "response": (dict, type(None)),
}


@frozen(eq=False)
class Recording:
    """One exchange.

    `operation`: its operationId. `case`: what it shows. `request`: method, path, query, headers and body. `response`:
    status, headers and body, or None where a page shows a request without an answer.
    """

    document: Document
    operation: str
    case: str
    request: dict[str, Any]
    response: dict[str, Any] | None

    @property
    def live(self) -> bool:
        """Whether the service itself was asked; else a page shows the exchange, as an example."""
        source = self.document.data["source"] if isinstance(self.document.data, dict) else None
        return isinstance(source, dict) and "recorded" in source

    def place(self, pointer: str = "") -> str:
        """`file:line` of a node of the recording."""
        return self.document.place(pointer)


def recordings(spec: Path) -> list[Recording]:
    """Every recording below the description's folder, by family and name.

    Raises `Failure` for a file that is no recording, and when there is none at all.
    """
    found = [read(path) for path in sorted(spec.glob("*/recordings/*.json"))]
    if not found:
        cure = "store each example of the pages as <family>/recordings/<operation_id>.<case>.json"
        raise Failure("there are no recordings", str(spec), cure=cure, exit_code=UNUSABLE)
    return found


def read(path: Path) -> Recording:
    """Read one recording. Raises `Failure` for what is missing, and for a name that says otherwise than its content."""
    document = load(path)
    data = document.data
    if not isinstance(data, dict):
        raise Failure("a recording is an object", document.place())
    for name, kind in _FIELDS.items():
        if not isinstance(data.get(name, ...), kind):
            cause = f"`{name}` is missing or has the wrong type"
            raise Failure("this is not a recording", document.place(f"/{name}"), cause, "see another one in its folder")
    _check_exchange(document, data)
    expected = f"{data['operation']}.{data['case']}.json"
    if path.name != expected:
        raise Failure("a recording's name and content differ", document.place("/operation"), cure=f"name it {expected}")
    return Recording(document, data["operation"], data["case"], data["request"], data["response"])  # type: ignore[arg-type]


def _check_exchange(document: Document, data: dict[str, Any]) -> None:
    """Raise `Failure` for a request or an answer whose parts have other types than any exchange."""
    shapes: dict[str, dict[str, type | tuple[type, ...]]] = {
        "request": {"method": str, "path": str, "query": dict, "headers": dict},
        "response": {"status": int, "headers": dict},
    }
    for side, parts in shapes.items():
        for name, kind in parts.items() if data[side] is not None else ():
            value = data[side].get(name, {} if kind is dict else None)
            if not isinstance(value, kind) or isinstance(value, bool):
                cause = f"`{name}` of the {side} is missing or has the wrong type"
                raise Failure("this is not a recording", document.place(f"/{side}/{name}"), cause, "see another one")
