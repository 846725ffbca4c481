"""The README's examples run as they stand, and its links lead somewhere."""

import re
from pathlib import Path

import pytest

from scripts.mock import serving
from speech302.runtime import clock

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
FILES = ["sunrise.wav", "talk.srt", "speech.wav", "clone.wav"]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "overlays/README.md"])


@pytest.mark.parametrize(("example", "file"), list(zip(EXAMPLES, FILES, strict=True)))
def test_an_example_leaves_its_file(example: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AI302_API_KEY", "anything")
    # The examples wait at the service's pace; a test does not.
    monkeypatch.setattr(clock.Clock.__init__, "__defaults__", patched_defaults())
    with serving() as base_url:
        monkeypatch.setenv("AI302_BASE_URL", base_url)
        exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - it is the claim that this runs
    assert (tmp_path / file).stat().st_size > 0


def patched_defaults() -> tuple[object, ...]:
    """The clock's own defaults, but for sleeping, which takes no time."""
    defaults = clock.Clock.__init__.__defaults__ or ()
    plain = clock.Clock().sleep
    return tuple((lambda _: None) if default is plain else default for default in defaults)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    broken = [target for target in targets if "://" not in target and not (document.parent / target).exists()]
    assert broken == []


def test_every_target_of_make_that_the_documents_name_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    known = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        name for document in DOCUMENTS for name in re.findall(r"`make ([a-z]+)`", document.read_text(encoding="utf-8"))
    }
    assert named <= known
