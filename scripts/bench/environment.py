"""A fresh virtual environment that holds what a user of the client installs, and nothing else."""

import hashlib
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from scripts.bench.plan import FOLDER, REPOSITORY
from scripts.bench.ratio import Group, Result, Target, counted
from scripts.failures import UNUSABLE, Failure

LOCK: Final = REPOSITORY / "requirements" / "client.txt"
PROJECT: Final = REPOSITORY / "pyproject.toml"
INSTALLERS: Final = {"pip", "setuptools", "wheel"}
STAMP: Final = "made-of"
MOST: Final = Target(10)


@dataclass(frozen=True)
class Environment:
    """An environment: its interpreter, and the folder of its distributions."""

    python: Path
    packages: Path


def environment(folder: Path = FOLDER / "venv", lock: Path = LOCK) -> Environment:
    """Set up the environment from the locked requirements, unless it is there already. Raises `Failure`."""
    found = Environment(folder / "bin" / "python", folder / "lib" / f"python{_version()}" / "site-packages")
    mark = mark_of(lock)
    stamp = folder / STAMP
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != mark:
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True, symlinks=True)
        _install(found.python, lock)
        # Written last, so that an interrupted set-up is begun anew.
        stamp.write_text(mark, encoding="utf-8")
    return found


def mark_of(lock: Path) -> str:
    """What the environment is made of, as one word."""
    return hashlib.sha256(sys.version.encode() + lock.read_bytes()).hexdigest()


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _install(python: Path, lock: Path) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    done = subprocess.run([*command, "-r", str(lock)], capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        cure = "see that the package index can be reached; make lock resolves the requirements anew"
        raise Failure("the client's requirements cannot be installed", lock.name, done.stderr.strip(), cure, UNUSABLE)


def installed(found: Environment) -> Group:
    """How many distributions the client brings along, with and without its extra. Raises `Failure` if the lock is off.

    Which ones the extra adds is told by what the distributions themselves say that they need.
    """
    there = {canonicalize_name(one.name): one for one in distributions(path=[str(found.packages)])}
    plain, fast = _wanted(PROJECT)
    without, with_extra = _needed(plain, there), _needed([*plain, *fast], there)
    if surplus := there.keys() - with_extra - INSTALLERS:
        cause = f"nobody needs {', '.join(sorted(surplus))}"
        raise Failure("the locked requirements hold more than the client needs", LOCK.name, cause, "run make lock")
    results = (_count("plain", "without the extra `fast`", without), _count("fast", "with it", with_extra))
    how = f"Distributions beside the client itself, by name: {', '.join(sorted(with_extra))}."
    return Group("Installed distributions", how, results)


def _count(key: str, what: str, names: Iterable[str]) -> Result:
    return Result(key=f"installed.{key}", what=what, base="count", ratio=counted(len(set(names))), target=MOST)


def _wanted(project: Path) -> tuple[list[Requirement], list[Requirement]]:
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    extra = table["optional-dependencies"]["fast"]
    return [Requirement(text) for text in table["dependencies"]], [Requirement(text) for text in extra]


def _needed(wanted: Iterable[Requirement], there: Mapping[NormalizedName, Distribution]) -> set[NormalizedName]:
    """The names of what is wanted and of all that it needs in turn, as far as this machine needs it."""
    needed: set[NormalizedName] = set()
    waiting = list(wanted)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in needed or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        if name not in there:
            raise Failure(f"{name} is needed and not installed", LOCK.name, cure="run make lock")
        needed.add(name)
        waiting += [Requirement(text) for text in there[name].requires or []]
    return needed
