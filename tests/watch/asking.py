"""What the tests of live exchanges share: calls of operations, and answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.documents import dump_json
from scripts.failures import Failure
from scripts.recordings import Recording, read
from scripts.values import Json
from scripts.watch import perform
from scripts.watch.net import open_client
from scripts.watch.sending import Service
from tests.watch.vendor import DESCRIPTION, ROOT, Answer, Clock, Vendor

KEY = "made-up/key+1234567890"
CLONE: dict[str, Json] = {"input_text": "a", "ref_audio_links": ["https://a.test/b.wav"], "ref_audio_text": ["b"]}
STORED = ROOT / "spec/speech_synthesis/recordings/get_speech_synthesis.succeeded.json"


def service(site: Vendor, clock: Clock, *, timeout: float = 10.0) -> Service:
    return Service(site.base_url, KEY, open_client, clock.time, timeout)


def get(site: Vendor, clock: Clock, *, task_id: str = "t1") -> dict[str, Any]:
    return perform(DESCRIPTION, "get_subtitle_task", {"task_id": task_id}, None, service(site, clock))


def pay(site: Vendor, clock: Clock, *, timeout: float = 10.0) -> dict[str, Any]:
    asked = service(site, clock, timeout=timeout)
    return perform(DESCRIPTION, "create_voice_clone", CLONE, None, asked, allow_paid=True)


def failure_of(call: Any, *given: Any, **named: Any) -> Failure:
    with pytest.raises(Failure) as caught:
        call(*given, **named)
    assert KEY not in str(caught.value)
    return caught.value


def as_json(value: object, **named: Any) -> Answer:
    headers = {"Content-Type": "application/json", **named.pop("headers", {})}
    return Answer(json.dumps(value), headers=headers, **named)


def a_recording(folder: Path, **changes: Any) -> Recording:
    made = json.loads(STORED.read_text(encoding="utf-8"))
    made["request"] |= changes.pop("request", {})
    made |= changes
    path = folder / f"{made['operation']}.{made['case']}.json"
    path.write_text(dump_json(made), encoding="utf-8")
    return read(path)
