"""The stock client: what openapi-python-client makes of the same description with its own templates."""

import contextlib
import hashlib
import importlib
import io
import shutil
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from scripts.bench.plan import DESCRIPTION, FOLDER
from scripts.failures import Failure

PACKAGE: Final = "stock_client"
HOME: Final = FOLDER / "stock"
"""The folder to import it from."""


def generated(home: Path = HOME, description: Path = DESCRIPTION) -> Path:
    """Generate the stock client, unless it is there already; the folder to import it from. Raises `Failure`."""
    made_of = version("openapi-python-client").encode() + description.read_bytes()
    mark = hashlib.sha256(made_of).hexdigest()
    stamp = home / "made-of"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != mark:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        _generate(description, home / PACKAGE)
        # Written last, so that an interrupted generation is begun anew.
        stamp.write_text(mark, encoding="utf-8")
    return home


def _generate(description: Path, package: Path) -> None:
    from openapi_python_client import generate
    from openapi_python_client.config import Config, ConfigFile, MetaType

    config = Config.from_sources(
        ConfigFile(project_name_override=PACKAGE, package_name_override=PACKAGE, post_hooks=[]),
        MetaType.NONE,
        document_source=description,
        file_encoding="utf-8",
        overwrite=False,
        output_path=package,
    )
    with contextlib.redirect_stdout(io.StringIO()):
        complaints = generate(config=config)
    if complaints:
        cause = "; ".join(" ".join(part for part in (found.header, found.detail) if part) for found in complaints)
        raise Failure("the stock client would lack a part of the description", str(description), cause)


def module(name: str, home: Path = HOME) -> Any:
    """A module of the stock client, such as `models`."""
    if str(home) not in sys.path:
        sys.path.append(str(home))
        importlib.invalidate_caches()
    return importlib.import_module(f"{PACKAGE}.{name}")
