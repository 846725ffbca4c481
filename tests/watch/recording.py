"""What the tests of `watch record` share: a run as a user starts it, and what it stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts.cli import main

KEY = "made-up/key+1234567890"
FIELDS = ("input_text=a", 'ref_audio_links=["https://a.test/b.wav"]', 'ref_audio_text=["b"]')
CLONE = [part for one in FIELDS for part in ("--argument", one)]


def record(base_url: str, *given: str) -> int:
    return main(["watch", "record", "--base-url", base_url, *given])


def stored(path: str) -> dict[str, Any]:
    text = Path(path).read_text(encoding="utf-8")
    assert KEY not in text
    found: dict[str, Any] = json.loads(text)
    return found
