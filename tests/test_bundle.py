"""Bundling: many files become one document, and everything in it still knows its line."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from scripts.bundle import Bundle, bundle
from scripts.cli import main
from scripts.documents import dump_json, load
from scripts.failures import UNUSABLE, Failure, Failures

DATA = Path(__file__).parent / "bundle"
CASES = sorted((DATA / "cases").glob("*.yaml"))
"""Each: a `claim`, the `files` that take the place of those in `description/`, and the `errors` that this makes."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in a folder with a description under spec/."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DATA / "description", "spec")
    return tmp_path


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        path = Path("spec", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def change(name: str, old: str, new: str) -> None:
    text = Path("spec", name).read_text(encoding="utf-8")
    write({name: text.replace(old, new)})


def made() -> Bundle:
    return bundle(Path("spec/openapi.yaml"))


def read(path: Path) -> dict[str, Any]:
    data = load(path).data
    assert isinstance(data, dict)
    return data


def test_files_become_one_document() -> None:
    """Operations and path items are inlined, all else is lifted; data that looks like a reference is left alone."""
    assert dump_json(made().data) == dump_json(read(DATA / "expected.yaml"))


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("/info/title", "spec/openapi.yaml:2"),
        ("/paths/~1z/get", "spec/things/get.yaml:1"),
        ("/paths/~1z/get/responses/200/content/application~1json/schema/description", "spec/things/get.yaml:12"),
        ("/paths/~1a/post/operationId", "spec/things/path.yaml:2"),
        ("/components/schemas/Thing/properties/parent", "spec/things/schemas.yaml:5"),
        ("/components/parameters/Page/schema", "spec/shared/common.yaml:2"),
        ("/components/securitySchemes/key/type", "spec/shared/security.yaml:1"),
        ("/components/schemas/Thing/properties/absent", "spec/things/schemas.yaml:3"),
        ("/components", "spec/openapi.yaml:9"),
    ],
)
def test_every_node_knows_its_hand_written_line(pointer: str, place: str) -> None:
    """A pointer into the bundle leads to the file and line where a person wrote it."""
    path, line = place.split(":")
    assert made().origin(pointer) == (Path(path), int(line))
    assert made().place(pointer) == place


def test_the_bundle_names_its_files() -> None:
    """Every file that was read is named, and no other."""
    write({"things/unused.yaml": "x: 1\n"})
    used = [path.relative_to(DATA / "description") for path in (DATA / "description").rglob("*.yaml")]
    assert made().files == tuple(sorted("spec" / path for path in used))


def test_a_reexport_is_the_thing_itself() -> None:
    """A node that is nothing but a reference to a node of its name does not clash with it."""
    change("things/get.yaml", "schemas.yaml#/Thing", "more.yaml#/Thing")
    write({"things/more.yaml": "Thing: {$ref: schemas.yaml#/Thing}\n"})
    assert dump_json(made().data) == dump_json(read(DATA / "expected.yaml"))


def test_a_root_component_keeps_its_name_and_place() -> None:
    """What the root defines itself stays, and a reference to it from another file leads there."""
    own = "  schemas:\n    Own: {type: 'null'}\n    Alias: {$ref: '#/components/schemas/Own'}\n"
    change("openapi.yaml", "  securitySchemes:", own + "  securitySchemes:")
    change("things/path.yaml", "schemas.yaml#/Thing", "../openapi.yaml#/components/schemas/Own")
    data = made().data
    schemas = {"Own": {"type": "null"}, "Alias": {"$ref": "#/components/schemas/Own"}}
    components = data["components"]
    assert isinstance(components, dict)
    found = components["schemas"]
    assert isinstance(found, dict)
    assert {name: found[name] for name in schemas} == schemas
    assert '"$ref": "#/components/schemas/Own"' in dump_json(data["paths"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_wrong_is_told_at_its_line(path: Path) -> None:
    """The claim of the file is true: every error is told, each with its file, line, cause and cure."""
    case = read(path)
    write(case["files"])
    with pytest.raises((Failure, Failures)) as caught:
        made()
    failures = caught.value.failures if isinstance(caught.value, Failures) else (caught.value,)
    assert list(failures) == [Failure(**error) for error in case["errors"]], case["claim"]


def test_cases_are_walked() -> None:
    """There are cases, and each claims something else."""
    assert len({read(path)["claim"] for path in CASES}) == len(CASES) >= 16


def test_the_command_writes_the_bundle(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The root is spec/openapi.yaml of the working directory, another with --root; the extension decides the format."""
    assert main(["bundle"]) == 0
    assert capsys.readouterr().out.startswith("openapi: '3.1.0'\ninfo:\n  title: T\n")
    assert main(["bundle", "--root", "spec/openapi.yaml", "-o", "out.json"]) == 0
    assert (folder / "out.json").read_text(encoding="utf-8") == dump_json(made().data)


def test_a_wrong_description_is_exit_code_1_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written when anything is wrong; a root that is not there is exit code 2."""
    change("things/get.yaml", "schemas.yaml#", "schema.yaml#")
    assert main(["bundle", "-o", "out.yaml"]) == 1
    assert not (folder / "out.yaml").exists()
    assert "  at:    spec/things/get.yaml:11\n" in capsys.readouterr().err
    assert main(["bundle", "--root", "absent.yaml"]) == UNUSABLE
