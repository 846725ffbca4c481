"""The whole bench, in so few rounds that its numbers mean nothing."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from scripts.bench import session
from scripts.bench.plan import REPOSITORY
from scripts.bench.server import answering
from scripts.failures import Failure
from tests.bench.samples import TINY, client_environment

WAITS = ("cpu", "memory", "many_late_99", "many_lost")
JUDGED = {
    "decode.usual.standard_library.to_stock",
    "decode.usual.msgspec.to_stock",
    "decode.usual.standard_library.to_pydantic",
    "decode.usual.msgspec.to_pydantic",
    "encode.usual.msgspec.to_stock",
    "memory.standard_library",
    "memory.msgspec",
    "installed.plain",
    "installed.fast",
    "start.import",
    "start.import_name",
    "requests.sync.ours_to_bare_httpx",
    "requests.async.ours_to_bare_httpx",
    *(f"waits.{what}.{name}" for what in WAITS for name in ("ours", "ours_on_aiohttp")),
}
"""Every number that the project promises."""


def test_a_run_measures_everything_that_has_a_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "bench" / "report.json"
    try:
        session.run(TINY, client_environment(tmp_path / "venv"), report)
    except Failure as failure:
        assert failure.what.endswith("targets are missed")  # noqa: PT017 - whether it is raised is chance
    groups = json.loads(report.read_text(encoding="utf-8"))["groups"]
    results = [result for group in groups for result in group["results"]]
    assert {result["key"] for result in results if result["target"]} == JUDGED
    assert len({result["key"] for result in results}) == len(results)
    assert all(result["median"] > 0 for result in results if result["relative_to"] != "count")
    printed = capsys.readouterr().out
    assert all(group["title"] in printed for group in groups)


def test_the_verb_loads_nothing_heavy_before_it_runs() -> None:
    heavy = {"speech302", "pydantic", "httpx", "openapi_python_client", "scripts.bench.session"}
    source = f"import sys, scripts.bench.command; print({heavy!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", source], cwd=REPOSITORY, capture_output=True, text=True, check=True)  # noqa: S603 - our own command
    assert done.stdout == "set()\n"


def test_the_least_server_answers_while_its_block_runs_and_no_longer() -> None:
    with answering() as url, httpx.Client(trust_env=False) as client:
        assert [client.get(url).json() for _ in range(2)] == [{"status": "processing", "progress": 40}] * 2
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)
