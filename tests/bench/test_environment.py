"""What users install: counted from the distributions' own words."""

from pathlib import Path

import pytest

from scripts.bench.environment import LOCK, STAMP, Environment, environment, installed, mark_of
from scripts.failures import Failure
from tests.bench.samples import client_packages, distribution


@pytest.fixture
def found(tmp_path: Path) -> Environment:
    client_packages(tmp_path)
    return Environment(tmp_path / "python", tmp_path)


def test_distributions_are_counted_with_and_without_the_extra(found: Environment) -> None:
    """Installers do not count, nor what only an extra or another Python would need."""
    group = installed(found)
    assert [(one.key, one.ratio.median, one.met) for one in group.results] == [
        ("installed.plain", 4, True),
        ("installed.fast", 6, True),
    ]
    assert group.how.endswith("attrs, h11, httpcore, httpx, msgspec, sniffio.")


def test_a_distribution_that_nobody_needs_is_a_failure(found: Environment) -> None:
    distribution(found.packages, "six")
    with pytest.raises(Failure) as caught:
        installed(found)
    assert caught.value.cause == "nobody needs six"


def test_a_distribution_that_is_missing_is_a_failure(tmp_path: Path) -> None:
    distribution(tmp_path, "attrs")
    with pytest.raises(Failure) as caught:
        installed(Environment(tmp_path / "python", tmp_path))
    assert caught.value.what == "httpx is needed and not installed"


def test_an_environment_of_the_same_lock_is_used_again(tmp_path: Path) -> None:
    (tmp_path / STAMP).write_text(mark_of(LOCK), encoding="utf-8")
    assert environment(tmp_path).python == tmp_path / "bin" / "python"
    assert [path.name for path in tmp_path.iterdir()] == [STAMP]
