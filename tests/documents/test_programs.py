"""Every Python program of the documents runs as it stands, against the embedded service."""

import asyncio
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.mock import serving
from speech302.runtime.clock import Clock
from tests.documents.pages import GUIDES, REFERENCE, ROOT, blocks, name

PAGES = [page for page in (*GUIDES, *REFERENCE) if blocks(page, "python")]
LEFT = {"README.md": ["sunrise.wav", "talk.srt", "speech.wav", "clone.wav"]}
"""The files that the programs of a page say they make."""


class Time:
    """Sleeping takes no time, and moves the clock all the same."""

    def __init__(self) -> None:
        self.slept = 0.0

    def now(self) -> float:
        return time.monotonic() + self.slept

    def wall(self) -> float:
        return time.time() + self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += seconds

    async def sleep_async(self, seconds: float) -> None:
        due = self.now() + seconds
        await asyncio.sleep(0)
        self.slept += max(0.0, due - self.now())  # those who sleep at the same time sleep the same time


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture
def reader(base_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A reader who follows a page from its top, in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AI302_API_KEY", "anything")
    monkeypatch.setenv("AI302_BASE_URL", base_url)
    passing = Time()
    defaults = {"now": passing.now, "wall": passing.wall, "sleep": passing.sleep, "sleep_async": passing.sleep_async}
    settled = (defaults.get(field.name, field.default) for field in Clock.__attrs_attrs__)
    monkeypatch.setattr(Clock.__init__, "__defaults__", tuple(settled))
    root = logging.getLogger()
    handlers, levels = root.handlers[:], [(logger, logger.level) for logger in (root, logging.getLogger("speech302"))]
    yield tmp_path
    root.handlers[:] = handlers
    for logger, level in levels:
        logger.setLevel(level)


# A read that is under way while others sleep is overtaken by leaps that real time does not make.
@pytest.mark.filterwarnings("ignore::speech302.BehindWarning")
@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_programs_of_a_page_run_one_after_another(page: Path, reader: Path) -> None:
    for block in blocks(page, "python"):
        # The lines before it make the lines of a traceback those of the page.
        program = "\n" * (block.line - 1) + block.text
        exec(compile(program, name(page), "exec"), {"__name__": "__main__"})  # noqa: S102 - the claim is that it runs
    missing = [file for file in LEFT.get(name(page), []) if not (reader / file).stat().st_size]
    assert missing == []


def test_the_readme_and_every_page_of_a_family_have_programs() -> None:
    families = {path.stem for path in (ROOT / "generated/speech302/models").glob("[a-z]*.py")}
    assert {name(page) for page in PAGES} >= {"README.md", *(f"generated/reference/{tag}.md" for tag in families)}
