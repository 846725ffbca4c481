"""The verb `overlay`: exit codes, output, and messages that lead to the line."""

from pathlib import Path

import pytest

from scripts.cli import main

DESCRIPTION = """\
openapi: 3.1.0
info:
  title: Café
  version: 1.0.0
components:
  schemas:
    Thing:
      type: string
"""
OVERLAY = """\
overlay: 1.1.0
info: {title: An overlay, version: 1.0.0}
actions:
  - target: $.info
    update: {title: Changed, x-on: on}
"""
WRONG = """\
overlay: 1.1.0
info: {title: An overlay, version: 1.0.0}
actions:
  - target: $.components.schemas.Thing
    update: {title: T}
  - target: $.components.schemas.Thing
    update:
      type: [string, "null"]
"""
UNMATCHED = OVERLAY.replace("$.info", "$.inof")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in a folder with a description and overlays, sound and wrong."""
    monkeypatch.chdir(tmp_path)
    files = {"api.yaml": DESCRIPTION, "o.yaml": OVERLAY, "wrong.yaml": WRONG, "unmatched.yaml": UNMATCHED}
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_result_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """Without -o, the result is written to standard output in the description's format, and nothing else is."""
    assert main(["overlay", "apply", "api.yaml", "o.yaml"]) == 0
    out, err = capsys.readouterr()
    assert out == DESCRIPTION.replace("1.0.0", "'1.0.0'").replace("3.1.0", "'3.1.0'").replace(
        "Café\n  version: '1.0.0'", "Changed\n  version: '1.0.0'\n  x-on: 'on'"
    )
    assert err == ""


def test_the_extension_of_the_output_decides_its_format(folder: Path) -> None:
    """A description in YAML is written as JSON to a .json file, and that one as YAML to a .yaml file."""
    assert main(["overlay", "apply", "api.yaml", "o.yaml", "-o", "out.json"]) == 0
    assert (folder / "out.json").read_text(encoding="utf-8").startswith('{\n  "openapi": "3.1.0",\n')
    assert main(["overlay", "apply", "out.json", "o.yaml", "-o", "back.yaml"]) == 0
    assert (folder / "back.yaml").read_text(encoding="utf-8").startswith("openapi: '3.1.0'\n")


def test_an_unknown_extension_keeps_the_format_of_the_description(folder: Path) -> None:
    """A file with another extension is written in the format of the description."""
    assert main(["overlay", "apply", "api.yaml", "o.yaml", "-o", "out.txt"]) == 0
    assert (folder / "out.txt").read_text(encoding="utf-8").startswith("openapi: '3.1.0'\n")


def test_overlays_are_applied_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    """Each overlay is applied to the result of the one before."""
    Path("second.yaml").write_text(OVERLAY.replace("Changed", "Again").replace("$.info", "\"$[?@['x-on']]\""))
    assert main(["overlay", "apply", "api.yaml", "o.yaml", "second.yaml"]) == 0
    assert "title: Again\n" in capsys.readouterr().out


def test_a_failed_action_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, the old file untouched; the message names overlay, action, target, file, line and the recipe."""
    (folder / "out.yaml").write_text("old")
    assert main(["overlay", "apply", "api.yaml", "o.yaml", "wrong.yaml", "-o", "out.yaml"]) == 1
    assert (folder / "out.yaml").read_text() == "old"
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "error: wrong.yaml: actions[1] with target $.components.schemas.Thing: the update does not fit the target\n"
        "  at:    wrong.yaml:6\n"
        "  cause: it gives an array for a string at /components/schemas/Thing/type (api.yaml:8)\n"
        "  cure:  merging changes no kinds: put an action before it, with remove: true and target\n"
        "         $.components.schemas.Thing['type']\n"
    )


def test_matching_nothing_is_an_error_until_it_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    """A target that matches nothing is exit code 1; with --allow-unmatched it is a note, and exit code 0."""
    assert main(["overlay", "apply", "api.yaml", "unmatched.yaml"]) == 1
    assert capsys.readouterr().err == (
        "error: unmatched.yaml: actions[0] with target $.inof: it matches nothing\n"
        "  at:    unmatched.yaml:4\n"
        "  cause: $ matches 1 node, and ['inof'] nothing there\n"
        "  cure:  did you mean info?\n"
        "         x-expect: 0 or --allow-unmatched lets it pass\n"
    )
    assert main(["overlay", "apply", "api.yaml", "unmatched.yaml", "--allow-unmatched"]) == 0
    assert capsys.readouterr().err == "note: unmatched.yaml:4: $.inof matches nothing\n"


def test_a_changed_node_is_not_told_with_a_line_that_says_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    """Where an earlier overlay changed a node, the message names no line of the description for it."""
    Path("number.yaml").write_text(
        OVERLAY.replace("$.info", "$.components.schemas.Thing.type").replace("{title: Changed, x-on: on}", "4")
    )
    assert main(["overlay", "apply", "api.yaml", "number.yaml", "wrong.yaml"]) == 1
    assert "  cause: it gives an array for a number at /components/schemas/Thing/type\n" in capsys.readouterr().err


def test_every_wrong_overlay_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Validating goes on after a wrong overlay, and its exit code is the gravest."""
    Path("bad.yaml").write_text(OVERLAY.replace("target", "tagret").replace("1.1.0", "1.1.3"))
    assert main(["overlay", "validate", "bad.yaml", "o.yaml", "absent.yaml"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert [line for line in err.splitlines() if line.startswith(("error", "  at"))] == [
        "error: actions[0] has no field 'tagret'",
        "  at:    bad.yaml:4",
        "error: actions[0] lacks the field 'target'",
        "  at:    bad.yaml:4",
        "error: there is no such file",
        "  at:    absent.yaml",
    ]


def test_sound_overlays_are_told_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Validating names each overlay that is sound, with its version and the number of its actions."""
    assert main(["overlay", "validate", "o.yaml", "wrong.yaml"]) == 0
    out = "o.yaml: sound (Overlay 1.1, 1 action)\nwrong.yaml: sound (Overlay 1.1, 2 actions)\n"
    assert capsys.readouterr().out == out


@pytest.mark.parametrize(
    "arguments",
    [
        ["overlay"],
        ["overlay", "apply"],
        ["overlay", "apply", "api.yaml"],
        ["overlay", "apply", "absent.yaml", "o.yaml"],
        ["overlay", "apply", "api.yaml", "absent.yaml"],
        ["overlay", "apply", "api.yaml", "."],
        ["overlay", "apply", "api.yaml", "o.yaml", "-o", "no/out.yaml"],
        ["overlay", "apply", "api.yaml", "o.yaml", "--alow-unmatched"],
        ["overlay", "validate"],
        ["overlaid"],
    ],
)
def test_unusable_arguments_are_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Arguments that are wrong and files that cannot be read or written are exit code 2, told as errors."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")


@pytest.mark.parametrize("arguments", [["o.yaml", "api.yaml"], ["o.yaml", "o.yaml"]])
def test_swapped_arguments_are_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An overlay in the place of the description is exit code 1, and the message says how it should be."""
    assert main(["overlay", "apply", *arguments]) == 1
    assert "name the description first, then its overlays" in capsys.readouterr().err


def test_an_unknown_verb_lists_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt verb is answered with the verbs that there are."""
    main(["bundel"])
    assert "choose from" in (err := capsys.readouterr().err)
    assert "bundle" in err
    assert "overlay" in err


def test_no_verb_prints_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a verb, the help goes to standard output."""
    assert main([]) == 0
    assert "verbs:" in capsys.readouterr().out
