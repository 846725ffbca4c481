"""Claims about what a description makes of the command line: a new operation has its command by being described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.commands import CommandModule, CommandView, literal, no_clash
from scripts.codegen.project import build
from scripts.failures import Failure
from speech302.runtime.cli.command import Option
from tests.client.support import DOCUMENT

SOURCE = {"inferred": "made up"}


def text(about: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": about, "x-source": SOURCE, **more}


def described() -> dict[str, Any]:
    """The description with one more way to create a subtitle task, and a family without a command of its own."""
    description: dict[str, Any] = json.loads(json.dumps(DOCUMENT))
    schemas, paths = description["components"]["schemas"], description["paths"]
    schemas["SummaryRequest"] = {
        "type": "object",
        "required": ["url", "format", "style"],
        "properties": {
            "url": text("Where the talk is."),
            "format": text("How to write it [*]."),
            "style": {"$ref": "#/components/schemas/SummaryStyle", "x-source": SOURCE},
            "sizes": {
                "type": "array",
                "items": {"type": "integer"},
                "description": "How long.",
                "x-source": SOURCE,
            },
            "anything": {"description": "Whatever.", "x-source": SOURCE},
        },
    }
    schemas["SummaryStyle"] = {
        "type": "object",
        "description": "How it sounds.",
        "required": ["mood", "tone"],
        "x-one-text": ["mood"],
        "properties": {"mood": text("Its mood."), "tone": text("Its tone.")},
    }
    extraction = paths["/302/vt/subtitle/extract"]["post"]
    paths["/302/vt/summary"] = {
        "post": {
            **extraction,
            "operationId": "create_summary",
            "x-method": "create_short_summary",
            "summary": "Create a summary",
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SummaryRequest"}}},
            },
        }
    }
    machine = paths["/302/vt/tasks/subtitle/{task_id}"]["get"]["x-task"]
    machine["created-by"]["create_summary"] = machine["created-by"]["create_subtitle_extraction"]
    del description["tags"][2]["x-command"]
    return description


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    package = tmp_path_factory.mktemp("made") / "speech302"
    build(described(), Path("openapi.json"), package, "9.9")
    return package


def namespace(path: Path) -> dict[str, Any]:
    """What a generated module of data defines."""
    found: dict[str, Any] = {}
    source = path.read_text(encoding="utf-8").replace("from ..runtime", "from speech302.runtime")
    exec(compile(source, str(path), "exec"), found)  # noqa: S102 - what was generated a moment ago
    return found


def test_a_new_operation_has_a_command_with_its_arguments(made: Path) -> None:
    commands = namespace(made / "commands/subtitle_tasks.py")["COMMANDS"]
    command = next(command for command in commands if command.method == "create_short_summary")
    assert command.words == ("create", "short-summary")
    assert command.summary == "Create a summary."
    assert command.options == (
        Option("url", "text", "Where the talk is.", required=True),
        Option("format", "text", "How to write it [*].", required=True),
        Option(
            "style",
            "model",
            "How it sounds.",
            required=True,
            model="SummaryStyle",
            one_text=("mood",),
        ),
        Option("sizes", "integer", "How long.", many=True),
        Option("anything", "json", "Whatever."),
    )
    assert [option.flag for option in command.options] == [
        "--url",
        "--task-format",
        "--style",
        "--sizes",
        "--anything",
    ]
    assert command.example == (
        "--url",
        "https://example.com/talk.mp3",
        "--task-format",
        "...",
        "--style",
        "Hello.",
    )


def test_a_family_without_a_command_of_its_own_is_called_by_its_name(made: Path) -> None:
    text = (made / "commands/__init__.py").read_text(encoding="utf-8")
    assert 'word="voice-clones"' in text
    assert 'word="voice"' in text
    assert 'version="9.9"' in text


def module(word: str, *words: list[str]) -> CommandModule:
    commands = [CommandView(called, "create", "", "", "", [], []) for called in words]
    return CommandModule(word, word, "", commands)


@pytest.mark.parametrize(
    "modules",
    [
        [module("a"), module("a")],
        [module("tasks")],
        [module("doctor")],
        [module("a", ["get"])],
        [module("a", ["create", "x"], ["create", "x"])],
        [module("a", ["create"], ["create", "x"])],
    ],
)
def test_two_commands_of_one_name_are_refused(modules: list[CommandModule]) -> None:
    with pytest.raises(Failure):
        no_clash(modules)


def test_commands_that_differ_are_taken() -> None:
    no_clash([module("a", ["create"]), module("b", ["create", "x"], ["create", "y"])])


@pytest.mark.parametrize(
    "said", ["", "short", 'with "quotes" and \\ backslash', "long " * 100, "über " * 50 + "\N{SNOWMAN}"]
)
def test_a_text_is_written_as_it_is_in_lines_that_fit(said: str) -> None:
    written = literal(said)
    assert eval(written) == said  # noqa: S307 - our own literal
    assert max(map(len, written.splitlines()), default=0) <= 100
