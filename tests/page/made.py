"""Operations made up by Hypothesis, written as the page that each rendering makes of them."""

import json
from collections.abc import Iterator
from typing import Any

from attrs import frozen
from hypothesis import strategies as st

from scripts.documents import dump_yaml
from scripts.values import Json

SAMPLES: dict[str, Json] = {"string": "a", "integer": 3, "number": 1.5, "boolean": True, "null": None}
# Few names, so that one stands on several levels; none of them is a word for a type.
NAMES = ["id", "data", "status", "url", "items", "text", "meta"]
WORDS = {
    "en": ("required", "optional", "Request", "Body Params application/json", "Example", "Responses"),
    "zh": ("必需", "可选", "请求参数", "Body 参数 application/json", "示例", "返回响应"),
    "ja": ("必須", "任意", "リクエスト", "ボディパラメータ application/json", "例", "レスポンス"),
}


@frozen
class Made:
    """A field: `kind` is a type, `object`, `objects` (an array of objects) or `strings` (an array of strings)."""

    name: str
    kind: str
    required: bool
    children: tuple["Made", ...] = ()

    @property
    def type(self) -> str:
        return {"objects": "array[object]", "strings": "array[string]"}.get(self.kind, self.kind)

    def shown(self) -> Json:
        if self.children:
            inside = body(self.children)
            return inside if self.kind == "object" else [inside, inside]
        return ["a", "b"] if self.kind == "strings" else SAMPLES[self.kind]

    def schema(self) -> Json:
        if self.children:
            inner = body_schema(self.children)
            return inner if self.kind == "object" else {"type": "array", "items": inner}
        return {"type": "array", "items": {"type": "string"}} if self.kind == "strings" else {"type": self.kind}


Fields = tuple[Made, ...]


def fields(depth: int = 2) -> st.SearchStrategy[Fields]:
    """The fields of an object, themselves with objects in them."""
    kinds = st.builds(Made, st.sampled_from(NAMES), st.sampled_from([*SAMPLES, "strings"]), st.booleans())
    if depth:
        holder = st.sampled_from(["object", "objects"])
        kinds |= st.builds(Made, st.sampled_from(NAMES), holder, st.booleans(), fields(depth - 1))
    return st.lists(kinds, min_size=1, max_size=4, unique_by=lambda made: made.name).map(tuple)


def walk(made: Fields, within: str = "") -> Iterator[tuple[str, Made]]:
    """Every field with its path, each before what it holds."""
    for field in made:
        path = f"{within}.{field.name}" if within else field.name
        yield path, field
        yield from walk(field.children, path + "[]" * (field.kind == "objects"))


def body(made: Fields) -> Json:
    return {field.name: field.shown() for field in made}


def body_schema(made: Fields) -> Json:
    required: list[Json] = [field.name for field in made if field.required]
    properties: dict[str, Json] = {field.name: field.schema() for field in made}
    schema: dict[str, Json] = {"type": "object", "properties": properties}
    return schema | {"required": required} if required else schema


def as_text(request: Fields, response: Fields, language: str = "en") -> str:
    """The Apifox page as text: every field on lines of its own, without its depth."""
    required, optional, asking, sent, example, answered = WORDS[language]

    def listed(made: Fields) -> list[str]:
        lines: list[str] = []
        for _, field in walk(made):
            kind = f"array [object {{{len(field.children)}}}]" if field.kind == "objects" else field.type
            lines += [field.name, kind, required if field.required else optional]
        return [*lines, example, json.dumps(body(made), indent=1)]

    head = ["- Menu", "Made up", "POST", "/302/made", asking, sent]
    return "\n".join([*head, *listed(request), answered, "🟢200OK", "application/json", "Body", *listed(response)])


def as_table(request: Fields, response: Fields) -> str:
    """The Apifox page as a field table, without the cells that others span, its parts glued to each other."""
    depth = max(path.count(".") for path, _ in walk(response)) + 1
    rows = ["| " + "Field | " * depth + "Description |", "|---" * (depth + 1) + "|"]
    names: list[str] = []
    for _, field in walk(response):
        names.append(field.name)
        if not field.children:
            rows.append("| " + " | ".join([*names, f"What it is: {field.kind}"]) + " |" * (depth + 1 - len(names)))
            names = []
    sent = json.dumps(body(request))
    curl = f"curl --location --request POST 'https://api.302.ai/302/made' \\\n--data-raw '{sent}'"
    return "\n".join(rows) + f"\n{sent}{curl}{json.dumps(body(response))}"


def as_export(request: Fields, response: Fields, parameters: list[Json]) -> str:
    """The Markdown export."""

    def content(made: Fields) -> dict[str, Json]:
        return {"content": {"application/json": {"schema": body_schema(made), "example": body(made)}}}

    answer: dict[str, Json] = {"description": "", "x-apifox-name": "OK", **content(response)}
    operation: dict[str, Json] = {"summary": "Made up", "parameters": parameters, "requestBody": content(request)}
    operation["responses"] = {"200": answer}
    document: Json = {"openapi": "3.0.1", "info": {"title": ""}, "paths": {"/302/made": {"post": operation}}}
    return f"# Made up\n\n## OpenAPI Specification\n\n```yaml\n{dump_yaml(document)}```\n"


def stated(made: Fields) -> set[tuple[Any, ...]]:
    """What pages say of these fields."""
    return {(path, field.type, field.required) for path, field in walk(made)}
