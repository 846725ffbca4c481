"""Every command of the documents is one that its program understands."""

from pathlib import Path

import pytest

from tests.documents.commands import NotUnderstoodError, check, typed
from tests.documents.pages import PAGES, ROOT, blocks, inline_code, name

CONSOLES = [page for page in PAGES if blocks(page, "console")]


@pytest.mark.parametrize("page", CONSOLES, ids=name)
def test_every_command_of_a_console_is_understood(page: Path) -> None:
    for block in blocks(page, "console"):
        commands = typed(block.text)
        assert commands, f"line {block.line}: nothing is typed; begin what is with `$ `"
        for command in commands:
            check(command)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_in_prose_is_understood(page: Path) -> None:
    named = [code for code in inline_code(page) if code.startswith(("make ", "python -m scripts "))]
    complaints = [said for code in named for command in typed(f"$ {code}") if (said := complaint(command))]
    # Prose may name a command without what it must be given.
    assert [said for said in complaints if "are required" not in said] == []


def complaint(command: list[str]) -> str | None:
    try:
        check(command)
    except NotUnderstoodError as error:
        return str(error)
    return None


def test_the_readme_names_the_targets_that_a_newcomer_needs() -> None:
    assert ROOT / "README.md" in CONSOLES
    named = {tuple(command) for block in blocks(ROOT / "README.md", "console") for command in typed(block.text)}
    assert named >= {("make", "demo"), ("make", "test")}


@pytest.mark.parametrize(
    "command",
    [
        "make lunch",
        "python -m scripts drift --surprise-me",
        "python -m scripts lunch",
        "speech302 lunch",
        "speech302 voice create --input-text a --lunch",
        "speech302 voice create",
        "pip install '.[lunch]'",
        "export AI302_LUNCH=1",
        "AI302_LUNCH=1 make test",
        "rm -r /",
        "python setup.py",
    ],
)
def test_a_command_that_is_not_understood_is_told(command: str) -> None:
    with pytest.raises(NotUnderstoodError):
        check(typed(f"$ {command}")[0])


def test_a_console_is_read_as_a_shell_reads_it() -> None:
    text = "$ make demo   # a remark\nmade\n$ AI302_KEY=a speech302 tasks --json > f | sort && make \\\n test\n"
    assert typed(text) == [
        ["make", "demo"],
        ["AI302_KEY=a", "speech302", "tasks", "--json"],
        ["sort"],
        ["make", "test"],
    ]
