"""Examples in an OpenAPI document: as values, or as text that should be JSON."""

from typing import Any

from attrs import frozen

from scripts.documents import Document
from scripts.documents.marks import Mark
from scripts.page.json_block import read_block
from scripts.page.notes import Notes
from scripts.pointers import escape, split
from scripts.values import Json


@frozen(eq=False)
class Given:
    """One example. `whole`: it is a value, or text that is JSON."""

    value: Json
    mark: Mark
    name: str | None
    line: int
    whole: bool


def given_examples(content: dict[str, Any], at: str, media: str, document: Document, notes: Notes) -> list[Given]:
    """Read the examples of a body: its own, else that of its schema."""
    found: list[Given] = []
    if "example" in content:
        found.append(_given(content["example"], f"{at}/example", None, media, document, notes))
    examples = content.get("examples")
    for name, example in examples.items() if isinstance(examples, dict) else ():
        if isinstance(example, dict) and "value" in example:
            summary = example.get("summary")
            told = summary if isinstance(summary, str) and summary else name
            found.append(_given(example["value"], f"{at}/examples/{escape(name)}/value", told, media, document, notes))
    schema = content.get("schema")
    if not found and isinstance(schema, dict) and isinstance(schema.get("example"), dict | list):
        found.append(_given(schema["example"], f"{at}/schema/example", None, media, document, notes))
    return found


def _given(value: Json, at: str, name: str | None, media: str, document: Document, notes: Notes) -> Given:
    mark = document.mark.at(split(at))
    if isinstance(value, str) and "json" in media:
        block = read_block(value, 0, lambda _: mark.line)
        if block.fault is None and not value[block.end :].strip():
            return Given(block.value, block.mark, name, mark.line, whole=True)
        cause = block.fault.cause if block.fault else "something follows it"
        notes.lose(mark.line, f"the example is text, and that is not JSON: {cause}")
        return Given(block.value, block.mark, name, mark.line, whole=False)
    return Given(value, mark, name, mark.line, whole=True)
