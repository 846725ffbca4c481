"""Made-up results and environments."""

import venv
from importlib.metadata import distribution as installed_distribution
from pathlib import Path

from scripts.bench.environment import Environment
from scripts.bench.plan import Plan
from scripts.bench.ratio import Ratio, Result, Target

TINY = Plan(
    words=60,
    bodies=2,
    other_bodies=2,
    processes=2,
    batches=2,
    batch=2,
    waits=5,
    more_waits=0,
    wait_seconds=0.2,
    wait_rounds=2,
)


def ratio(median: float, low: float | None = None, high: float | None = None) -> Ratio:
    """A ratio whose quartiles are also the interval of its median."""
    spread = (median if low is None else low, median if high is None else high)
    return Ratio(median, spread, spread, median, 9)


def result(median: float, target: Target | None, low: float | None = None) -> Result:
    return Result("group.thing", "ours, thing", "stock", ratio(median, low), target)


def distribution(packages: Path, name: str, *needs: str) -> None:
    """Leave the metadata that an installed distribution has."""
    folder = packages / f"{name}-1.0.dist-info"
    folder.mkdir(parents=True)
    lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {need}" for need in needs)]
    (folder / "METADATA").write_text("\n".join(lines), encoding="utf-8")


def client_packages(packages: Path) -> None:
    """What the client needs, as if it needed less in turn."""
    distribution(packages, "pip")
    distribution(packages, "attrs", "cloudpickle; extra == 'tests'")
    distribution(packages, "httpx", "httpcore==1.*", "h2<5; extra == 'http2'")
    distribution(packages, "httpcore", "h11")
    distribution(packages, "h11", "httpx; python_version < '3'")
    distribution(packages, "msgspec")
    distribution(packages, "sniffio")


CLIENT = ("anyio", "attrs", "certifi", "h11", "httpcore", "httpx", "idna", "msgspec", "sniffio", "typing_extensions")


def client_environment(folder: Path) -> Environment:
    """What users have, made without the network: links to those of the toolchain's packages that the client needs."""
    venv.create(folder, symlinks=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    for name in CLIENT:
        found = installed_distribution(name)
        for top in {file.parts[0] for file in found.files or [] if file.parts[0] not in ("..", "__pycache__")}:
            (packages / top).symlink_to(str(found.locate_file(top)))
    return Environment(folder / "bin" / "python", packages)
