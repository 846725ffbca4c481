"""What `generate` makes, and that it makes the same each time."""

import filecmp
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.documents import load
from scripts.failures import Failure
from scripts.generate.command import generate, stale
from scripts.generate.output import produce

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "scripts/codegen/runtime"
CLIENT = ROOT / "generated/speech302"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_runs_make_the_same_bytes_whatever_the_hash_seed(repository: Path) -> None:
    made = []
    for seed in ("0", "4711"):
        target = repository / seed
        target.mkdir()
        code = f"""
from pathlib import Path
from scripts.generate.output import produce
produce(Path({str(repository)!r}), Path({str(target)!r}))
"""
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"}
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)  # noqa: S603 - our own code
        made.append(tree(target))
    assert made[0] == made[1]
    assert made[0]["generated/openapi.json"]


def test_the_runtime_is_copied_byte_for_byte() -> None:
    names = sorted(path.relative_to(RUNTIME).as_posix() for path in RUNTIME.rglob("*.py"))
    copied = CLIENT / "runtime"
    assert names == sorted(path.relative_to(copied).as_posix() for path in copied.rglob("*.py"))
    assert filecmp.cmpfiles(RUNTIME, CLIENT / "runtime", names, shallow=False) == (names, [], [])


def test_the_description_is_the_same_in_both_formats() -> None:
    as_json = json.loads((ROOT / "generated/openapi.json").read_text(encoding="utf-8"))
    assert load(ROOT / "generated/openapi.yaml").data == as_json


def test_the_client_is_marked_as_typed() -> None:
    assert (CLIENT / "py.typed").is_file()


def test_generating_replaces_what_was_there(repository: Path) -> None:
    old = repository / "generated"
    old.mkdir()
    (old / "left_over.py").touch()
    assert generate(repository) == 0
    assert not (old / "left_over.py").exists()
    assert stale(repository) == 0


def test_a_changed_a_missing_and_a_foreign_file_are_stale(repository: Path) -> None:
    generate(repository)
    generated = repository / "generated"
    (generated / "openapi.json").write_text("{}")
    (generated / "speech302/tables.py").unlink()
    (generated / "speech302/mine.py").touch()
    with pytest.raises(Failure) as caught:
        stale(repository)
    names = ["generated/openapi.json", "generated/speech302/mine.py", "generated/speech302/tables.py"]
    assert (caught.value.cause or "").splitlines()[1:] == names
    assert caught.value.cure == "make generate"


def test_a_new_field_of_a_page_reaches_the_client_with_its_source(repository: Path) -> None:
    schemas = repository / "spec/speech_synthesis/schemas.yaml"
    text = schemas.read_text(encoding="utf-8")
    source = "{page: speech_synthesis_result, from: [table]}"
    field = f"    sampleRate: {{type: integer, description: Samples a second., x-source: {source}}}\n"
    schemas.write_text(text.replace("    duration:\n", field + "    duration:\n", 1), encoding="utf-8")
    target = repository / "made"
    target.mkdir()
    produce(repository, target)
    made = (target / "generated/speech302/models/speech_synthesis.py").read_text(encoding="utf-8")
    assert '    sample_rate: int | None = wire("sampleRate")\n' in made
    assert "Source: page speech_synthesis_result (table)." in made
