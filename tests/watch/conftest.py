"""What the tests of watching share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.watch import command
from tests.watch.recording import KEY
from tests.watch.vendor import EFFECTIVE, ROOT, Clock, Vendor, vendor


@pytest.fixture(name="site")
def _site() -> Iterator[Vendor]:
    with vendor() as made:
        yield made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Clocks that pass at once, for the command too."""
    made = Clock()
    monkeypatch.setattr(command, "TIME", made.time)
    return made


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory that is a repository without pages, and no setting of the environment.

    The description is not made again for each run, since no test changes it.
    """
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec/openapi.yaml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "effective", lambda *_: EFFECTIVE)
    for name in ("AI302_API_KEY", "AI302_KEY", "AI302_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def pages(repository: Path) -> Path:
    """The folder of the description in the working directory, with a copy of every stored page."""
    spec = repository / "spec"
    shutil.copytree(ROOT / "spec", spec, dirs_exist_ok=True)
    return spec


@pytest.fixture
def key(repository: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    del repository  # which takes every key out of the environment
    monkeypatch.setenv("AI302_API_KEY", KEY)
    return KEY
