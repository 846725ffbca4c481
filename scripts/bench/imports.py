"""Starting: whole fresh processes that import a client, make one, or get a first answer."""

import os
import resource
import subprocess
from pathlib import Path
from typing import Final

from scripts.bench.plan import GENERATED, Plan
from scripts.bench.ratio import Group, Result, Target, paired
from scripts.bench.rounds import Measure, interleaved, timed
from scripts.bench.stock import PACKAGE

IMPORT: Final = "import speech302"
IMPORT_NAME: Final = "from speech302 import Speech302"
MAKE: Final = 'Speech302(api_key="...")'
ANSWER: Final = "up to a first answer"
NOTHING: Final = "an empty process"
STOCK: Final = "stock import"
STOCK_MAKE: Final = "stock client"
STOCK_ANSWER: Final = "stock answer"

_STOCK_CLIENT: Final = (
    f'from {PACKAGE} import AuthenticatedClient\nclient = AuthenticatedClient("{{url}}", token="key")'
)
_CLIENT: Final = 'from speech302 import Speech302\nclient = Speech302(api_key="key", base_url="{url}")'
_STOCK_GET: Final = (
    f'from {PACKAGE}.api.subtitle_tasks import get_subtitle_task\nget_subtitle_task.sync("1", client=client)'
)

SOURCES: Final = {
    NOTHING: "",
    IMPORT: "import speech302",
    IMPORT_NAME: "from speech302 import Speech302",
    MAKE: _CLIENT,
    ANSWER: f'{_CLIENT}\nclient.subtitle_tasks.get("1")',
    STOCK: f"import {PACKAGE}",
    STOCK_MAKE: _STOCK_CLIENT,
    STOCK_ANSWER: f"{_STOCK_CLIENT}\n{_STOCK_GET}",
}
BASES: Final = {NOTHING: STOCK, IMPORT: STOCK, IMPORT_NAME: STOCK, MAKE: STOCK_MAKE, ANSWER: STOCK_ANSWER}
TARGETS: Final = {IMPORT: Target(0.6), IMPORT_NAME: Target(0.6)}
"""The package alone loads next to nothing, so what its users write has to reach the target too."""


def starting(plan: Plan, python: Path, stock: Path, url: str) -> Group:
    """What a process costs that starts with a client; `python` has installed what users have, `url` answers."""
    environment = _environment(stock)
    measures = {name: _process(python, source.format(url=url), environment) for name, source in SOURCES.items()}
    samples = interleaved(measures, plan.processes)
    results = tuple(
        Result(key=f"start.{key}", what=name, base=base, ratio=paired(samples, name, base), target=TARGETS.get(name))
        for key, (name, base) in zip(("nothing", "import", "import_name", "make", "answer"), BASES.items(), strict=True)
    )
    how = (
        "Whole processes from their start to their end, nothing taken off: processor time, an environment with the "
        f"client's requirements alone, bytecode written before. Stock's import is `import {PACKAGE}`, the least that "
        "gives its client: httpx and attrs, none of its operations and models. A first answer is one small answer of "
        "the same loopback server, with all that is loaded for it."
    )
    return Group("Starting", how, results)


def _environment(stock: Path) -> dict[str, str]:
    # Settings of Python and of the client would change what is measured; proxies are for other hosts than this machine.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "AI302_"))}
    kept = {name: value for name, value in kept.items() if not name.lower().endswith("_proxy")}
    return kept | {"PYTHONPATH": os.pathsep.join((str(GENERATED), str(stock)))}


def _process(python: Path, source: str, environment: dict[str, str]) -> Measure:
    command = [str(python), "-c", source]

    def run() -> None:
        subprocess.run(command, env=environment, check=True)  # noqa: S603 - our own command

    return lambda: timed(run, _children_time)


def _children_time() -> int:
    """Nanoseconds of processor time of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round((used.ru_utime + used.ru_stime) * 1e9)
