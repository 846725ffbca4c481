"""What `generate` writes, made aside in a folder of its own, so that nothing half-written ever stands in its place."""

import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from scripts.codegen.project import build
from scripts.documents import dump_json, dump_yaml
from scripts.failures import Failure
from scripts.generate.effective import Effective, effective
from scripts.generate.table import table
from scripts.generate.verify import verify

PACKAGE = "speech302"

_NOTICE = "# Made by `make generate` from spec/ and overlays/; edit those and not this file.\n"


def produce(repository: Path, target: Path, check: Callable[[Effective], None] = verify) -> None:
    """Write `generated/` and `overlays/README.md` of the repository into the empty folder `target`.

    Every step of the pipeline runs from the sources; `check` raises what forbids to go on. Raises `Failure` or
    `Failures` for whatever is wrong in the sources.
    """
    description = effective(repository / "spec" / "openapi.yaml", repository / "overlays")
    check(description)
    generated = target / "generated"
    generated.mkdir()
    (generated / "openapi.yaml").write_text(_NOTICE + dump_yaml(description.data), encoding="utf-8")
    (generated / "openapi.json").write_text(dump_json(description.data), encoding="utf-8")
    package = generated / PACKAGE
    build(description.data, Path("generated/openapi.json"), package, _version(repository))
    _tidy(package, repository / "pyproject.toml")
    (target / "overlays").mkdir()
    overlays = (stage.overlay.path for stage in description.stages)
    (target / "overlays" / "README.md").write_text(table(overlays), encoding="utf-8")


def _version(repository: Path) -> str:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def _tidy(package: Path, configuration: Path) -> None:
    """Sort imports, drop those that a template did not need, and format; the runtime is left as it is, to the byte."""
    made = [str(path) for path in sorted(package.rglob("*.py")) if "runtime" not in path.relative_to(package).parts]
    ruff = [sys.executable, "-m", "ruff"]
    common = ["--config", str(configuration), "--no-cache", "--quiet"]
    for command in (["check", "--fix", "--select", "F401,I", *common], ["format", *common]):
        # Our own command with paths of our own making.
        done = subprocess.run(  # noqa: S603
            [*ruff, *command, *made], capture_output=True, text=True, check=False
        )
        if done.returncode:
            cure = "a template made something that is not Python: see scripts/codegen/templates/"
            raise Failure("the generated code cannot be formatted", None, done.stdout + done.stderr, cure)
