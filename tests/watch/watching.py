"""What the tests of `watch pages` share: the vendor on a good day, and a run as a user starts it."""

import json
from pathlib import Path

import pytest

from scripts.cli import main
from tests.watch.vendor import CATALOGUE, EXPORT, SHELL, Answer, Vendor

EXPORTS = [
    "/api-312102532.md",
    "/api-247577937.md",
    "/338003333e0.md",
    "/338003334e0.md",
    "/338003335e0.md",
    "/338003336e0.md",
]
STATUS_PAGE = "/api-247577937"
PRODUCTS = "/api/cache/product-list"
VOICES = [f"higgs_audio.{verb}_voice_{noun}.md" for verb in ("create", "get") for noun in ("clone", "generation")]
CLONED = "higgs_audio.create_voice_clone.md"


def on_a_good_day(site: Vendor) -> Vendor:
    """The vendor as it is on a good day: pages drawn by a script, their exports, and a catalogue."""
    site.otherwise = Answer(SHELL)
    site.pages = {path: [Answer(EXPORT, headers={"ETag": f'"{path}"'})] for path in EXPORTS}
    site.pages[PRODUCTS] = [Answer(json.dumps({"code": 0, "data": {"list": json.loads(CATALOGUE)}}))]
    return site


def watch(site: Vendor, *given: str) -> int:
    return main(["watch", "pages", "--site", site.base_url, *given])


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The lines of a run by the name of the file, and the summary by the empty name."""
    *lines, summary = capsys.readouterr().out.splitlines()
    named = {
        line.split()[1].rpartition("/")[2]: f"{line.split()[0]} {line.partition(' (')[2]}".strip() for line in lines
    }
    return {**named, "": summary}


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
