"""What the tests of the command line share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.mock import serving
from tests.cli.shell import Shell


@pytest.fixture(scope="session")
def service() -> Iterator[str]:
    """The address of the embedded service."""
    with serving() as base_url:
        yield base_url


@pytest.fixture
def shell(service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A command line for the embedded service, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path, service)
