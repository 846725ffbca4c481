"""An edit of a page changes what it says in the facts, and nothing else: `edits.yaml`."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.documents import load
from scripts.page import Field, Parameter, parse_page

ROOT = Path(__file__).parents[2]
FILES = {
    "text": ROOT / "spec/speech_synthesis/pages/speech_synthesis_result.txt",
    "table": ROOT / "spec/speech_synthesis/pages/speech_synthesis_result_table.txt",
    "status": ROOT / "spec/subtitle_tasks/pages/subtitle_task_status.txt",
    "voice": ROOT / "spec/shared/pages/higgs_audio.txt",
    "clone": Path(__file__).with_name("pages") / "text-counted-members/page.txt",
    "export": Path(__file__).with_name("pages") / "export-request/page.md",
}
PAGES = {name: path.read_text(encoding="utf-8") for name, path in FILES.items()}
EDITS: Any = load(Path(__file__).with_name("edits.yaml")).data
LABELS: dict[str, dict[str, str]] = {
    "zh": {
        "Request": "请求参数",
        "Header Params": "Header 参数",
        "Path Params": "Path 参数",
        "Body Params application/json": "Body 参数 application/json",
        "required": "必需",
        "optional": "可选",
        "Example": "示例",
        "Examples": "示例",
        "Example:": "示例值\uff1a",
        "Allowed values:": "枚举值\uff1a",
        "Responses": "返回响应",
    },
    "ja": {
        "Request": "リクエスト",
        "Header Params": "ヘッダーパラメータ",
        "Path Params": "パスパラメータ",
        "Body Params application/json": "ボディパラメータ application/json",
        "required": "必須",
        "optional": "任意",
        "Example": "例",
        "Examples": "例",
        "Example:": "例\uff1a",
        "Allowed values:": "許可値\uff1a",
        "Responses": "レスポンス",
    },
}


def facts(content: str | bytes) -> dict[str, str]:
    """The facts of the first operation of a page, each in one line."""
    page = parse_page(content if isinstance(content, bytes) else content.encode(), Path("page"))
    assert not any(warning.damage for warning in page.warnings), page.told()
    one = page.operations[0]
    found = {"operation": " ".join([str(one.method), str(one.path), one.security, *one.servers])}
    found |= {f"{each.place} {each.name}": said(each) for each in one.parameters}
    found |= {f"request {each.path}": said(each) for each in one.request_fields}
    return found | {f"response {each.path}": said(each) for each in one.response_fields}


def said(fact: Field | Parameter) -> str:
    """What a page says of a field; a type that it does not state is in brackets."""
    parts = [str(fact.type) if fact.stated else f"({fact.type})"]
    parts += {None: [], True: ["required"], False: ["optional"]}[fact.required]
    parts += [str(value) for value in (fact.default, fact.enum) if value is not None]
    parts += [f"{sign}{bound}" for sign, bound in ((">=", fact.minimum), ("<=", fact.maximum)) if bound is not None]
    return " ".join([*parts, "/", *sorted(fact.parts)] if isinstance(fact, Field) else parts)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit['page']} {edit['by'][:40]!r}")
def test_an_edit_changes_the_facts_that_it_is_about_and_no_other(edit: Any) -> None:
    page = PAGES[edit["page"]]
    assert edit["text"] in page
    before, after = facts(page), facts(page.replace(edit["text"], edit["by"], -1 if edit.get("all") else 1))
    assert {name: fact for name, fact in after.items() if before.get(name) != fact} == edit.get("now", {})
    assert [name for name in before if name not in after] == edit.get("gone", [])


@pytest.mark.parametrize("page", ["text", "status"])
@pytest.mark.parametrize("language", LABELS)
def test_labels_in_another_language_change_nothing(page: str, language: str) -> None:
    lines = [LABELS[language].get(line, line) for line in PAGES[page].split("\n")]
    assert facts("\n".join(lines)) == facts(PAGES[page])
    assert parse_page("\n".join(lines).encode(), Path("page")).language == language


@pytest.mark.parametrize("page", PAGES)
def test_how_a_file_is_written_changes_nothing(page: str) -> None:
    text = PAGES[page]
    expected = facts(text)
    for other in (
        text.replace("\n", "\r\n").encode(),
        text.encode("utf-16"),
        text.encode("utf-8-sig"),
        text.replace("\n", "  \n").encode(),
        b"\n\n" + text.encode() + b"\n\n",
    ):
        assert facts(other) == expected


@pytest.mark.parametrize("indent", [None, 0, 4, "\t"])
@pytest.mark.parametrize("escaped", [True, False])
def test_how_json_is_written_changes_nothing(indent: int | str | None, escaped: bool) -> None:
    text = PAGES["text"]
    start, end = text.index('{\n"code"'), text.index("\nModified")
    body = json.dumps(json.loads(text[start:end]), indent=indent, ensure_ascii=escaped)
    assert facts(text[:start] + body + text[end:]) == facts(text)
