"""No file of the repository holds anything that could be a key."""

import subprocess
from pathlib import Path

import pytest

from scripts.keys import REDACTED, find_keys, holds_key, scrub

ROOT = Path(__file__).parents[1]


def test_no_tracked_file_holds_a_key() -> None:
    found = [f"{path}:{number}" for path in files() for number, line in enumerate(lines(path), 1) if holds_key(line)]
    assert found == [], "scrub these, and take them out of the history: they may be keys"


def test_there_are_files_to_look_at() -> None:
    assert {"Makefile", "spec/openapi.yaml"} <= {path.relative_to(ROOT).as_posix() for path in files()}


@pytest.mark.parametrize("secret", ["sk-" + "a1B2" * 6, "Bearer " + "x9" * 15, "AKIA" + "A" * 16])
def test_what_looks_like_a_key_is_recognised(secret: str) -> None:
    text = f"--header 'Authorization: {secret}'"
    assert list(find_keys(text))
    assert secret not in scrub(text)
    assert REDACTED in scrub(text)


@pytest.mark.parametrize("harmless", ["Bearer {{YOUR_API_KEY}}", "Bearer sk-REDACTED", "Authorization: Bearer <key>"])
def test_what_the_scrubbed_pages_show_is_not_a_key(harmless: str) -> None:
    assert not list(find_keys(harmless))
    assert scrub(harmless) == harmless


def files() -> list[Path]:
    """Every file that git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - our own command
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()
