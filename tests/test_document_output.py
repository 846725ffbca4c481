"""Output: the same text for the same value, and files that are never half-written."""

import math
import stat
from pathlib import Path

import pytest

from scripts.documents import dump_json, dump_yaml, write_output
from scripts.failures import UNUSABLE, Failure
from scripts.values import Json

WRITTEN = """\
version: '1.10'
'200':
  'on': 'no'
  empty: {}
  none: []
  nothing: null
text: |
  First line.

    Indented: line.
long: >-
  A sentence that is longer than a line should be is folded between words, and nothing else about it
  changes.
list:
  - a: 1
    b:
      - 1
      - - 2.0
        - 1.0e+16
  - '- é'
  - 日本語
"""


def test_yaml_is_written_to_be_read() -> None:
    """Block style in the given order; lines as a literal block, a long line folded, what could mislead quoted."""
    sentence = (
        "A sentence that is longer than a line should be is folded between words, and nothing else about it changes."
    )
    value: Json = {
        "version": "1.10",
        "200": {"on": "no", "empty": {}, "none": [], "nothing": None},
        "text": "First line.\n\n  Indented: line.\n",
        "long": sentence,
        "list": [{"a": 1, "b": [1, [2.0, 1e16]]}, "- é", "日本語"],
    }
    assert dump_yaml(value) == WRITTEN


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_numbers_that_are_not_finite_are_never_written(number: float) -> None:
    """JSON has no such number, and so neither writer writes one."""
    for dump in (dump_json, dump_yaml):
        with pytest.raises(ValueError, match="JSON"):
            dump([number])


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """Writing leaves the new text, the mode of the old file, and nothing else in the folder."""
    target = tmp_path / "out.yaml"
    target.write_text("old")
    target.chmod(0o640)
    write_output("new: é\n", target)
    assert target.read_text(encoding="utf-8") == "new: é\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing to a link writes to what it names."""
    (tmp_path / "link").symlink_to("target")
    write_output("text", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "text"


def test_an_unwritable_path_is_unusable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not there is an unusable argument, and the message says to make it."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Failure) as caught:
        write_output("text", Path("no/out.yaml"))
    cause, cure = "No such file or directory", "make the folder no first"
    assert caught.value == Failure("the file cannot be written", "no/out.yaml", cause, cure, UNUSABLE)
